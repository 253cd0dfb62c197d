import { api, type StatementRow } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

const t = fr.review;

/** Marks statements; what was marked is said when there are several. */
export function useMark() {
	const change = useChange(
		({ ids, mark }: { ids: number[]; mark: string }) => api.statements.Mark(ids, mark),
		(changed, { ids, mark }) => {
			if (ids.length > 1) notify(t.marked(changed, mark));
		},
		notifyError,
	);
	const mark = (rows: readonly StatementRow[], to: string) =>
		rows.length > 0 && change.mutate({ ids: rows.map((r) => r.id), mark: to });
	return {
		mark,
		/** « V »: seen, or unseen again when all of them are. */
		toggle: (rows: readonly StatementRow[]) =>
			mark(rows, rows.every((r) => r.mark === "seen") ? "" : "seen"),
		pending: change.isPending,
	};
}

export const useAnnotate = (done: () => void) =>
	useChange(
		(n: { id: number; position?: number; note: string }) =>
			n.position === undefined
				? api.statements.Annotate(n.id, n.note)
				: api.statements.AnnotateOperation(n.id, n.position, n.note),
		done,
	);
