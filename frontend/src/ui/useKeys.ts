import { useEffect, useRef } from "react";

/**
 * Single-key shortcuts of a screen, by what the key prints, whatever the keyboard's layout.
 * They sleep while one types, in a menu, while a modal is open and with Ctrl, Alt or Cmd.
 */
export function useKeys(keys: Record<string, () => void>): void {
	const latest = useRef(keys);
	useEffect(() => {
		latest.current = keys;
	});
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
			const act = latest.current[event.key] ?? latest.current[event.key.toLowerCase()];
			if (!act || isTyping(event.target) || modalIsOpen()) return;
			event.preventDefault();
			act();
		};
		document.addEventListener("keydown", listen);
		return () => document.removeEventListener("keydown", listen);
	}, []);
}

function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement &&
		target.closest(
			"input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog], [aria-expanded=true]",
		) !== null
	);
}

function modalIsOpen(): boolean {
	return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
