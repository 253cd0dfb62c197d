import { Link } from "react-router";
import type { MandateBoard, MandateGroup } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import classes from "./mandates.module.css";

const t = fr.mandates;

/** How many mandates are where, who must act, for how long; each leads to its list. */
export function Groups({ board, chosen }: { board: MandateBoard; chosen: readonly string[] }) {
	return (
		<ul className={classes.groups} aria-label={t.groups}>
			{board.groups.map((g) => (
				<li key={g.status}>
					<Link
						to={g.who ? `/ibans/mandats?statut=${g.status}` : `/ibans?statut=${g.status}`}
						className={classes.group}
						aria-current={chosen.includes(g.status) ? "true" : undefined}
					>
						<span className={`${classes.number} ${g.count === 0 ? classes.zero : ""}`}>
							{formatCount(g.count)}
						</span>{" "}
						<span className={classes.name}>{g.name}</span>
						<span className={classes.hint}>{hint(g)}</span>
						{g.due > 0 && <span className={classes.due}>{t.dueCount(g.due)}</span>}
					</Link>
				</li>
			))}
		</ul>
	);
}

function hint(g: MandateGroup): string {
	if (!g.who) return t.nobody;
	return g.count > 0 ? t.waitsFor(g.whoName, g.days) : g.whoName;
}
