import { IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import type { Diagnosis, DiagnosisStep } from "../../api";
import { fr } from "../../i18n/fr";
import { ActionButton } from "./ActionButton";
import classes from "./diagnostic.module.css";

const t = fr.diagnostic;
const looks = {
	ok: [IconCheck, classes.goodText],
	wrong: [IconX, classes.badText],
	unknown: [IconMinus, classes.idleText],
} as const;

interface Props {
	diagnosis: Diagnosis;
	onSupport: () => void;
}

/** Each check: ✔, ✖ or –, one sentence, and its button. */
export function Checklist({ diagnosis, onSupport }: Props) {
	return (
		<section aria-labelledby="checks">
			<h2 id="checks">{t.checks}</h2>
			<ol className={classes.checks}>
				{diagnosis.steps.map((s) => (
					<li key={s.key}>
						<Mark verdict={s.verdict} />
						<div>
							<strong>{s.title}</strong>
							<p>{s.sentence}</p>
						</div>
						<ActionButton step={s} diagnosis={diagnosis} onSupport={onSupport} variant="default" />
					</li>
				))}
			</ol>
		</section>
	);
}

function Mark({ verdict }: Pick<DiagnosisStep, "verdict">) {
	const [Icon, tone] = looks[verdict as keyof typeof looks] ?? looks.unknown;
	return (
		<Icon
			size={18}
			className={tone}
			role="img"
			aria-label={t.verdicts[verdict] ?? t.verdicts.unknown}
		/>
	);
}
