// Two IBANs and their days: one whose bank stopped sending, one with a gap.

import type * as t from "../types";

export const fakeCoverages = (empty: boolean) => ({
	List: async (q: t.CoverageQuery): Promise<t.CoveragePage> => {
		const length = Math.round((Date.parse(q.to) - Date.parse(q.from)) / 86_400_000) + 1;
		const all = empty ? [] : [row(1, 6, length), row(2, 0, length)];
		const rows = all.filter((r) => !q.late || r.late > 0);
		return {
			rows,
			total: rows.length,
			late: empty ? 0 : 1,
			accounts: all.length,
		} as t.CoveragePage;
	},
});

function row(id: number, late: number, length: number): t.CoverageRow {
	const days = late > 0 ? `${"r".repeat(length)}`.slice(6).padEnd(length, ".") : gap(length);
	return {
		...{ accountId: id, ibanShown: `FR76 30004 45856 4585652332${id} 08`, bank: "BNP Paribas" },
		...{ clientId: id, clientName: `Entreprise ${id}`, firmName: "Cabinet 1", collected: true },
		...{ lastOn: "2026-03-06", rhythm: "Quotidien", late, days },
	} as t.CoverageRow;
}

const gap = (length: number) => "rremm".repeat(1).padEnd(length, "r").slice(0, length);
