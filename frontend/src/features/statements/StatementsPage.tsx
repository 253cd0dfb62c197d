import { Button } from "@mantine/core";
import { IconDownload, IconHistory, IconUpload } from "@tabler/icons-react";
import { Link, useLocation, useNavigate } from "react-router";
import { api, type StatementRow } from "../../api";
import { loadedRows, type Rows } from "../../data/rows";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { formatAmount } from "../../lib/money";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { chosenRows, useSelection } from "../../ui/grid/useSelection";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { useKeys } from "../../ui/useKeys";
import { ExportMenu } from "../exports/ExportMenu";
import { useDialogs } from "../frame/dialogs";
import { MineSwitch, NoneOfMine, SeeAll, useMine } from "../portfolio/mine";
import { useMark } from "../review/queries";
import { statementColumns } from "./columns";
import { Filters } from "./Filters";
import { useStatements } from "./queries";
import { ReleaseChosen } from "./ReleaseChosen";
import { useStatementFilters } from "./useStatementFilters";

const t = fr.statements;
const FILTERS = ["q", "cabinet", "etat", "place", "revue", "compte", "fichier", "du", "au"];

/** « Relevés »: every statement, latest first. */
export function StatementsPage() {
	const { show } = useDialogs();
	const navigate = useNavigate();
	const { search: address } = useLocation();
	const { text, numbers, list, set } = useParams();
	const search = useDebounced(text("q"));
	useKeys({ t: () => show("download") });
	// One account's, one file's, and those of unknown accounts, are shown whoever keeps them.
	const pointed = text("compte") !== "" || text("fichier") !== "" || text("place") === "aside";
	const mine = useMine(pointed);
	const filter = {
		...{ search, mine },
		firmIds: numbers("cabinet"),
		states: list("etat"),
		places: list("place"),
		marks: list("revue"),
		accountId: Number(text("compte")) || 0,
		fileId: Number(text("fichier")) || 0,
		from: text("du"),
		to: text("au"),
	};
	const selection = useSelection<StatementRow>((r) => r.id, JSON.stringify(filter));
	const rows = useStatements(filter);
	const { toggle } = useMark();
	const held = chosenRows(selection, loadedRows(rows), (r) => r.id).filter(
		(r) => r.place === "held",
	);
	const chosen = selection.rows.map((r) => r.id);
	const columns = statementColumns({ ...useStatementFilters(), ...common(rows) });
	const filtered = FILTERS.some((name) => text(name));
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					{!pointed && <MineSwitch />}
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<ExportMenu
						write={(format) => api.exports.Statements({ ...filter, after: "", limit: 0 }, format)}
						operations={(format) =>
							api.exports.Operations({ ...filter, after: "", limit: 0 }, chosen, format)
						}
						chosen={chosen.length}
					/>
					<Button
						variant="default"
						leftSection={<IconUpload size={16} />}
						onClick={() => show("import")}
					>
						{t.import}
					</Button>
					<Button leftSection={<IconDownload size={16} />} onClick={() => show("download")}>
						{t.download}
					</Button>
				</>
			}
			toolbar={
				<>
					<Filters filtered={filtered} />
					<ReleaseChosen rows={held} />
					<Button
						component={Link}
						to="/releves/imports"
						variant="subtle"
						ml="auto"
						leftSection={<IconHistory size={16} />}
					>
						{t.history}
					</Button>
				</>
			}
		>
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="releves"
				columns={columns}
				rowKey={(r) => r.id}
				onOpen={(r) => void navigate(`/releves/${r.id}`, { state: { list: address } })}
				rowKeys={{
					v: (r) =>
						toggle(
							selection.rows.length
								? chosenRows(selection, loadedRows(rows), (one) => one.id)
								: [r],
						),
				}}
				selection={selection}
				empty={
					filtered ? (
						<EmptyState title={t.none} hint={t.noneHint} action={mine && <SeeAll />} />
					) : mine ? (
						<NoneOfMine />
					) : (
						<EmptyState
							title={t.empty}
							hint={t.emptyHint}
							action={<Button onClick={() => show("import")}>{t.import}</Button>}
						/>
					)
				}
			/>
		</Page>
	);
}

/** What the loaded rows have in common: their currency, "" when they differ, and the longest amount. */
function common(rows: Rows<StatementRow>) {
	const loaded = loadedRows(rows);
	const { currency, decimals } = loaded[0] ?? { currency: "EUR", decimals: 2 };
	let [same, least, most] = [true, 0, 0];
	for (const r of loaded) {
		same &&= r.currency === currency;
		least = Math.min(least, r.opening ?? 0, r.closing ?? 0);
		most = Math.max(most, r.opening ?? 0, r.closing ?? 0, r.credits, -r.debits);
	}
	const longest = Math.max(...[least, most].map((a) => formatAmount(a, decimals).length));
	return { currency: same ? currency : "", longest };
}
