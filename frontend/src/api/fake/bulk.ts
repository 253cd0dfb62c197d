// « Importer une liste » and the exports of the fake.

import type * as t from "../types";
import { copies } from "./copies";
import type { FakeData } from "./house";
import { entries } from "./journal";
import { refuse } from "./refuse";

const names: Record<string, string> = {
	new: "Nouveau",
	changed: "Modifié",
	unchanged: "Inchangé",
	refused: "Refusé",
};

type Said = [
	verdict: string,
	client: string,
	iban: string,
	sentences: string[],
	notices?: string[],
];

const said: Said[] = [
	[
		"new",
		"Abers Marine",
		"FR76 30004 00001 00000000001 36",
		["Nouveau client et nouvel IBAN."],
		["La clé de ce SIRET est fausse : un chiffre est sans doute mal recopié."],
	],
	["new", "Abers Marine", "FR76 30004 00001 00000000002 33", ["Nouvel IBAN de ce client."]],
	[
		"changed",
		"Boulangerie Kerjean",
		"FR76 12906 45856 45856525996 12",
		["Titulaire : non renseigné → « SARL Kerjean »", "Connecteur : « MyUnisoft » → « Inqom »"],
	],
	["unchanged", "Garage Central", "", []],
	[
		"refused",
		"Conserverie du Guilvinec",
		"FR76 3000",
		["IBAN : « FR76 3000 » n'a pas la forme d'un IBAN."],
	],
];

export function fakeBulk(data: FakeData) {
	const plan = (file: string): t.RosterPlan => ({
		file,
		token: "1f2e",
		ignored: ["Couleur"],
		counts: Object.entries(names).map(([key, name]) => ({
			key,
			name,
			count: said.filter(([verdict]) => verdict === key).length,
		})),
		lines: said.map(([verdict, clientName, iban, sentences, notices], i) => ({
			line: i + 2,
			verdict,
			verdictName: names[verdict] ?? "",
			firmName: data.firms[0]?.name ?? "",
			clientName,
			iban,
			sentences,
			notices: notices ?? [],
		})),
	});
	const Rosters = {
		Pick: async () => "/home/anne/Documents/clients.xlsx",
		Preview: async (form: t.RosterForm): Promise<t.RosterPlan> => {
			if (form.path.endsWith(".pdf"))
				refuse(
					"unreadable",
					"Ce fichier n'est ni un CSV, ni un classeur XLSX.",
					"path",
					"Depuis votre tableur, enregistrez-le en CSV.",
				);
			return plan(form.path.split(/[\\/]/).pop() ?? "");
		},
		Apply: async (_: t.RosterForm): Promise<t.RosterDone> => ({
			clients: 1,
			accounts: 2,
			changed: 1,
			unchanged: 1,
			refused: 1,
		}),
		SaveTemplate: async (format: string) => `/home/anne/Bureau/modele-clients-iban.${format}`,
	};
	const exported =
		(name: string, rows: () => number) =>
		async (_: unknown, format: string): Promise<t.Exported> => ({
			path: `/home/anne/Bureau/${name}.${format}`,
			rows: rows(),
		});
	const Exports = {
		Clients: exported("clients", () => data.clients.length),
		Accounts: exported("iban", () => data.accounts.length),
		Statements: exported("releves", () => data.statements.length),
		Operations: async (_: unknown, _ids: number[], format: string): Promise<t.Exported> => ({
			path: `/home/anne/Bureau/operations.${format}`,
			rows: 12,
		}),
		Deliveries: exported("envois", () => data.deliveries.length),
		Journal: exported("journal", () => entries.length),
	};
	return { Rosters: copies(Rosters), Exports: copies(Exports) };
}
