import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { fr } from "../i18n/fr";
import classes from "./layout.module.css";
import { useKeys } from "./useKeys";

interface Props {
	title: string;
	onClose: () => void;
	/** Buttons beside the title. */
	actions?: ReactNode;
	/** Buttons at the foot. */
	foot?: ReactNode;
	/** Leaves the focus in the list, for panels that follow the keyboard. */
	quiet?: boolean;
	children: ReactNode;
}

/** Details over the right of a list. Escape closes it; the focus goes in, then back. */
export function SidePanel({ title, onClose, actions, foot, quiet, children }: Props) {
	const heading = useRef<HTMLHeadingElement>(null);
	const id = useId();
	useKeys({ Escape: onClose });
	useEffect(() => {
		if (quiet) return;
		const before = document.activeElement;
		const within = heading.current
			?.closest("section")
			?.querySelector<HTMLElement>("[data-autofocus]");
		(within ?? heading.current)?.focus();
		return () => {
			if (before instanceof HTMLElement && before.isConnected) before.focus();
		};
	}, [quiet]);
	return (
		<section
			className={classes.panel}
			aria-labelledby={id}
			onKeyDown={(event) => {
				if (event.key !== "Escape" || event.defaultPrevented || isElsewhere(event)) return;
				event.preventDefault();
				onClose();
			}}
		>
			<div className={classes.panelHead}>
				<h2 id={id} ref={heading} tabIndex={-1} className="cut" title={title}>
					{title}
				</h2>
				{actions}
				<ActionIcon aria-label={fr.panel.close} onClick={onClose}>
					<IconX size={16} />
				</ActionIcon>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
			<div className={classes.panelBody} tabIndex={0}>
				{children}
			</div>
			{foot && <div className={classes.panelFoot}>{foot}</div>}
		</section>
	);
}

/** A menu or a list opened from the panel takes its own Escape. */
function isElsewhere({ target }: KeyboardEvent<HTMLElement>): boolean {
	return (
		target instanceof HTMLElement &&
		target.closest("[role=menu], [role=listbox], [role=dialog], [aria-expanded=true]") !== null
	);
}
