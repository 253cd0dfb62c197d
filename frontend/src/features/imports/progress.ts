import type { ImportProgress } from "../../api";

/** How much of an import is read, in whole percent. */
export function percent(p: ImportProgress): number {
	if (p.totalBytes <= 0) return p.files > 0 ? Math.round(((p.file - 1) * 100) / p.files) : 0;
	return Math.min(100, Math.round((p.bytes * 100) / p.totalBytes));
}
