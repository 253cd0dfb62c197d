/** Rows as tab-separated text that pastes well into a sheet: no tab or line break inside a cell. */
export function toTsv(rows: readonly (readonly string[])[]): string {
	return rows
		.map((cells) => cells.map((c) => harmless(c.replace(/[\t\r\n]+/g, " "))).join("\t"))
		.join("\r\n");
}

// A sheet runs what begins like a formula, but for an amount or a lone sign, which keeps its own.
const formula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
const amount = /^[+-]?\s?[\d\s.,]*(?:\p{Sc}|[A-Z]{3}|%)?$/u;

function harmless(cell: string): string {
	return formula.test(cell) && !amount.test(cell) ? `'${cell}` : cell;
}
