import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type ClientForm, type ClientQuery, type ClientRow } from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

type Filter = Omit<ClientQuery, "offset" | "limit">;

export const useClients = (filter: Filter) =>
	useOffsetRows<ClientRow>(["clients", filter], (offset, limit) =>
		api.clients.List({ ...filter, offset, limit }),
	);

/** The first clients that match a search, for a choice. */
export const useClientChoice = (search: string) =>
	useQuery({
		queryKey: ["clients", "choice", search],
		queryFn: () =>
			api.clients.List({ search, sort: "name", desc: false, firmIds: [], offset: 0, limit: 30 }),
		placeholderData: keepPreviousData,
	});

export const useSaveClient = (onDone: (row: ClientRow) => void) =>
	useChange((form: ClientForm) => api.clients.Save(form), onDone);
