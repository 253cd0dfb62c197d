import { Checkbox } from "@mantine/core";
import type { Column, RowKey } from "./types";
import type { Selection } from "./useSelection";

interface Options<Row> {
	selection: Selection<Row>;
	/** The rows that are here, which the box of the header chooses. */
	loaded: readonly Row[];
	rowKey: (row: Row) => RowKey;
	/** What the boxes are called. */
	allName: string;
	name: (row: Row) => string;
	/** Whether a row may be chosen at all; each may when absent. */
	can?: (row: Row) => boolean;
}

/** The boxes that choose rows, the first column of a list. */
export function choiceColumn<Row>(o: Options<Row>): Column<Row> {
	const { selection } = o;
	const has = (row: Row) => selection.selected.has(o.rowKey(row));
	const every = o.loaded.length > 0 && o.loaded.every(has);
	return {
		key: "choice",
		label: "",
		header: (
			<Checkbox
				size="xs"
				aria-label={o.allName}
				checked={every}
				indeterminate={!every && selection.selected.size > 0}
				onChange={() => (every ? selection.clear() : selection.choose(o.loaded))}
			/>
		),
		min: 32,
		cell: (row) => (
			<Checkbox
				size="xs"
				tabIndex={-1}
				disabled={o.can?.(row) === false}
				aria-label={o.name(row)}
				checked={has(row)}
				onChange={() => selection.toggle(row)}
			/>
		),
		text: () => "",
	};
}
