import { useQuery } from "@tanstack/react-query";
import { api, type JournalQuery, type JournalRow } from "../../api";
import { useKeysetRows } from "../../data/rows";

type Filter = Omit<JournalQuery, "after" | "skip" | "limit">;

export const useJournal = (filter: Filter) =>
	useKeysetRows<JournalRow>(["journal", filter], ({ after, skip }) =>
		api.journal.List({ ...filter, after, skip, limit: 200 }),
	);

export const useEntry = (id: number) =>
	useQuery({ queryKey: ["journal", id], queryFn: () => api.journal.Get(id) });

/** Who did something, to filter by. */
export const useJournalPeople = () =>
	useQuery({ queryKey: ["journal", "people"], queryFn: () => api.journal.People() });
