import type { ReactNode } from "react";
import classes from "./layout.module.css";

interface Props {
	title: string;
	hint?: string;
	/** The button that mends it. */
	action?: ReactNode;
}

/** Why there is nothing, and what to do. */
export function EmptyState({ title, hint, action }: Props) {
	return (
		<div className={classes.empty}>
			<strong>{title}</strong>
			{hint && <p>{hint}</p>}
			{action && <div>{action}</div>}
		</div>
	);
}
