import { Link } from "react-router";
import type { ConnectorDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { Field, Fields } from "../../ui/Fields";
import { Notice } from "../../ui/Notice";
import { Status } from "../../ui/Status";
import classes from "./connectors.module.css";
import { Resting } from "./Resting";

const t = fr.connectors;

/** How a connector goes: what stops it, then its figures, each leading to its list. */
export function Standing({ connector: { row, testedAt } }: { connector: ConnectorDetails }) {
	return (
		<section aria-label={fr.deliveries.state} className={classes.part}>
			{row.trouble && (
				<Notice kind="bad">
					<strong>{row.trouble}</strong>
					{row.troubleHint && <div>{row.troubleHint}</div>}
				</Notice>
			)}
			{row.missing && <Notice kind="warn">{row.missing}</Notice>}
			{row.paused && <Notice kind="warn">{t.pausedSentence}</Notice>}
			<Resting row={row} />
			{row.notBefore && <Notice kind="warn">{t.notBefore(formatInstant(row.notBefore))}</Notice>}
			<Fields>
				<Field label={t.partner}>{row.partnerName}</Field>
				<Field label={t.mode}>{row.modeName}</Field>
				<Field label={t.success}>
					{row.lastSuccessAt ? formatInstant(row.lastSuccessAt) : t.noSuccess}
				</Field>
				<Field label={t.tested}>{testedAt ? formatInstant(testedAt) : t.never}</Field>
				<Field label={t.associated}>
					{row.accounts > 0 ? (
						<Link to={`/ibans?connecteur=${row.id}`}>{formatCount(row.accounts)}</Link>
					) : (
						t.none
					)}
				</Field>
				<Field label={t.deliveries}>
					{row.counts.length === 0 ? (
						t.none
					) : (
						<ul className={classes.counts}>
							{row.counts.map((c) => (
								<li key={c.key}>
									<Link to={`/envois?connecteur=${row.id}&etat=${c.key}`}>
										<Status kind="delivery" value={c.key} name={c.name} /> {formatCount(c.count)}
									</Link>
								</li>
							))}
						</ul>
					)}
				</Field>
			</Fields>
		</section>
	);
}
