// The mandate's line in the fake: its history and its legal moves.

import type * as t from "../types";
import type { FakeData } from "./house";
import { refuse } from "./refuse";

const names: Record<string, [name: string, dots: number, label: string]> = {
	created: ["Créé", 1, "Revenir à « Créé »"],
	to_sign: ["À signer", 2, "Marquer comme à signer"],
	signed: ["Signé", 3, "Marquer comme signé"],
	sent: ["Transmis à la banque", 4, "Marquer comme transmis à la banque"],
	approved: ["Approuvé", 5, "Marquer comme approuvé"],
	rejected: ["Rejeté", 0, "Marquer comme rejeté"],
	suspended: ["Suspendu", 0, "Suspendre"],
	termination_asked: ["Résiliation demandée", 0, "Demander la résiliation"],
	terminated: ["Résilié", 0, "Marquer comme résilié"],
};
const moves: Record<string, string[]> = {
	created: ["to_sign"],
	to_sign: ["signed"],
	signed: ["sent"],
	sent: ["approved", "rejected"],
	approved: ["suspended", "termination_asked"],
	rejected: ["to_sign"],
	suspended: ["approved", "termination_asked"],
	termination_asked: ["terminated"],
	terminated: [],
};
const decided = ["approved", "rejected", "suspended", "termination_asked", "terminated"];
const explained = ["rejected", "suspended"];
const line = ["created", "to_sign", "signed", "sent", "approved"];

export function fakeMandates(data: FakeData, me: t.Me) {
	const find = (id: number) =>
		data.accounts.find((a) => a.id === id) ?? refuse("not_found", "Cet IBAN n'existe pas.");
	const history = (a: t.AccountRow): t.MandateStep[] => {
		const known = data.mandates.get(a.id);
		if (known) return known;
		const passed = line.slice(0, Math.max(1, a.dots)).reverse();
		const list = passed.map((status, i) => ({
			name: names[status]?.[0] ?? status,
			since: `2026-01-${String(12 - i * 2).padStart(2, "0")}`,
			by: i % 2 ? "Anne Collab" : "Système (cabinet)",
			note: "",
			at: "2026-01-12T09:00:00Z",
		}));
		if (!line.includes(a.mandate))
			list.unshift({
				name: a.mandateName,
				since: a.mandateSince,
				by: "Anne Collab",
				note: "La signature ne correspond pas au spécimen.",
				at: "2026-01-14T09:00:00Z",
			});
		data.mandates.set(a.id, list);
		return list;
	};
	return {
		Mandate: async (id: number): Promise<t.MandateDetails> => {
			const a = find(id);
			return {
				accountId: a.id,
				status: a.mandate,
				name: a.mandateName,
				since: a.mandateSince,
				dots: a.dots,
				steps: history(a),
				moves: (moves[a.mandate] ?? []).map((to) => ({
					to,
					name: names[to]?.[0] ?? to,
					label: names[to]?.[2] ?? to,
					allowed: !decided.includes(to) || me.can.includes("decide_mandate"),
					needNote: explained.includes(to),
				})),
			};
		},
		MoveMandate: async (f: t.MandateForm) => {
			for (const a of f.accountIds.map(find)) {
				if (!moves[a.mandate]?.includes(f.to))
					refuse("refused", `Un mandat « ${a.mandateName} » ne peut pas passer à cet état.`);
				if (explained.includes(f.to) && !f.note.trim())
					refuse("invalid", "Le motif de la banque est à remplir.", "note");
				const [name = "", dots = 0] = names[f.to] ?? [];
				const steps = history(a);
				Object.assign(a, { mandate: f.to, mandateName: name, dots, mandateSince: f.on });
				data.mandates.set(a.id, [
					{ name, since: f.on, by: me.name, note: f.note, at: new Date().toISOString() },
					...steps,
				]);
			}
		},
	};
}
