import type { TrendLine, TrendMonth } from "../../api";

const names = new Intl.DateTimeFormat("fr-FR", {
	month: "short",
	year: "2-digit",
	timeZone: "UTC",
});

/** "2026-03-01" as « mars 26 ». */
export const monthName = (first: string): string => names.format(new Date(`${first}T00:00:00Z`));

/** An amount in units, for a drawing alone: never counted with. */
export const drawn = (minor: number, decimals: number): number => minor / 10 ** decimals;

/** A month beside the one of a year before. */
export interface Pair {
	month: TrendMonth;
	before?: TrendMonth;
}

/** The months of a line beside those of the year before. */
export function pairs(line: TrendLine, before?: TrendLine): Pair[] {
	const past = new Map((before?.months ?? []).map((m) => [m.first.slice(5), m]));
	return line.months.map((month) => ({ month, before: past.get(month.first.slice(5)) }));
}
