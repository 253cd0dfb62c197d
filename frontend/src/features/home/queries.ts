import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";

/** How many statements are in each place, or how many of « Mes dossiers ». */
export const usePlaces = (mine: boolean) =>
	useQuery({
		queryKey: ["statements", "places", mine],
		queryFn: () => api.statements.Places(mine),
	});

/** Whether any IBAN exists yet. */
export const useHasAccounts = () =>
	useQuery({
		queryKey: ["accounts", "any"],
		queryFn: async () => {
			const none = {
				search: "",
				sort: "iban",
				desc: false,
				firmIds: [],
				statuses: [],
				connectorIds: [],
				responsableIds: [],
				mine: false,
			};
			return (await api.accounts.List({ ...none, clientId: 0, offset: 0, limit: 1 })).total > 0;
		},
	});
