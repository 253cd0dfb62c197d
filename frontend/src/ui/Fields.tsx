import type { ReactNode } from "react";
import { fr } from "../i18n/fr";
import classes from "./layout.module.css";

/** A list of names and values, one line each. */
export function Fields({ children }: { children: ReactNode }) {
	return <dl className={classes.fields}>{children}</dl>;
}

interface Props {
	label: string;
	children?: ReactNode;
}

/** A name and its value; nothing reads « Non renseigné ». */
export function Field({ label, children }: Props) {
	const absent = children === undefined || children === null || children === "";
	return (
		<div>
			<dt>{label}</dt>
			<dd>{absent ? <span className="dim">{fr.common.empty}</span> : children}</dd>
		</div>
	);
}
