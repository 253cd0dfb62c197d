/** Takes spaces, dots and dashes out of a pasted IBAN and folds it to upper case. */
export function normalizeIban(typed: string): string {
	return typed.replace(/[\s.\-\u200b]/g, "").toUpperCase();
}

/** A French or Monegasque IBAN as « FR76 30004 45856 45856523322 08 », others by fours. */
export function formatIban(typed: string): string {
	const t = normalizeIban(typed);
	const rib = /^((?:FR|MC)\d{2})(\d{5})(\d{5})([0-9A-Z]{11})(\d{2})$/.exec(t);
	return rib ? rib.slice(1).join(" ") : t.replace(/(.{4})(?=.)/g, "$1 ");
}
