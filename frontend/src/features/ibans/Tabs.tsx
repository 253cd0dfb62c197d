import { NavLink } from "react-router";
import { useLeftAddress } from "../../data/lists";
import { fr } from "../../i18n/fr";
import classes from "./ibans.module.css";
import { useAside } from "./queries";

interface Props {
	aside: boolean;
	mandates?: boolean;
}

/** « IBAN », « Mandats » and « Sans IBAN ». */
export function Tabs({ aside, mandates }: Props) {
	const leftAddress = useLeftAddress();
	const waiting = useAside().data?.length ?? 0;
	return (
		<nav className={classes.tabs} aria-label={fr.ibans.tabs}>
			<NavLink to={leftAddress("/ibans")} className={aside || mandates ? "" : "active"} end>
				{fr.ibans.tabAll}
			</NavLink>
			<NavLink to={leftAddress("/ibans/mandats")}>{fr.ibans.tabMandates}</NavLink>
			<NavLink to="/ibans/sans-iban">
				{fr.ibans.tabAside}
				{waiting > 0 && ` (${waiting})`}
			</NavLink>
		</nav>
	);
}
