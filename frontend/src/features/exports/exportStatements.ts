import { api, type StatementQuery } from "../../api";

const all: StatementQuery = {
	search: "",
	firmIds: [],
	states: [],
	marks: [],
	places: [],
	accountId: 0,
	fileId: 0,
	mine: false,
	from: "",
	to: "",
	after: "",
	limit: 0,
};

/** Exports what these statements bring. */
export const exportStatements = (ids: number[], format: string) =>
	api.exports.Operations(all, ids, format);
