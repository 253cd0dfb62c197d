import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { FilterPills } from "../../ui/FilterPills";
import { useConnectorChoices } from "../connectors/useConnectorChoices";
import { useSession } from "../session/session";

const t = fr.deliveries;

/** The filters that are on, each with its cross. */
export function Filters({ filtered }: { filtered: boolean }) {
	const { me } = useSession();
	const { list, clear } = useParams();
	const connectors = useConnectorChoices();
	const firm = (id: string) => me.firms.find((f) => String(f.id) === id)?.name ?? id;
	const connector = (id: string) => connectors.find((c) => c.value === id)?.label ?? id;
	const on = [
		...list("etat").map((v) => ({ name: "etat", v, label: t.states[v] ?? v })),
		...list("connecteur").map((v) => ({ name: "connecteur", v, label: connector(v) })),
		...list("cabinet").map((v) => ({ name: "cabinet", v, label: firm(v) })),
		...list("compte").map((v) => ({ name: "compte", v, label: t.onlyAccount })),
	];
	return (
		<>
			<FilterPills on={on} />
			{filtered && <ClearFilters onClear={clear} />}
		</>
	);
}
