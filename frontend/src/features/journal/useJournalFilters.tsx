import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useSession } from "../session/session";
import { useJournalPeople } from "./queries";

const t = fr.journal;

/** The filters in the headers of the journal. */
export function useJournalFilters() {
	const { me } = useSession();
	const { list, set } = useParams();
	const people = useJournalPeople().data ?? [];
	return {
		who: (
			<FilterMenu
				column={t.who}
				choices={people.map((p) => ({ value: String(p.id), label: p.name }))}
				value={list("qui")}
				onChange={(qui) => set({ qui })}
			/>
		),
		family: (
			<FilterMenu
				column={t.said}
				choices={Object.entries(t.families).map(([value, label]) => ({ value, label }))}
				value={list("genre")}
				onChange={(genre) => set({ genre })}
			/>
		),
		firm: me.firms.length > 1 && (
			<FilterMenu
				column={t.firm}
				choices={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
				value={list("cabinet")}
				onChange={(cabinet) => set({ cabinet })}
			/>
		),
	};
}
