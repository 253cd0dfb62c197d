import { useCallback, useState } from "react";
import type { RowKey } from "./types";

/** The rows that a person chose, by key. */
export function useSelection() {
	const [selected, setSelected] = useState<ReadonlySet<RowKey>>(new Set());
	const toggle = useCallback((key: RowKey) => {
		setSelected((now) => {
			const next = new Set(now);
			if (!next.delete(key)) next.add(key);
			return next;
		});
	}, []);
	const choose = useCallback((keys: Iterable<RowKey>) => setSelected(new Set(keys)), []);
	const clear = useCallback(() => setSelected(new Set()), []);
	return { selected, toggle, choose, clear };
}

export type Selection = ReturnType<typeof useSelection>;
