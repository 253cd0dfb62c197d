import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useSession } from "./session";

/** The filter by firm of a list, for whoever reaches several. */
export function useFirmFilter() {
	const { me } = useSession();
	const { list, set } = useParams();
	return (
		me.firms.length > 1 && (
			<FilterMenu
				column={fr.common.firm}
				choices={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
				value={list("cabinet")}
				onChange={(cabinet) => set({ cabinet })}
			/>
		)
	);
}
