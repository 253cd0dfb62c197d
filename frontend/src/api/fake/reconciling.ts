// « Rapprochement » of the fake: a month where MyUnisoft set two movements of 0 € aside and dropped
// three operations, and a place with a file that the tool has not taken.

import type * as t from "../types";
import type { FakeData } from "./house";

const none: t.ReconciliationTally = {
	...{ statements: 0, sent: 0, taken: 0, had: 0, zero: 0, unsaid: 0 },
	...{ missing: 0, excess: 0, unclear: 0 },
};

/** What came of an account of which so many operations left. */
function tallyOf(i: number, sent: number, drops: boolean): t.ReconciliationTally {
	const zero = i === 1 ? 2 : 0;
	const missing = drops && i === 2 ? 3 : 0;
	return { ...none, statements: 4, sent, taken: sent - zero - missing, zero, missing };
}

function accountsOf(data: FakeData, id: number): t.ReconciliationAccount[] {
	const rows = data.accounts.filter((a) => a.connectorId === id).slice(0, 4);
	return rows.map((a, i) => {
		const tally = tallyOf(i, 32, id === 1);
		return {
			accountId: a.id,
			ibanShown: a.ibanShown,
			clientName: a.clientName,
			tally,
			sentence: tally.missing
				? "32 opérations envoyées, 29 intégrées, 3 non intégrées, sans explication."
				: "32 opérations envoyées.",
			plain: tally.taken === tally.sent,
			explained: tally.missing === 0,
			discrepancies: tally.missing
				? [
						{
							...{ deliveryId: 5003, fileName: "CFONB120.dat", sent: 16, taken: 13 },
							requestId: "b1946ac9-2d27-4e0a-9b1d-7f7a1f0c55e2",
							at: "2026-03-12T08:00:00Z",
						},
					]
				: [],
		};
	});
}

function filesOf(): t.ReconciliationFile[] {
	const one = (name: string, fate: string, fateName: string): t.ReconciliationFile => ({
		...{ name, fate, fateName, size: 1920, expected: 1920, inPeriod: true },
		modifiedAt: "2026-03-17T08:12:00Z",
	});
	return [
		{ ...one("CFONB120_810218878_2.dat", "other", "D'une autre taille"), size: 960 },
		{ ...one("facture.pdf", "unknown", "Inconnu"), expected: 0 },
		one("CFONB120_810218878_1.dat", "there", "Encore là"),
	];
}

export function fakeReconciling(
	data: FakeData,
	pause: (id: number, paused: boolean) => t.ConnectorDetails,
) {
	return {
		Pause: async (id: number, paused: boolean) => pause(id, paused),
		Reconcile: async (id: number, from: string, to: string): Promise<t.Reconciliation> => {
			const row = data.connectors.find((c) => c.row.id === id)?.row;
			const answers = row?.mode === "direct";
			const accounts = answers ? accountsOf(data, id) : [];
			const files = answers ? [] : filesOf();
			return {
				...{ fromOn: from, toOn: to, answers, accounts, files },
				partnerName: row?.partnerName ?? "",
				sentence: answers
					? "128 opérations envoyées, 123 intégrées, 2 à 0\u00a0€ écartées par MyUnisoft, 3 non intégrées, sans explication."
					: "12 fichiers déposés (12 relevés) : 2 encore là, 10 pris par Fulll ; 1 fichier d'une autre taille, 1 fichier inconnu.",
				advice: answers
					? "Regardez dans MyUnisoft si les opérations manquantes y étaient déjà ; sinon donnez à son support l'identifiant de la requête."
					: "Un fichier inconnu n'a pas été déposé par ce connecteur : rien n'y a été touché.",
				clean: false,
				hidden: 0,
				total: { ...none, statements: 16, sent: 128, taken: 123, zero: 2, missing: 3 },
				...{ filesHidden: 0, deposited: 12, waiting: 2, taken: 10, problem: "", problemHint: "" },
			};
		},
	};
}
