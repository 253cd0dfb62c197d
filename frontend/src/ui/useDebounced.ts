import { useEffect, useState } from "react";

/** A value that waits until it has stopped changing. */
export function useDebounced<T>(value: T, delayMs = 180): T {
	const [settled, setSettled] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setSettled(value), delayMs);
		return () => clearTimeout(timer);
	}, [value, delayMs]);
	return settled;
}
