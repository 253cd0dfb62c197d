import type { ConnectorRow } from "../../api";

/** How many deliveries of a connector are in a state. */
export function countOf(row: ConnectorRow, state: string): number {
	return row.counts.find((c) => c.key === state)?.count ?? 0;
}

/** How many have still to leave. */
export function waitingOf(row: ConnectorRow): number {
	return countOf(row, "to_send") + countOf(row, "in_flight") + countOf(row, "to_retry");
}
