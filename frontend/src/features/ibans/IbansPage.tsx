import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useParams as usePath } from "react-router";
import { type AccountRow, api } from "../../api";
import { loadedRows } from "../../data/rows";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { chosenRows, useSelection } from "../../ui/grid/useSelection";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { ExportMenu } from "../exports/ExportMenu";
import { MineSwitch, NoneOfMine, SeeAll, useMine } from "../portfolio/mine";
import { RosterLink } from "../roster/RosterLink";
import { useSession } from "../session/session";
import { ApproveDialog } from "./ApproveDialog";
import { Bulk } from "./Bulk";
import { accountColumns, choices } from "./columns";
import { IbanPanel } from "./IbanPanel";
import classes from "./ibans.module.css";
import { useAccounts, useChooseAll } from "./queries";
import { Tabs } from "./Tabs";
import { useAccountFilters } from "./useAccountFilters";

const t = fr.ibans;
const FILTERS = ["cabinet", "statut", "connecteur", "client", "responsable"];

/** « Liste des IBANS », to the letter of the FAQ; one opens in a panel on the right. */
export function IbansPage() {
	const { can } = useSession();
	const { text, numbers, list, set, clear } = useParams();
	const path = usePath().id;
	const go = useGo();
	const [approving, setApproving] = useState<number[]>([]);
	const [choosing, setChoosing] = useState(0);
	const sort = { by: text("tri") || "client", desc: text("sens") === "desc" };
	const search = useDebounced(text("q"));
	// A link to a client's or somebody's IBANs shows them, whoever keeps them.
	const pointed = text("client") !== "" || text("responsable") !== "";
	const mine = useMine(pointed);
	const wide = useMediaQuery("(min-width: 1400px)");
	const scope = {
		...{ search, mine },
		responsableIds: numbers("responsable"),
		firmIds: numbers("cabinet"),
		statuses: list("statut"),
		connectorIds: numbers("connecteur"),
		clientId: Number(text("client")) || 0,
	};
	const filter = { ...scope, sort: sort.by, desc: sort.desc };
	const selection = useSelection<AccountRow>((r) => r.id, JSON.stringify(scope));
	const rows = useAccounts(filter);
	const loaded = loadedRows(rows);
	const chosen = chosenRows(selection, loaded, (r) => r.id);
	const all = useChooseAll(filter, selection.choose);
	const filters = useAccountFilters();
	const columns = accountColumns({
		...{ filters, wide },
		onApprove: can("decide_mandate") ? (r) => setApproving([r.id]) : undefined,
		choosing,
		onChoosing: setChoosing,
	});
	const filtered = search !== "" || FILTERS.some((name) => text(name));
	const add = can("edit_clients") && <Button onClick={() => go("/ibans/nouveau")}>{t.add}</Button>;
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<>
					{!pointed && <MineSwitch />}
					<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={t.search} />
					<ExportMenu
						write={(format) => api.exports.Accounts({ ...filter, offset: 0, limit: 0 }, format)}
					/>
					<RosterLink />
					{add}
				</>
			}
			toolbar={
				<>
					<Tabs aside={false} />
					<div className={classes.tools}>
						{!wide && chosen.length === 0 && (
							<span className={classes.responsable}>
								{fr.portfolio.responsable}
								{filters.responsable}
							</span>
						)}
						{filtered && <ClearFilters onClear={clear} />}
						<Bulk
							rows={chosen}
							total={rows.total ?? 0}
							all={all}
							onApprove={setApproving}
							onDone={selection.clear}
						/>
					</div>
				</>
			}
		>
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="ibans"
				columns={[choices(selection, loaded), ...columns]}
				rowKey={(r) => r.id}
				sort={sort}
				onSort={(s) => set({ tri: s.by, sens: s.desc ? "desc" : "" })}
				onOpen={(r) => go(`/ibans/${r.id}`)}
				rowKeys={{ c: (r) => setChoosing(r.id) }}
				openedKey={path ? Number(path) : undefined}
				selection={selection}
				onSelectAll={all.choose}
				empty={
					filtered ? (
						<EmptyState title={t.none} hint={t.noneHint} action={mine && <SeeAll />} />
					) : mine ? (
						<NoneOfMine />
					) : (
						<EmptyState title={t.empty} hint={t.emptyHint} action={add} />
					)
				}
			>
				{path && <IbanPanel key={path} path={path} onClose={() => go("/ibans")} />}
			</ListStage>
			<ApproveDialog
				ids={approving}
				onClose={() => {
					setApproving([]);
					selection.clear();
				}}
			/>
		</Page>
	);
}
