import { ActionIcon, Button, Menu, VisuallyHidden } from "@mantine/core";
import { IconArrowBackUp, IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { ImportRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { EmptyState } from "../../ui/EmptyState";
import { DataGrid } from "../../ui/grid/DataGrid";
import type { Column } from "../../ui/grid/types";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { useDialogs } from "../frame/dialogs";
import { useRecentImports } from "./queries";
import { UndoDialog } from "./UndoDialog";

const t = fr.imports;

/** « Historique des imports », with undo. */
export function ImportsPage() {
	const imports = useRecentImports();
	const { show } = useDialogs();
	const navigate = useNavigate();
	const [undoing, setUndoing] = useState<ImportRow | null>(null);
	const rows = imports.data ?? [];
	return (
		<Page
			title={t.history}
			count={imports.data && fr.common.files(rows.length)}
			actions={
				<>
					<Button component={Link} to="/releves" variant="subtle">
						{fr.statements.title}
					</Button>
					<Button onClick={() => show("import")}>{t.start}</Button>
				</>
			}
		>
			{imports.error ? (
				<Scroll>
					<ErrorNotice error={imports.error} onRetry={() => void imports.refetch()} />
				</Scroll>
			) : (
				<DataGrid
					label={t.historyLabel}
					name="imports"
					columns={columns(setUndoing)}
					count={rows.length}
					rowAt={(i) => rows[i]}
					rowKey={(r) => r.fileId}
					onOpen={(r) => void navigate(`/releves?fichier=${r.fileId}`)}
					busy={imports.isPending}
					empty={
						<EmptyState
							title={t.empty}
							hint={t.emptyHint}
							action={<Button onClick={() => show("import")}>{t.start}</Button>}
						/>
					}
				/>
			)}
			{undoing && <UndoDialog row={undoing} onClose={() => setUndoing(null)} />}
		</Page>
	);
}

function columns(onUndo: (row: ImportRow) => void): Column<ImportRow>[] {
	const number = (
		key: "statements" | "operations" | "newOperations" | "warnings",
		label: string,
		min: number,
	): Column<ImportRow> => ({
		key,
		label,
		min,
		align: "right",
		cell: (r) => formatCount(r[key]),
		text: (r) => String(r[key]),
	});
	return [
		{ key: "name", label: t.file, min: 240, grow: 3, cell: (r) => r.name, text: (r) => r.name },
		{
			key: "receivedAt",
			label: t.receivedAt,
			min: 140,
			cell: (r) => <span className="tabular">{formatInstant(r.receivedAt)}</span>,
			text: (r) => formatInstant(r.receivedAt),
		},
		{ key: "by", label: t.by, min: 130, grow: 1, cell: (r) => r.by, text: (r) => r.by },
		{
			key: "handedOver",
			label: t.handedOverShort,
			min: 150,
			cell: (r) => (r.handedOver ? fr.common.yes : <span className="dim">{fr.common.no}</span>),
			text: (r) => (r.handedOver ? fr.common.yes : fr.common.no),
		},
		number("statements", t.statements, 84),
		number("operations", t.operations, 96),
		number("newOperations", t.newOps, 88),
		number("warnings", t.warnings, 70),
		{
			key: "menu",
			label: "",
			header: <VisuallyHidden>{fr.common.actions}</VisuallyHidden>,
			min: 44,
			cell: (r) => <RowMenu row={r} onUndo={onUndo} />,
			text: () => "",
		},
	];
}

function RowMenu({ row, onUndo }: { row: ImportRow; onUndo: (row: ImportRow) => void }) {
	const navigate = useNavigate();
	return (
		<Menu position="bottom-end" withinPortal>
			<Menu.Target>
				<ActionIcon size={24} aria-label={fr.ibans.menu(row.name)}>
					<IconDots size={16} />
				</ActionIcon>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Item onClick={() => void navigate(`/releves?fichier=${row.fileId}`)}>
					{t.seeStatements}
				</Menu.Item>
				<Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={() => onUndo(row)}>
					{t.undo}
				</Menu.Item>
			</Menu.Dropdown>
		</Menu>
	);
}
