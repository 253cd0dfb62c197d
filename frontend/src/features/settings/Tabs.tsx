import { NavLink } from "react-router";
import { fr } from "../../i18n/fr";
import classes from "./settings.module.css";

const t = fr.privacy;

/** « Général » and « Données personnelles ». */
export function Tabs() {
	return (
		<nav className={classes.tabs} aria-label={t.tabs}>
			<NavLink to="/reglages" end>
				{t.tabGeneral}
			</NavLink>
			<NavLink to="/reglages/donnees-personnelles">{t.tab}</NavLink>
		</nav>
	);
}
