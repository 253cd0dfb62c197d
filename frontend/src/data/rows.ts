import { type QueryKey, useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiError } from "../api";

/** A long list as the grid draws it: rows appear as their page arrives. */
export interface Rows<Row> {
	total: number | undefined; // undefined until the first page is there
	rowAt: (index: number) => Row | undefined;
	/** All rows that are here already, be they out of view. */
	loaded: () => Row[];
	onRange: (first: number, last: number) => void;
	loading: boolean;
	error: ApiError | null;
	retry: () => void;
}

/** The rows that are here already. */
export const loadedRows = <Row>(rows: Rows<Row>): Row[] => rows.loaded();

interface Page<Row> {
	rows: Row[];
	total: number;
}

const PAGE = 200;

/** A list read by offset: only the pages in view are asked for, in any order. */
export const useOffsetRows = <Row>(
	key: QueryKey,
	read: (offset: number, limit: number) => Promise<Page<Row>>,
): Rows<Row> => usePages(key, (n) => read(n * PAGE, PAGE));

/** Where a page begins: after a row, some rows further. */
export interface From {
	after: string;
	skip: number;
	/** The number of its first row in the list. */
	first: number;
}

/**
 * A list read by keyset: a page begins after the last row of the one above it, where that one is
 * here; one that is reached by a jump is counted from the top.
 */
export function useKeysetRows<Row>(
	key: QueryKey,
	read: (from: From) => Promise<Page<Row> & { next: string }>,
): Rows<Row> {
	const client = useQueryClient();
	return usePages(key, (n) => {
		const above = client.getQueryData<{ next: string }>([...key, "page", n - 1]);
		const first = n * PAGE;
		return read(
			above?.next ? { after: above.next, skip: 0, first } : { after: "", skip: first, first },
		);
	});
}

function usePages<Row>(key: QueryKey, read: (page: number) => Promise<Page<Row>>): Rows<Row> {
	const client = useQueryClient();
	const [range, setRange] = useState({ first: 0, last: 0 });
	const from = Math.floor(range.first / PAGE);
	const to = Math.floor(range.last / PAGE);
	const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
	const results = useQueries({
		queries: numbers.map((n) => ({ queryKey: [...key, "page", n], queryFn: () => read(n) })),
	});

	const pages = new Map(numbers.map((n, i) => [n, results[i]?.data]));
	const total = results.find((r) => r.data)?.data?.total;
	const failed = results.find((r) => r.error);
	const now = {
		total,
		rowAt: (index: number) => pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
		loaded: () =>
			client
				.getQueriesData<Page<Row>>({ queryKey: [...key, "page"] })
				.sort(([a], [b]) => Number(a.at(-1)) - Number(b.at(-1)))
				.flatMap(([, page]) => page?.rows ?? []),
	};
	const shown = useLastGood(now, total !== undefined || failed !== undefined);
	const onRange = useCallback(
		(first: number, last: number) =>
			setRange((r) => (r.first === first && r.last === last ? r : { first, last })),
		[],
	);
	useBackToTop(key, () => setRange({ first: 0, last: 0 }));
	return {
		...shown,
		onRange,
		loading: results.some((r) => r.isPending),
		error: failed?.error ?? null,
		retry: () => void Promise.all(results.filter((r) => r.error).map((r) => r.refetch())),
	};
}

/** What was last known stays on screen while a new filter is being read. */
function useLastGood<T>(value: T, good: boolean): T {
	const kept = useRef(value);
	useEffect(() => {
		if (good) kept.current = value;
	});
	return good ? value : kept.current;
}

function useBackToTop(key: QueryKey, reset: () => void) {
	const text = JSON.stringify(key);
	const latest = useRef(reset);
	useEffect(() => {
		latest.current = reset;
	});
	useEffect(() => {
		if (text) latest.current();
	}, [text]);
}
