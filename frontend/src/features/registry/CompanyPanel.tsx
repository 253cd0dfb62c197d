import { Loader } from "@mantine/core";
import { Link, useLocation } from "react-router";
import type { CompanyCard, CompanyPlace } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { Field, Fields } from "../../ui/Fields";
import { SidePanel } from "../../ui/SidePanel";
import { Status } from "../../ui/Status";
import { AnswerLine } from "./AnswerLine";
import { CompanyActions } from "./CompanyActions";
import { useCompany } from "./queries";
import classes from "./registry.module.css";
import { Trouble } from "./Trouble";

const t = fr.registry;

interface Props {
	number: string; // a SIREN or a SIRET
	onClose: () => void;
}

/** A company's card, over the right of the list. */
export function CompanyPanel({ number, onClose }: Props) {
	const card = useCompany(number);
	return (
		<SidePanel title={card.data?.row.name || t.card} onClose={onClose}>
			{card.isPending && <Loader size="sm" aria-label={fr.common.loading} />}
			{card.error && (
				<Trouble error={card.error} typed={number} onRetry={() => void card.refetch()} />
			)}
			{card.data && <Card card={card.data} number={number} />}
		</SidePanel>
	);
}

function Card({ card, number }: { card: CompanyCard; number: string }) {
	const { row, shown } = card;
	return (
		<div className={classes.card}>
			<CompanyActions card={card} />
			<AnswerLine answer={card.answer} of={{ number }} />
			<Fields>
				<Field label={t.state}>
					<Status kind="company" value={row.state} name={row.stateName} />
				</Field>
				<Field label={t.siren}>
					<span className="tabular">{row.sirenShown}</span>
				</Field>
				<Field label={shown.head ? t.siretHead : t.siret}>
					{shown.siret && <span className="tabular">{shown.siretShown}</span>}
				</Field>
				<Field label={t.acronym}>{row.acronym}</Field>
				<Field label={t.legalForm}>{row.legalForm}</Field>
				<Field label={t.address}>{shown.address}</Field>
				<Field label={t.city}>{cityOf(shown)}</Field>
				<Field label={t.activity}>{card.activity}</Field>
				<Field label={t.createdOn}>{formatDay(card.createdOn)}</Field>
			</Fields>
			<Directors card={card} />
			<Establishments card={card} />
		</div>
	);
}

function Directors({ card: { directors } }: { card: CompanyCard }) {
	return (
		<section className={classes.part} aria-label={t.directors}>
			<h3>{t.directors}</h3>
			{directors.length === 0 && <p className="dim">{t.noDirector}</p>}
			<ul className={classes.list}>
				{directors.map((d) => (
					<li key={`${d.name} ${d.quality}`}>
						{d.name} {d.quality && <span className="dim">{d.quality}</span>}
					</li>
				))}
			</ul>
		</section>
	);
}

/** The other establishments; each has its own card. */
function Establishments({ card: { establishments, shown } }: { card: CompanyCard }) {
	const { search } = useLocation();
	const others = establishments.filter((e) => e.siret !== shown.siret);
	if (others.length === 0) return null;
	return (
		<section className={classes.part} aria-label={t.others}>
			<h3>{t.others}</h3>
			<ul className={classes.list}>
				{others.map((e) => (
					<li key={e.siret}>
						<Link className="tabular" to={{ pathname: `/inpi/${e.siret}`, search }}>
							{e.siretShown}
						</Link>{" "}
						{[e.head && t.head, e.address, cityOf(e), e.state === "ceased" && t.closed]
							.filter(Boolean)
							.join(" · ")}
					</li>
				))}
			</ul>
		</section>
	);
}

const cityOf = (e: CompanyPlace) => [e.postcode, e.city].filter(Boolean).join(" - ");
