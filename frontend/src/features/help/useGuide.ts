import { useQuery } from "@tanstack/react-query";

/** The guide, read when one first asks for help: undefined until it is here. */
export function useGuide() {
	return useQuery({
		queryKey: ["guide-pages"],
		queryFn: () => import("./guide"),
		staleTime: Number.POSITIVE_INFINITY,
		structuralSharing: false,
	}).data;
}
