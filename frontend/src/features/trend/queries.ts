import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type TrendQuery } from "../../api";

export const useTrend = (query: TrendQuery, enabled = true) =>
	useQuery({
		queryKey: ["statements", "trend", query],
		queryFn: () => api.trends.Of(query),
		placeholderData: keepPreviousData,
		enabled,
	});
