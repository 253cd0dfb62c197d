// No letter that looks like another one: it is read aloud, and copied from paper.
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to hand out: four groups of four, 79 bits. */
export function proposePassword(): string {
	const groups = Array.from({ length: 4 }, () => Array.from({ length: 4 }, draw).join(""));
	return groups.join("-");
}

/** One letter, each as likely as any other. */
function draw(): string {
	const [n = 0] = crypto.getRandomValues(new Uint8Array(1));
	return n < LETTERS.length * 8 ? (LETTERS[n % LETTERS.length] ?? "") : draw();
}
