import { type QueryKey, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiError } from "../api";

/** A long list as the grid draws it: rows appear as their page arrives. */
export interface Rows<Row> {
	total: number | undefined; // undefined until the first page is there
	rowAt: (index: number) => Row | undefined;
	onRange: (first: number, last: number) => void;
	loading: boolean;
	error: ApiError | null;
	retry: () => void;
}

/** The rows that are here already. */
export function loadedRows<Row>(rows: Rows<Row>): Row[] {
	const list: Row[] = [];
	for (let i = 0; i < (rows.total ?? 0); i++) {
		const row = rows.rowAt(i);
		if (row !== undefined) list.push(row);
	}
	return list;
}

interface Page<Row> {
	rows: Row[];
	total: number;
}

const PAGE = 200;

/** A list read by offset: only the pages in view are asked for, in any order. */
export function useOffsetRows<Row>(
	key: QueryKey,
	read: (offset: number, limit: number) => Promise<Page<Row>>,
): Rows<Row> {
	const [range, setRange] = useState({ first: 0, last: 0 });
	const from = Math.floor(range.first / PAGE);
	const to = Math.floor(range.last / PAGE);
	const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
	const results = useQueries({
		queries: numbers.map((n) => ({
			queryKey: [...key, "page", n],
			queryFn: () => read(n * PAGE, PAGE),
		})),
	});

	const pages = new Map(numbers.map((n, i) => [n, results[i]?.data]));
	const total = results.find((r) => r.data)?.data?.total;
	const failed = results.find((r) => r.error);
	const now = {
		total,
		rowAt: (index: number) => pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
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

/** A list read by keyset: the next page is asked for when its rows come into view. */
export function useKeysetRows<Row>(
	key: QueryKey,
	read: (after: string) => Promise<Page<Row> & { next: string }>,
): Rows<Row> {
	const query = useInfiniteQuery({
		queryKey: [...key, "keyset"],
		queryFn: ({ pageParam }) => read(pageParam),
		initialPageParam: "",
		getNextPageParam: (page) => page.next || undefined,
	});
	const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
	const rows = query.data?.pages.flatMap((p) => p.rows) ?? [];
	const loaded = rows.length;
	const last = useRef(0);

	const more = useCallback(() => {
		if (hasNextPage && !isFetchingNextPage && last.current >= loaded - 1) void fetchNextPage();
	}, [hasNextPage, isFetchingNextPage, fetchNextPage, loaded]);
	useEffect(more, [more]);

	const onRange = useCallback(
		(_: number, to: number) => {
			last.current = to;
			more();
		},
		[more],
	);
	const shown = useLastGood(
		{ total: query.data?.pages[0]?.total, rowAt: (index: number) => rows[index] },
		query.data !== undefined || query.error !== null,
	);
	return {
		...shown,
		onRange,
		loading: query.isPending || isFetchingNextPage,
		error: query.error,
		retry: () => void query.refetch(),
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
