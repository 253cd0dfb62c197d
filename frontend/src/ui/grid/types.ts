import type { ReactNode } from "react";

/** A column of a DataGrid. */
export interface Column<Row> {
	key: string;
	/** Its name, shown in the header unless `header` replaces it. */
	label: string;
	header?: ReactNode;
	/** Least width in px, and the share of what remains (0: none). */
	min: number;
	grow?: number;
	align?: "right";
	/** The sort key to ask for; absent when the column does not sort. */
	sort?: string;
	/** The filter control beside the name. */
	filter?: ReactNode;
	cell: (row: Row) => ReactNode;
	/** Shown only to those who ask for it. */
	hidden?: boolean;
	/** The cell as plain text, for copying; "" when it has none. */
	text: (row: Row) => string;
}

export interface Sort {
	by: string;
	desc: boolean;
}

export type RowKey = string | number;

/** CSS grid tracks of the columns. */
export function tracks<Row>(columns: readonly Column<Row>[]): string {
	return columns.map((c) => (c.grow ? `minmax(${c.min}px, ${c.grow}fr)` : `${c.min}px`)).join(" ");
}

const ROW_PADDING = 20;

/** The least width of a row. */
export function leastWidth<Row>(columns: readonly Column<Row>[]): number {
	return columns.reduce((sum, c) => sum + c.min, ROW_PADDING);
}
