// Backups of three days, and a sheet that nobody has put away yet.

import type * as t from "../types";
import { refuse } from "./refuse";

const inside: t.BackupContents = {
	firms: ["Cabinet Durand"],
	clients: 12,
	accounts: 14,
	statements: 120,
	operations: 1_840,
	lastDay: "2026-03-16",
};

export function fakeBackups(empty: boolean) {
	let sheetOn = "";
	let folder = "";
	const files: t.BackupFile[] = empty
		? []
		: ["18", "17", "16"].map((day) => ({
				path: `/sauvegardes/sobank-2026-03-${day}-090000-quotidienne.sobank`,
				name: `sobank-2026-03-${day}-090000-quotidienne.sobank`,
				size: 18_400_000,
				madeAt: `2026-03-${day}T08:00:00Z`,
				aside: false,
			}));
	const made = (path: string): t.BackupMade =>
		({ path, size: 18_400_000, contents: inside }) as t.BackupMade;
	return {
		Status: async (): Promise<t.BackupStatus> =>
			({
				folder: folder || "/home/anne/.config/So bank/sauvegardes",
				chosen: folder !== "",
				lastAt: files[0]?.madeAt ?? "",
				problem: "",
				sheetOn,
				recipient: "age1exemple",
				keep: 14,
				files,
			}) as t.BackupStatus,
		Make: async () => made("/sauvegardes/sobank-2026-03-18-100000-quotidienne.sobank"),
		MakeFor: async (passphrase: string, _: boolean) => {
			if (passphrase.length < 12)
				return refuse("invalid", "La phrase de passe est trop courte.", "passphrase");
			return made("/home/anne/sobank-2026-03-18.sobank");
		},
		Choose: async () => "/home/anne/sobank-2026-03-18.sobank",
		Look: async (path: string, key: string): Promise<t.BackupPreview> => {
			if (path.startsWith("/home") && !key)
				return refuse("invalid", "Cette sauvegarde demande sa phrase de passe.", "key");
			return {
				madeAt: "2026-03-17T08:00:00Z",
				program: "1.0.0",
				credentials: 0,
				erased: 1,
				inside,
				now: { ...inside, statements: 131, operations: 2_002, lastDay: "2026-03-17" },
			} as t.BackupPreview;
		},
		Restore: async (_path: string, _key: string) => made("/sauvegardes/sobank-avant-retour.sobank"),
		Stop: async () => {},
		Sheet: async (): Promise<t.BackupSheet> => ({
			recipient: "age1exemple",
			identity: "AGE-SECRET-KEY-1EXEMPLE",
		}),
		PutAway: async () => {
			sheetOn = "2026-03-18";
		},
		Renew: async () => {
			sheetOn = "";
		},
		ChooseFolder: async () => {
			folder = "/media/disque";
			return true;
		},
		OwnFolder: async () => {
			folder = "";
		},
	};
}
