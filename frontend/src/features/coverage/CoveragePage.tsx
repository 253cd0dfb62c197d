import { Select, Switch } from "@mantine/core";
import { useNavigate } from "react-router";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { addDays, formatPeriod, today } from "../../lib/dates";
import { ClearFilters } from "../../ui/ClearFilters";
import { EmptyState } from "../../ui/EmptyState";
import { FilterMenu } from "../../ui/FilterMenu";
import { DataGrid } from "../../ui/grid/DataGrid";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll, Stage } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { MineSwitch, SeeAll, useMine } from "../portfolio/mine";
import { useSession } from "../session/session";
import { coverageColumns } from "./columns";
import { Legend } from "./Days";
import { type Filter, useCoverage } from "./queries";

const t = fr.coverage;

/** The days that are drawn: those until today. */
function useFilter(): Filter {
	const { text, numbers } = useParams();
	const to = today();
	return {
		from: addDays(to, 1 - (Number(text("jours")) || 91)),
		to,
		search: useDebounced(text("q")),
		firmIds: numbers("cabinet"),
		mine: useMine(),
		late: text("retard") === "1",
	};
}

/** « Couverture »: every IBAN's days at a glance, those whose bank stopped sending on top. */
export function CoveragePage() {
	const { me } = useSession();
	const { text, list, set, clear } = useParams();
	const navigate = useNavigate();
	const filter = useFilter();
	const rows = useCoverage(filter);
	const filtered = ["q", "cabinet", "retard"].some((name) => text(name));
	const firm = me.firms.length > 1 && (
		<FilterMenu
			column={fr.common.firm}
			choices={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
			value={list("cabinet")}
			onChange={(cabinet) => set({ cabinet })}
		/>
	);
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					<MineSwitch />
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
				</>
			}
			toolbar={
				<>
					<Select
						aria-label={t.span}
						w={170}
						allowDeselect={false}
						data={Object.entries(t.spans).map(([value, label]) => ({ value, label }))}
						value={text("jours") || "91"}
						onChange={(jours) => set({ jours: jours ?? "" })}
					/>
					<Switch
						size="xs"
						label={t.lateOnly}
						checked={filter.late}
						onChange={(event) => set({ retard: event.currentTarget.checked ? "1" : "" })}
					/>
					{filtered && <ClearFilters onClear={clear} />}
					<span style={{ marginLeft: "auto" }}>
						<Legend />
					</span>
				</>
			}
		>
			<Stage>
				{rows.error ? (
					<Scroll>
						<ErrorNotice error={rows.error} onRetry={rows.retry} />
					</Scroll>
				) : (
					<DataGrid
						label={t.listLabel(formatPeriod(filter.from, filter.to))}
						name="couverture"
						columns={coverageColumns(filter.from, firm)}
						count={rows.total ?? 0}
						rowAt={rows.rowAt}
						rowKey={(r) => r.accountId}
						onRange={rows.onRange}
						onOpen={(r) => void navigate(`/releves?compte=${r.accountId}`)}
						busy={rows.loading}
						empty={
							filter.late ? (
								<EmptyState title={t.noneLate} hint={t.noneLateHint} />
							) : (
								<EmptyState title={t.none} hint={t.noneHint} action={filter.mine && <SeeAll />} />
							)
						}
					/>
				)}
			</Stage>
		</Page>
	);
}
