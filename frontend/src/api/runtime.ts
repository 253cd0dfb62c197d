import * as Links from "../wailsjs/go/desktop/Links";
import { ClipboardSetText, EventsOn } from "../wailsjs/runtime/runtime";
import { toApiError } from "./errors";
import {
	type BackupProgress,
	backupProgress,
	type ClientExported,
	type ClientExportProgress,
	clientExported,
	clientExportProgress,
	type ImportPreview,
	type ImportProgress,
	type ImportReport,
	importPreview,
	importProgress,
	importReport,
	receptionState,
	syncState,
} from "./events";
import type { ReceptionState, SyncState } from "./types";

/** Listens to the progress of imports; the answer stops listening. */
export function onImportProgress(listener: (p: ImportProgress) => void): () => void {
	return EventsOn("import:progress", (data: unknown) => {
		const read = importProgress.safeParse(data);
		if (read.success) listener(read.data);
	});
}

/** Listens to the end of imports; the answer stops listening. */
export function onImportDone(listener: (r: ImportReport) => void): () => void {
	return EventsOn("import:done", (data: unknown) => listener(importReport.parse(data)));
}

/** Listens to what imports would do; the answer stops listening. */
export function onImportPreview(listener: (p: ImportPreview) => void): () => void {
	return EventsOn("import:preview", (data: unknown) => listener(importPreview.parse(data)));
}

/** Listens to the progress of a client's export; the answer stops listening. */
export function onClientExportProgress(listener: (p: ClientExportProgress) => void): () => void {
	return EventsOn("privacy:progress", (data: unknown) => {
		const read = clientExportProgress.safeParse(data);
		if (read.success) listener(read.data);
	});
}

/** Listens to the end of a client's export; the answer stops listening. */
export function onClientExported(listener: (r: ClientExported) => void): () => void {
	return EventsOn("privacy:exported", (data: unknown) => listener(clientExported.parse(data)));
}

/** Listens to what is being received; the answer stops listening. */
export function onReceptionState(listener: (s: ReceptionState) => void): () => void {
	return EventsOn("reception:state", (data: unknown) => {
		const read = receptionState.safeParse(data);
		if (read.success) listener(read.data);
	});
}

/** Listens to how the synchronisation stands; the answer stops listening. */
export function onSyncState(listener: (s: SyncState) => void): () => void {
	return EventsOn("sync:state", (data: unknown) => {
		const read = syncState.safeParse(data);
		if (read.success) listener(read.data);
	});
}

/** Listens to how far a backup is; the answer stops listening. */
export function onBackupProgress(listener: (p: BackupProgress) => void): () => void {
	return EventsOn("backup:progress", (data: unknown) => {
		const read = backupProgress.safeParse(data);
		if (read.success) listener(read.data);
	});
}

/** Listens to the end of the day's backup; the answer stops listening. */
export function onBackupDone(listener: () => void): () => void {
	return EventsOn("backup:done", () => listener());
}

/** Listens to what other windows on the same data folder write; the answer stops listening. */
export function onDataChanged(listener: () => void): () => void {
	return EventsOn("data:changed", () => listener());
}

/** Listens to files that the system asks to open; they are then to be asked for. */
export function onFilesOpened(listener: () => void): () => void {
	return EventsOn("files:opened", () => listener());
}

/** Puts text on the clipboard of the machine. */
export async function copyText(text: string): Promise<void> {
	if (!(await ClipboardSetText(text))) await navigator.clipboard.writeText(text);
}

/** Opens a message in the machine's mail program; it is not sent. Rejects with an ApiError. */
export async function openMail(to: string, subject: string, body: string): Promise<void> {
	const text = body.replace(/\n/g, "\r\n");
	const address = `mailto:${encoded(to).replace("%40", "@")}?subject=${encoded(subject)}&body=${encoded(text)}`;
	return openLink(address);
}

/** Opens a site that the program cites in the machine's browser. Rejects with an ApiError. */
export async function openLink(address: string): Promise<void> {
	try {
		await Links.Open(address);
	} catch (thrown) {
		throw toApiError(thrown);
	}
}

/** Percent-encoded, with what encodeURIComponent leaves and Wails refuses in an address. */
function encoded(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*~]/g,
		(c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
