import { useQuery } from "@tanstack/react-query";
import { api, type CoverageQuery, type CoverageRow } from "../../api";
import { useOffsetRows } from "../../data/rows";

export type Filter = Omit<CoverageQuery, "offset" | "limit">;

export const useCoverage = (filter: Filter) =>
	useOffsetRows<CoverageRow>(["statements", "coverage", filter], (offset, limit) =>
		api.coverages.List({ ...filter, offset, limit }),
	);

/** How many IBANs are late, of how many. */
export const useLate = (mine: boolean, day: string) =>
	useQuery({
		queryKey: ["statements", "coverage", "late", mine, day],
		queryFn: () =>
			api.coverages.List({
				...{ from: day, to: day, search: "", firmIds: [], mine, late: true },
				...{ offset: 0, limit: 1 },
			}),
		select: ({ late, accounts }) => ({ late, accounts }),
	});
