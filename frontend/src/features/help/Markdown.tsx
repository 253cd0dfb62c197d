import type { MarkedToken, Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { Link } from "react-router";
import { openLink } from "../../api";
import { notifyError } from "../../ui/notify";
import { anchor, INDEX, pageAddress, plain } from "./guide";
import classes from "./help.module.css";
import { tied } from "./tied";

/** What stands before a heading's anchor, so that it is no other's identifier. */
export const ANCHOR = "guide-";

/**
 * A page's tokens as elements of ours. There is no HTML anywhere on the way: what a page writes as
 * HTML is left out, and so are pictures, since the screens themselves are here.
 */
export function Markdown({ tokens }: { tokens: readonly Token[] }): ReactNode {
	return tokens.map((token, i) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: a page is read once and never reordered
		<Fragment key={i}>{element(token as MarkedToken)}</Fragment>
	));
}

function element(t: MarkedToken): ReactNode {
	switch (t.type) {
		case "heading":
			return <Heading token={t} />;
		case "paragraph":
			return plain(t.tokens).trim() ? (
				<p>
					<Markdown tokens={t.tokens} />
				</p>
			) : null;
		case "list":
			return <List token={t} />;
		case "table":
			return <Cells token={t} />;
		case "code":
			return <Code text={t.text} />;
		case "blockquote":
			return (
				<blockquote>
					<Markdown tokens={t.tokens} />
				</blockquote>
			);
		case "hr":
			return <hr />;
		case "codespan":
			return <code>{t.text}</code>;
		case "strong":
			return (
				<strong>
					<Markdown tokens={t.tokens} />
				</strong>
			);
		case "em":
			return (
				<em>
					<Markdown tokens={t.tokens} />
				</em>
			);
		case "link":
			return <Anchor token={t} />;
		case "br":
			return <br />;
		case "escape":
			return t.text;
		case "text":
			return t.tokens ? <Markdown tokens={t.tokens} /> : tied(t.text);
		default: // html, image, space, def and what nobody writes here
			return null;
	}
}

function Heading({ token }: { token: Tokens.Heading }) {
	// The screen's title is the first heading, so a page's own is the second.
	const Level = token.depth === 1 ? "h2" : token.depth === 2 ? "h3" : "h4";
	const id = `${ANCHOR}${token.depth === 1 ? "" : anchor(plain(token.tokens))}`;
	return (
		<Level id={id} tabIndex={-1} className={token.depth === 1 ? classes.pageTitle : undefined}>
			<Markdown tokens={token.tokens} />
		</Level>
	);
}

function List({ token }: { token: Tokens.List }) {
	const items = token.items.map((item, i) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: a page is read once and never reordered
		<li key={i}>
			<Markdown tokens={item.tokens} />
		</li>
	));
	if (!token.ordered) return <ul>{items}</ul>;
	return <ol start={token.start === "" ? undefined : token.start}>{items}</ol>;
}

function Cells({ token }: { token: Tokens.Table }) {
	// A table of two columns may have nothing above: its rows then are what they say.
	const headed = token.header.some((cell) => plain(cell.tokens).trim());
	return (
		<table className={classes.table}>
			{headed && (
				<thead>
					<tr>
						{token.header.map((cell, i) =>
							plain(cell.tokens).trim() ? (
								// biome-ignore lint/suspicious/noArrayIndexKey: a page is read once and never reordered
								<th key={i} scope="col">
									<Markdown tokens={cell.tokens} />
								</th>
							) : (
								// biome-ignore lint/suspicious/noArrayIndexKey: a page is read once and never reordered
								<td key={i} />
							),
						)}
					</tr>
				</thead>
			)}
			<tbody>
				{token.rows.map((row, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a page is read once and never reordered
					<tr key={i}>
						{row.map((cell, j) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a page is read once and never reordered
							<td key={j}>
								<Markdown tokens={cell.tokens} />
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Code({ text }: { text: string }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
		<pre tabIndex={0}>
			<code>{text}</code>
		</pre>
	);
}

/** To a page of the guide within the program, to a cited site in the browser; else nowhere. */
function Anchor({ token }: { token: Tokens.Link }) {
	const words = <Markdown tokens={token.tokens} />;
	const to = addressOf(token.href);
	if (to) return <Link to={to}>{words}</Link>;
	if (!token.href.startsWith("https://")) return words;
	return (
		<a
			href={token.href}
			onClick={(event) => {
				event.preventDefault();
				void openLink(token.href).catch(notifyError);
			}}
		>
			{words}
		</a>
	);
}

/** The route of a link between pages. */
export function addressOf(href: string): string | { hash: string } | undefined {
	if (href.startsWith("#")) return { hash: href };
	const page = pageAddress(href);
	if (!page) return undefined;
	const hash = page.id && `#${page.id}`;
	return page.key === INDEX ? `/aide/guide${hash}` : `/aide/guide/${page.key}${hash}`;
}
