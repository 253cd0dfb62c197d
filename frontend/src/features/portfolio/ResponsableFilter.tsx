import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useResponsableChoices } from "./colleagues";

/** The filter « Responsable » of a list, kept in its address. */
export function ResponsableFilter() {
	const { list, set } = useParams();
	return (
		<FilterMenu
			column={fr.portfolio.responsable}
			choices={useResponsableChoices()}
			value={list("responsable")}
			onChange={(responsable) => set({ responsable })}
		/>
	);
}
