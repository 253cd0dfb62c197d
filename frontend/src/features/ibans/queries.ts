import { useMutation, useQuery } from "@tanstack/react-query";
import {
	type AccountForm,
	type AccountQuery,
	type AccountRow,
	api,
	type MandateForm,
} from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";
import { notifyError } from "../../ui/notify";

type Filter = Omit<AccountQuery, "offset" | "limit">;

export const useAccounts = (filter: Filter) =>
	useOffsetRows<AccountRow>(["accounts", filter], (offset, limit) =>
		api.accounts.List({ ...filter, offset, limit }),
	);

/** Chooses every IBAN of a list, those that are not on screen too. */
export function useChooseAll(filter: Filter, choose: (rows: AccountRow[]) => void) {
	const read = useMutation({
		mutationFn: () => api.accounts.All({ ...filter, offset: 0, limit: 0 }),
		onSuccess: choose,
		onError: notifyError,
	});
	return { choose: () => read.mutate(), busy: read.isPending };
}

export const useAccount = (id: number) =>
	useQuery({ queryKey: ["accounts", id], queryFn: () => api.accounts.Get(id) });

export const useAside = () =>
	useQuery({ queryKey: ["accounts", "aside"], queryFn: () => api.accounts.Aside() });

export const useSaveAccount = (onDone: (row: AccountRow) => void) =>
	useChange((form: AccountForm) => api.accounts.Save(form), onDone);

export const useApprove = (onDone: (count: number) => void) =>
	useChange(
		({ ids, on }: { ids: number[]; on: string }) => api.accounts.Approve(ids, on),
		(_, { ids }) => onDone(ids.length),
	);

export const useMandate = (id: number) =>
	useQuery({ queryKey: ["accounts", id, "mandate"], queryFn: () => api.accounts.Mandate(id) });

export const useMoveMandate = (onDone: (form: MandateForm) => void) =>
	useChange(
		(form: MandateForm) => api.accounts.MoveMandate(form),
		(_, form) => onDone(form),
	);

/** The companies at the partner that match a search; asked for only while one chooses. */
export const useFolders = (connectorId: number, search: string, enabled: boolean) =>
	useQuery({
		queryKey: ["folders", connectorId, search],
		queryFn: () => api.connectors.Folders(connectorId, search),
		enabled,
		staleTime: 60_000,
	});

export const useSetPartnerFolder = (onDone: () => void) =>
	useChange(
		({ id, folder }: { id: number; folder: string }) => api.accounts.SetPartnerFolder(id, folder),
		onDone,
	);
