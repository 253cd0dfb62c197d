import type { DeliveryRow } from "../../api";

const AGAIN = new Set(["refused", "to_check", "to_retry"]);
const WAITS = new Set(["to_send", "refused", "to_retry"]);

/** Whether a delivery may be made due now. */
export function isRetryable(row: DeliveryRow): boolean {
	return AGAIN.has(row.state) || (row.state === "cancelled" && row.withdrawn);
}

/** Whether a delivery may be kept from leaving: it waits, and surely never arrived. */
export function isCancellable(row: DeliveryRow): boolean {
	return WAITS.has(row.state) && !row.doubt;
}

/**
 * How many statements a decision on these deliveries is for: what may have arrived shares the fate
 * of all that left with it.
 */
export function concerned(rows: readonly DeliveryRow[]): number {
	const files = new Set<string>();
	let n = 0;
	for (const r of rows) {
		const shares = r.together > 1 && (r.doubt || r.state === "to_check");
		const file = `${r.connectorId} ${r.fileName}`;
		if (!shares) n++;
		else if (!files.has(file)) n += r.together;
		files.add(file);
	}
	return n;
}
