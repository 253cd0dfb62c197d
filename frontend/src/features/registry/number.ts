/** The digits of what was typed when it is a SIREN or a SIRET, else "". */
export function numberOf(typed: string): string {
	const digits = typed.replace(/[\s.]/g, "");
	return /^(\d{9}|\d{14})$/.test(digits) ? digits : "";
}
