import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";

/** Whether the disk of the data is in the clear; asked once, since it does not change while one works. */
export const useDisk = (wanted: boolean) =>
	useQuery({
		queryKey: ["disk"],
		queryFn: () => api.settings.Disk(),
		enabled: wanted,
		staleTime: Number.POSITIVE_INFINITY,
		retry: false,
	});

/** How many statements are in each place, or how many of « Mes dossiers ». */
export const usePlaces = (mine: boolean) =>
	useQuery({
		queryKey: ["statements", "places", mine],
		queryFn: () => api.statements.Places(mine),
	});
