import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type ClosingQuery, type ClosingRow } from "../../api";
import { useOffsetRows } from "../../data/rows";

export type Filter = Omit<ClosingQuery, "offset" | "limit">;

const ready = (f: Filter) => f.on !== "" && f.from !== "" && f.to !== "";

export const useClosings = (filter: Filter) =>
	useOffsetRows<ClosingRow>(["statements", "closing", filter], async (offset, limit) =>
		ready(filter) ? api.closings.List({ ...filter, offset, limit }) : { rows: [], total: 0 },
	);

/** How many IBANs are exact and complete, of all. */
export const useSummary = (filter: Filter) =>
	useQuery({
		queryKey: ["statements", "closing", "summary", filter],
		queryFn: () => api.closings.List({ ...filter, incomplete: false, offset: 0, limit: 1 }),
		placeholderData: keepPreviousData,
		enabled: ready(filter),
		select: ({ accounts, exact, complete }) => ({ accounts, exact, complete }),
	});
