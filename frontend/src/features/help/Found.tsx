import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { ArticleList } from "./Contents";
import type { Article } from "./faq";
import type { GuideHit } from "./guide";
import classes from "./help.module.css";
import { tied } from "./tied";

const t = fr.help;

interface Props {
	q: string;
	articles: Article[];
	/** Undefined until the guide is here. */
	hits: GuideHit[] | undefined;
}

/** What a search finds: the short answers, then the pages that say more. */
export function Found({ q, articles, hits }: Props) {
	if (articles.length === 0 && !hits) return null;
	if (articles.length === 0 && hits?.length === 0)
		return <EmptyState title={t.none(q)} hint={t.noneHint} />;
	return (
		<div className={classes.body}>
			{articles.length > 0 && (
				<section className={classes.group} aria-labelledby="found-articles">
					<h2 id="found-articles">{t.answers}</h2>
					<ArticleList articles={articles} label={t.results} />
				</section>
			)}
			{hits && hits.length > 0 && (
				<section className={classes.group} aria-labelledby="found-pages">
					<h2 id="found-pages">{t.guide}</h2>
					<Hits hits={hits} />
				</section>
			)}
		</div>
	);
}

function Hits({ hits }: { hits: GuideHit[] }) {
	return (
		<ul className={classes.list} aria-label={t.pagesFound}>
			{hits.map((h) => (
				<li key={h.key}>
					<Link to={`/aide/guide/${h.key}${h.id && `#${h.id}`}`}>
						{h.section ? `${h.title} › ${h.section}` : h.title}
					</Link>
					<p className="dim">{tied(h.excerpt)}</p>
				</li>
			))}
		</ul>
	);
}
