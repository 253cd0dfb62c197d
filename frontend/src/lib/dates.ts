// Days travel as "2026-03-14" and instants as "2026-03-14T08:12:00Z"; "" is « none ».

/** A day as shown: « 14/03/2026 ». What is no day comes back as it is. */
export function formatDay(iso: string): string {
	const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
	return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : iso;
}

/** A period as shown; one day when both ends are the same. */
export function formatPeriod(from: string, to: string): string {
	if (from === to || !from) return formatDay(to);
	if (!to) return formatDay(from);
	return `${formatDay(from)} – ${formatDay(to)}`;
}

/** A period for a narrow column: the year is said once, « 12/03 – 16/03/2026 ». */
export function shortPeriod(from: string, to: string): string {
	if (from.slice(0, 4) !== to.slice(0, 4) || from === to) return formatPeriod(from, to);
	return `${formatDay(from).slice(0, 5)} – ${formatDay(to)}`;
}

const instant = new Intl.DateTimeFormat("fr-FR", {
	day: "2-digit",
	month: "2-digit",
	year: "numeric",
	hour: "2-digit",
	minute: "2-digit",
});

/** An instant in the machine's own time zone: « 14/03/2026 09:12 ». */
export function formatInstant(iso: string): string {
	const at = new Date(iso);
	return Number.isNaN(at.getTime()) ? iso : instant.format(at).replace(/[\s,]+(à )?/, " ");
}

const hour = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit" });

/** An instant as briefly as can be: « 09:12 » today, « 14/03/2026 09:12 » another day. */
export function formatRecent(iso: string, now = new Date()): string {
	const at = new Date(iso);
	if (Number.isNaN(at.getTime())) return iso;
	return at.toDateString() === now.toDateString() ? hour.format(at) : formatInstant(iso);
}

/** This day, in the machine's own time zone: "2026-03-14". */
export function today(now = new Date()): string {
	const two = (n: number) => String(n).padStart(2, "0");
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The day some days later: "2026-03-31" and 1 is "2026-04-01". */
export function addDays(iso: string, days: number): string {
	const at = Date.parse(`${iso}T00:00:00Z`) + days * 86_400_000;
	return new Date(at).toISOString().slice(0, 10);
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads a day as it is typed: 14/03/2026, 14-3-26, 14.03.2026, 14032026, 140326, 2026-03-14. */
export function parseDay(typed: string): string | null {
	const text = typed.trim();
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
	if (iso) return day(iso[1], iso[2], iso[3]);
	const spaced = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{2}|\d{4})$/.exec(text);
	const packed = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
	const found = spaced ?? packed;
	return found ? day(found[3], found[2], found[1]) : null;
}

function day(year = "", month = "", date = ""): string | null {
	const y = year.length === 2 ? 2000 + Number(year) : Number(year);
	const m = Number(month);
	const d = Number(date);
	const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
	const longest = m === 2 && !leap ? 28 : (MONTH_DAYS[m - 1] ?? 0);
	if (y < 1 || d < 1 || d > longest) return null;
	return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}
