import { Button } from "@mantine/core";
import { IconCircle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import type { GuideProgress, GuideStep } from "../../api";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import { stepAddress } from "./address";
import classes from "./guide.module.css";

const t = fr.guide;

/** The seven steps: what is done, and one button for each of the others. */
export function GuideSteps({ guide }: { guide: GuideProgress }) {
	const next = guide.steps.find((s) => !s.done && !s.least)?.key;
	return (
		<ol className={classes.steps}>
			{guide.steps.map((s) => (
				<li key={s.key}>
					<Mark done={s.done} />
					<div>
						<strong>{s.title}</strong>
						<p className="dim">
							{s.sentence}
							{s.least && <span className={classes.least}> {t.needs(s.least)}</span>}
						</p>
					</div>
					<Go step={s} firmId={guide.firmId} next={s.key === next} />
				</li>
			))}
		</ol>
	);
}

function Mark({ done }: { done: boolean }) {
	const Icon = done ? IconCircleCheck : IconCircle;
	return (
		<Icon
			size={20}
			role="img"
			aria-label={done ? t.done : t.toDo}
			className={done ? classes.done : classes.toDo}
		/>
	);
}

function Go({ step, firmId, next }: { step: GuideStep; firmId: number; next: boolean }) {
	const { show } = useDialogs();
	const variant = next ? "filled" : "default";
	if (!step.button || step.least) return null;
	const to = stepAddress(step, firmId);
	if (!to) {
		return (
			<Button variant={variant} onClick={() => show("import")}>
				{step.button}
			</Button>
		);
	}
	return (
		<Button component={Link} to={to} variant={variant}>
			{step.button}
		</Button>
	);
}
