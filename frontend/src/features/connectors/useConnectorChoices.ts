import type { Choice } from "../../ui/FilterMenu";
import { useSession } from "../session/session";
import { useAllConnectors } from "./queries";

/** Every connector of the firms one reaches, for a filter; the firm is said when several are. */
export function useConnectorChoices(): Choice[] {
	const { me } = useSession();
	const { rows } = useAllConnectors();
	const firm = (id: number) => me.firms.find((f) => f.id === id)?.name ?? "";
	return rows.map((r) => ({
		value: String(r.id),
		label: me.firms.length > 1 ? `${r.name} · ${firm(r.firmId)}` : r.name,
	}));
}
