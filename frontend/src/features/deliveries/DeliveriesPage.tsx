import { Button } from "@mantine/core";
import { Link, useParams as usePath } from "react-router";
import { api, type DeliveryRow } from "../../api";
import { loadedRows } from "../../data/rows";
import { useGo, useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { ListStage } from "../../ui/grid/ListStage";
import { chosenRows, useSelection } from "../../ui/grid/useSelection";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { ExportMenu } from "../exports/ExportMenu";
import { MineSwitch, NoneOfMine, SeeAll, useMine } from "../portfolio/mine";
import { choices, deliveryColumns } from "./columns";
import { DeliveryPanel } from "./DeliveryPanel";
import classes from "./deliveries.module.css";
import { Filters } from "./Filters";
import { useDeliveries } from "./queries";
import { Retry } from "./Retry";
import { SyncButton } from "./SyncButton";
import { useSync } from "./sync";
import { useDeliveryFilters } from "./useDeliveryFilters";

const t = fr.deliveries;
const FILTERS = ["q", "cabinet", "etat", "connecteur", "compte"];

/** « Envois »: what left, leaves and did not leave; one opens in a panel on the right. */
export function DeliveriesPage() {
	const { text, numbers, list, set } = useParams();
	const path = usePath().id;
	const go = useGo();
	const { state } = useSync();
	// One account's are shown whoever keeps it.
	const pointed = text("compte") !== "";
	const mine = useMine(pointed);
	const filter = {
		mine,
		search: useDebounced(text("q")),
		firmIds: numbers("cabinet"),
		states: list("etat"),
		connectorIds: numbers("connecteur"),
		accountId: Number(text("compte")) || 0,
	};
	const selection = useSelection<DeliveryRow>((r) => r.id, JSON.stringify(filter));
	const rows = useDeliveries(filter);
	const loaded = loadedRows(rows);
	const chosen = chosenRows(selection, loaded, (r) => r.id);
	const columns = [choices(selection, loaded), ...deliveryColumns(useDeliveryFilters())];
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
						write={(format) => api.exports.Deliveries({ ...filter, offset: 0, limit: 0 }, format)}
					/>
					<SyncButton />
				</>
			}
			toolbar={
				(filtered || chosen.length > 0) && (
					<>
						<Filters filtered={filtered} />
						<div className={classes.tools}>
							<Retry rows={chosen} onDone={selection.clear} />
						</div>
					</>
				)
			}
		>
			{state && state.sentences.length > 0 && (
				<div className={classes.sentences}>
					<Notice kind="warn">
						{state.sentences.map((s) => (
							<div key={s}>{s}</div>
						))}
					</Notice>
				</div>
			)}
			<ListStage
				rows={rows}
				label={t.listLabel}
				name="envois"
				columns={columns}
				rowKey={(r) => r.id}
				onOpen={(r) => go(`/envois/${r.id}`)}
				openedKey={path ? Number(path) : undefined}
				selection={selection}
				empty={filtered ? <None mine={mine} /> : mine ? <NoneOfMine /> : <Empty />}
			>
				{path && <DeliveryPanel key={path} id={Number(path)} onClose={() => go("/envois")} />}
			</ListStage>
		</Page>
	);
}

function None({ mine }: { mine: boolean }) {
	return <EmptyState title={t.none} hint={t.noneHint} action={mine && <SeeAll />} />;
}

function Empty() {
	return (
		<EmptyState
			title={t.empty}
			hint={t.emptyHint}
			action={
				<Button component={Link} to="/ibans">
					{t.emptyAction}
				</Button>
			}
		/>
	);
}
