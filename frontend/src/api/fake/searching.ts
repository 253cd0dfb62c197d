// How the fake searches operations: the words of their labels alone.

import type * as t from "../types";
import { includes } from "./lists";

const LABELS = ["PRLV LOYER", "VIR FACTURE", "CARTE PAPETERIE", "PRLV EDF", "FRAIS DE TENUE"];

export function fakeSearches(empty: boolean) {
	const all: t.FoundOperation[] = Array.from({ length: empty ? 0 : 450 }, (_, i) => ({
		...{ key: String(1000 - i), id: i + 1, statementId: 1, position: i % 20, accountId: 1 },
		...{ ibanShown: "FR76 30004 45856 45856523322 08", bank: "BNP Paribas" },
		...{ clientId: 1, clientName: "Entreprise 1", firmName: "Cabinet 1" },
		...{ bookedOn: "2026-03-16", valueOn: "2026-03-16", currency: "EUR", decimals: 2 },
		amount: i % 5 === 1 ? 120_000 + i : -(10_000 + i),
		...{ code: "08", codeMeaning: "Prélèvement", reference: "" },
		label: `${LABELS[i % 5]} ${i + 1}`,
	}));
	const found = (q: t.OperationQuery) =>
		all.filter(
			(o) =>
				includes([o.label], q.text.replace(/[<>]\s*\d+/, "").trim()) &&
				(q.side === "" || (q.side === "debit") === o.amount < 0),
		);
	let saved: t.SavedSearch[] = [];
	return {
		Find: async (q: t.OperationQuery): Promise<t.FoundOperations> => {
			const rows = found(q).filter((o) => q.after === "" || Number(o.key) < Number(q.after));
			const amount = /[<>]\s*(\d+)/.exec(q.text);
			return {
				rows: rows.slice(q.skip ?? 0, (q.skip ?? 0) + q.limit),
				said: amount ? [{ kind: "amount", french: `montant d'au moins ${amount[1]},01` }] : [],
				...{ words: [], behind: 0 },
			} as unknown as t.FoundOperations;
		},
		Totals: async (q: t.OperationQuery): Promise<t.OperationTotal[]> => {
			const rows = found(q);
			const sum = (sign: number) =>
				rows.reduce((n, o) => (Math.sign(o.amount) === sign ? n + o.amount : n), 0);
			if (rows.length === 0) return [];
			return [
				{ currency: "EUR", decimals: 2, count: rows.length, credits: sum(1), debits: sum(-1) },
			];
		},
		Choices: async () =>
			({
				banks: [{ key: "30004", name: "BNP Paribas", count: 0 }],
				codes: [{ key: "08", name: "Prélèvement", count: 0 }],
			}) as t.SearchChoices,
		Saved: async () => saved,
		Save: async (name: string, query: string) => {
			saved = [...saved.filter((s) => s.name !== name), { id: saved.length + 1, name, query }];
			return saved.length;
		},
		Remove: async (id: number) => {
			saved = saved.filter((s) => s.id !== id);
		},
		Export: async (q: t.OperationQuery, format: string): Promise<t.Exported> => ({
			path: `/home/anne/Bureau/recherche.${format}`,
			rows: found(q).length,
		}),
	};
}
