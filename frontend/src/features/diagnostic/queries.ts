import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";

export const useDiagnosis = (accountId: number) =>
	useQuery({
		queryKey: ["diagnostic", accountId],
		queryFn: () => api.diagnostics.One(accountId),
		staleTime: 0,
	});

/** Every IBAN's diagnosis; those that need somebody come first. */
export const useDiagnoses = () =>
	useQuery({
		queryKey: ["diagnostic", "all"],
		queryFn: () => api.diagnostics.All(),
		staleTime: 0,
	});
