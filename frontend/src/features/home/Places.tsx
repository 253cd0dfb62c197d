import { Link } from "react-router";
import type { Count } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import { Status } from "../../ui/Status";
import classes from "./home.module.css";

/** Where every statement is; each place leads to its list. */
export function Places({ places }: { places: readonly Count[] }) {
	return (
		<section className={classes.part} aria-labelledby="places">
			<h2 id="places">{fr.home.places}</h2>
			<ul className={classes.places}>
				{places.map((p) => (
					<li key={p.key}>
						<Link className={classes.place} to={`/releves?place=${p.key}`}>
							<span className={`${classes.number} ${p.count === 0 ? classes.zero : ""}`}>
								{formatCount(p.count)}
							</span>{" "}
							<Status kind="place" value={p.key} name={p.name} />
							<span className={classes.hint}>{fr.home.placeHint[p.key]}</span>
						</Link>
					</li>
				))}
			</ul>
		</section>
	);
}
