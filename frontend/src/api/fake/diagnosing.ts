// The FAQ's checks on the fake's data.

import type * as t from "../types";
import type { FakeData } from "./house";
import { refuse } from "./refuse";

type Step = t.DiagnosisStep;

function steps(data: FakeData, a: t.AccountRow): Step[] {
	const connectors = data.connectors.filter((c) => c.row.firmId === a.firmId);
	const own = connectors.find((c) => c.row.id === a.connectorId)?.row;
	const refused = data.deliveries.find((d) => d.accountId === a.id && d.state === "refused");
	const step = (key: string, title: string, s: Omit<Step, "key" | "title">): Step => ({
		key,
		title,
		...s,
	});
	const ok = (sentence: string) => ({
		verdict: "ok",
		sentence,
		action: "",
		button: "",
		targetId: 0,
	});
	const unknown = (sentence: string) => ({ ...ok(sentence), verdict: "unknown" });
	const wrong = (sentence: string, action: string, button: string, targetId: number) => ({
		verdict: "wrong",
		...{ sentence, action, button, targetId },
	});
	return [
		step(
			"firm_connector",
			"Un connecteur est associé au cabinet",
			connectors.length > 0
				? ok(`${a.firmName} a ${connectors.length} connecteur(s).`)
				: wrong(
						"Aucun connecteur n'est associé au cabinet.",
						"firm",
						"Ouvrir le cabinet",
						a.firmId,
					),
		),
		step(
			"account_connector",
			"L'IBAN est associé à un connecteur",
			own
				? ok(`Cet IBAN est associé à « ${own.name} ».`)
				: wrong(
						"Cet IBAN n'est associé à aucun connecteur.",
						"account",
						"Choisir un connecteur",
						a.id,
					),
		),
		step(
			"mandate",
			"Le mandat est en statut approuvé",
			a.mandate === "approved"
				? ok("Le mandat est approuvé : l'IBAN est actif.")
				: wrong(
						`Le mandat est en statut « ${a.mandateName} » : l'IBAN n'est pas actif.`,
						"mandate",
						"Ouvrir le mandat",
						a.id,
					),
		),
		step(
			"received",
			"Des relevés arrivent",
			a.statements > 0
				? ok(`Le dernier relevé reçu s'arrête le 16/03/2026.`)
				: wrong("Aucun relevé n'est arrivé pour cet IBAN.", "import", "Importer", 0),
		),
		step(
			"credentials",
			"Le connecteur peut envoyer",
			!own
				? unknown("Sans connecteur, rien à vérifier.")
				: own.missing || own.trouble
					? wrong(own.missing || own.trouble, "connector", "Ouvrir le connecteur", own.id)
					: ok("Le dernier envoi a réussi."),
		),
		step(
			"refused",
			"Le partenaire accepte les relevés",
			refused
				? wrong(refused.message, "deliveries", "Voir les envois", a.id)
				: own
					? ok("Aucun envoi n'est refusé.")
					: unknown("Aucun envoi pour cet IBAN."),
		),
	];
}

function diagnose(data: FakeData, a: t.AccountRow): t.Diagnosis {
	const list = steps(data, a);
	const first = list.find((s) => s.verdict === "wrong");
	if (!first)
		list.push({
			...{ key: "support", verdict: "unknown", title: "Contacter le support Sogescot" },
			sentence: "Si rien n'apparaît dans l'outil de production, contactez le support Sogescot.",
			...{ action: "support", button: "Contacter le support Sogescot", targetId: 0 },
		});
	return {
		accountId: a.id,
		ibanShown: a.ibanShown,
		clientId: a.clientId,
		clientName: a.clientName,
		firmId: a.firmId,
		firmName: a.firmName,
		ok: !first,
		answer:
			first?.sentence ?? "Tout est en ordre : les relevés partent vers l'outil de production.",
		steps: list,
	};
}

export function fakeDiagnostics(
	data: FakeData,
	shown: (accountId: number, mine: boolean) => boolean,
) {
	return {
		One: async (id: number): Promise<t.Diagnosis> =>
			diagnose(
				data,
				data.accounts.find((a) => a.id === id) ?? refuse("not_found", "Cet IBAN n'existe pas."),
			),
		All: async (mine: boolean): Promise<t.Diagnosis[]> =>
			data.accounts
				.filter((a) => shown(a.id, mine))
				.map((a) => diagnose(data, a))
				.sort((a, b) => Number(a.ok) - Number(b.ok)),
	};
}
