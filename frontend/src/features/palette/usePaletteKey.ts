import { useEffect, useRef } from "react";

/**
 * Ctrl K (Cmd K) opens the palette from anywhere, even while one types, and closes it. Another
 * dialog keeps what it is about.
 */
export function usePaletteKey(opened: boolean, toggle: () => void): void {
	const latest = useRef({ opened, toggle });
	useEffect(() => {
		latest.current = { opened, toggle };
	});
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return;
			if (!event.ctrlKey && !event.metaKey) return;
			event.preventDefault();
			const another = document.querySelector('[role="dialog"][aria-modal="true"]');
			if (latest.current.opened || !another) latest.current.toggle();
		};
		window.addEventListener("keydown", listen, true);
		return () => window.removeEventListener("keydown", listen, true);
	}, []);
}
