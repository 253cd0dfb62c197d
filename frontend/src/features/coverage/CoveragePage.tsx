import { Select, Switch } from "@mantine/core";
import { useNavigate } from "react-router";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { addDays, formatPeriod, today } from "../../lib/dates";
import { ClearFilters } from "../../ui/ClearFilters";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { MineSwitch, SeeAll, useMine } from "../portfolio/mine";
import { useFirmFilter } from "../session/FirmFilter";
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
	const { text, set, clear } = useParams();
	const navigate = useNavigate();
	const filter = useFilter();
	const rows = useCoverage(filter);
	const filtered = ["q", "cabinet", "retard"].some((name) => text(name));
	const firm = useFirmFilter();
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
			<ListStage
				rows={rows}
				label={t.listLabel(formatPeriod(filter.from, filter.to))}
				name="couverture"
				columns={coverageColumns(filter.from, firm)}
				rowKey={(r) => r.accountId}
				onOpen={(r) => void navigate(`/releves?compte=${r.accountId}`)}
				empty={
					filter.late ? (
						<EmptyState title={t.noneLate} hint={t.noneLateHint} />
					) : (
						<EmptyState title={t.none} hint={t.noneHint} action={filter.mine && <SeeAll />} />
					)
				}
			/>
		</Page>
	);
}
