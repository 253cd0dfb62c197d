// The public registers of the fake: a few invented companies.

import type * as t from "../types";
import { includes } from "./lists";
import { refuse } from "./refuse";

const AT = "2026-03-17T08:00:00Z";

const answer: t.RegistryAnswer = {
	source: "Recherche d'entreprises",
	at: AT,
	stale: false,
	note: "",
	warning: "",
};

const place = (siret: string, address: string, postcode: string, city: string): t.CompanyPlace => ({
	...{ siret, address, postcode, city, head: true, state: "active", stateName: "En activité" },
	siretShown: siret.replace(/(\d{3})(\d{3})(\d{3})(\d{5})/, "$1 $2 $3 $4"),
});

function company(
	siren: string,
	name: string,
	legalForm: string,
	shown: t.CompanyPlace,
	more: Partial<t.CompanyCard> = {},
	row: Partial<t.CompanyRow> = {},
): t.CompanyCard {
	return {
		row: {
			...{ siren, name, legalForm, acronym: "", state: "active", stateName: "En activité" },
			...{ city: shown.city, postcode: shown.postcode },
			sirenShown: siren.replace(/(\d{3})(?=\d)/g, "$1 "),
			...row,
		},
		...{ activity: "81.30Z", createdOn: "2011-03-14", shown, establishments: [shown] },
		...{ directors: [], answer },
		...more,
	};
}

const head = place("73282932000074", "8 QUAI DE L'ODET", "29000", "QUIMPER");
const other = {
	...place("73282932000082", "2 RUE DU PORT", "29900", "CONCARNEAU"),
	...{ head: false, state: "ceased", stateName: "Cessée" },
};

const companies: t.CompanyCard[] = [
	company("732829320", "JARDINS SARL", "SARL", head, {
		establishments: [head, other],
		directors: [
			{ name: "LE GOFF ANNE MARIE", quality: "Gérant" },
			{ name: "LE GOFF YANN", quality: "Gérant" },
		],
	}),
	company(
		"900100017",
		"JARDINS D'HIVER ET COMPAGNIE DE BASSE-BRETAGNE ET DU PAYS DE LANDERNEAU",
		"SASU",
		place("90010001700012", "14 RUE SAINT-MELAINE", "35000", "RENNES"),
		{ directors: [{ name: "HOLDING DES FLEURS", quality: "Président de SAS" }] },
		{ acronym: "JDH" },
	),
	company(
		"900200023",
		"LIBRAIRIE DU VIEUX PORT",
		"EURL",
		{ ...place("90020002300019", "3 RUE DES QUAIS", "56100", "LORIENT"), state: "ceased" },
		{ activity: "47.61Z", createdOn: "" },
		{ state: "ceased", stateName: "Cessée" },
	),
];

export function fakeRegistry(me: t.Me) {
	let account = false;
	const mayEdit = me.can.includes("edit_connectors");
	const status = (note = ""): t.RegistryStatus => ({ account, mayEdit, note });
	return {
		Search: async (text: string, _refresh: boolean): Promise<t.CompanyPage> => {
			if (text.length < 3)
				refuse("invalid", "Il faut au moins 3 caractères pour chercher.", "text", "Donnez le nom.");
			const digits = text.replace(/\s/g, "");
			const rows = companies
				.filter(
					(c) =>
						includes([c.row.name, c.row.siren], text) ||
						c.row.siren === digits.slice(0, 9) ||
						c.establishments.some((e) => e.siret === digits),
				)
				.map((c) => c.row);
			return { rows, total: rows.length, answer };
		},
		Company: async (number: string, refresh: boolean): Promise<t.CompanyCard> => {
			const found =
				companies.find((c) => c.row.siren === number.slice(0, 9)) ??
				refuse(
					"not_found",
					"Cette entreprise est absente du registre, ou non diffusée.",
					"text",
					"Vérifiez le numéro.",
				);
			const shown = found.establishments.find((e) => e.siret === number) ?? found.shown;
			const at = refresh ? "2026-03-18T08:00:00Z" : AT;
			const source = account ? "Registre de l'INPI" : answer.source;
			return { ...found, shown, answer: { ...answer, at, source } };
		},
		Status: async () => status(),
		SaveAccount: async (user: string, password: string) => {
			if (password === "faux")
				refuse("conflict", "L'INPI refuse l'identifiant ou le mot de passe.", "", "Vérifiez-les.");
			account = user !== "";
			return status();
		},
		ForgetAccount: async () => {
			account = false;
			return status();
		},
	};
}
