import type { AccountPreview, FilePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { shortPeriod } from "../../lib/dates";

const t = fr.imports;

export type Kind = "ready" | "asks" | "duplicate" | "failed";

export const kinds: readonly Kind[] = ["ready", "asks", "duplicate", "failed"];

/** What can be done with a file: import it, answer it, or nothing. */
export function kindOf(file: FilePreview): Kind {
	if (file.asks) return "asks";
	return file.outcome === "imported"
		? "ready"
		: file.outcome === "duplicate"
			? "duplicate"
			: "failed";
}

/** A format in words: « CFONB120 », « camt.053 ». */
export function formatWord(format: string): string {
	const known = t.formatWords[format.toLowerCase()];
	return known ?? (/^camt/i.test(format) ? format.toLowerCase() : format.toUpperCase());
}

/** Whether a file's columns can be read in another way. */
export const isTable = (format: string) => ["csv", "xlsx", "table"].includes(format.toLowerCase());

/** From the first day of a file's statements to their last. */
export function periodOf(accounts: readonly AccountPreview[]): string {
	const starts = accounts.map((a) => a.start).filter(Boolean);
	const ends = accounts.map((a) => a.end).filter(Boolean);
	if (ends.length === 0) return "";
	return shortPeriod(
		starts.reduce((a, b) => (a < b ? a : b), ends[0] ?? ""),
		ends.reduce((a, b) => (a > b ? a : b)),
	);
}

const gravity = [
	"conflict",
	"incoherent",
	"interruption",
	"unverifiable",
	"start",
	"released",
	"conforming",
];

/** States by how much they need a look, the gravest first. */
export const byGravity = (states: FilePreview["states"]) =>
	[...states].sort((a, b) => gravity.indexOf(a.key) - gravity.indexOf(b.key));

export const conflicts = (states: FilePreview["states"]) =>
	states.find((s) => s.key === "conflict")?.count ?? 0;
