import type { ReactNode } from "react";
import { Link } from "react-router";
import type { ClosingRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay, formatPeriod } from "../../lib/dates";
import { currencySign, plainAmount } from "../../lib/money";
import { Amount } from "../../ui/Amount";
import type { Column } from "../../ui/grid/types";
import { Status } from "../../ui/Status";

const t = fr.closing;

export function closingColumns(firm: ReactNode): Column<ClosingRow>[] {
	return [
		{
			key: "client",
			label: t.client,
			filter: firm,
			min: 150,
			grow: 2,
			cell: (r) => r.clientName,
			text: (r) => r.clientName,
		},
		{
			key: "iban",
			label: t.iban,
			min: 264,
			cell: (r) => (
				<Link className="tabular" to={`/ibans/${r.accountId}`}>
					{r.ibanShown}
				</Link>
			),
			text: (r) => r.ibanShown,
		},
		{ key: "bank", label: t.bank, min: 92, grow: 1, cell: (r) => r.bank, text: (r) => r.bank },
		{
			key: "balance",
			label: t.balance,
			min: 124,
			align: "right",
			cell: (r) => (
				<>
					<Amount minor={r.balance} decimals={r.decimals} />{" "}
					<span className="dim">{currencySign(r.currency)}</span>
				</>
			),
			text: (r) => (r.balance == null ? "" : plainAmount(r.balance, r.decimals)),
		},
		{
			key: "certainty",
			label: t.certainty,
			min: 206,
			cell: (r) => <Status kind="certainty" value={r.certainty} name={certaintyOf(r)} />,
			text: certaintyOf,
		},
		{
			key: "year",
			label: t.year,
			min: 240,
			grow: 3,
			cell: (r) => (
				<Status
					kind="certainty"
					value={r.complete ? "exact" : "broken"}
					name={yearOf(r)}
					title={yearOf(r)}
				/>
			),
			text: yearOf,
		},
		{
			key: "reference",
			label: t.reference,
			min: 110,
			hidden: true,
			cell: (r) => r.reference,
			text: (r) => r.reference,
		},
		{
			key: "firm",
			label: fr.common.firm,
			min: 110,
			hidden: true,
			cell: (r) => r.firmName,
			text: (r) => r.firmName,
		},
	];
}

function certaintyOf(r: ClosingRow): string {
	return r.certainty === "exact" || !r.knownOn
		? r.certaintyName
		: t.since(r.certaintyName, formatDay(r.knownOn));
}

/** What a year lacks, in words. */
function yearOf(r: ClosingRow): string {
	if (r.complete) return t.complete;
	const said = r.missing.map((p) => formatPeriod(p.from, p.to));
	const lacks = said.length ? [t.lacks(said.join(", "))] : [];
	return [...lacks, ...(r.unproven ? [t.unproven(r.unproven)] : [])].join(" · ");
}
