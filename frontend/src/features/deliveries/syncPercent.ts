import type { SyncState } from "../../api";

/** How much of what waits has been tried in this run, in whole percent. */
export function syncPercent({ done, waiting }: SyncState): number {
	return done + waiting > 0 ? Math.round((done * 100) / (done + waiting)) : 0;
}
