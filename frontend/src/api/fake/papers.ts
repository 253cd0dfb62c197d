// The papers of mandates in the fake: what is made is only remembered.

import type * as t from "../types";
import type { FakeData } from "./house";
import { among, includes, page } from "./lists";
import { refuse } from "./refuse";

const LIMIT = 15;
const way: Record<string, [who: string, whoName: string]> = {
	created: ["firm", "Cabinet"],
	to_sign: ["client", "Client"],
	signed: ["firm", "Cabinet"],
	sent: ["bank", "Banque"],
	rejected: ["firm", "Cabinet"],
	suspended: ["firm", "Cabinet"],
	termination_asked: ["bank", "Banque"],
};
const names: Record<string, string> = {
	created: "Créé",
	to_sign: "À signer",
	signed: "Signé",
	sent: "Transmis à la banque",
	rejected: "Rejeté",
	suspended: "Suspendu",
	termination_asked: "Résiliation demandée",
	approved: "Approuvé",
};
const kinds: Record<string, string> = {
	mandate: "Mandat à signer",
	termination: "Lettre de résiliation",
	signed: "Mandat signé",
	bank_form: "Formulaire de la banque",
};
const signable = ["created", "to_sign", "rejected"];
const day = 24 * 60 * 60 * 1000;

export function fakePapers(data: FakeData, me: t.Me) {
	const find = (id: number) =>
		data.accounts.find((a) => a.id === id) ?? refuse("not_found", "Cet IBAN n'existe pas.");
	const move = (ids: number[], mandate: string, dots: number) => {
		for (const a of ids.map(find)) {
			if (a.mandate === mandate) continue;
			const since = new Date().toISOString().slice(0, 10);
			Object.assign(a, { mandate, mandateName: names[mandate], dots, mandateSince: since });
		}
	};
	const keep = (accountIds: number[], kind: string, name: string): t.DocumentRow => {
		const row: t.DocumentRow = {
			id: data.documents.length + 1,
			kind,
			kindName: kinds[kind] ?? kind,
			name,
			type: "pdf",
			sha256: "0f".repeat(32),
			size: 27_300,
			by: me.name,
			at: new Date().toISOString(),
		};
		data.documents.unshift({ accountIds, row });
		return row;
	};
	const waitOf = (a: t.AccountRow): t.WaitRow => {
		const [who = "", whoName = ""] = way[a.mandate] ?? [];
		const mine = data.reminders.filter((r) => r.accountId === a.id);
		const remindedOn = mine[0]?.row.on ?? "";
		const since = (from: string) => Math.floor((Date.now() - Date.parse(from)) / day);
		const waits = who === "client" || who === "bank";
		return {
			accountId: a.id,
			ibanShown: a.ibanShown,
			bank: a.bank,
			clientId: a.clientId,
			clientName: a.clientName,
			firmName: a.firmName,
			status: a.mandate,
			name: a.mandateName,
			dots: a.dots,
			since: a.mandateSince,
			...{ who, whoName, remindedOn, days: since(a.mandateSince), reminders: mine.length },
			due: waits && since(remindedOn || a.mandateSince) > LIMIT,
		};
	};
	return {
		Propose: async (id: number): Promise<t.MandateProposal> => {
			const row = find(id);
			const client = data.clients.find((c) => c.id === row.clientId);
			const alike = data.accounts.filter((a) => a.clientId === row.clientId && a.bank === row.bank);
			return {
				bank: row.bank,
				accounts: alike.map((a) => ({
					accountId: a.id,
					ibanShown: a.ibanShown,
					mandateName: a.mandateName,
					able: signable.includes(a.mandate),
				})),
				missing: client?.signatoryName ? [] : ["le nom du signataire"],
			};
		},
		Prepare: async (p: t.MandatePaper): Promise<t.DocumentRow> => {
			move(p.accountIds, "to_sign", 2);
			return keep(p.accountIds, "mandate", "Mandat.pdf");
		},
		PrepareAll: async (ids: number[], path: string): Promise<t.MandateBatch> => {
			const able = ids.filter((id) => signable.includes(find(id).mandate));
			if (able.length === 0)
				refuse("invalid", "Aucun des IBAN choisis n'a de mandat à faire signer.");
			move(able, "to_sign", 2);
			const accounts = able.length;
			return { papers: accounts, accounts, leftOut: ids.length - accounts, path };
		},
		Terminate: async (ids: number[], _on: string): Promise<t.DocumentRow> => {
			move(ids, "termination_asked", 0);
			return keep(ids, "termination", "Résiliation.pdf");
		},
		PickScan: async () => "/home/anne/Numérisations/mandat signé.pdf",
		Attach: async (a: t.MandateAttachment): Promise<t.DocumentRow> => {
			if (a.path.endsWith(".exe"))
				refuse(
					"invalid",
					"Le fichier n'est ni un PDF, ni une image JPEG ou PNG.",
					"path",
					"Ce qui compte est le contenu du fichier, pas son nom.",
				);
			if (a.signedOn) move(a.accountIds, "signed", 3);
			return keep(a.accountIds, a.kind, a.path.split("/").at(-1) ?? "");
		},
		Documents: async (id: number) =>
			data.documents.filter((d) => d.accountIds.includes(id)).map((d) => d.row),
		PickPath: async (name: string) => `/home/anne/Bureau/${name}`,
		SaveCopy: async (_id: number, _path: string) => {},
		Board: async (): Promise<t.MandateBoard> => ({
			groups: Object.entries(names).map(([status, name]) => {
				const rows = data.accounts.filter((a) => a.mandate === status).map(waitOf);
				const [who = "", whoName = ""] = way[status] ?? [];
				const days = Math.max(0, ...rows.map((r) => r.days));
				const due = rows.filter((r) => r.due).length;
				return { status, name, who, whoName, count: rows.length, days, due };
			}),
			clientDays: LIMIT,
			bankDays: LIMIT,
		}),
		Waits: async (q: t.WaitQuery): Promise<t.WaitPage> => {
			const rows = data.accounts
				.filter((a) => way[a.mandate] && among(q.statuses, a.mandate))
				.filter((a) => among(q.firmIds, a.firmId))
				.filter((a) => includes([a.iban, a.clientName, a.siret], q.search))
				.map(waitOf)
				.filter((w) => w.due || !q.onlyDue)
				.sort((a, b) => Number(b.due) - Number(a.due) || b.days - a.days);
			return page(rows, q.offset, q.limit);
		},
		Remind: async (ids: number[]) => {
			const on = new Date().toISOString().slice(0, 10);
			for (const a of ids.map(find))
				data.reminders.unshift({
					accountId: a.id,
					row: { name: a.mandateName, on, by: me.name },
				});
		},
		Reminders: async (id: number) =>
			data.reminders.filter((r) => r.accountId === id).map((r) => r.row),
		Letter: async (id: number): Promise<t.ReminderLetter> => {
			const a = find(id);
			const client = data.clients.find((c) => c.id === a.clientId);
			return {
				accountIds: [id],
				to: client?.email ?? "",
				subject: "Votre mandat de collecte des relevés attend votre signature",
				body: `Bonjour,\n\nLe mandat (${a.bank}) vous attend ; merci !\n`,
			};
		},
	};
}
