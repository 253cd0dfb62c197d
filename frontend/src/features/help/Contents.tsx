import { Link } from "react-router";
import { type Article, articles, groups, type HelpGroup } from "./faq";
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
