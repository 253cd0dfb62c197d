import { useQuery } from "@tanstack/react-query";
import { api } from "../../api";

/** How many statements are in each place, or how many of « Mes dossiers ». */
export const usePlaces = (mine: boolean) =>
	useQuery({
		queryKey: ["statements", "places", mine],
		queryFn: () => api.statements.Places(mine),
	});
