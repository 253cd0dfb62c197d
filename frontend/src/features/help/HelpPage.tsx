import { Link, useNavigate, useParams as usePath } from "react-router";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { Page, Scroll } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { ArticleView } from "./ArticleView";
import { ArticleList, Groups } from "./Contents";
import { articleOf } from "./faq";
import classes from "./help.module.css";
import { search } from "./search";

const t = fr.help;

/** « Aide »: the questions, what a search finds, or one article by its address. */
export function HelpPage() {
	const { article: key = "" } = usePath();
	const { text } = useParams();
	const navigate = useNavigate();
	const q = text("q");
	const article = articleOf(key);
	const look = (value: string) =>
		void navigate(value ? `/aide?q=${encodeURIComponent(value)}` : "/aide", { replace: !article });
	return (
		<Page
			title={t.title}
			name={article ? article.title : t.title}
			count={q ? t.found(search(q).length) : undefined}
			actions={
				<>
					<Link to="/a-propos">{fr.about.title}</Link>
					<SearchField value={q} onChange={look} placeholder={t.search} />
				</>
			}
		>
			<Scroll>
				<div className={classes.body}>
					{article ? (
						<ArticleView article={article} />
					) : key ? (
						<EmptyState title={t.noArticle} hint={t.noArticleHint} />
					) : q ? (
						<Found q={q} />
					) : (
						<Groups />
					)}
				</div>
			</Scroll>
		</Page>
	);
}

function Found({ q }: { q: string }) {
	const found = search(q);
	if (found.length === 0) return <EmptyState title={t.none(q)} hint={t.noneHint} />;
	return <ArticleList articles={found} label={t.results} />;
}
