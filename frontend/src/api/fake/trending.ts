// An account that gains 600 € a month.

import type * as t from "../types";

export const fakeTrends = () => ({
	Of: async (q: t.TrendQuery): Promise<t.TrendView> => {
		const months = monthsOf(q.from, q.to);
		return {
			name: "Entreprise 1",
			lines: [
				{
					...{ currency: "EUR", decimals: 2, accounts: 1 },
					months: months.map((first, i) => ({
						...{ first, count: 12, credits: 100_000, debits: -40_000 },
						balance: i === 0 ? undefined : 100_000 + i * 60_000,
					})),
					points: months.map((on, i) => ({ on, balance: 100_000 + i * 60_000 })),
				},
			],
		} as unknown as t.TrendView;
	},
});

function monthsOf(from: string, to: string): string[] {
	const months: string[] = [];
	const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
	while (at.toISOString().slice(0, 10) <= to) {
		months.push(at.toISOString().slice(0, 10));
		at.setUTCMonth(at.getUTCMonth() + 1);
	}
	return months;
}
