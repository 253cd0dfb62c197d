import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useConnectorChoices } from "../connectors/useConnectorChoices";
import { useSession } from "../session/session";

const t = fr.deliveries;

/** The filters in the headers of the list of deliveries. */
export function useDeliveryFilters() {
	const { me } = useSession();
	const { list, set } = useParams();
	const connectors = useConnectorChoices();
	return {
		firm: me.firms.length > 1 && (
			<FilterMenu
				column={t.firm}
				choices={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
				value={list("cabinet")}
				onChange={(cabinet) => set({ cabinet })}
			/>
		),
		connector: (
			<FilterMenu
				column={t.connector}
				choices={connectors}
				value={list("connecteur")}
				onChange={(connecteur) => set({ connecteur })}
			/>
		),
		state: (
			<FilterMenu
				column={t.state}
				choices={Object.entries(t.states).map(([value, label]) => ({ value, label }))}
				value={list("etat")}
				onChange={(etat) => set({ etat })}
			/>
		),
	};
}
