// The first steps, the support and the settings, on the fake's data.

import type * as t from "../types";
import type { FakeData } from "./house";
import { refuse } from "./refuse";

const titles: [key: string, title: string, sentence: string, button: string, target: string][] = [
	["firm", "Le cabinet", "Complétez la fiche du cabinet.", "Ouvrir la fiche du cabinet", "firm"],
	[
		...(["connector", "Le connecteur", "Ajoutez le connecteur de votre outil."] as const),
		...(["Ouvrir la page du cabinet", "firm"] as const),
	],
	["client", "Un client", "Créez un premier client.", "Ajouter un client", "client"],
	[
		...(["iban", "Un IBAN et son connecteur", "Ajoutez l'IBAN du client."] as const),
		...(["Ajouter un IBAN", "new_iban"] as const),
	],
	[
		...(["mandate", "Le mandat approuvé", "Faites signer le mandat."] as const),
		...(["Ouvrir les mandats", "mandates"] as const),
	],
	["import", "Un relevé reçu", "Importez un fichier.", "Importer un relevé", "import"],
	["sent", "Envoyé", "Le relevé part de lui-même.", "Voir les envois", "deliveries"],
];
const superviseur = ["firm", "connector", "mandate"];

export function fakeGuide(data: FakeData, me: t.Me) {
	const stepsOf = (firmId: number): t.GuideStep[] => {
		const own = data.accounts.filter((a) => a.firmId === firmId);
		const there: Record<string, boolean> = {
			firm: true,
			connector: data.connectors.some((c) => c.row.firmId === firmId),
			client: data.clients.some((c) => c.firmId === firmId),
			iban: own.some((a) => a.connectorId > 0),
			mandate: own.some((a) => a.mandate === "approved"),
			import: data.statements.length > 0,
			sent: data.statements.some((s) => s.place === "sent"),
		};
		return titles.map(([key, title, sentence, button, target]) => ({
			...{ key, title, target, done: there[key] ?? false, targetId: firmId },
			sentence: there[key] ? "C'est fait." : sentence,
			button: there[key] ? "" : button,
			least:
				!there[key] && me.profile === "collaborateur" && superviseur.includes(key)
					? "Superviseur"
					: "",
		}));
	};
	return {
		List: async (): Promise<t.GuideProgress[]> =>
			me.firms.map(({ id, name }) => {
				const steps = stepsOf(id);
				return {
					...{ firmId: id, firmName: name, steps, done: steps.filter((s) => s.done).length },
					finished: data.statements.length > 0,
				};
			}),
	};
}

export function fakeSupport(settings: { values: t.SettingsForm }) {
	return {
		Prepare: async (accountId: number): Promise<t.SupportCase> => ({
			name: settings.values.supportName,
			phone: settings.values.supportPhone,
			to: settings.values.supportEmail,
			subject: accountId
				? `So bank : IBAN n° ${accountId}, cabinet n° 1`
				: "So bank : demande d'aide",
			body: `Bonjour,\n\nLes relevés de l'IBAN n° ${accountId} (FR76 … 9612) du cabinet n° 1 :\n\n✔ Un connecteur est associé au cabinet\n`,
			archiveName: "so-bank-support-2026-03-17-0912.zip",
			token: "T",
			files: [
				{
					name: "lisez-moi.txt",
					title: "Ce que contient l'archive",
					text: "Elle ne contient ni mot de passe ou jeton, ni opération, ni montant.\n",
				},
				{ name: "envois.txt", title: "Derniers envois", text: "Refusé (code RB2)\n" },
			],
		}),
		Save: async (_token: string, name: string) => `/home/anne/Bureau/${name}`,
	};
}

export function fakeSettings(me: t.Me) {
	const kept: { values: t.SettingsForm } = {
		values: {
			...{ supportName: "Support Sogescot", supportEmail: "", supportPhone: "" },
			...{
				reminderClientDays: 15,
				reminderBankDays: 15,
				alertDays: 3,
				lockMinutes: 15,
				asideDays: 60,
			},
		},
	};
	return {
		kept,
		Settings: {
			Disk: async (): Promise<t.DiskState> => ({ clear: false, system: "linux" }),
			Get: async (): Promise<t.SettingsPage> => ({
				values: kept.values,
				canEdit: me.profile === "administrateur",
			}),
			Save: async (form: t.SettingsForm): Promise<t.SettingsForm> => {
				if (form.supportEmail && !form.supportEmail.includes("@"))
					refuse(
						"invalid",
						`« ${form.supportEmail} » n'est pas une adresse e-mail.`,
						"supportEmail",
						"Écrivez une seule adresse.",
					);
				kept.values = form;
				return form;
			},
		},
	};
}
