import { useQuery } from "@tanstack/react-query";
import { api, type DeliveryQuery, type DeliveryRow } from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

type Filter = Omit<DeliveryQuery, "offset" | "limit">;

export const useDeliveries = (filter: Filter) =>
	useOffsetRows<DeliveryRow>(["deliveries", filter], (offset, limit) =>
		api.deliveries.List({ ...filter, offset, limit }),
	);

export const useDelivery = (id: number) =>
	useQuery({ queryKey: ["deliveries", id], queryFn: () => api.deliveries.Get(id) });

/** How many deliveries there are in each state, or how many of « Mes dossiers ». */
export const useDeliveryCounts = (mine: boolean) =>
	useQuery({
		queryKey: ["deliveries", "counts", mine],
		queryFn: () => api.deliveries.Counts(mine),
	});

export const useRetry = (onDone: (count: number) => void) =>
	useChange(
		({ ids, reason }: { ids: number[]; reason: string }) => api.deliveries.Retry(ids, reason),
		(_, { ids }) => onDone(ids.length),
	);

export const useCheck = (onDone: () => void) =>
	useChange(
		({ id, there, reason }: { id: number; there: boolean; reason: string }) =>
			api.deliveries.Check(id, there, reason),
		onDone,
	);
