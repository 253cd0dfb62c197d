import { useQuery } from "@tanstack/react-query";
import {
	api,
	type DocumentRow,
	type MandateAttachment,
	type MandateBatch,
	type MandatePaper,
	type WaitQuery,
	type WaitRow,
} from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

type Filter = Omit<WaitQuery, "offset" | "limit">;

export const useWaits = (filter: Filter) =>
	useOffsetRows<WaitRow>(["mandates", "waits", filter], (offset, limit) =>
		api.mandates.Waits({ ...filter, offset, limit }),
	);

export const useBoard = () =>
	useQuery({ queryKey: ["mandates", "board"], queryFn: () => api.mandates.Board() });

export const useProposal = (accountId: number) =>
	useQuery({
		queryKey: ["mandates", "proposal", accountId],
		queryFn: () => api.mandates.Propose(accountId),
	});

export const useDocuments = (accountId: number) =>
	useQuery({
		queryKey: ["mandates", "documents", accountId],
		queryFn: () => api.mandates.Documents(accountId),
	});

export const useReminders = (accountId: number) =>
	useQuery({
		queryKey: ["mandates", "reminders", accountId],
		queryFn: () => api.mandates.Reminders(accountId),
	});

export const useLetter = (accountId: number) =>
	useQuery({
		queryKey: ["mandates", "letter", accountId],
		queryFn: () => api.mandates.Letter(accountId),
	});

export const usePrepare = (onDone: (row: DocumentRow) => void) =>
	useChange((paper: MandatePaper) => api.mandates.Prepare(paper), onDone);

export const useTerminate = (onDone: (row: DocumentRow) => void) =>
	useChange(
		({ ids, on }: { ids: number[]; on: string }) => api.mandates.Terminate(ids, on),
		onDone,
	);

export const useAttach = (onDone: (row: DocumentRow) => void) =>
	useChange((a: MandateAttachment) => api.mandates.Attach(a), onDone);

export const useRemind = (onDone: (count: number) => void) =>
	useChange(
		(ids: number[]) => api.mandates.Remind(ids),
		(_, ids) => onDone(ids.length),
	);

/** Asks where, then makes the mandates there, zipped; null when nobody said where. */
export const usePrepareAll = (name: string, onDone: (batch: MandateBatch | null) => void) =>
	useChange(async (ids: number[]) => {
		const path = await api.mandates.PickPath(name);
		return path ? api.mandates.PrepareAll(ids, path) : null;
	}, onDone);
