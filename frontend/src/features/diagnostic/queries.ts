import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";

export const useDiagnosis = (accountId: number) =>
	useQuery({
		queryKey: ["diagnostic", accountId],
		queryFn: () => api.diagnostics.One(accountId),
		staleTime: 0,
	});

/** Every IBAN's diagnosis, or those of « Mes dossiers »; those that need somebody come first. */
export const useDiagnoses = (mine: boolean) =>
	useQuery({
		queryKey: ["diagnostic", "all", mine],
		queryFn: () => api.diagnostics.All(mine),
		staleTime: 0,
	});
