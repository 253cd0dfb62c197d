import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { FirstSteps } from "../guide/FirstSteps";
import {
	type Article,
	articleOf,
	groups,
	type HelpLink,
	type HelpStep,
	type HelpTerm,
} from "./faq";
import classes from "./help.module.css";
import { tied } from "./tied";

const t = fr.help;

/** One article: its steps in order, each with the link to its screen. */
export function ArticleView({ article: a }: { article: Article }) {
	return (
		<article aria-labelledby="article">
			<p className={classes.crumb}>
				<Link to="/aide">{t.all}</Link> / {groups[a.group]}
			</p>
			<h2 id="article">{a.title}</h2>
			<p className={classes.lead}>{tied(a.lead)}</p>
			{a.key === "premiers-pas" && <FirstSteps />}
			{a.steps && <Steps steps={a.steps} />}
			{a.terms && <Terms terms={a.terms} />}
			{a.notes && <Notes notes={a.notes} />}
			<See keys={a.see ?? []} guide={a.guide} />
		</article>
	);
}

function Steps({ steps }: { steps: HelpStep[] }) {
	return (
		<ol className={classes.steps}>
			{steps.map((s) => (
				<li key={s.text}>
					<p>{tied(s.text)}</p>
					{s.open && <Open link={s.open} />}
				</li>
			))}
		</ol>
	);
}

function Terms({ terms }: { terms: HelpTerm[] }) {
	return (
		<dl className={classes.terms}>
			{terms.map((x) => (
				<div key={x.term}>
					<dt>{x.term}</dt>
					<dd>
						{tied(x.text)} {x.open && <Open link={x.open} />}
					</dd>
				</div>
			))}
		</dl>
	);
}

function Notes({ notes }: { notes: string[] }) {
	return (
		<section aria-labelledby="notes">
			<h3 id="notes">{t.notes}</h3>
			<ul className={classes.notes}>
				{notes.map((n) => (
					<li key={n}>{tied(n)}</li>
				))}
			</ul>
		</section>
	);
}

function See({ keys, guide }: { keys: string[]; guide: string }) {
	return (
		<section aria-labelledby="see">
			<h3 id="see">{t.see}</h3>
			<ul className={classes.notes}>
				{keys.map((key) => (
					<li key={key}>
						<Link to={`/aide/${key}`}>{articleOf(key)?.title}</Link>
					</li>
				))}
				<li>
					<Link to={`/aide/guide/${guide}`}>{t.inGuide}</Link>
				</li>
			</ul>
		</section>
	);
}

function Open({ link }: { link: HelpLink }) {
	return (
		<Link to={link.to} className={classes.open}>
			{t.open(link.name)}
		</Link>
	);
}
