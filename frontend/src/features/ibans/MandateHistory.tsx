import type { MandateStep } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import classes from "./mandate.module.css";

const t = fr.ibans;

/** Each past step with its day, its author and its note, latest first. */
export function MandateHistory({ steps }: { steps: readonly MandateStep[] }) {
	if (steps.length === 0) return null;
	return (
		<ol className={classes.history} aria-label={t.mandateHistory}>
			{steps.map((s) => (
				<li key={`${s.at}-${s.name}`}>
					<span className="tabular dim">{formatDay(s.since)}</span>
					<div>
						{s.name} <span className="dim">· {s.by}</span>
						{s.note && <p>{s.note}</p>}
					</div>
				</li>
			))}
		</ol>
	);
}
