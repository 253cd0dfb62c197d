import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "../../api";
import { usePreference } from "../../data/preferences";

/** Where each firm stands in its first steps. */
export const useGuide = () => useQuery({ queryKey: ["guide"], queryFn: () => api.guide.List() });

/** The firms whose first steps the person put aside, on this machine. */
export function useAsideGuides() {
	const [aside, set] = usePreference("guide.aside", z.array(z.number()), []);
	return {
		aside,
		putAside: (firmId: number) => set([...aside.filter((id) => id !== firmId), firmId]),
		takeUp: (firmId: number) => set(aside.filter((id) => id !== firmId)),
	};
}
