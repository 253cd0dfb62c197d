import { Switch } from "@mantine/core";
import { useNavigate } from "react-router";
import { api } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { formatDay, today } from "../../lib/dates";
import { ClearFilters } from "../../ui/ClearFilters";
import { DateField } from "../../ui/DateField";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { ExportMenu } from "../exports/ExportMenu";
import { MineSwitch, SeeAll, useMine } from "../portfolio/mine";
import { useFirmFilter } from "../session/FirmFilter";
import { closingColumns } from "./columns";
import { type Filter, useClosings, useSummary } from "./queries";

const t = fr.closing;

/** The day and the fiscal year that are asked for: those of the last calendar year, unless others are. */
function useFilter(): Filter {
	const { text, numbers } = useParams();
	const last = Number(today().slice(0, 4)) - 1;
	return {
		on: text("au") || `${last}-12-31`,
		from: text("exercice") || `${last}-01-01`,
		to: text("fin") || text("au") || `${last}-12-31`,
		search: useDebounced(text("q")),
		firmIds: numbers("cabinet"),
		mine: useMine(),
		incomplete: text("manque") === "1",
	};
}

/** « Clôture »: where each IBAN stood on a day, and whether its fiscal year is complete. */
export function ClosingPage() {
	const { text, set, clear } = useParams();
	const navigate = useNavigate();
	const filter = useFilter();
	const rows = useClosings(filter);
	const summary = useSummary(filter).data;
	const filtered = ["q", "cabinet", "manque"].some((name) => text(name));
	const firm = useFirmFilter();
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					<MineSwitch />
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<ExportMenu
						write={(format) => api.closings.Export({ ...filter, offset: 0, limit: 0 }, format)}
					/>
				</>
			}
			toolbar={
				<>
					<span className="dim">{t.on}</span>
					<DateField
						ariaLabel={t.on}
						width={136}
						value={filter.on}
						onChange={(au) => au && set({ au })}
					/>
					<span className="dim">{t.from}</span>
					<DateField
						ariaLabel={t.from}
						width={136}
						value={filter.from}
						onChange={(exercice) => exercice && set({ exercice })}
					/>
					<span className="dim">{fr.common.to}</span>
					<DateField
						ariaLabel={t.to}
						width={136}
						value={filter.to}
						onChange={(fin) => fin && set({ fin })}
					/>
					<Switch
						size="xs"
						label={t.incomplete}
						checked={filter.incomplete}
						onChange={(event) => set({ manque: event.currentTarget.checked ? "1" : "" })}
					/>
					{filtered && <ClearFilters onClear={clear} />}
					{summary && (
						<span className="dim" style={{ marginLeft: "auto" }} aria-live="polite">
							{t.summary(summary.exact, summary.complete, summary.accounts)}
						</span>
					)}
				</>
			}
		>
			<ListStage
				rows={rows}
				label={t.listLabel(formatDay(filter.on))}
				name="cloture"
				columns={closingColumns(firm)}
				rowKey={(r) => r.accountId}
				onOpen={(r) => void navigate(`/releves?compte=${r.accountId}`)}
				empty={
					filter.incomplete && summary && summary.accounts > 0 ? (
						<EmptyState title={t.allGood} hint={t.allGoodHint} />
					) : (
						<EmptyState title={t.none} hint={t.noneHint} action={filter.mine && <SeeAll />} />
					)
				}
			/>
		</Page>
	);
}
