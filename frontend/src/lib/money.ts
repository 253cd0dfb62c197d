// Amounts are integers in minor units with the number of decimals of their currency. They
// are printed by inserting separators into digits: no float ever touches an amount.

const THIN = "\u202f";
const MINUS = "\u2212";
const NBSP = "\u00a0";

/** An amount as French accountants read it: « −1 204,10 ». */
export function formatAmount(minor: number | bigint, decimals: number): string {
	const value = BigInt(minor);
	const sign = value < 0n ? MINUS : "";
	const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
	const whole = group(decimals > 0 ? digits.slice(0, -decimals) : digits);
	const cents = decimals > 0 ? `,${digits.slice(-decimals)}` : "";
	return sign + whole + cents;
}

/** The least width in px of a column in which an amount of that many characters is never cut. */
export function amountColumn(characters: number): number {
	const FIGURE = 7.6; // tabular, at the size of lists, with its share of narrow commas and spaces
	const PADDING = 16;
	return Math.max(90, Math.ceil(characters * FIGURE) + PADDING);
}

/** An amount with its currency: « 1 204,10 € ». */
export function formatMoney(minor: number | bigint, decimals: number, currency: string): string {
	return `${formatAmount(minor, decimals)}${NBSP}${currencySign(currency)}`;
}

/** An amount for a spreadsheet: a plain decimal comma, no spaces, an ASCII minus. */
export function plainAmount(minor: number, decimals: number): string {
	return formatAmount(minor, decimals).replaceAll(THIN, "").replace(MINUS, "-");
}

/** A whole number with thin spaces between thousands. */
export function formatCount(n: number): string {
	return n < 0 ? MINUS + group(String(-n)) : group(String(n));
}

/** « € » for EUR, the code itself elsewhere. */
export function currencySign(currency: string): string {
	return currency === "EUR" ? "€" : currency;
}

/**
 * What is missing between a statement's announced closing and what its movements give. Debits
 * are a negative total, as the backend counts them.
 */
export function gap(opening: number, credits: number, debits: number, closing: number): bigint {
	return BigInt(closing) - (BigInt(opening) + BigInt(credits) + BigInt(debits));
}

function group(digits: string): string {
	return digits.replace(/\B(?=(\d{3})+$)/g, THIN);
}
