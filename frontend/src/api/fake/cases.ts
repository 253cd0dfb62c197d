// Missions, transfers, other numbers and the history of the fake.

import type * as t from "../types";
import type { FakeData } from "./house";
import { refuse } from "./refuse";

export function fakeClientCases(data: FakeData, me: t.Me) {
	const ended = new Map<number, string>();
	const effect = (id: number, terminates: boolean): t.CaseEffect => {
		const own = data.accounts.filter((a) => a.clientId === id);
		return {
			accounts: own.length,
			terminations: terminates ? own.filter((a) => a.mandate === "approved").length : 0,
			freed: own.filter((a) => a.connectorId > 0).length,
			notSent: 2,
			held: terminates ? 1 : 0,
		};
	};
	const free = (id: number) => {
		for (const a of data.accounts) {
			if (a.clientId === id) Object.assign(a, { connectorId: 0, connectorName: "" });
		}
	};
	return {
		Case: async (id: number): Promise<t.ClientCase> => ({
			clientId: id,
			firmId: data.clients.find((c) => c.id === id)?.firmId ?? 0,
			endedOn: ended.get(id) ?? "",
			canEnd: me.can.includes("decide_mandate"),
			canMove: me.can.includes("manage_firms"),
		}),
		PreviewMissionEnd: async (id: number, on: string) => {
			if (on > "2027-12-31") refuse("invalid", "Donnez un jour au plus tard aujourd'hui.", "on");
			return effect(id, true);
		},
		EndMission: async (id: number, on: string) => {
			const done = effect(id, true);
			ended.set(id, on);
			free(id);
			return done;
		},
		ResumeMission: async (id: number) => {
			ended.delete(id);
		},
		PreviewTransfer: async (id: number, _firmId: number) => effect(id, false),
		Transfer: async (id: number, firmId: number) => {
			const done = effect(id, false);
			const firmName = data.firms.find((f) => f.id === firmId)?.name ?? "";
			for (const c of data.clients) if (c.id === id) Object.assign(c, { firmId, firmName });
			free(id);
			return done;
		},
	};
}

export function fakeAccountCases(data: FakeData) {
	const aliases = new Map<number, t.AliasRow[]>([
		[1, [{ key: "old", shown: "FR76 30003 01234 00056789012 77", at: "2025-11-02T08:00:00Z" }]],
	]);
	const history = (id: number, from: string): t.History => {
		const n = data.statements.filter(
			(s) => s.accountId === id && s.place === "downloadable" && s.endOn >= from,
		).length;
		return { statements: n, toSend: n };
	};
	return {
		Aliases: async (id: number) => aliases.get(id) ?? [],
		AddAlias: async (id: number, number: string, _current: boolean) => {
			if (number.length < 14)
				refuse("invalid", `« ${number} » n'a pas la forme d'un IBAN.`, "iban");
			const row = { key: number, shown: number, at: "2026-03-17T08:00:00Z" };
			aliases.set(id, [row, ...(aliases.get(id) ?? [])]);
		},
		RemoveAlias: async (id: number, key: string) => {
			aliases.set(
				id,
				(aliases.get(id) ?? []).filter((a) => a.key !== key),
			);
		},
		Transfer: async (id: number, clientId: number): Promise<t.AccountRow> => {
			const row = data.accounts.find((a) => a.id === id) ?? refuse("not_found", "Inconnu.");
			const client = data.clients.find((c) => c.id === clientId);
			return Object.assign(row, { clientId, clientName: client?.name ?? "" });
		},
		PreviewHistory: async (id: number, from: string) => history(id, from),
		SendHistory: async (id: number, from: string) => {
			const done = history(id, from);
			for (const s of data.statements) {
				if (s.accountId === id && s.place === "downloadable" && s.endOn >= from)
					Object.assign(s, { place: "to_send", placeName: "à envoyer" });
			}
			return done;
		},
	};
}
