import { useQuery } from "@tanstack/react-query";
import { api, type History } from "../../api";
import { useChange } from "../../data/useChange";

export const useAliases = (id: number) =>
	useQuery({ queryKey: ["accounts", id, "aliases"], queryFn: () => api.accounts.Aliases(id) });

interface NewAlias {
	iban: string;
	current: boolean;
}

export const useAddAlias = (id: number, onDone: () => void) =>
	useChange(({ iban, current }: NewAlias) => api.accounts.AddAlias(id, iban, current), onDone);

export const useRemoveAlias = (id: number, onDone: () => void) =>
	useChange((key: string) => api.accounts.RemoveAlias(id, key), onDone);

/** What sending the history since a day would do; asked for once there is a day. */
export const useHistoryPreview = (id: number, from: string) =>
	useQuery({
		queryKey: ["accounts", id, "history", from],
		queryFn: () => api.accounts.PreviewHistory(id, from),
		enabled: from !== "",
		gcTime: 0,
	});

export const useSendHistory = (id: number, onDone: (h: History) => void) =>
	useChange((from: string) => api.accounts.SendHistory(id, from), onDone);

export const useTransferIban = (id: number, onDone: () => void) =>
	useChange((clientId: number) => api.accounts.Transfer(id, clientId), onDone);
