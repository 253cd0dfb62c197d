import type { JournalRow } from "../../api";

const screens: Record<string, (row: JournalRow) => string> = {
	account: (r) => `/ibans/${r.opens}`,
	client: (r) => `/clients/${r.opens}`,
	connector: (r) => `/cabinets/${r.firmId}/connecteurs/${r.opens}`,
	delivery: (r) => `/envois/${r.opens}`,
	document: (r) => `/ibans/${r.opens}`,
	file: (r) => `/releves?fichier=${r.opens}`,
	firm: (r) => `/cabinets/${r.opens}`,
	staff: (r) => `/collaborateurs/${r.opens}`,
	statement: (r) => `/releves/${r.opens}`,
};

/** The screen of what was done something to, "" when there is nothing to open any more. */
export function addressOf(row: JournalRow): string {
	return row.opens === 0 ? "" : (screens[row.object]?.(row) ?? "");
}
