import { useQuery } from "@tanstack/react-query";
import { api, type OperationRow } from "../../api";
import { useOffsetRows } from "../../data/rows";
import { useChange } from "../../data/useChange";

export const useStatement = (id: number) =>
	useQuery({ queryKey: ["statements", id], queryFn: () => api.statements.Get(id) });

export const useOperations = (id: number) =>
	useOffsetRows<OperationRow>(["statements", id, "operations"], (from, limit) =>
		api.statements.Operations(id, from, limit),
	);

/** One is refused with its reason; of several, those that may go do. */
export const useRelease = (onDone: (done: { released: number; left: number }) => void) =>
	useChange(async ({ ids, reason }: { ids: number[]; reason: string }) => {
		const [only] = ids;
		if (ids.length > 1 || only === undefined) return api.statements.ReleaseAll(ids, reason);
		await api.statements.Release(only, reason);
		return { released: 1, left: 0 };
	}, onDone);

/** The statements of the same account just before and just after one, by their period. */
export function useNeighbours(accountId: number, id: number) {
	const query = {
		...{
			search: "",
			firmIds: [],
			states: [],
			marks: [],
			places: [],
			fileId: 0,
			mine: false,
			from: "",
			to: "",
			after: "",
		},
		accountId,
		limit: 500,
	};
	const list = useQuery({
		queryKey: ["statements", "of account", accountId],
		queryFn: () => api.statements.List(query),
		enabled: accountId > 0,
	});
	const rows = list.data?.rows ?? [];
	const at = rows.findIndex((r) => r.id === id);
	return at < 0 ? {} : { previous: rows[at + 1], next: at > 0 ? rows[at - 1] : undefined };
}
