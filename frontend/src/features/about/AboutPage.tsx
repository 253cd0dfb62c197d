import type { AboutFacts } from "../../api";
import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { fold } from "../../lib/fold";
import { CopyButton } from "../../ui/CopyButton";
import { EmptyState } from "../../ui/EmptyState";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { Page, Scroll } from "../../ui/Page";
import { SearchField } from "../../ui/SearchField";
import { useStart } from "../session/session";
import classes from "./about.module.css";
import { ComponentLine } from "./ComponentLine";
import { useAbout } from "./queries";

const t = fr.about;

/** « À propos »: which program this is, and what others wrote of it, with their licences. */
export function AboutPage() {
	const about = useAbout();
	const { text, set } = useParams();
	const q = text("q");
	return (
		<Page
			title={t.title}
			actions={
				<SearchField value={q} onChange={(value) => set({ q: value })} placeholder={t.search} />
			}
		>
			<Scroll>
				<div className={classes.body}>
					{about.error && <ErrorNotice error={about.error} onRetry={() => void about.refetch()} />}
					{about.data && (
						<>
							<Program facts={about.data} />
							<Parts facts={about.data} q={q} />
						</>
					)}
				</div>
			</Scroll>
		</Page>
	);
}

function Program({ facts }: { facts: AboutFacts }) {
	const folder = useStart().data?.dataDir;
	const drawing = facts.drawsWithout ? t.drawnWithout : t.drawn;
	const said = [
		`${fr.app.name} ${facts.version}`,
		`${t.system} : ${systemName(facts.system)}`,
		`${t.drawing} : ${drawing}`,
	];
	return (
		<section aria-labelledby="about-program" className={classes.program}>
			<h2 id="about-program">{t.program}</h2>
			<Fields>
				<Field label={t.version}>{facts.version}</Field>
				<Field label={t.system}>{systemName(facts.system)}</Field>
				<Field label={t.drawing}>{drawing}</Field>
				<Field label={t.folder}>{folder}</Field>
			</Fields>
			<CopyButton text={said.join("\n")} label={t.copyFacts} />
		</section>
	);
}

function Parts({ facts, q }: { facts: AboutFacts; q: string }) {
	const wanted = fold(q);
	const found = facts.components.filter((c) => fold(`${c.name} ${c.licence}`).includes(wanted));
	return (
		<section aria-labelledby="about-parts">
			<h2 id="about-parts">{t.parts}</h2>
			<p className="dim">{t.partsLead}</p>
			<p className="dim" aria-live="polite">
				{t.count(found.length)}
			</p>
			{found.length === 0 ? (
				<EmptyState title={t.none(q)} hint={t.noneHint} />
			) : (
				<ul className={classes.parts} aria-label={t.parts}>
					{found.map((c) => (
						<ComponentLine key={`${c.kind} ${c.name} ${c.version}`} component={c} />
					))}
				</ul>
			)}
		</section>
	);
}

/** As « Windows (amd64) » from "windows/amd64". */
function systemName(system: string): string {
	const [os = "", machine = ""] = system.split("/");
	const name = os in t.systems ? t.systems[os as keyof typeof t.systems] : os;
	return `${name} (${machine})`;
}
