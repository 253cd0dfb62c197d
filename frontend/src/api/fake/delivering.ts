// « Envois » of the fake: a queue that a synchronisation empties, one delivery at a time.

import type * as t from "../types";
import { stateNames } from "./connecting";
import type { FakeData } from "./house";
import { among, includes, page } from "./lists";
import { refuse } from "./refuse";
import type { FakeRuntime } from "./runtime";

const STEP_MS = 150;
const again = (d: t.DeliveryRow) =>
	["refused", "to_check", "to_retry"].includes(d.state) || d.withdrawn;
const waiting = (d: t.DeliveryRow) =>
	["to_send", "refused", "to_retry"].includes(d.state) && !d.doubt;

const answer = (outcome: string, message: string): t.DeliveryAttempt => ({
	...{ at: new Date().toISOString(), durationMs: 0, outcome, message, by: "Camille Martin" },
	...{ code: "", partnerMessage: "", requestId: "" },
});

const tries = (row: t.DeliveryRow): t.DeliveryAttempt[] =>
	Array.from({ length: row.tries }, (_, i) => ({
		at: row.updatedAt,
		durationMs: i === 0 ? 1840 : 0,
		outcome: i === 0 ? row.stateName : "Coupé",
		code: i === 0 ? row.code : "",
		message: i === 0 ? row.message : "La connexion a été coupée.",
		partnerMessage: row.code && i === 0 ? '{"error":"rib not found for this society"}' : "",
		requestId: row.requestId,
		by: "",
	}));

export function fakeDeliveries(
	data: FakeData,
	runtime: FakeRuntime,
	shown: (accountId: number, mine: boolean) => boolean,
) {
	let running = false;
	let done = 0;
	let lastAt = data.deliveries.length > 0 ? "2026-03-17T08:12:00Z" : "";
	const answers = new Map<number, t.DeliveryAttempt[]>();
	const waits = () => data.deliveries.filter((d) => d.state === "to_send");
	const state = (): t.SyncState => ({
		running,
		done,
		waiting: waits().length + data.deliveries.filter((d) => d.state === "to_retry").length,
		lastAt,
		offline: false,
		nextAt: "",
		sentences: data.connectors
			.filter((c) => c.row.trouble)
			.map((c) => `${c.row.name} : ${c.row.trouble}`),
	});
	const tell = () => runtime.emit("sync:state", state());
	const step = () => {
		const next = waits()[0];
		if (!running || !next) {
			running = false;
			lastAt = new Date().toISOString();
			tell();
			return;
		}
		Object.assign(next, {
			state: "integrated",
			stateName: `Intégré (${next.operations} opérations)`,
			tries: next.tries + 1,
			...{ code: "", message: "", hint: "", nextTryAt: "" },
		});
		done++;
		tell();
		setTimeout(step, STEP_MS);
	};
	const Sync = async () => {
		if (running) return;
		running = true;
		done = 0;
		tell();
		setTimeout(step, STEP_MS);
	};
	return {
		List: async (q: t.DeliveryQuery): Promise<t.DeliveryPage> => {
			const firm = (id: number) => data.firms.find((f) => f.id === id)?.name ?? "";
			const rows = data.deliveries.filter(
				(d) =>
					shown(d.accountId, q.mine) &&
					among(q.states, d.state) &&
					among(q.connectorIds, d.connectorId) &&
					among(q.firmIds.map(firm), d.firmName) &&
					(q.accountId === 0 || d.accountId === q.accountId) &&
					includes([d.ibanShown, d.clientName], q.search),
			);
			return page(rows, q.offset, q.limit);
		},
		Get: async (id: number): Promise<t.DeliveryDetails> => {
			const row =
				data.deliveries.find((d) => d.id === id) ?? refuse("not_found", "Cet envoi n'existe pas.");
			return {
				row,
				sha256: row.tries ? "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" : "",
				size: row.tries ? 120 * (row.operations + 2) : 0,
				frozenAt: row.tries ? row.updatedAt : "",
				canRetry: again(row),
				canCheck: row.state === "to_check",
				canCancel: waiting(row),
				attempts: [...(answers.get(id) ?? []), ...tries(row)],
			};
		},
		Counts: async (mine: boolean): Promise<t.Count[]> => {
			const keys = Object.keys(stateNames);
			return keys
				.map((key) => ({
					key,
					name: stateNames[key] ?? key,
					count: data.deliveries.filter((d) => d.state === key && shown(d.accountId, mine)).length,
				}))
				.filter((c) => c.count > 0);
		},
		Check: async (id: number, there: boolean, reason: string) => {
			const row = data.deliveries.find((d) => d.id === id);
			if (row?.state !== "to_check") return refuse("conflict", "Il n'y a rien à vérifier.");
			if (!reason.trim()) refuse("invalid", "Dites pourquoi (500 caractères au plus).", "reason");
			answers.set(id, [answer(there ? "Vérifié : il y est" : "Vérifié : il n'y est pas", reason)]);
			Object.assign(row, { code: "", message: "", hint: "" });
			if (there) Object.assign(row, { state: "already_integrated", stateName: "Déjà intégré" });
			else Object.assign(row, { state: "to_send", stateName: "À envoyer" });
		},
		Retry: async (ids: number[], reason: string) => {
			const known = (d: t.DeliveryRow) => ids.includes(d.id) && d.state !== "to_retry";
			if (!reason.trim() && data.deliveries.some(known))
				refuse("invalid", "Dites pourquoi (500 caractères au plus).", "reason");
			for (const d of data.deliveries) {
				if (!ids.includes(d.id)) continue;
				if (!again(d)) refuse("conflict", "Cet envoi ne peut pas être repris.");
				Object.assign(d, { state: "to_send", stateName: "À envoyer", nextTryAt: "" });
				Object.assign(d, { withdrawn: false, doubt: false });
			}
			await Sync();
		},
		Cancel: async (ids: number[], reason: string) => {
			if (!reason.trim()) refuse("invalid", "Dites pourquoi (500 caractères au plus).", "reason");
			const chosen = data.deliveries.filter((d) => ids.includes(d.id));
			if (!chosen.every(waiting))
				refuse(
					"conflict",
					"Cet envoi ne peut pas être annulé.",
					"",
					"Seul ce qui attend, et n'est sûrement pas arrivé, s'annule.",
				);
			for (const d of chosen) {
				answers.set(d.id, [answer("Annulé", reason), ...(answers.get(d.id) ?? [])]);
				Object.assign(d, { state: "cancelled", stateName: "Annulé par une personne" });
				Object.assign(d, { withdrawn: true, nextTryAt: "" });
			}
		},
		Sync,
		StopSync: async () => {
			running = false;
		},
		State: async () => state(),
	};
}
