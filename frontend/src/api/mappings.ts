// How the columns of a table (CSV, XLSX) are read: what the assistant shows and keeps.

/** How a table is read. Roles stand in the order of the columns, "" for one that is left out. */
export interface TableMapping {
	/** Of a worksheet; "" of a text file. */
	sheet: string;
	/** Between columns: ";", ",", "\t", "|"; "" in a worksheet. */
	delimiter: string;
	/** "utf-8", "utf-16", "windows-1252", "iso-8859-15"; "" in a worksheet. */
	charset: string;
	/** "," or ".". */
	decimal: string;
	/** "dmy", "mdy", "ymd"; "" as long as nobody knows. */
	dates: string;
	/** The line of the columns' names, 1-based; 0 when there is none. */
	header: number;
	roles: string[];
	/** IBAN; "" when a column says it. */
	account: string;
	/** ISO 4217, when no column says it. */
	currency: string;
	/** How a debit is written; the assistant keeps what was found. */
	signs: string;
}

/** Something that the table leaves open; the answer is a field of the mapping. */
export interface TableDoubt {
	field: string;
	question: string;
	options: { value: string; label: string }[];
}

/** A line as it would be read. Amounts are in minor units, null when absent. */
export interface TableLine {
	line: number;
	cells: string[];
	bookedOn: string;
	valueOn: string;
	label: string;
	amount?: number | null;
	balance?: number | null;
	decimals: number;
	errors: { column: number; field: string; message: string }[];
}

/** A table read with a mapping. */
export interface TablePreview {
	mapping: TableMapping;
	doubts: TableDoubt[];
	/** The columns' names, "" without a header. */
	columns: string[];
	sheets: string[];
	rows: TableLine[];
	/** The name of the saved mapping that reads it, "" when none does. */
	recognisedAs: string;
}

export interface SavedMapping {
	id: number;
	name: string;
	savedBy: string;
	savedAt: string;
}
