import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, onReceptionState, type ReceptionRow, type ReceptionState } from "../../api";
import { useChange } from "../../data/useChange";
import { notifyError } from "../../ui/notify";
import { useSession } from "../session/session";

const ofFirm = (firmId: number) => ({
	queryKey: ["receptions", "firm", firmId],
	queryFn: () => api.receptions.List(firmId),
});

/** What statements can be received from, in the order of the choice. */
export const useKinds = () =>
	useQuery({
		queryKey: ["receptions", "kinds"],
		queryFn: () => api.receptions.Kinds(),
		staleTime: Number.POSITIVE_INFINITY,
	});

/** The sources of a firm. */
export const useReceptions = (firmId: number) => useQuery(ofFirm(firmId));

/** The sources of all the firms one reaches, as far as they are known. */
export function useAllReceptions() {
	const { me } = useSession();
	const lists = useQueries({ queries: me.firms.map((f) => ofFirm(f.id)) });
	const rows: ReceptionRow[] = lists.flatMap((l) => l.data ?? []);
	return {
		rows,
		settled: lists.every((l) => !l.isPending),
		failed: lists.find((l) => l.isError),
	};
}

export const useReception = (id: number) =>
	useQuery({ queryKey: ["receptions", id], queryFn: () => api.receptions.Get(id) });

export const useAddReception = (firmId: number, onDone: (row: ReceptionRow) => void) =>
	useChange((kind: string) => api.receptions.Add(firmId, kind), onDone, notifyError);

export const useLookNow = (id: number) =>
	useChange((_: undefined) => api.receptions.LookNow(id), undefined, notifyError);

export const useStopReceiving = () =>
	useChange((_: undefined) => api.receptions.Stop(), undefined, notifyError);

export const useNotice = (id: number, onDone: () => void) =>
	useChange((_: undefined) => api.receptions.Notice(id), onDone, notifyError);

export const useReadAgain = (onDone: () => void) =>
	useChange((fileId: number) => api.receptions.Again(fileId), onDone, notifyError);

const stateKey = ["receptions", "state"];

/** What is being received of a source now; undefined when nothing is. */
export function useReceiving(id: number) {
	const client = useQueryClient();
	const { data } = useQuery({ queryKey: stateKey, queryFn: () => api.receptions.State() });
	useEffect(
		() => onReceptionState((next) => client.setQueryData<ReceptionState>(stateKey, next)),
		[client],
	);
	return data?.running.find((p) => p.sourceId === id);
}
