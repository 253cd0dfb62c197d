import { api, type StatementQuery, type StatementRow } from "../../api";
import { useKeysetRows } from "../../data/rows";

type Filter = Omit<StatementQuery, "after" | "limit">;

export const useStatements = (filter: Filter) =>
	useKeysetRows<StatementRow>(["statements", filter], (after) =>
		api.statements.List({ ...filter, after, limit: 200 }),
	);
