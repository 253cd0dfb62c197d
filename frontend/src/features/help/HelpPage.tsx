import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { Link, useMatch, useNavigate, useParams as usePath } from "react-router";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { EmptyState } from "../../ui/EmptyState";
import { Page, Scroll } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { ArticleView } from "./ArticleView";
import { Groups, GuideGroups } from "./Contents";
import { Found } from "./Found";
import { articleOf } from "./faq";
import classes from "./help.module.css";
import { search } from "./search";
import { useGuide } from "./useGuide";

const t = fr.help;

// It brings the library that reads the pages.
const GuideView = lazy(async () => ({ default: (await import("./GuideView")).GuideView }));

/** « Aide »: the questions beside the guide, what a search finds, or one of them by its address. */
export function HelpPage() {
	const { article: key = "" } = usePath();
	const inGuide = useMatch("/aide/guide/:page?");
	const { text } = useParams();
	const navigate = useNavigate();
	const guide = useGuide();
	const q = text("q");
	const article = articleOf(key);
	const page = inGuide ? guide?.pages.get(inGuide.params.page ?? guide.INDEX) : undefined;
	const articles = search(q);
	const hits = guide?.searchGuide(q);
	const look = (value: string) =>
		void navigate(value ? `/aide?q=${encodeURIComponent(value)}` : "/aide", {
			replace: !article && !inGuide,
		});
	return (
		<Page
			title={t.title}
			name={page?.title ?? article?.title ?? t.title}
			count={q && hits ? t.found(articles.length + hits.length) : undefined}
			actions={
				<>
					{page && <Print />}
					<Link to="/aide/guide">{t.guide}</Link>
					<Link to="/a-propos">{fr.about.title}</Link>
					<SearchField value={q} onChange={look} placeholder={t.search} />
				</>
			}
		>
			<Scroll key={inGuide ? inGuide.pathname : key}>
				{inGuide ? (
					guide && (
						<Suspense>
							<GuideView page={page} contents={guide.contents} />
						</Suspense>
					)
				) : article ? (
					<div className={classes.body}>
						<ArticleView article={article} />
					</div>
				) : key ? (
					<EmptyState title={t.noArticle} hint={t.noArticleHint} />
				) : q ? (
					<Found q={q} articles={articles} hits={hits} />
				) : (
					<div className={classes.beside}>
						<div className={classes.body}>
							<Groups />
						</div>
						<GuideGroups contents={guide?.contents ?? []} />
					</div>
				)}
			</Scroll>
		</Page>
	);
}

function Print() {
	return (
		<Button
			variant="default"
			leftSection={<IconPrinter size={16} />}
			onClick={() => window.print()}
		>
			{t.print}
		</Button>
	);
}
