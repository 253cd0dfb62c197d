import { useQuery } from "@tanstack/react-query";
import { type AccountForm, type AccountQuery, type AccountRow, api } from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

type Filter = Omit<AccountQuery, "offset" | "limit">;

export const useAccounts = (filter: Filter) =>
	useOffsetRows<AccountRow>(["accounts", filter], (offset, limit) =>
		api.accounts.List({ ...filter, offset, limit }),
	);

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
