import { useCallback, useState } from "react";
import type { RowKey } from "./types";

interface Chosen<Row> {
	scope: string;
	rows: ReadonlyMap<RowKey, Row>;
}

/**
 * The rows that a person chose, wherever one scrolls since. They are forgotten when the scope,
 * what the list is filtered by, changes: nobody acts on lines that are out of sight.
 */
export function useSelection<Row>(rowKey: (row: Row) => RowKey, scope = "") {
	const [state, setState] = useState<Chosen<Row>>({ scope, rows: new Map() });
	const selected = state.scope === scope ? state.rows : new Map<RowKey, Row>();
	const toggle = (row: Row) => {
		const next = new Map(selected);
		if (!next.delete(rowKey(row))) next.set(rowKey(row), row);
		setState({ scope, rows: next });
	};
	const choose = (rows: readonly Row[]) =>
		setState({ scope, rows: new Map(rows.map((row) => [rowKey(row), row])) });
	const clear = useCallback(() => setState({ scope: "", rows: new Map() }), []);
	return { selected, rows: [...selected.values()], toggle, choose, clear };
}

export type Selection<Row> = ReturnType<typeof useSelection<Row>>;

/** The chosen rows, as they are now where the list has them. */
export function chosenRows<Row>(
	selection: Selection<Row>,
	loaded: readonly Row[],
	rowKey: (row: Row) => RowKey,
): Row[] {
	if (selection.selected.size === 0) return [];
	const now = new Map(loaded.map((row) => [rowKey(row), row]));
	return selection.rows.map((row) => now.get(rowKey(row)) ?? row);
}
