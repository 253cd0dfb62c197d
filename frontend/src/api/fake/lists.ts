// How the fake filters, sorts and pages.

export const includes = (fields: string[], search: string) => {
	const fold = (s: string) => s.toLowerCase().replace(/\s/g, "");
	return fold(search) === "" || fields.some((f) => fold(f).includes(fold(search)));
};

export const among = <T>(wanted: readonly T[], value: T) =>
	wanted.length === 0 || wanted.includes(value);

export const page = <T>(rows: T[], offset: number, limit: number) => ({
	rows: rows.slice(offset, offset + limit),
	total: rows.length,
});

export function sorted<T>(rows: T[], key: keyof T | undefined, desc: boolean): T[] {
	if (!key) return rows;
	const order = [...rows].sort((a, b) => String(a[key]).localeCompare(String(b[key]), "fr"));
	return desc ? order.reverse() : order;
}
