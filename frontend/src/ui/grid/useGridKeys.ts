import { type KeyboardEvent, useState } from "react";

interface Options {
	count: number;
	page: number;
	show: (row: number) => void;
	onOpen?: (row: number) => void;
	onToggle?: (row: number) => void;
	onCopy: () => void;
	onAll?: () => void;
	onMove?: (row: number) => void;
	/** Answers whether the key was one of its own. */
	onKey?: (key: string, row: number) => boolean;
}

/** The line that the keyboard is on, and the keys that move it. */
export function useGridKeys({
	count,
	page,
	show,
	onOpen,
	onToggle,
	onCopy,
	onAll,
	onMove,
	onKey,
}: Options) {
	const [wanted, setActive] = useState(0);
	const active = Math.min(wanted, Math.max(0, count - 1));

	const move = (to: number) => {
		const row = Math.min(Math.max(to, 0), Math.max(0, count - 1));
		setActive(row);
		show(row);
		onMove?.(row);
	};

	const steps: Record<string, () => void> = {
		ArrowDown: () => move(active + 1),
		ArrowUp: () => move(active - 1),
		PageDown: () => move(active + page),
		PageUp: () => move(active - page),
		Home: () => move(0),
		End: () => move(count - 1),
		Enter: () => onOpen?.(active),
		" ": () => onToggle?.(active),
	};

	const onKeyDown = (event: KeyboardEvent) => {
		if (event.target !== event.currentTarget || count === 0) return;
		if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c") {
			if (window.getSelection()?.toString()) return;
			event.preventDefault();
			onCopy();
			return;
		}
		if (onAll && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
			event.preventDefault();
			onAll();
			return;
		}
		const step = steps[event.key];
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (step) step();
		else if (!onKey?.(event.key, active)) return;
		event.preventDefault();
	};

	return { active, setActive, onKeyDown };
}
