import { useQuery } from "@tanstack/react-query";
import { type ApiError, api, type DeliveryQuery, type DeliveryRow } from "../../api";
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

interface Decision {
	ids: number[];
	reason: string;
}

export const useRetry = (onDone: (count: number) => void, onError?: (error: ApiError) => void) =>
	useChange(
		({ ids, reason }: Decision) => api.deliveries.Retry(ids, reason),
		(_, { ids }) => onDone(ids.length),
		onError,
	);

export const useCancel = (onDone: (ids: number[]) => void) =>
	useChange(
		({ ids, reason }: Decision) => api.deliveries.Cancel(ids, reason),
		(_, { ids }) => onDone(ids),
	);

export const useCheck = (onDone: () => void) =>
	useChange(
		({ id, there, reason }: { id: number; there: boolean; reason: string }) =>
			api.deliveries.Check(id, there, reason),
		onDone,
	);
