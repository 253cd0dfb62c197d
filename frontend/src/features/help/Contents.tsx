import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { type Article, articles, groups, type HelpGroup } from "./faq";
import type { GuideGroup } from "./guide";
import classes from "./help.module.css";

/** Every article under its group. */
export function Groups() {
	return (Object.keys(groups) as HelpGroup[]).map((g) => (
		<section key={g} aria-labelledby={`help-${g}`} className={classes.group}>
			<h2 id={`help-${g}`}>{groups[g]}</h2>
			<ArticleList articles={articles.filter((a) => a.group === g)} label={groups[g]} />
		</section>
	));
}

/** Articles, a line each. */
export function ArticleList({ articles: list, label }: { articles: Article[]; label: string }) {
	return (
		<ul className={classes.list} aria-label={label}>
			{list.map((a) => (
				<li key={a.key}>
					<Link to={`/aide/${a.key}`}>{a.title}</Link>
					<p className="dim">{a.lead}</p>
				</li>
			))}
		</ul>
	);
}

/** The pages of the guide, in the order in which one needs them. */
export function GuideGroups({ contents }: { contents: GuideGroup[] }) {
	return (
		<section aria-labelledby="help-guide" className={classes.shelf}>
			<h2 id="help-guide">{fr.help.guide}</h2>
			{contents.map((g) => (
				<section key={g.name} aria-label={g.name}>
					<h3 className={classes.shelfName}>{g.name}</h3>
					<ul>
						{g.pages.map((p) => (
							<li key={p.key}>
								<Link to={`/aide/guide/${p.key}`}>{p.title}</Link>
								<p className="dim">{p.line}</p>
							</li>
						))}
					</ul>
				</section>
			))}
		</section>
	);
}
