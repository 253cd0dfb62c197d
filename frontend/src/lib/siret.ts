/** A SIRET as the FAQ prints it, « 419 444 492 00016 »; anything else as it is. */
export function formatSiret(siret: string): string {
	const digits = siret.replace(/\s/g, "");
	const parts = /^(\d{3})(\d{3})(\d{3})(\d{5})$/.exec(digits);
	return parts ? `${parts[1]} ${parts[2]} ${parts[3]} ${parts[4]}` : siret;
}

/** Whether a SIRET has 14 digits and a right Luhn key. A wrong one warns, it never refuses. */
export function siretLooksRight(siret: string): boolean {
	const digits = siret.replace(/\s/g, "");
	if (!/^\d{14}$/.test(digits)) return false;
	if (digits.startsWith("356000000")) return sum(digits, false) % 5 === 0; // La Poste
	return sum(digits, true) % 10 === 0;
}

function sum(digits: string, luhn: boolean): number {
	let total = 0;
	for (const [i, c] of [...digits].entries()) {
		const n = Number(c) * (luhn && i % 2 === 0 ? 2 : 1);
		total += n > 9 ? n - 9 : n;
	}
	return total;
}
