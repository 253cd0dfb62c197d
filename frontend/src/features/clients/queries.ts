import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type ClientForm, type ClientQuery, type ClientRow } from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

type Filter = Omit<ClientQuery, "offset" | "limit">;

export const useClients = (filter: Filter) =>
	useOffsetRows<ClientRow>(["clients", filter], (offset, limit) =>
		api.clients.List({ ...filter, offset, limit }),
	);

export const useClient = (id: number) =>
	useQuery({ queryKey: ["clients", id], queryFn: () => api.clients.Get(id) });

/** The first clients that match a search, for a choice. */
export const useClientChoice = (search: string) =>
	useQuery({
		queryKey: ["clients", "choice", search],
		queryFn: () =>
			api.clients.List({
				...{ search, sort: "name", desc: false, firmIds: [], responsableIds: [], mine: false },
				offset: 0,
				limit: 30,
			}),
		placeholderData: keepPreviousData,
	});

/** Creates or changes a client, which its panel knows at once. */
export function useSaveClient(onDone: (row: ClientRow) => void) {
	const client = useQueryClient();
	return useChange(
		(form: ClientForm) => api.clients.Save(form),
		(row) => {
			client.setQueryData(["clients", row.id], row);
			onDone(row);
		},
	);
}
