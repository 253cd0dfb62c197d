import { useQuery } from "@tanstack/react-query";
import { api, type ConnectorRow, type Reconciliation } from "../../api";
import { monthBounds } from "./months";

/**
 * What a connector sent in a month against what its partner says. A place is looked into when it is
 * asked for, and not each time that something changes here.
 */
export function useReconciliation(row: ConnectorRow, month: string, enabled: boolean) {
	const [from, to] = monthBounds(month);
	const key = row.mode === "direct" ? ["connectors", row.id] : ["place", row.id];
	return useQuery({
		queryKey: [...key, "reconciliation", month],
		queryFn: () => api.connectors.Reconcile(row.id, from, to),
		enabled,
		gcTime: 0,
		retry: false,
	});
}

/** The accounts, with what a sheet needs of them. */
export function accountCells(r: Reconciliation, header: readonly string[]): string[][] {
	const rows = r.accounts.map((a) => {
		const { sent, taken, zero, had, missing, excess } = a.tally;
		const figures = [sent, taken, zero, had, excess - missing].map(String);
		const ids = a.discrepancies.map((d) => d.requestId).join(" ");
		return [a.clientName, a.ibanShown, ...figures, ids];
	});
	return [[...header], ...rows];
}

/** The files, with what a sheet needs of them. */
export function fileCells(r: Reconciliation, header: readonly string[]): string[][] {
	return [[...header], ...r.files.map((f) => [f.name, String(f.size), f.modifiedAt, f.fateName])];
}
