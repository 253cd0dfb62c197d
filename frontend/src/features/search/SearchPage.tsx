import { useLocation, useNavigate } from "react-router";
import { api, type FoundOperation } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { useSelection } from "../../ui/grid/useSelection";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { ExportMenu } from "../exports/ExportMenu";
import { MineSwitch, SeeAll, useMine } from "../portfolio/mine";
import { foundColumns } from "./columns";
import { type Filter, useFound, useMeaning, useTotals } from "./queries";
import { Toolbar } from "./Toolbar";
import { Totals } from "./Totals";
import { useSearchFilters } from "./useSearchFilters";

const t = fr.search;
const FILTERS = ["q", "client", "compte", "cabinet", "banque", "code", "sens", "du", "au"];

function useFilter(): Filter {
	const { text, numbers, list } = useParams();
	const pointed = text("client") !== "" || text("compte") !== "";
	const [side = ""] = list("sens");
	return {
		text: useDebounced(text("q")),
		firmIds: numbers("cabinet"),
		clientIds: numbers("client"),
		accountIds: numbers("compte"),
		banks: list("banque"),
		codes: list("code"),
		side,
		from: text("du"),
		to: text("au"),
		mine: useMine(pointed),
	};
}

/** « Recherche »: every operation that one may see, by what one types and chooses. */
export function SearchPage() {
	const { text, set } = useParams();
	const navigate = useNavigate();
	const { pathname, search } = useLocation();
	const filter = useFilter();
	const totals = useTotals(filter);
	const meaning = useMeaning(filter);
	const count = totals.data?.reduce((sum, s) => sum + s.count, 0);
	const rows = useFound(filter, count);
	const selection = useSelection<FoundOperation>((r) => r.key, JSON.stringify(filter));
	const columns = foundColumns(useSearchFilters());
	const filtered = FILTERS.some((name) => text(name));
	return (
		<Page
			title={t.title}
			count={count !== undefined && fr.common.results(count)}
			actions={
				<>
					{!filter.clientIds.length && !filter.accountIds.length && <MineSwitch />}
					<SearchField
						wide
						value={text("q")}
						onChange={(q) => set({ q })}
						placeholder={t.placeholder}
					/>
					<ExportMenu
						write={(format) => api.searches.Export({ ...filter, after: "", limit: 0 }, format)}
					/>
				</>
			}
			toolbar={<Toolbar filter={filter} filtered={filtered} />}
		>
			<Totals totals={totals.data ?? []} behind={meaning.data?.behind ?? 0} />
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="recherche"
				columns={columns}
				rowKey={(r) => r.key}
				onOpen={(r) =>
					void navigate(`/releves/${r.statementId}?op=${r.position}`, {
						state: { from: pathname + search },
					})
				}
				selection={selection}
				empty={
					filtered ? (
						<EmptyState title={t.none} hint={t.noneHint} action={filter.mine && <SeeAll />} />
					) : (
						<EmptyState title={t.empty} hint={t.emptyHint} />
					)
				}
			/>
		</Page>
	);
}
