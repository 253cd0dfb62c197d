import { fr } from "../i18n/fr";
import classes from "./layout.module.css";

interface Props {
	dots: number;
	mandate: string;
	name: string;
}

const off = new Set(["rejected", "suspended", "termination_asked", "terminated"]);

/** The five dots of a mandate, with their meaning for those who do not see them. */
export function Dots({ dots, mandate, name }: Props) {
	const tone = dots >= 5 ? classes.good : off.has(mandate) ? classes.bad : classes.warnText;
	const text = dots > 0 ? fr.ibans.dots(dots, name) : fr.ibans.dotsOff(name);
	return (
		<span role="img" aria-label={text} title={text} className={`${classes.dots} ${tone}`}>
			{[1, 2, 3, 4, 5].map((n) => (
				<span key={n} className={`${classes.dot} ${n <= dots ? classes.on : ""}`} />
			))}
		</span>
	);
}
