const names = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric", timeZone: "UTC" });

const first = (month: string) => new Date(`${month}-01T00:00:00Z`);
const iso = (day: Date) => day.toISOString().slice(0, 10);

/** The month « 2026-03 », some months later or earlier. */
export function shiftMonth(month: string, by: number): string {
	const day = first(month);
	day.setUTCMonth(day.getUTCMonth() + by);
	return iso(day).slice(0, 7);
}

/** The first and the last day of a month. */
export function monthBounds(month: string): [from: string, to: string] {
	const last = first(shiftMonth(month, 1));
	last.setUTCDate(0);
	return [`${month}-01`, iso(last)];
}

/** « mars 2026 ». */
export const monthName = (month: string) => names.format(first(month));

/** A month and those before it, latest first; one that is older than them comes last. */
export function monthsBack(latest: string, count: number, also: string): string[] {
	const months = Array.from({ length: count }, (_, i) => shiftMonth(latest, -i));
	return months.includes(also) ? months : [...months, also];
}
