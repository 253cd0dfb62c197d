// « Connecteurs So bank » of the fake: adding, settings, credentials, trial, removal.

import type * as t from "../types";
import {
	type FakeConnector,
	missingOf,
	needsSecrets,
	newConnector,
	partnerOf,
	partners,
} from "./catalogue";
import type { FakeData } from "./house";
import { includes } from "./lists";
import { fakeOpening } from "./opening";
import { fakeReconciling } from "./reconciling";
import { refuse } from "./refuse";
import { tryOut } from "./trying";

const folders: t.PartnerFolder[] = [
	{ id: "4012", name: "BOULANGERIE KERJEAN", siret: "81021887800012", reference: "J-012" },
	{ id: "4013", name: "JARDINS DE L'ODET", siret: "81021095900011", reference: "J-011" },
	{ id: "4021", name: "SCI DES TROIS ROCHERS", siret: "", reference: "" },
	{ id: "4055", name: "TRANSPORTS ABGRALL", siret: "81025847300016", reference: "J-016" },
];

/** A row with its IBANs and its deliveries counted. */
export function standing(data: FakeData, c: FakeConnector): t.ConnectorRow {
	const counts = new Map<string, t.Count>();
	for (const d of data.deliveries) {
		if (d.connectorId !== c.row.id) continue;
		const name = stateNames[d.state] ?? d.state;
		const now = counts.get(d.state) ?? { key: d.state, name, count: 0 };
		counts.set(d.state, { ...now, count: now.count + 1 });
	}
	return {
		...c.row,
		accounts: data.accounts.filter((a) => a.connectorId === c.row.id).length,
		counts: [...counts.values()],
	};
}

export const stateNames: Record<string, string> = {
	to_send: "À envoyer",
	in_flight: "En cours",
	integrated: "Intégré",
	already_integrated: "Déjà intégré",
	deposited: "Déposé",
	to_check: "À vérifier",
	refused: "Refusé",
	to_retry: "À reprendre",
	cancelled: "Annulé",
};

export function fakeConnectors(data: FakeData, me: t.Me) {
	const find = (id: number) =>
		[...data.connectors, ...data.sources].find((c) => c.row.id === id) ??
		refuse("not_found", "Ce connecteur n'existe pas ou plus.");
	const edit = () => {
		if (!me.can.includes("edit_connectors"))
			refuse("refused", "Cette action est réservée au profil Superviseur ou Administrateur.");
	};
	const details = (c: FakeConnector): t.ConnectorDetails => {
		const partner = partnerOf(c.row.partner) ?? refuse("internal", "Partenaire inconnu.");
		return {
			row: standing(data, c),
			partner,
			settings: { ...c.settings },
			osAccounts: [...c.osAccounts],
			hereToo: !needsSecrets(c) || c.osAccounts.includes("anne"),
			testedAt: c.testedAt,
			canEdit: me.can.includes("edit_connectors"),
		};
	};
	const settle = (c: FakeConnector) => {
		c.row.missing = missingOf(c);
	};
	return {
		Partners: async () => partners,
		List: async (firmId: number): Promise<t.ConnectorRow[]> =>
			data.connectors
				.filter((c) => c.row.firmId === firmId)
				.sort((a, b) => a.row.name.localeCompare(b.row.name, "fr"))
				.map((c) => standing(data, c)),
		Get: async (id: number) => details(find(id)),
		Add: async (firmId: number, partner: string, name: string): Promise<t.ConnectorRow> => {
			edit();
			const p = partnerOf(partner) ?? refuse("invalid", "Ce partenaire n'est pas au catalogue.");
			const taken = data.connectors.filter((c) => c.row.firmId === firmId).map((c) => c.row.name);
			let free = name || p.name;
			for (let n = 2; taken.includes(free); n++) free = `${p.name} ${n}`;
			const id = Math.max(0, ...data.connectors.map((c) => c.row.id)) + 1;
			const made = newConnector(id, firmId, p, free);
			data.connectors.push(made);
			return standing(data, made);
		},
		Save: async (form: t.ConnectorForm) => {
			edit();
			const c = find(form.id);
			const url = form.settings.base_url;
			if (url !== undefined && !url.startsWith("https://"))
				refuse(
					"invalid",
					"L'adresse doit commencer par https://.",
					"base_url",
					"Reprenez celle que MyUnisoft vous a donnée.",
				);
			Object.assign(c.row, { name: form.name, paused: form.paused });
			c.settings = { ...c.settings, ...form.settings };
			settle(c);
			for (const a of data.accounts) if (a.connectorId === c.row.id) a.connectorName = c.row.name;
			return details(c);
		},
		SetSecrets: async (id: number, secrets: Record<string, string>) => {
			edit();
			const c = find(id);
			if (Object.values(secrets).some(Boolean)) {
				c.osAccounts = [...new Set([...c.osAccounts, "anne"])];
				Object.assign(c.row, { trouble: "", troubleHint: "" });
			}
			settle(c);
			return details(c);
		},
		ForgetSecrets: async (id: number) => {
			edit();
			const c = find(id);
			c.osAccounts = c.osAccounts.filter((a) => a !== "anne");
			settle(c);
			return details(c);
		},
		Test: async (id: number): Promise<t.ConnectorTrial> => tryOut(find(id)),
		Folders: async (id: number, search: string): Promise<t.PartnerFolder[]> => {
			find(id);
			return folders.filter((f) => includes([f.name, f.siret, f.reference, f.id], search));
		},
		...fakeOpening(data, edit),
		...fakeReconciling(data, (id, paused) => {
			edit();
			find(id).row.paused = paused;
			return details(find(id));
		}),
		Remove: async (id: number) => {
			edit();
			const c = find(id);
			const used = data.accounts.filter((a) => a.connectorId === id);
			if (used.length > 0)
				refuse(
					"conflict",
					`« ${c.row.name} » est encore associé à ${used.length} IBAN : ${used.map((a) => a.ibanShown).join(", ")}.`,
					"",
					"Choisissez « Aucun connecteur » ou un autre connecteur pour ces IBAN, puis recommencez.",
				);
			data.connectors = data.connectors.filter((x) => x.row.id !== id);
			data.sources = data.sources.filter((x) => x.row.id !== id);
		},
		Use: async (id: number): Promise<t.ConnectorUse> => {
			const used = data.accounts.filter((a) => a.connectorId === id);
			return {
				accounts: used.length,
				names: used.slice(0, 10).map((a) => `${a.ibanShown} (${a.clientName})`),
				waiting: data.deliveries.filter((d) => d.connectorId === id && d.state === "to_send")
					.length,
				open: 0,
			};
		},
		HandOver: async (id: number, to: number): Promise<number> => {
			edit();
			const used = data.accounts.filter((a) => a.connectorId === id);
			const c = data.connectors.find((x) => x.row.id === to)?.row;
			for (const a of used) {
				Object.assign(a, { connectorId: to, connectorName: c?.name ?? "" });
			}
			data.connectors = data.connectors.filter((x) => x.row.id !== id);
			return used.length;
		},
		PickFolder: async () => "/home/anne/Depots/inqom",
	};
}
