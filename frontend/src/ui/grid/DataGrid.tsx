import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { copyText } from "../../api";
import { fr } from "../../i18n/fr";
import { toTsv } from "../../lib/tsv";
import { notify } from "../notify";
import { ColumnMenu } from "./ColumnMenu";
import { GridHeader } from "./GridHeader";
import { GridRow } from "./GridRow";
import classes from "./grid.module.css";
import { type Column, leastWidth, type RowKey, type Sort, tracks } from "./types";
import { useColumns } from "./useColumns";
import { useGridKeys } from "./useGridKeys";
import { usePlaceInList } from "./usePlaceInList";
import { chosenRows, type Selection } from "./useSelection";
import { useViewport } from "./useViewport";

const ROW_HEIGHT = 32;

export interface GridProps<Row> {
	label: string;
	/** Which list it is: its columns can be chosen, and it opens where it was left. */
	name?: string;
	/** Whether it opens at its beginning all the same. */
	fromTop?: boolean;
	columns: readonly Column<Row>[];
	count: number;
	rowAt: (index: number) => Row | undefined;
	rowKey: (row: Row) => RowKey;
	/** Called with the first and last drawn rows, so that their pages can be fetched. */
	onRange?: (first: number, last: number) => void;
	sort?: Sort;
	onSort?: (sort: Sort) => void;
	onOpen?: (row: Row, index: number) => void;
	/** Single keys that act on the line that the keyboard is on. */
	rowKeys?: Record<string, (row: Row) => void>;
	/** Opens rows as the keyboard moves over them, when a panel is open already. */
	followKeys?: boolean;
	openedKey?: RowKey;
	/** The place of the row that is open, when the list knows it: the keyboard goes on from there. */
	openedIndex?: number;
	selection?: Selection<Row>;
	/** Chooses every row of the list, loaded or not. */
	onSelectAll?: () => void;
	busy?: boolean;
	/** Shown in place of the rows when there are none. */
	empty: ReactNode;
	/** Takes the focus when it appears. */
	autoFocus?: boolean;
}

