import { Checkbox, Table } from "@mantine/core";
import { Fragment, useState } from "react";
import { Link } from "react-router";
import type { Reconciliation as Found, ReconciliationAccount } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import { toTsv } from "../../lib/tsv";
import { CopyButton } from "../../ui/CopyButton";
import classes from "./connectors.module.css";
import { accountCells } from "./reconciling";

const t = fr.reconciliation;
const MOST = 200;

/** The accounts that have something to say; all of them on demand. */
export function ReconciledAccounts({ found }: { found: Found }) {
	const [all, setAll] = useState(false);
	if (found.accounts.length === 0) return <p className="dim">{t.none}</p>;
	const rows = found.accounts.filter((a) => all || !a.plain);
	return (
		<>
			<div className={classes.row}>
				<Checkbox
					label={t.all(found.accounts.length)}
					checked={all}
					onChange={(event) => setAll(event.currentTarget.checked)}
				/>
				<CopyButton
					text={toTsv(accountCells(found, [...t.columns, t.requests]))}
					label={t.copyTable}
				/>
			</div>
			{rows.length === 0 ? (
				<p className="dim">{t.noDifference}</p>
			) : (
				<Table aria-label={t.accounts} className={classes.reconciled}>
					<Table.Thead>
						<Table.Tr>
							<Table.Th>{t.account}</Table.Th>
							{t.figures.map((label) => (
								<Table.Th key={label} ta="right">
									{label}
								</Table.Th>
							))}
						</Table.Tr>
					</Table.Thead>
					<Table.Tbody>
						{rows.slice(0, MOST).map((a) => (
							<Account key={a.accountId} account={a} />
						))}
					</Table.Tbody>
				</Table>
			)}
			{rows.length > MOST && <p className="dim">{t.more(rows.length - MOST)}</p>}
		</>
	);
}

function Account({ account: a }: { account: ReconciliationAccount }) {
	const { sent, taken, zero, had, missing, excess } = a.tally;
	return (
		<>
			<Table.Tr>
				<Table.Td>
					<Link to={`/envois?compte=${a.accountId}`}>{a.clientName || a.ibanShown}</Link>
					{a.clientName && <div className={classes.number}>{a.ibanShown}</div>}
				</Table.Td>
				{[sent, taken, zero, had].map((n, i) => (
					<Table.Td key={t.figures[i]} ta="right" className="tabular">
						{formatCount(n)}
					</Table.Td>
				))}
				<Table.Td ta="right" className="tabular">
					{missing + excess > 0 ? <strong>{t.gap(missing, excess)}</strong> : t.noGap}
				</Table.Td>
			</Table.Tr>
			{(!a.explained || a.discrepancies.length > 0) && (
				<Table.Tr>
					<Table.Td colSpan={6}>
						<div>{a.sentence}</div>
						{a.discrepancies.map((d) => (
							<Fragment key={d.deliveryId}>
								<div className={classes.row}>
									<Link to={`/envois/${d.deliveryId}`}>{t.doubt(d.taken, d.sent)}</Link>
									{d.requestId && (
										<>
											<span className="dim">
												{fr.connectors.requestId} <code>{d.requestId}</code>
											</span>
											<CopyButton text={d.requestId} label={fr.connectors.copyRequestId} />
										</>
									)}
								</div>
							</Fragment>
						))}
					</Table.Td>
				</Table.Tr>
			)}
		</>
	);
}
