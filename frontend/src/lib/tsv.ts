/** Rows as tab-separated text that pastes well into a sheet: no tab or line break inside a cell. */
export function toTsv(rows: readonly (readonly string[])[]): string {
	return rows
		.map((cells) => cells.map((c) => c.replace(/[\t\r\n]+/g, " ")).join("\t"))
		.join("\r\n");
}
