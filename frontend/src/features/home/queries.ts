import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";

export const usePlaces = () =>
	useQuery({ queryKey: ["statements", "places"], queryFn: () => api.statements.Places() });

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
			};
			return (await api.accounts.List({ ...none, clientId: 0, offset: 0, limit: 1 })).total > 0;
		},
	});
