// « Journal » of the fake: one entry of every sort that reads differently.

import type * as t from "../types";
import { among, includes } from "./lists";
import { refuse } from "./refuse";

interface Entry {
	row: t.JournalRow;
	staffId: number;
	family: string;
	details: Omit<t.JournalDetails, "row" | "sentence">;
}

const families: Record<string, string> = {
	sessions: "Connexions",
	people: "Collaborateurs",
	firms: "Cabinets et connecteurs",
	clients: "Clients et IBAN",
	mandates: "Mandats",
	received: "Imports et relevés",
	left: "Envois et téléchargements",
	exports: "Exports",
};

const FIRM = "Cabinet 1 démonstration - So bank";
const IBAN = "FR76 12906 45856 45856525996 12";

type Said = [
	...[at: string, staffId: number, who: string, action: string, family: string, said: string],
	object: [kind: string, id: number, name: string, opens?: number],
	facts?: [label: string, value: string][],
];

const system = "Système (CABINET\\anne)";
const told: Said[] = [
	[
		...(["2026-03-17T09:12:00Z", 3, "Claire Admin", "export.client", "exports"] as const),
		"A exporté la liste des clients : 12 lignes",
		["client", 0, ""],
		[["Lignes", "12"]],
	],
	[
		...(["2026-03-17T08:40:00Z", 2, "Bruno Le Meur", "account.associate", "clients"] as const),
		`A associé l'IBAN ${IBAN} à « MyUnisoft »`,
		["account", 2, IBAN, 2],
		[
			["Connecteur", "MyUnisoft"],
			["Connecteur d'avant", "aucun"],
		],
	],
	[
		...(["2026-03-17T08:35:00Z", 2, "Bruno Le Meur", "client.create", "clients"] as const),
		"A créé le client « Boulangerie Kerjean »",
		["client", 2, "Boulangerie Kerjean", 2],
	],
	[
		...(["2026-03-17T08:31:00Z", 2, "Bruno Le Meur", "client.update", "clients"] as const),
		"A modifié le client n° 41, effacé",
		["client", 41, ""],
		[["Dossier confidentiel", "oui"]],
	],
	[
		...(["2026-03-17T08:02:00Z", 0, system, "import", "received"] as const),
		"A importé le fichier « cfonb120-2026-03-17.txt » : 12 relevés, 240 opérations",
		["file", 9, "cfonb120-2026-03-17.txt", 9],
		[
			["Opérations", "240"],
			["Opérations nouvelles", "240"],
			["Relevés", "12"],
		],
	],
	[
		...(["2026-03-17T07:58:00Z", -1, "Non identifié (CABINET\\anne)", "session.refused"] as const),
		"sessions",
		"Connexion refusée à Claire Admin : le mot de passe donné est faux",
		["staff", 3, "Claire Admin", 3],
		[["Essais d'affilée", "2"]],
	],
	[
		...(["2026-03-16T16:20:00Z", 1, "Anne Collab", "connector.secrets", "firms"] as const),
		"A enregistré les identifiants du connecteur « MyUnisoft »",
		["connector", 1, "MyUnisoft", 1],
		[["Identifiants au complet", "oui"]],
	],
];

/** The entries, latest first. */
export const entries: Entry[] = told.map(
	([at, staffId, who, action, family, said, [object, objectId, objectName, opens], facts], i) => ({
		staffId,
		family,
		row: {
			...{ id: 900 - i, at, who, said, object, objectId, objectName, opens: opens ?? 0 },
			familyName: families[family] ?? "",
			firmName: object === "staff" || objectId === 0 ? "" : FIRM,
			firmId: object === "staff" || objectId === 0 ? 0 : 1,
		},
		details: {
			action,
			osAccount: "CABINET\\anne",
			facts: (facts ?? []).map(([label, value]) => ({ label, value })),
		},
	}),
);

export function fakeJournal(empty: boolean) {
	const all = empty ? [] : entries;
	return {
		List: async (q: t.JournalQuery): Promise<t.JournalPage> => {
			const rows = all
				.filter(
					({ row, staffId, family }) =>
						among(q.staffIds, staffId) &&
						among(q.families, family) &&
						among(q.firmIds, row.firmId) &&
						(q.object === "" || (q.object === row.object && q.objectId === row.objectId)) &&
						(q.from === "" || row.at.slice(0, 10) >= q.from) &&
						(q.to === "" || row.at.slice(0, 10) <= q.to) &&
						includes([row.who, row.said, row.objectName], q.search),
				)
				.map((e) => e.row);
			const from = Number(q.after || 0) + (q.skip ?? 0);
			const next = from + q.limit < rows.length ? String(from + q.limit) : "";
			return { rows: rows.slice(from, from + q.limit), total: rows.length, next };
		},
		Get: async (id: number): Promise<t.JournalDetails> => {
			const found =
				all.find((e) => e.row.id === id) ??
				refuse("not_found", "Cette ligne du journal n'existe pas.");
			const { row, details } = found;
			const said = row.said.charAt(0).toLowerCase() + row.said.slice(1);
			const sentence = found.staffId < 0 ? `${row.said}.` : `${row.who} ${said}.`;
			return { row, sentence, ...details };
		},
		People: async (): Promise<t.JournalPerson[]> =>
			empty
				? []
				: [
						{ id: 0, name: "Système" },
						{ id: 1, name: "Anne Collab" },
						{ id: 2, name: "Bruno Le Meur" },
						{ id: 3, name: "Claire Admin" },
					],
	};
}
