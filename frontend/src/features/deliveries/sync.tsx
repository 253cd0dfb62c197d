import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { api, onDataChanged, onSyncState, type SyncState } from "../../api";
import { refreshAll } from "../../data/useChange";
import { notifyError } from "../../ui/notify";

interface Sync {
	/** How the synchronisation stands, undefined until it is known. */
	state: SyncState | undefined;
	start: () => void;
	stop: () => void;
	/** It was asked to stop and ends the delivery in flight. */
	stopping: boolean;
}

const Context = createContext<Sync | null>(null);
const key = ["sync"];

/**
 * Listens to the synchronisation and to other windows; once it ends, or they wrote, all that is
 * on screen is read again.
 */
export function SyncProvider({ children }: { children: ReactNode }) {
	const client = useQueryClient();
	const { data: state } = useQuery({ queryKey: key, queryFn: () => api.deliveries.State() });
	const done = useRef(0);
	useEffect(
		() =>
			onSyncState((next) => {
				client.setQueryData<SyncState>(key, next);
				if (!next.running) void refreshAll(client, key);
				else if (next.done !== done.current)
					void client.invalidateQueries({ queryKey: ["deliveries"] });
				done.current = next.done;
			}),
		[client],
	);
	useEffect(() => onDataChanged(() => void refreshAll(client)), [client]);
	const start = useMutation({ mutationFn: () => api.deliveries.Sync(), onError: notifyError });
	const stop = useMutation({ mutationFn: () => api.deliveries.StopSync(), onError: notifyError });
	const running = state?.running ?? false;
	const { reset } = stop;
	useEffect(() => {
		if (!running) reset();
	}, [running, reset]);
	const sync: Sync = {
		state,
		start: () => start.mutate(),
		stop: () => stop.mutate(),
		stopping: running && (stop.isPending || stop.isSuccess),
	};
	return <Context.Provider value={sync}>{children}</Context.Provider>;
}

/** The synchronisation of this machine. */
export function useSync(): Sync {
	const sync = useContext(Context);
	if (!sync) throw new Error("useSync outside SyncProvider");
	return sync;
}
