// The pages of docs/guide as the program shows and searches them. They are read with the library
// that understands Markdown, so this file is asked for (useGuide.ts) and never imported outright.

import { Marked, type Token, type Tokens } from "marked";
import { fold } from "../../lib/fold";

const files = import.meta.glob<string>("../../../../docs/guide/*.md", {
	query: "?raw",
	import: "default",
	eager: true,
});

/** A heading of a page with what stands under it; the first has no heading but the page's. */
export interface Section {
	/** Its anchor within the page; "" for the top. */
	id: string;
	title: string;
	/** What one reads, a block, a list's item or a table's row each. */
	lines: string[];
}

export interface GuidePage {
	/** Its address: /aide/guide/<key>. */
	key: string;
	title: string;
	tokens: Token[];
	sections: Section[];
}

/** The pages of one heading of the guide's own contents. */
export interface GuideGroup {
	name: string;
	pages: { key: string; title: string; line: string }[];
}

/** The page that lists the others. */
export const INDEX = "README";

const reader = new Marked({ gfm: true });

export const pages: ReadonlyMap<string, GuidePage> = new Map(
	Object.entries(files).map(([path, text]) => {
		const key = path.slice(path.lastIndexOf("/") + 1, -".md".length);
		return [key, readPage(key, text)];
	}),
);

/** The order in which a newcomer needs them, as the index says. */
export const contents: GuideGroup[] = readContents(pages.get(INDEX)?.tokens ?? []);

/** One page of its text. */
export function readPage(key: string, text: string): GuidePage {
	const tokens = reader.lexer(text);
	const sections: Section[] = [{ id: "", title: "", lines: [] }];
	for (const token of tokens) {
		if (token.type === "heading") {
			const title = plain(token.tokens);
			if (token.depth === 1) Object.assign(sections[0] ?? {}, { title });
			else sections.push({ id: anchor(title), title, lines: [] });
		} else sections.at(-1)?.lines.push(...linesOf(token));
	}
	return { key, title: sections[0]?.title || key, tokens, sections };
}

/** The anchor that a heading has, as forges write it: lower case, hyphens, accents kept. */
export function anchor(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s-]/gu, "")
		.trim()
		.replace(/\s/g, "-");
}

/** What one reads of tokens, without their marks; pictures and HTML say nothing. */
export function plain(tokens: readonly Token[] | undefined): string {
	return (tokens ?? [])
		.map((t) => {
			if (t.type === "image" || t.type === "html") return "";
			if (t.type === "br") return " ";
			return "tokens" in t && t.tokens ? plain(t.tokens) : "text" in t ? String(t.text) : "";
		})
		.join("");
}

function linesOf(token: Token): string[] {
	switch (token.type) {
		case "list":
			return (token as Tokens.List).items.flatMap((item) => item.tokens.flatMap(linesOf));
		case "table":
			return (token as Tokens.Table).rows.map((row) =>
				row.map((cell) => plain(cell.tokens)).join(" : "),
			);
		case "blockquote":
			return (token.tokens ?? []).flatMap(linesOf);
		case "space":
		case "hr":
		case "def":
			return [];
		default:
			return [plain([token])].filter(Boolean);
	}
}

function readContents(tokens: readonly Token[]): GuideGroup[] {
	const groups: GuideGroup[] = [];
	for (const token of tokens) {
		if (token.type === "heading" && token.depth > 1)
			groups.push({ name: plain(token.tokens), pages: [] });
		if (token.type === "list")
			groups.at(-1)?.pages.push(...(token as Tokens.List).items.map(entry));
	}
	return groups.filter((g) => g.pages.length > 0);
}

/** « - [Le matin](matin.md) : ce qui vous attend. » */
function entry(item: Tokens.ListItem) {
	const [link, ...rest] = item.tokens.flatMap((t) => ("tokens" in t && t.tokens) || [t]);
	const line = plain(rest).replace(/^\s*:\s*/, "");
	const key = link?.type === "link" ? pageAddress(link.href)?.key : undefined;
	return { key: key ?? "", title: plain(link ? [link] : []), line };
}

/** The page and the anchor that a link of the guide leads to; undefined for any other address. */
export function pageAddress(href: string): { key: string; id: string } | undefined {
	const [, key, id] = /^(?:\.\/)?([\w-]+)\.md(?:#(.+))?$/.exec(href) ?? [];
	if (!key) return undefined;
	return { key, id: id ? decodeURIComponent(id) : "" };
}

export interface GuideHit {
	key: string;
	title: string;
	/** The section, when it is not the page's top. */
	section: string;
	id: string;
	excerpt: string;
}

const folded = new Map(
	[...pages.values()].map((p) => [p, p.sections.map((s) => fold([s.title, ...s.lines].join(" ")))]),
);

/** The pages that hold every word of a text, without case and accents; titles first. */
export function searchGuide(text: string): GuideHit[] {
	const words = fold(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
	if (words.length === 0) return [];
	const hits: { rank: number; hit: GuideHit }[] = [];
	for (const [page, texts] of folded) {
		if (page.key === INDEX || !words.every((w) => texts.some((t) => t.includes(w)))) continue;
		const { rank, at } = bestSection(page, texts, words);
		const section = page.sections[at];
		if (!section) continue;
		hits.push({
			rank,
			hit: {
				key: page.key,
				title: page.title,
				section: at > 0 ? section.title : "",
				id: section.id,
				excerpt: excerpt(section.lines, words),
			},
		});
	}
	return hits.sort((a, b) => a.rank - b.rank).map((h) => h.hit);
}

/** Where to land: the page itself when its title says it, else the section that says most. */
function bestSection(page: GuidePage, texts: string[], words: string[]) {
	const holds = (where: string) => words.every((w) => where.includes(w));
	if (holds(fold(page.title))) return { rank: 0, at: 0 };
	const titled = page.sections.findIndex((s) => holds(fold(s.title)));
	if (titled >= 0) return { rank: 1, at: titled };
	const whole = texts.findIndex(holds);
	return { rank: whole >= 0 ? 2 : 3, at: Math.max(whole, 0) };
}

const LONGEST = 160;

/** The line that holds the most of the words, cut around the first of them. */
function excerpt(lines: string[], words: string[]): string {
	const count = (line: string) => words.filter((w) => fold(line).includes(w)).length;
	const [best = ""] = [...lines].sort((a, b) => count(b) - count(a));
	if (best.length <= LONGEST) return best;
	const at = Math.max(0, fold(best).indexOf(words.find((w) => fold(best).includes(w)) ?? ""));
	const from = at < LONGEST / 2 ? 0 : best.lastIndexOf(" ", at - LONGEST / 4) + 1;
	const cut = best.slice(from, from + LONGEST);
	const end = from + LONGEST < best.length ? `${cut.slice(0, cut.lastIndexOf(" "))}…` : cut;
	return from > 0 ? `…${end}` : end;
}
