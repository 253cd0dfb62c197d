import { useQuery } from "@tanstack/react-query";
import { type AboutComponent, api } from "../../api";

/** What does not change while the program runs. */
const staleTime = Number.POSITIVE_INFINITY;

export const useAbout = () =>
	useQuery({ queryKey: ["about"], queryFn: () => api.about.Get(), staleTime });

/** The licence of a component, read once it is opened. */
export const useLicence = ({ kind, name, version }: AboutComponent, opened: boolean) =>
	useQuery({
		queryKey: ["about", "text", kind, name, version],
		queryFn: () => api.about.Text(kind, name, version),
		enabled: opened,
		staleTime,
	});
