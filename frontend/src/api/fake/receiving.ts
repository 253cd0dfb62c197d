// « Réception des relevés » of the fake: a watched folder that took a few files.

import type * as t from "../types";
import { type FakeConnector, newConnector } from "./catalogue";
import type { FakeData } from "./house";
import { refuse } from "./refuse";
import type { FakeRuntime } from "./runtime";
import { kinds } from "./sources";

const none = { statements: 0, operations: 0, reason: "", hint: "", filedAs: "", fileId: 0 };

const files: t.ReceptionFile[] = [
	{
		...{ ...none, id: 3, path: "RELEVES_20260317.txt", size: 48_960, filed: true, fileId: 9 },
		...{ modifiedAt: "2026-03-17T06:58:00Z", takenAt: "2026-03-17T07:01:00Z" },
		...{ outcome: "imported", outcomeName: "Importé", statements: 12, operations: 340 },
		filedAs: "traités/RELEVES_20260317.txt",
	},
	{
		...{ ...none, id: 2, path: "facture.pdf", size: 120_000, filed: true },
		...{ modifiedAt: "2026-03-16T16:40:00Z", takenAt: "2026-03-16T16:41:00Z" },
		...{ outcome: "rejected", outcomeName: "Rejeté", filedAs: "rejetés/facture.pdf" },
		reason: "« facture.pdf » n'est pas un fichier de relevés : c'est un PDF.",
		hint: "Demandez à la banque le fichier CFONB120 ou camt.053 de ce relevé.",
	},
];

/** The sources of the invented firm. */
export function fakeSources(): FakeConnector[] {
	const [folder] = kinds;
	if (!folder) return [];
	const watched = newConnector(50, 1, folder, folder.name, { folder: "/home/anne/Banque" });
	watched.testedAt = "2026-03-02T09:30:00Z";
	return [watched];
}

/** The bound methods; what is received tells its progress by events. */
export function fakeReceptions(
	data: FakeData,
	me: t.Me,
	details: (id: number) => Promise<t.ConnectorDetails>,
	runtime: FakeRuntime,
) {
	const find = (id: number) =>
		data.sources.find((c) => c.row.id === id) ??
		refuse("not_found", "Cette réception n'existe pas, ou vous n'appartenez pas à son cabinet.");
	const known = (id: number) => (id === 50 ? files.filter((f) => !data.forgotten.has(f.id)) : []);
	const noticed = new Set<number>();
	const rowOf = ({ row, settings }: FakeConnector): t.ReceptionRow => {
		const seen = known(row.id);
		return {
			...{ id: row.id, firmId: row.firmId, kind: row.partner, kindName: row.partnerName },
			...{ name: row.name, place: settings.folder || settings.host || "", paused: row.paused },
			missing: row.missing.replace("rien ne part", "rien n'est relevé"),
			...{ elsewhere: "", trouble: row.trouble, troubleHint: row.troubleHint },
			...{ problem: "", problemHint: "", nextAt: "", waiting: 0, taken: seen.length },
			triedAt: seen[0]?.takenAt ?? "",
			lookedAt: seen[0]?.takenAt ?? "",
			lastTakenAt: seen[0]?.takenAt ?? "",
			rejected: seen.filter((f) => f.outcome === "rejected").length,
			unnoticed: seen.filter((f) => f.outcome === "rejected" && !noticed.has(f.id)).length,
		};
	};
	let state: t.ReceptionState = { running: [] };
	const tell = (running: t.ReceptionProgress[]) => {
		state = { running };
		runtime.emit("reception:state", state);
	};
	return {
		Kinds: async () => kinds,
		List: async (firmId: number) => data.sources.filter((c) => c.row.firmId === firmId).map(rowOf),
		Get: async (id: number): Promise<t.ReceptionDetails> => ({
			row: rowOf(find(id)),
			connector: await details(id),
			files: known(id),
			canLook: me.can.includes("sync"),
		}),
		Add: async (firmId: number, kind: string) => {
			const found = kinds.find((k) => k.key === kind) ?? refuse("invalid", "Inconnu.", "kind");
			const id = Math.max(50, ...data.sources.map((c) => c.row.id)) + 1;
			const made = newConnector(id, firmId, found, found.name);
			data.sources.push(made);
			return rowOf(made);
		},
		LookNow: async (id: number) => {
			const source = find(id).row.name;
			const at = { sourceId: id, source, name: "RELEVES_20260318.txt", size: 1000, fetched: 400 };
			tell([{ ...at, importing: false, taken: 0, left: 2 }]);
		},
		Stop: async () => tell([]),
		State: async () => state,
		Notice: async (id: number) => {
			for (const f of known(find(id).row.id)) noticed.add(f.id);
		},
		Again: async (fileId: number) => {
			data.forgotten.add(fileId);
		},
	};
}
