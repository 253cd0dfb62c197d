// Two IBANs at the end of a day: one that is proven, one over a gap.

import type * as t from "../types";

export const fakeClosings = (empty: boolean) => ({
	List: async (q: t.ClosingQuery): Promise<t.ClosingPage> => {
		const all = empty ? [] : [row(1, "exact"), row(2, "broken")];
		const rows = all.filter((r) => !q.incomplete || !r.complete);
		return {
			...{ rows, total: rows.length, accounts: all.length },
			...{ exact: empty ? 0 : 1, complete: empty ? 0 : 1 },
		} as unknown as t.ClosingPage;
	},
	Export: async (_: t.ClosingQuery, format: string): Promise<t.Exported> => ({
		path: `/home/anne/Bureau/cloture.${format}`,
		rows: 2,
	}),
});

function row(id: number, certainty: string): t.ClosingRow {
	const exact = certainty === "exact";
	return {
		...{ accountId: id, ibanShown: `FR76 30004 45856 4585652332${id} 08`, bank: "BNP Paribas" },
		...{ clientId: id, clientName: `Entreprise ${id}`, reference: "", firmName: "Cabinet 1" },
		...{ currency: "EUR", decimals: 2, certainty, balance: 120_410 },
		certaintyName: exact ? "Exact" : "Interruption",
		knownOn: exact ? "2025-12-31" : "2025-12-20",
		missing: exact ? [] : [{ from: "2025-12-21", to: "2026-01-03" }],
		...{ unproven: 0, complete: exact },
	} as unknown as t.ClosingRow;
}
