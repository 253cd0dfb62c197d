import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type FoundOperation, type OperationQuery } from "../../api";
import { type Rows, useKeysetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

export type Filter = Omit<OperationQuery, "after" | "skip" | "limit">;

const PAGE = 200;

/** What a search finds, page by page; how many it is in all comes from its totals. */
export function useFound(filter: Filter, total: number | undefined): Rows<FoundOperation> {
	const rows = useKeysetRows<FoundOperation>(["operations", filter], async (from) => {
		const { after, skip, first } = from;
		const page = await api.searches.Find({ ...filter, after, skip, limit: PAGE });
		const full = page.rows.length === PAGE;
		return {
			rows: page.rows,
			total: first + page.rows.length,
			next: full ? (page.rows.at(-1)?.key ?? "") : "",
		};
	});
	// The first page is there before the count is.
	return {
		...rows,
		total: rows.total === undefined ? undefined : Math.max(rows.total, total ?? 0),
	};
}

/** What was understood of the text, and how many operations it cannot find yet. */
export const useMeaning = (filter: Filter) =>
	useQuery({
		queryKey: ["operations", "meaning", filter],
		queryFn: () => api.searches.Find({ ...filter, after: "", limit: 1 }),
		placeholderData: keepPreviousData,
		select: ({ said, behind }) => ({ said, behind }),
	});

export const useTotals = (filter: Filter) =>
	useQuery({
		queryKey: ["operations", "totals", filter],
		queryFn: () => api.searches.Totals({ ...filter, after: "", limit: 0 }),
		placeholderData: keepPreviousData,
	});

export const useChoices = () =>
	useQuery({ queryKey: ["operations", "choices"], queryFn: () => api.searches.Choices() });

export const useSaved = () =>
	useQuery({ queryKey: ["searches"], queryFn: () => api.searches.Saved() });

export const useSaveSearch = (done: () => void) =>
	useChange((s: { name: string; query: string }) => api.searches.Save(s.name, s.query), done);

export const useRemoveSearch = (done: () => void) =>
	useChange((id: number) => api.searches.Remove(id), done);

/** The clients and IBANs that a text may mean. */
export const useWhose = (text: string) =>
	useQuery({
		queryKey: ["finder", text],
		queryFn: () => api.finder.Search(text),
		placeholderData: keepPreviousData,
	});

export const useClientName = (id: number) =>
	useQuery({
		queryKey: ["clients", "name", id],
		queryFn: async () => (await api.clients.Get(id)).name,
		enabled: id > 0,
	});

export const useAccountName = (id: number) =>
	useQuery({
		queryKey: ["accounts", "name", id],
		queryFn: async () => (await api.accounts.Get(id)).ibanShown,
		enabled: id > 0,
	});
