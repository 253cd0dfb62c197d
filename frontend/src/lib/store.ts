import type { z } from "zod";

/** Reads a remembered preference; what is absent, broken or refused gives the fallback. */
export function recall<T>(key: string, schema: z.ZodType<T>, fallback: T): T {
	try {
		const parsed = schema.safeParse(JSON.parse(localStorage.getItem(key) ?? "null"));
		return parsed.success ? parsed.data : fallback;
	} catch {
		return fallback;
	}
}

/** Remembers a preference on this machine. A full or forbidden storage only forgets it. */
export function remember(key: string, value: unknown): void {
	try {
		localStorage.setItem(key, JSON.stringify(value));
	} catch {
		// Preferences are a comfort, not data.
	}
}
