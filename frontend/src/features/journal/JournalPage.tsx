import { useParams as usePath } from "react-router";
import { api, type JournalRow } from "../../api";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { useSelection } from "../../ui/grid/useSelection";
import { Page, Scroll } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { ExportMenu } from "../exports/ExportMenu";
import { useSession } from "../session/session";
import { journalColumns } from "./columns";
import { Filters } from "./Filters";
import { JournalPanel } from "./JournalPanel";
import { useJournal } from "./queries";
import { useJournalFilters } from "./useJournalFilters";

const t = fr.journal;
const FILTERS = ["q", "qui", "genre", "cabinet", "objet", "du", "au"];

/** « Journal », for an Administrateur: who did what, when, to what. Nothing here changes it. */
export function JournalPage() {
	const { can } = useSession();
	if (can("read_journal")) return <Journal />;
	return (
		<Page title={t.title}>
			<Scroll>
				<EmptyState title={t.reserved} hint={t.reservedHint} />
			</Scroll>
		</Page>
	);
}

function useFilter() {
	const { text, numbers, list } = useParams();
	const [object = "", id] = text("objet").split("-");
	return {
		search: useDebounced(text("q")),
		staffIds: numbers("qui"),
		families: list("genre"),
		firmIds: numbers("cabinet"),
		object,
		objectId: Number(id) || 0,
		from: text("du"),
		to: text("au"),
	};
}

function Journal() {
	const { text, set } = useParams();
	const path = usePath().id;
	const go = useGo();
	const filter = useFilter();
	const selection = useSelection<JournalRow>((r) => r.id, JSON.stringify(filter));
	const rows = useJournal(filter);
	const columns = journalColumns(useJournalFilters());
	const filtered = FILTERS.some((name) => text(name));
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<ExportMenu
						write={(format) => api.exports.Journal({ ...filter, after: "", limit: 0 }, format)}
					/>
				</>
			}
			toolbar={<Filters filtered={filtered} />}
		>
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="journal"
				columns={columns}
				rowKey={(r) => r.id}
				onOpen={(r) => go(`/journal/${r.id}`)}
				openedKey={path ? Number(path) : undefined}
				selection={selection}
				empty={
					filtered ? (
						<EmptyState title={t.none} hint={t.noneHint} />
					) : (
						<EmptyState title={t.empty} hint={t.emptyHint} />
					)
				}
			>
				{path && <JournalPanel key={path} id={Number(path)} onClose={() => go("/journal")} />}
			</ListStage>
		</Page>
	);
}
