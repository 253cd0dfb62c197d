import type { DeliveryRow } from "../../api";

const STATES = new Set(["refused", "to_check", "to_retry"]);

/** Whether a delivery may be made due now. */
export function isRetryable(row: DeliveryRow): boolean {
	return STATES.has(row.state);
}
