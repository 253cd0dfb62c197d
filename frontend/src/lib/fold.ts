/** Lower case without accents, single spaces: what one types and what is looked for alike. */
export function fold(text: string): string {
	return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
}
