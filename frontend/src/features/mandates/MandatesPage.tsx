import { Button, Switch } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { WaitRow } from "../../api";
import { loadedRows } from "../../data/rows";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import { chosenRows, useSelection } from "../../ui/grid/useSelection";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { Page, Scroll, Stage } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useDebounced } from "../../ui/useDebounced";
import { Tabs } from "../ibans/Tabs";
import { useSession } from "../session/session";
import { choices, waitColumns } from "./columns";
import { Groups } from "./Groups";
import classes from "./mandates.module.css";
import { useBoard, useRemind, useWaits } from "./queries";
import { ReminderDialog } from "./ReminderDialog";

const t = fr.mandates;

/** « Mandats »: what waits for whom, for how many days; the longest first. */
export function MandatesPage() {
	const { can } = useSession();
	const { text, list, numbers, set, clear } = useParams();
	const navigate = useNavigate();
	const [writing, setWriting] = useState(0);
	const board = useBoard();
	const onlyDue = text("relance") === "1";
	const filter = {
		search: useDebounced(text("q")),
		statuses: list("statut"),
		firmIds: numbers("cabinet"),
		onlyDue,
	};
	const rows = useWaits(filter);
	const selection = useSelection<WaitRow>((r) => r.accountId, JSON.stringify(filter));
	const loaded = loadedRows(rows);
	const chosen = chosenRows(selection, loaded, (r) => r.accountId);
	const remind = useRemind((count) => {
		notify(t.reminded(count));
		selection.clear();
	});
	const [only] = chosen;
	const filtered = ["q", "statut", "cabinet", "relance"].some((name) => text(name));
	const error = rows.error ?? board.error;
	return (
		<Page
			title={t.title}
			count={rows.total !== undefined && fr.common.results(rows.total)}
			actions={
				<SearchField value={text("q")} onChange={(q) => set({ q })} placeholder={fr.ibans.search} />
			}
			toolbar={
				<>
					<Tabs aside={false} mandates />
					<div className={classes.tools}>
						{filtered && <ClearFilters onClear={clear} />}
						<Switch
							label={t.onlyDue}
							checked={onlyDue}
							onChange={(event) => set({ relance: event.currentTarget.checked ? "1" : "" })}
						/>
						{chosen.length > 0 && can("prepare_mandate") && (
							<>
								<span className="dim">{fr.common.selected(chosen.length)}</span>
								{chosen.length === 1 && only && (
									<Button variant="default" onClick={() => setWriting(only.accountId)}>
										{t.remind}
									</Button>
								)}
								<Button
									variant="default"
									loading={remind.isPending}
									onClick={() =>
										remind.mutate(
											chosen.map((r) => r.accountId),
											{ onError: notifyError },
										)
									}
								>
									{t.remindDone}
								</Button>
							</>
						)}
					</div>
				</>
			}
		>
			{board.data && <Groups board={board.data} chosen={list("statut")} />}
			<Stage>
				{error ? (
					<Scroll>
						<ErrorNotice error={error} onRetry={rows.retry} />
					</Scroll>
				) : (
					<DataGrid
						label={t.listLabel}
						name="mandats"
						columns={[choices(selection, loaded), ...waitColumns]}
						count={rows.total ?? 0}
						rowAt={rows.rowAt}
						rowKey={(r) => r.accountId}
						onRange={rows.onRange}
						onOpen={(r) => void navigate(`/ibans/${r.accountId}`)}
						selection={selection}
						busy={rows.loading}
						empty={
							filtered ? (
								<EmptyState title={t.none} hint={fr.ibans.noneHint} />
							) : (
								<EmptyState title={t.empty} hint={t.emptyHint} />
							)
						}
					/>
				)}
			</Stage>
			{writing > 0 && <ReminderDialog accountId={writing} onClose={() => setWriting(0)} />}
		</Page>
	);
}
