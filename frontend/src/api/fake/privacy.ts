// What a firm keeps, for how long, and what went: one client to purge, one that was erased.

import type * as t from "../types";
import type { FakeData } from "./house";
import { refuse } from "./refuse";
import type { FakeRuntime } from "./runtime";

const none: t.ErasedCounts = {
	...{ accounts: 0, statements: 0, operations: 0, documents: 0, notes: 0 },
	...{ deliveries: 0, files: 0, shared: 0, downloads: 0 },
};

export function fakePrivacies(data: FakeData, me: t.Me, runtime: FakeRuntime) {
	const years = new Map(me.firms.map((f) => [f.id, 10]));
	const tombstones: t.TombstoneRow[] = [];
	const bury = (clientId: number, reason: string, counts: t.ErasedCounts) => {
		const row = {
			...{ id: tombstones.length + 1, clientId, firmName: me.firms[0]?.name ?? "" },
			...{ by: me.name, reason, early: reason !== "", at: "2026-04-02T12:00:00Z", counts },
		};
		tombstones.unshift(row as unknown as t.TombstoneRow);
		data.clients = data.clients.filter((c) => c.id !== clientId);
	};
	const kept = (id: number): t.KeptClient => {
		const row = data.clients.find((c) => c.id === id);
		if (!row) refuse("not_found", "Ce client n'existe pas, ou vous n'y avez pas accès.");
		return {
			...{ clientId: id, name: row.name, reference: row.reference, firmName: row.firmName },
			...{ endedOn: "", until: "", accounts: row.accounts, statements: 3 },
		};
	};
	return {
		Register: async (firmId: number): Promise<t.RegisterPage> => {
			const firmName = me.firms.find((f) => f.id === firmId)?.name ?? "";
			const sections = [
				{ title: "Finalités", lines: ["Recevoir les relevés de la banque, sur mandat."] },
				{ title: "Durées", lines: [`La mission, puis ${years.get(firmId)} ans.`] },
			];
			const text = sections.map((s) => [s.title, ...s.lines].join("\n")).join("\n\n");
			return { firmId, firmName, sections, text } as unknown as t.RegisterPage;
		},
		SaveRegister: async (_firmId: number) => "/home/anne/Bureau/registre.txt",
		Retention: async (): Promise<t.RetentionPage> =>
			({
				rules: me.firms.map((f) => ({
					...{ firmId: f.id, firmName: f.name, years: years.get(f.id) ?? 10 },
				})),
				canEdit: me.profile === "administrateur",
			}) as unknown as t.RetentionPage,
		SetRetention: async (firmId: number, n: number) => {
			years.set(firmId, n);
		},
		Over: async (): Promise<t.KeptClient[]> =>
			data.clients
				.filter((c) => c.id === 3)
				.map((c) => ({ ...kept(c.id), endedOn: "2015-12-31", until: "2025-12-31" })),
		EraseOver: async (ids: number[], _typed: string): Promise<t.Erased> => {
			for (const id of ids) bury(id, "", none);
			return { counts: none, wiped: true, erased: ids, left: [] } as unknown as t.Erased;
		},
		Aside: async (): Promise<t.AsideRetention> =>
			(me.profile === "administrateur"
				? {
						...{ days: 60, due: { ...none, statements: 2, accounts: 1 }, canPurge: true },
						...{ oldest: "2026-01-10", next: "2026-03-12" },
					}
				: {
						...{ days: 60, due: none, oldest: "", next: "", canPurge: false },
					}) as unknown as t.AsideRetention,
		PurgeAside: async (): Promise<t.Erased> =>
			({
				...{ counts: { ...none, statements: 2 }, wiped: true, erased: [], left: [] },
			}) as unknown as t.Erased,
		PreviewErase: async (id: number): Promise<t.ErasePlan> =>
			({
				...{ client: kept(id), refusal: "", warnings: ["La mission n'est pas terminée."] },
				...{
					notes: [
						"Les sauvegardes automatiques gardent ces données jusqu'à ce que 14 autres soient faites.",
					],
				},
				counts: { ...none, accounts: 2, statements: 3, operations: 41, documents: 1, files: 2 },
			}) as unknown as t.ErasePlan,
		Erase: async (form: t.ErasureForm): Promise<t.Erased> => {
			bury(form.clientId, form.reason, { ...none, statements: 3 });
			return { counts: none, wiped: true, erased: [], left: [] } as unknown as t.Erased;
		},
		Tombstones: async (): Promise<t.TombstoneRow[]> => tombstones,
		Export: async (_clientId: number) => {
			setTimeout(() => {
				const done = { job: "1", path: "/home/anne/Bureau/donnees.zip", files: 16 };
				runtime.emit("privacy:exported", done);
			});
			return "1";
		},
		CancelExport: async (_job: string) => {},
	};
}
