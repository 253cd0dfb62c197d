import { useQuery } from "@tanstack/react-query";
import { api, type Colleague } from "../../api";
import { fr } from "../../i18n/fr";
import type { Choice } from "../../ui/FilterMenu";

const t = fr.portfolio;

/** Who shares a firm with one, active or not, by name. */
export const useColleagues = () =>
	useQuery({ queryKey: ["colleagues"], queryFn: () => api.people.Colleagues() });

/** The filter « Responsable »: nobody, then everybody. */
export function useResponsableChoices(): Choice[] {
	const people = useColleagues().data ?? [];
	return [
		{ value: "0", label: t.nobody },
		...people.map((c) => ({ value: String(c.id), label: nameOf(c) })),
	];
}

/** Who may keep a client of a firm; who keeps it already stays in the list. */
export function teamChoices(
	people: readonly Colleague[],
	firmId: number,
	kept: { id: number; name: string },
): Choice[] {
	const team = people.filter(
		(c) => c.id === kept.id || (c.active && (c.allFirms || c.firmIds.includes(firmId))),
	);
	const choices = team.map((c) => ({ value: String(c.id), label: nameOf(c) }));
	if (kept.id > 0 && !team.some((c) => c.id === kept.id)) {
		choices.push({ value: String(kept.id), label: kept.name });
	}
	return [{ value: "0", label: t.nobody }, ...choices];
}

const nameOf = (c: Colleague) => (c.active ? c.name : t.inactive(c.name));
