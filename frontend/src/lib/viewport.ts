// A scroll area cannot be taller than about 33.5 million device pixels. Up to MAX_HEIGHT a
// list scrolls as it is; above it, the scroll position maps to rows in proportion.

const MAX_HEIGHT = 8_000_000; // at 200 % on a screen of two device pixels each

export interface Viewport {
	/** Height of the scrolled content, in px. */
	total: number;
	/** First and last row to draw; last < first when there is none. */
	first: number;
	last: number;
	/** Where the first drawn row stands, in px from the top of the content. */
	top: number;
}

interface Scroll {
	scrollTop: number;
	height: number;
	rowHeight: number;
	count: number;
	overscan?: number;
}

/** Which rows to draw for a scroll position. */
export function viewport({ scrollTop, height, rowHeight, count, overscan = 8 }: Scroll): Viewport {
	const full = count * rowHeight;
	const total = Math.min(full, MAX_HEIGHT);
	if (count === 0) return { total: 0, first: 0, last: -1, top: 0 };
	const at = clamp(scrollTop, 0, Math.max(0, total - height));
	const virtual = at * stretch(full, total, height);
	const first = clamp(Math.floor(virtual / rowHeight) - overscan, 0, count - 1);
	const last = clamp(Math.ceil((virtual + height) / rowHeight) + overscan, 0, count - 1);
	return { total, first, last, top: Math.round(first * rowHeight - virtual + at) };
}

/** The scroll position that shows a row, or null when it is in view already. */
export function scrollToShow(row: number, s: Scroll): number | null {
	const full = s.count * s.rowHeight;
	const total = Math.min(full, MAX_HEIGHT);
	const ratio = stretch(full, total, s.height);
	const virtual = s.scrollTop * ratio;
	const top = row * s.rowHeight;
	if (top < virtual) return top / ratio;
	if (top + s.rowHeight > virtual + s.height)
		return Math.ceil((top + s.rowHeight - s.height) / ratio);
	return null;
}

function stretch(full: number, total: number, height: number): number {
	return full > total && total > height ? (full - height) / (total - height) : 1;
}

function clamp(n: number, least: number, most: number): number {
	return Math.min(Math.max(n, least), most);
}
