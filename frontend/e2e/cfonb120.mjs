// Writes CFONB120 files for the tests: 120 columns a record, one 01 … 07 block a statement.
// Amounts are in cents; the sign and the last digit share the last column.

const positive = "{ABCDEFGHI";
const negative = "}JKLMNOPQR";

/**
 * @param {{bank: string, branch: string, account: string, opening: number, from: string,
 *   to: string, operations: {on: string, amount: number, code?: string, label: string,
 *   reference?: string, details?: {qualifier: string, text: string}[]}[]}} statement
 *   dates are ISO, amounts in cents
 */
export function cfonb120(...statements) {
	const lines = statements.flatMap((s) => {
		const closing = s.operations.reduce((sum, o) => sum + o.amount, s.opening);
		return [
			balance("01", s, s.from, s.opening),
			...s.operations.flatMap((o) => [
				operation(s, o),
				...(o.details ?? []).map((d) => complement(s, o, d)),
			]),
			balance("07", s, s.to, closing),
		];
	});
	return `${lines.join("\r\n")}\r\n`;
}

function balance(code, s, on, amount) {
	const head = `${code}${s.bank}    ${s.branch}EUR2 ${s.account}  ${day(on)}`;
	return `${head.padEnd(90)}${money(amount)}`.padEnd(120);
}

function operation(s, o) {
	const head = `04${s.bank}    ${s.branch}EUR2 ${s.account}${o.code ?? "05"}${day(o.on)}  ${day(o.on)}`;
	const label = `${head}${o.label.padEnd(31)}`.padEnd(90);
	return `${label}${money(o.amount)}${(o.reference ?? "").padEnd(16)}`;
}

function complement(s, o, d) {
	const head = `05${s.bank}    ${s.branch}EUR2 ${s.account}${o.code ?? "05"}${day(o.on)}     `;
	return `${head}${d.qualifier.padEnd(3)}${d.text}`.padEnd(120);
}

function day(iso) {
	const [year, month, date] = iso.split("-");
	return `${date}${month}${year.slice(2)}`;
}

function money(cents) {
	const digits = String(Math.abs(cents)).padStart(14, "0");
	const signs = cents < 0 ? negative : positive;
	return digits.slice(0, 13) + signs[Number(digits[13])];
}

/** The IBAN of a French account: its RIB key, then its check digits. */
export function iban({ bank, branch, account }) {
	const digits = account.replace(/[A-Z]/g, (letter) => {
		const rank = letter.charCodeAt(0) - 65;
		return String(rank < 9 ? rank + 1 : rank < 18 ? rank - 8 : rank - 16);
	});
	const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(digits)) % 97n);
	const rib = `${bank}${branch}${account}${String(key).padStart(2, "0")}`;
	const number = `${rib}FR00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
	return `FR${String(98n - (BigInt(number) % 97n)).padStart(2, "0")}${rib}`;
}