/** A dense list of any length: only the rows in view are drawn, arrows move, Enter opens. */
export function DataGrid<Row>(p: GridProps<Row>) {
	const scroller = useRef<HTMLDivElement>(null);
	const id = useId();
	const chosen = useColumns(p.name ?? "", p.columns);
	const columns = chosen.shown;
	const template = tracks(columns);
	const width = leastWidth(columns);
	const { view, scrollTop, onScroll, show, page } = useViewport(scroller, p.count, ROW_HEIGHT);
	const { onRange, autoFocus } = p;

	useEffect(() => {
		if (autoFocus) scroller.current?.focus();
	}, [autoFocus]);

	useEffect(() => {
		if (view.last >= view.first) onRange?.(view.first, view.last);
	}, [onRange, view.first, view.last]);

	const withRow = (act?: (row: Row, index: number) => void) => (index: number) => {
		const row = p.rowAt(index);
		if (row !== undefined) act?.(row, index);
	};
	const toggle = withRow((row) => p.selection?.toggle(row));
	const { selection } = p;

	const copy = async () => {
		const named = columns.filter((c) => c.label);
		const line = (row: Row) => named.map((c) => c.text(row));
		const only = p.rowAt(keys.active);
		const rows = selection?.selected.size
			? inOrder(selection, loaded(), p.rowKey)
			: only === undefined
				? []
				: [only];
		const lines = rows.map(line);
		// One line is pasted beside others; several are a table, with its header.
		if (selection?.selected.size) lines.unshift(named.map((c) => c.label));
		await copyText(toTsv(lines));
		notify(fr.common.rowsCopied(rows.length));
	};
	const loaded = () => {
		const rows: Row[] = [];
		for (let i = 0; i < p.count; i++) {
			const row = p.rowAt(i);
			if (row !== undefined) rows.push(row);
		}
		return rows;
	};
	const chooseLoaded = (choose: (rows: Row[]) => void) => () => {
		const rows = loaded();
		choose(rows);
		if (rows.length < p.count) notify(fr.common.selectedLoaded(rows.length, p.count));
	};

	const keys = useGridKeys({
		count: p.count,
		page,
		show,
		onOpen: withRow(p.onOpen),
		onToggle: toggle,
		onCopy: copy,
		onAll: p.onSelectAll ?? (selection && chooseLoaded(selection.choose)),
		onKey: (key, index) => {
			const act = p.rowKeys?.[key.toLowerCase()];
			if (act) withRow(act)(index);
			return act !== undefined;
		},
		onMove: p.followKeys ? withRow(p.onOpen) : undefined,
	});

	const { setActive } = keys;
	const { openedIndex } = p;
	usePlaceInList({
		...{ scroller, scrollTop, onScroll, setActive, rowHeight: ROW_HEIGHT, count: p.count },
		list: p.fromTop ? "" : (p.name ?? ""),
		active: keys.active,
		pointed: openedIndex !== undefined,
	});
	const showRow = useRef(show);
	useEffect(() => {
		showRow.current = show;
	});
	useEffect(() => {
		if (openedIndex === undefined) return;
		setActive(openedIndex);
		showRow.current(openedIndex);
	}, [openedIndex, setActive]);

	const click = (index: number, event: MouseEvent) => {
		if ((event.target as HTMLElement).closest("button, a, input, label, [role=menu]")) return;
		if (window.getSelection()?.toString()) return;
		keys.setActive(index);
		if (event.ctrlKey || event.metaKey || event.shiftKey) toggle(index);
		else withRow(p.onOpen)(index);
	};

	const drawn = Array.from(
		{ length: Math.max(0, view.last - view.first + 1) },
		(_, i) => view.first + i,
	);
	return (
		<div className={classes.frame}>
			{p.busy && <div className={classes.busy} />}
			{p.name && (
				<ColumnMenu
					list={p.label}
					choices={chosen.choices}
					onShow={chosen.show}
					onReset={chosen.reset}
				/>
			)}
			<div
				ref={scroller}
				role="grid"
				tabIndex={0}
				aria-label={p.label}
				aria-rowcount={p.count + 1}
				aria-busy={p.busy}
				aria-multiselectable={p.selection ? true : undefined}
				aria-activedescendant={p.count > 0 ? `${id}-${keys.active}` : undefined}
				className={classes.scroller}
				onScroll={onScroll}
				onKeyDown={keys.onKeyDown}
			>
				<div role="rowgroup" style={{ minWidth: width, position: "sticky", top: 0, zIndex: 2 }}>
					<GridHeader
						columns={columns}
						template={template}
						sort={p.sort}
						onSort={p.onSort}
						cornered={p.name !== undefined}
					/>
				</div>
				<div
					role="rowgroup"
					className={classes.body}
					style={{ height: view.total, minWidth: width }}
				>
					<div role="presentation" className={classes.window} style={{ top: view.top }}>
						{drawn.map((index) => {
							const row = p.rowAt(index);
							const key = row === undefined ? undefined : p.rowKey(row);
							return (
								<GridRow
									key={index}
									id={`${id}-${index}`}
									index={index}
									row={row}
									columns={columns}
									template={template}
									active={index === keys.active}
									opened={key !== undefined && key === p.openedKey}
									selected={key !== undefined && (p.selection?.selected.has(key) ?? false)}
									openable={p.onOpen !== undefined}
									onClick={click}
								/>
							);
						})}
					</div>
				</div>
			</div>
			{p.count === 0 && !p.busy && <div className={classes.empty}>{p.empty}</div>}
		</div>
	);
}

/** The chosen rows in the order of the list; those that are not all here, as they were chosen. */
function inOrder<Row>(
	selection: Selection<Row>,
	loaded: readonly Row[],
	rowKey: (row: Row) => RowKey,
): readonly Row[] {
	const here = loaded.filter((row) => selection.selected.has(rowKey(row)));
	return here.length === selection.selected.size ? here : chosenRows(selection, loaded, rowKey);
}
