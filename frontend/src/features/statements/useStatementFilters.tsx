import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useFirmFilter } from "../session/FirmFilter";

const t = fr.statements;
const choices = (names: Record<string, string>) =>
	Object.entries(names).map(([value, label]) => ({ value, label }));

/** The filters in the headers of the list of statements. */
export function useStatementFilters() {
	const { list, set } = useParams();
	return {
		firm: useFirmFilter(),
		state: (
			<FilterMenu
				column={t.state}
				choices={choices(fr.states)}
				value={list("etat")}
				onChange={(etat) => set({ etat })}
			/>
		),
		mark: (
			<FilterMenu
				column={fr.review.column}
				choices={choices(fr.review.marks)}
				value={list("revue")}
				onChange={(revue) => set({ revue })}
			/>
		),
		place: (
			<FilterMenu
				column={t.place}
				choices={choices(fr.places)}
				value={list("place")}
				onChange={(place) => set({ place })}
			/>
		),
	};
}
