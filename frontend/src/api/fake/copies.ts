type Method = (...args: never[]) => Promise<unknown>;

/** The same methods; what they answer is a copy, as what comes over a bridge is. */
export function copies<T extends Record<string, Method>>(struct: T): T {
	const copy =
		(method: Method) =>
		async (...args: never[]) =>
			structuredClone(await method(...args));
	return Object.fromEntries(
		Object.entries(struct).map(([name, method]) => [name, copy(method)]),
	) as unknown as T;
}
