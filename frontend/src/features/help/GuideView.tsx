import { useEffect } from "react";
import { Link, useLocation } from "react-router";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { type GuideGroup, type GuidePage, INDEX } from "./guide";
import classes from "./help.module.css";
import { ANCHOR, Markdown } from "./Markdown";

const t = fr.help;

interface Props {
	page: GuidePage | undefined;
	contents: GuideGroup[];
}

/** One page of the guide, beside the others. */
export function GuideView({ page, contents }: Props) {
	const isIndex = page?.key === INDEX;
	useAnchor(page?.key);
	return (
		<div className={classes.beside}>
			{page ? (
				<article className={classes.guide} aria-labelledby={ANCHOR} data-guide>
					<p className={classes.crumb}>
						<Link to="/aide">{t.all}</Link> /{" "}
						{isIndex ? t.guide : <Link to="/aide/guide">{t.guide}</Link>}
					</p>
					<Markdown tokens={page.tokens} />
				</article>
			) : (
				<EmptyState
					title={t.noPage}
					hint={t.noPageHint}
					action={<Link to="/aide/guide">{t.toGuide}</Link>}
				/>
			)}
			{!isIndex && <GuideNav contents={contents} current={page?.key} />}
		</div>
	);
}

/** The titles of the guide, under its headings. */
function GuideNav({ contents, current }: { contents: GuideGroup[]; current?: string }) {
	return (
		<nav className={classes.contents} aria-label={t.guide}>
			{contents.map((g) => (
				<section key={g.name} aria-label={g.name}>
					<h2 className={classes.shelfName}>{g.name}</h2>
					<ul>
						{g.pages.map((p) => (
							<li key={p.key}>
								<Link
									to={`/aide/guide/${p.key}`}
									aria-current={p.key === current ? "page" : undefined}
								>
									{p.title}
								</Link>
							</li>
						))}
					</ul>
				</section>
			))}
		</nav>
	);
}

/**
 * Goes to the heading that the address names, else to the page's: what one left to come here is
 * gone, and with it the focus.
 */
function useAnchor(key: string | undefined) {
	const { hash } = useLocation();
	useEffect(() => {
		if (!key) return;
		const id = decodeURIComponent(hash.slice(1));
		const heading = document.getElementById(ANCHOR + id);
		if (id) heading?.scrollIntoView();
		if (id || document.activeElement === document.body) heading?.focus({ preventScroll: true });
	}, [key, hash]);
}
