import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useConnectorChoices } from "../connectors/useConnectorChoices";
import { ResponsableFilter } from "../portfolio/ResponsableFilter";
import { useSession } from "../session/session";

const t = fr.ibans;

/** The filters in the headers of the list of IBANs. */
export function useAccountFilters() {
	const { me } = useSession();
	const { list, set } = useParams();
	const connectors = useConnectorChoices();
	return {
		responsable: <ResponsableFilter />,
		firm: (
			<FilterMenu
				column={t.firm}
				choices={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
				value={list("cabinet")}
				onChange={(cabinet) => set({ cabinet })}
			/>
		),
		status: (
			<FilterMenu
				column={t.status}
				choices={Object.entries(t.mandates).map(([value, label]) => ({ value, label }))}
				value={list("statut")}
				onChange={(statut) => set({ statut })}
			/>
		),
		connector: (
			<FilterMenu
				column={t.connector}
				choices={[{ value: "0", label: t.noConnector }, ...connectors]}
				value={list("connecteur")}
				onChange={(connecteur) => set({ connecteur })}
			/>
		),
	};
}
