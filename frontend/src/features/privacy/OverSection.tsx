import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { ErrorNotice } from "../../ui/Notice";
import { EraseOverDialog } from "./EraseOverDialog";
import classes from "./privacy.module.css";
import { useOver } from "./queries";

const t = fr.privacy;

/** « À purger »: clients that are kept for too long, for a person to erase. */
export function OverSection() {
	const over = useOver();
	const [chosen, setChosen] = useState<number[]>([]);
	const [asking, setAsking] = useState(false);
	const rows = over.data ?? [];
	const kept = rows.filter((r) => chosen.includes(r.clientId));
	return (
		<section aria-labelledby="over">
			<h2 id="over">{t.over}</h2>
			{over.error && <ErrorNotice error={over.error} onRetry={() => void over.refetch()} />}
			{over.data && rows.length === 0 && (
				<p className="dim">
					{t.overNone} {t.overNoneHint}
				</p>
			)}
			{rows.length > 0 && (
				<>
					<p className={classes.lead}>{t.overLead}</p>
					<table className={classes.table}>
						<thead>
							<tr>
								<th scope="col">{t.client}</th>
								<th scope="col">{t.firm}</th>
								<th scope="col">{t.endedOn}</th>
								<th scope="col">{t.until}</th>
								<th scope="col" className={classes.figure}>
									{t.statements}
								</th>
							</tr>
						</thead>
						<tbody>
							{rows.map((r) => (
								<tr key={r.clientId}>
									<td>
										<Checkbox
											label={<Link to={`/clients/${r.clientId}`}>{r.name}</Link>}
											aria-label={t.choose(r.name)}
											checked={chosen.includes(r.clientId)}
											onChange={(event) => {
												const on = event.currentTarget.checked;
												setChosen((was) =>
													on ? [...was, r.clientId] : was.filter((id) => id !== r.clientId),
												);
											}}
										/>
									</td>
									<td>{r.firmName}</td>
									<td className="tabular">{formatDay(r.endedOn)}</td>
									<td className="tabular">{formatDay(r.until)}</td>
									<td className={classes.figure}>{formatCount(r.statements)}</td>
								</tr>
							))}
						</tbody>
					</table>
					<Button
						mt={12}
						color="red.9"
						disabled={kept.length === 0}
						onClick={() => setAsking(true)}
					>
						{t.eraseChosen(kept.length)}
					</Button>
				</>
			)}
			{asking && (
				<EraseOverDialog
					rows={kept}
					onClose={() => setAsking(false)}
					onErased={() => setChosen([])}
				/>
			)}
		</section>
	);
}
