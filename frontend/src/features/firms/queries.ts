import { useQuery } from "@tanstack/react-query";
import { api, type Firm } from "../../api";
import { useChange } from "../../data/useChange";

export const useFirms = () => useQuery({ queryKey: ["firms"], queryFn: () => api.firms.List() });

export const useFirm = (id: number) =>
	useQuery({ queryKey: ["firms", id], queryFn: () => api.firms.Get(id) });

export const useSaveFirm = (onDone: (firm: Firm) => void) =>
	useChange((firm: Firm) => api.firms.Save(firm), onDone);
