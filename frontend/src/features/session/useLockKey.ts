import { useEffect, useRef } from "react";

/** Ctrl L (Cmd L) locks from anywhere, even while one types or a dialog is open. */
export function useLockKey(lock: () => void): void {
	const latest = useRef(lock);
	useEffect(() => {
		latest.current = lock;
	});
	useEffect(() => {
		const listen = (event: KeyboardEvent) => {
			if (event.key.toLowerCase() !== "l" || event.altKey || event.shiftKey) return;
			if (!event.ctrlKey && !event.metaKey) return;
			event.preventDefault();
			latest.current();
		};
		window.addEventListener("keydown", listen, true);
		return () => window.removeEventListener("keydown", listen, true);
	}, []);
}
