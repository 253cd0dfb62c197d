import { fold } from "../../lib/fold";
import { type Article, articles, groups } from "./faq";

const folded = new Map(articles.map((a) => [a.key, fold(textOf(a))]));

/** The articles that hold every word of a text, without case and accents; titles first. */
export function search(text: string): Article[] {
	const words = fold(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
	const holds = (where: string) => words.every((w) => where.includes(w));
	const found = articles.filter((a) => holds(folded.get(a.key) ?? ""));
	return found.sort((a, b) => rank(a) - rank(b));
	function rank(a: Article): number {
		return holds(fold(a.title)) ? 0 : 1;
	}
}

function textOf(a: Article): string {
	const parts = [groups[a.group], a.title, a.lead, a.words ?? "", ...(a.notes ?? [])];
	for (const s of a.steps ?? []) parts.push(s.text, s.open?.name ?? "");
	for (const s of a.terms ?? []) parts.push(s.term, s.text);
	return parts.join(" ");
}
