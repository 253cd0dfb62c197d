import { Button } from "@mantine/core";
import { useState } from "react";
import type { AccountPreview, FilePreview } from "../../api";
import { fr } from "../../i18n/fr";
import { shortPeriod } from "../../lib/dates";
import { formatIban } from "../../lib/iban";
import { formatCount } from "../../lib/money";
import { Status } from "../../ui/Status";
import classes from "./imports.module.css";
import { byGravity } from "./preview";

const t = fr.imports;

/** How many accounts are drawn at first. */
const FIRST = 100;

/** What a file brings to each account, and where that will go. */
export function PreviewAccounts({ file }: { file: FilePreview }) {
	const [all, setAll] = useState(false);
	const shown = all ? file.accounts : file.accounts.slice(0, FIRST);
	return (
		<>
			<table className={classes.accounts} aria-label={t.accountsOf(file.name)}>
				<thead>
					<tr>
						<th>{t.account}</th>
						<th>{t.client}</th>
						<th>{t.period}</th>
						<th className="num">{t.newOperationsColumn}</th>
						<th className="num">{t.knownOperations}</th>
						<th>{t.verdict}</th>
						<th>{t.goesTo}</th>
					</tr>
				</thead>
				<tbody>
					{shown.map((a) => (
						<Line key={`${a.key} ${a.currency}`} account={a} />
					))}
				</tbody>
			</table>
			{shown.length < file.accounts.length && (
				<Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
					{t.moreAccounts(file.accounts.length - shown.length)}
				</Button>
			)}
		</>
	);
}

function Line({ account: a }: { account: AccountPreview }) {
	const aside = a.places.some((p) => p.key === "aside");
	return (
		<tr>
			<td className="tabular">
				{a.iban ? formatIban(a.iban) : a.key}
				{a.currency !== "EUR" && <span className="dim"> {a.currency}</span>}
			</td>
			<td>{a.client || (aside ? <span className="dim">{t.aside}</span> : "")}</td>
			<td className="tabular">{shortPeriod(a.start, a.end)}</td>
			<td className="num">{formatCount(a.newOperations)}</td>
			<td className="num">{formatCount(a.operations - a.newOperations)}</td>
			<td>
				<Words kind="state" counts={byGravity(a.states)} />
			</td>
			<td>
				<Words kind="place" counts={a.places} connector={a.connector} />
			</td>
		</tr>
	);
}

interface WordsProps {
	kind: "state" | "place";
	counts: AccountPreview["states"];
	connector?: string;
}

/** States or places; a count only where there are several. */
function Words({ kind, counts, connector = "" }: WordsProps) {
	return (
		<span className={classes.words}>
			{counts.map((c) => (
				<span key={c.key}>
					<Status
						kind={kind}
						value={c.key}
						name={counts.length > 1 || c.count > 1 ? `${c.name} ${formatCount(c.count)}` : c.name}
					/>
					{c.key === "to_send" && connector && (
						<span className="dim"> {t.connectorName(connector)}</span>
					)}
				</span>
			))}
		</span>
	);
}
