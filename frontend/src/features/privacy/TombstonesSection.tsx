import { fr } from "../../i18n/fr";
import { formatRecent } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./privacy.module.css";
import { useTombstones } from "./queries";

const t = fr.privacy;

/** What was erased: numbers, never names. */
export function TombstonesSection() {
	const tombstones = useTombstones();
	const rows = tombstones.data ?? [];
	return (
		<section aria-labelledby="tombstones">
			<h2 id="tombstones">{t.tombstones}</h2>
			{tombstones.error && (
				<ErrorNotice error={tombstones.error} onRetry={() => void tombstones.refetch()} />
			)}
			{tombstones.data && rows.length === 0 && <p className="dim">{t.tombstonesNone}</p>}
			{rows.length > 0 && (
				<table className={classes.table}>
					<thead>
						<tr>
							<th scope="col">{t.what}</th>
							<th scope="col">{t.firm}</th>
							<th scope="col">{t.when}</th>
							<th scope="col">{t.by}</th>
							<th scope="col">{t.why}</th>
							<th scope="col" className={classes.figure}>
								{t.statements}
							</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((r) => (
							<tr key={r.id}>
								<td>{r.clientId ? t.tombstoneClient(r.clientId) : t.tombstoneAside}</td>
								<td>{r.firmName}</td>
								<td className="tabular">{formatRecent(r.at)}</td>
								<td>{r.by}</td>
								<td>
									{r.reason}
									{r.early && <span className="dim"> ({t.early})</span>}
								</td>
								<td className={classes.figure}>{formatCount(r.counts.statements)}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</section>
	);
}
