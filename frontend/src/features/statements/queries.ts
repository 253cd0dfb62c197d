import { api, type StatementQuery, type StatementRow } from "../../api";
import { useKeysetRows } from "../../data/rows";

type Filter = Omit<StatementQuery, "after" | "skip" | "limit">;

export const useStatements = (filter: Filter) =>
	useKeysetRows<StatementRow>(["statements", filter], ({ after, skip }) =>
		api.statements.List({ ...filter, after, skip, limit: 200 }),
	);
