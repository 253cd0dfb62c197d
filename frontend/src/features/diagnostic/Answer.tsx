import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import type { Diagnosis } from "../../api";
import { fr } from "../../i18n/fr";
import { ActionButton } from "./ActionButton";
import classes from "./diagnostic.module.css";

interface Props {
	diagnosis: Diagnosis;
	onSupport: () => void;
}

/** The first ✖, in large, with the button that mends it. */
export function Answer({ diagnosis, onSupport }: Props) {
	const { ok, answer, steps } = diagnosis;
	const step = ok
		? steps.find((s) => s.action === "support")
		: steps.find((s) => s.verdict === "wrong");
	const Icon = ok ? IconCircleCheck : IconCircleX;
	return (
		<section
			className={`${classes.answer} ${ok ? classes.good : classes.bad}`}
			aria-label={fr.diagnostic.answerLabel}
		>
			<Icon
				size={26}
				role="img"
				aria-label={ok ? fr.diagnostic.ok : fr.diagnostic.wrong}
				className={ok ? classes.goodText : classes.badText}
			/>
			<p>{answer}</p>
			{step && (
				<ActionButton
					step={step}
					diagnosis={diagnosis}
					onSupport={onSupport}
					variant={ok ? "default" : "filled"}
				/>
			)}
		</section>
	);
}
