import { useMemo } from "react";
import type { OperationRow, StatementRow } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import { useSelection } from "../../ui/grid/useSelection";
import { ErrorNotice } from "../../ui/Notice";
import { Scroll } from "../../ui/Page";
import { useKeys } from "../../ui/useKeys";
import { operationColumns } from "./columns";
import { OperationPanel } from "./OperationPanel";
import { useOperations } from "./queries";

const t = fr.statement;

/** The operations of a statement; the one that is open follows the keyboard. */
export function Operations({ statement }: { statement: StatementRow }) {
	const rows = useOperations(statement.id);
	const selection = useSelection<OperationRow>((o) => o.position, String(statement.id));
	const { text, set } = useParams();
	const columns = useMemo(() => operationColumns(statement), [statement]);
	const at = text("op") === "" ? -1 : Number(text("op"));
	const opened = at >= 0 ? rows.rowAt(at) : undefined;
	const open = (position: number) => set({ op: String(position) });
	const close = () => set({ op: "" });
	useKeys(opened ? { Escape: close } : {});
	if (rows.error) {
		return (
			<Scroll>
				<ErrorNotice error={rows.error} onRetry={rows.retry} />
			</Scroll>
		);
	}
	return (
		<>
			<DataGrid
				autoFocus
				label={t.operationsLabel}
				name="operations"
				fromTop
				columns={columns}
				count={rows.total ?? 0}
				rowAt={rows.rowAt}
				rowKey={(o) => o.position}
				onRange={rows.onRange}
				onOpen={(o) => open(o.position)}
				followKeys={opened !== undefined}
				openedKey={opened?.position}
				openedIndex={opened?.position}
				selection={selection}
				busy={rows.loading}
				empty={<EmptyState title={t.noOperation} hint={t.noOperationHint} />}
			/>
			{opened && (
				<OperationPanel
					operation={opened}
					statement={statement}
					total={rows.total ?? 0}
					onMove={open}
					onClose={close}
				/>
			)}
		</>
	);
}
