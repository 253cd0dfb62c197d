import { type RefObject, useCallback, useLayoutEffect, useState } from "react";
import { scrollToShow, viewport } from "../../lib/viewport";

const HEADER = 38;
const UNKNOWN_HEIGHT = 600; // before layout, and in tests that have none

/** Follows a scroll area and says which rows to draw. */
export function useViewport(
	scroller: RefObject<HTMLElement | null>,
	count: number,
	rowHeight: number,
) {
	const [scrollTop, setScrollTop] = useState(0);
	const [height, setHeight] = useState(UNKNOWN_HEIGHT);

	useLayoutEffect(() => {
		const el = scroller.current;
		if (!el) return;
		const measure = () => setHeight((el.clientHeight || UNKNOWN_HEIGHT) - HEADER);
		measure();
		if (typeof ResizeObserver === "undefined") return;
		const observer = new ResizeObserver(measure);
		observer.observe(el);
		return () => observer.disconnect();
	}, [scroller]);

	const onScroll = useCallback(() => setScrollTop(scroller.current?.scrollTop ?? 0), [scroller]);

	const show = useCallback(
		(row: number) => {
			const el = scroller.current;
			if (!el) return;
			const to = scrollToShow(row, { scrollTop: el.scrollTop, height, rowHeight, count });
			if (to !== null) {
				el.scrollTop = to;
				setScrollTop(to);
			}
		},
		[scroller, height, rowHeight, count],
	);

	const page = Math.max(1, Math.floor(height / rowHeight) - 1);
	return {
		view: viewport({ scrollTop, height, rowHeight, count }),
		scrollTop,
		onScroll,
		show,
		page,
	};
}
