import { useEffect, useRef } from "react";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/**
 * Acts after so many minutes without a key or the pointer; 0 never. It reads the clock, so that
 * a machine that slept is late by nothing.
 */
export function useIdle(minutes: number, act: () => void): void {
	const latest = useRef(act);
	useEffect(() => {
		latest.current = act;
	});
	useEffect(() => {
		if (minutes <= 0) return;
		let last = Date.now();
		const check = () => {
			const due = Date.now() - last >= minutes * 60_000;
			if (due) latest.current();
			return due;
		};
		const touch = () => {
			if (!check()) last = Date.now();
		};
		const timer = setInterval(check, 1000);
		for (const sign of SIGNS)
			window.addEventListener(sign, touch, { capture: true, passive: true });
		return () => {
			clearInterval(timer);
			for (const sign of SIGNS) window.removeEventListener(sign, touch, { capture: true });
		};
	}, [minutes]);
}
