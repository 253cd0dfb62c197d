/** Spans of days that accountants ask for, both ends included. */
export interface Period {
	from: string; // "2026-03-01"
	to: string;
}

const two = (n: number) => String(n).padStart(2, "0");

/** The whole of months `from` to `to` of a year, 1 to 12; the month 0 is December before. */
function months(year: number, from: number, to: number): Period {
	const first = new Date(Date.UTC(year, from - 1, 1));
	const last = new Date(Date.UTC(year, to, 0));
	const iso = (d: Date) =>
		`${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
	return { from: iso(first), to: iso(last) };
}

/** The last month, quarter and year that are over on a day, and the year that goes on. */
export function usualPeriods(today: string) {
	const year = Number(today.slice(0, 4));
	const month = Number(today.slice(5, 7));
	const quarter = Math.floor((month - 1) / 3) * 3; // the months before the quarter that goes on
	return {
		month: months(year, month - 1, month - 1),
		quarter: months(year, quarter - 2, quarter),
		year: { from: `${today.slice(0, 4)}-01-01`, to: today },
		lastYear: months(year - 1, 1, 12),
	};
}
