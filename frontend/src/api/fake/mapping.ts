// The assistant for tables, on one invented table: 03/04/2026 may be read in two ways, until
// somebody says.

import type { SavedMapping, TableLine, TableMapping, TablePreview } from "../mappings";

const columns = ["Date", "Valeur", "Libellé", "Débit", "Crédit", "Solde"];

const cells = [
	["03/04/2026", "04/04/2026", "PRLV EDF CLIENTS PARTICULIERS", "89,90", "", "1 410,10"],
	["05/04/2026", "05/04/2026", "VIR SEPA JARDINS DE BRETAGNE", "", "1 250,00", "2 660,10"],
	["07/04/2026", "07/04/2026", "CB LECLERC QUIMPER 06/04", "42,10", "", "2 618,00"],
	["09/04/2026", "10/04/2026", "REMISE CHEQUES 0012", "", "380,00", "2 998,00"],
	["10/04/2026", "10/04/2026", "FRAIS DE TENUE DE COMPTE", "12,00", "", "2 986,00"],
];

const guess: TableMapping = {
	sheet: "",
	delimiter: ";",
	charset: "windows-1252",
	decimal: ",",
	dates: "",
	header: 1,
	roles: ["booked_on", "value_on", "label", "debit", "credit", "balance"],
	account: "",
	currency: "EUR",
	signs: "",
};

function day(text: string, order: string): string {
	const [a = "", b = "", c = ""] = text.split("/");
	if (!c) return "";
	if (order === "dmy") return `${c}-${b}-${a}`;
	return order === "mdy" ? `${c}-${a}-${b}` : "";
}

const minor = (text: string) => (text ? Number(text.replace(/\D/g, "")) : null);

function line(row: string[], at: number, m: TableMapping): TableLine {
	const cell = (role: string) => row[m.roles.indexOf(role)] ?? "";
	const debit = minor(cell("debit"));
	const amount = debit === null ? (minor(cell("credit")) ?? minor(cell("amount"))) : -debit;
	const wrong = m.decimal === ".";
	return {
		line: at + m.header + 1,
		cells: row,
		bookedOn: day(cell("booked_on"), m.dates),
		valueOn: day(cell("value_on"), m.dates),
		label: cell("label"),
		amount: wrong ? null : amount,
		balance: wrong ? null : minor(cell("balance")),
		decimals: 2,
		errors: wrong
			? [
					{
						column: 5,
						field: "balance",
						message: `« ${cell("balance")} » n'est pas un montant avec un point décimal.`,
					},
				]
			: [],
	};
}

/** The bound methods of the assistant. */
export function fakeMappings() {
	let saved: SavedMapping[] = [];
	return {
		Preview: async (_path: string, asked: TableMapping | null): Promise<TablePreview> => {
			const mapping = asked ?? guess;
			const whole = mapping.delimiter === ";";
			return {
				mapping,
				doubts: mapping.dates
					? []
					: [
							{
								field: "dates",
								question: "« 03/04/2026 » est-il le 3 avril ou le 4 mars ?",
								options: [
									{ value: "dmy", label: "Le 3 avril 2026 (jour, mois, année)" },
									{ value: "mdy", label: "Le 4 mars 2026 (mois, jour, année)" },
								],
							},
						],
				columns: whole ? columns : [columns.join(";")],
				sheets: [],
				rows: whole ? cells.map((row, at) => line(row, at, mapping)) : [],
				recognisedAs: "",
			};
		},
		Save: async (_path: string, name: string, _mapping: TableMapping): Promise<SavedMapping> => {
			const one = {
				id: saved.length + 1,
				name,
				savedBy: "Anne Collab",
				savedAt: "2026-03-17T08:30:00Z",
			};
			saved = [...saved, one];
			return one;
		},
		List: async () => saved,
		Remove: async (id: number) => {
			saved = saved.filter((one) => one.id !== id);
		},
	};
}
