import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { usePlace } from "../../data/usePlace";

/** A list is not read that far only to stand where it stood. */
const FARTHEST = 5000;

interface Options {
	/** Which list it is; "" for one that begins at its beginning. */
	list: string;
	scroller: RefObject<HTMLElement | null>;
	rowHeight: number;
	count: number;
	/** Whether another row is pointed at already. */
	pointed: boolean;
	scrollTop: number;
	active: number;
	setActive: (row: number) => void;
	onScroll: () => void;
}

/** Opens a list where the person left it, once its rows are there. */
export function usePlaceInList(o: Options): void {
	const [left, keep] = usePlace(o.list);
	const { active, count, scrollTop, rowHeight } = o;
	const latest = useRef(o);
	const settled = useRef(false);
	useEffect(() => {
		latest.current = o;
	});
	useLayoutEffect(() => {
		if (settled.current || count === 0) return;
		settled.current = true;
		const { scroller, setActive, onScroll, pointed } = latest.current;
		if (!left || pointed || left.first > Math.min(FARTHEST, count - 1) || !scroller.current) return;
		scroller.current.scrollTop = left.first * rowHeight;
		setActive(left.active);
		onScroll();
	}, [count, left, rowHeight]);
	useEffect(() => {
		if (settled.current) keep({ first: Math.floor(scrollTop / rowHeight), active });
	}, [keep, scrollTop, active, rowHeight]);
}
