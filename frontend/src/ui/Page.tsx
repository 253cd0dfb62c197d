import { type ReactNode, useEffect } from "react";
import { fr } from "../i18n/fr";
import classes from "./layout.module.css";

interface Props {
	title: ReactNode;
	/** The title of the window, when `title` is not text. */
	name?: string;
	count?: ReactNode;
	/** Search and buttons, right of the title. */
	actions?: ReactNode;
	/** A second line: filters, tabs. */
	toolbar?: ReactNode;
	children: ReactNode;
}

/** A screen: its title bar with its count, then what fills the rest. */
export function Page({ title, name, count, actions, toolbar, children }: Props) {
	const shown = name ?? (typeof title === "string" ? title : "");
	useEffect(() => {
		document.title = shown ? `${shown} · ${fr.app.name}` : fr.app.name;
	}, [shown]);
	return (
		<div className={classes.page}>
			<header className={classes.header}>
				<div className={classes.title}>
					<h1 className="cut">{title}</h1>
					{count !== undefined && (
						<span className={classes.count} aria-live="polite">
							{count}
						</span>
					)}
				</div>
				{actions}
			</header>
			{toolbar && <div className={classes.toolbar}>{toolbar}</div>}
			{children}
		</div>
	);
}

/** Where a list and the panel over its right side stand. */
export function Stage({ children }: { children: ReactNode }) {
	return <div className={classes.stage}>{children}</div>;
}

/** A part of a screen that scrolls by itself. */
export function Scroll({ children }: { children: ReactNode }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
		<div className={classes.scroll} tabIndex={0}>
			{children}
		</div>
	);
}
