import type { ReactNode } from "react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatPeriod, shortPeriod } from "../../lib/dates";
import { amountColumn, currencySign, plainAmount } from "../../lib/money";
import { Amount } from "../../ui/Amount";
import type { Column } from "../../ui/grid/types";
import { Status } from "../../ui/Status";
import { MarkCell } from "../review/MarkCell";

const t = fr.statements;

interface Options {
	firm: ReactNode;
	state: ReactNode;
	place: ReactNode;
	mark: ReactNode;
	/** The currency of every row loaded, "" when they differ. */
	currency: string;
	/** The characters of the longest amount loaded. */
	longest: number;
}

export function statementColumns({
	firm,
	state,
	place,
	mark,
	currency,
	longest,
}: Options): Column<StatementRow>[] {
	const amount = (key: "opening" | "credits" | "debits" | "closing"): Column<StatementRow> => {
		// The total of debits is negative; under « Débits » it shows without a minus.
		const minor = (r: StatementRow) => (key === "debits" ? Math.abs(r.debits) : r[key]);
		return {
			key,
			label: currency ? t.inCurrency(t[key], currencySign(currency)) : t[key],
			min: amountColumn(longest + (currency ? 0 : 4)),
			align: "right",
			cell: (r) => (
				<>
					<Amount minor={minor(r)} decimals={r.decimals} />
					{!currency && <span className="dim"> {currencySign(r.currency)}</span>}
				</>
			),
			text: (r) => {
				const value = minor(r);
				return value == null ? "" : plainAmount(value, r.decimals);
			},
		};
	};
	return [
		{ key: "bank", label: t.bank, min: 78, grow: 1, cell: (r) => r.bank, text: (r) => r.bank },
		{
			key: "client",
			label: t.client,
			filter: firm,
			min: 104,
			grow: 2,
			cell: (r) =>
				r.clientName || (
					<span className="dim">
						{t.unknownClient} · {r.ibanShown}
					</span>
				),
			text: (r) =>
				[r.clientName || t.unknownClient, r.ibanShown, r.firmName].filter(Boolean).join(" · "),
		},
		{
			key: "period",
			label: t.period,
			min: 140,
			cell: (r) => <span className="tabular">{shortPeriod(r.startOn, r.endOn)}</span>,
			text: (r) => formatPeriod(r.startOn, r.endOn),
		},
		amount("opening"),
		amount("credits"),
		amount("debits"),
		amount("closing"),
		{
			key: "state",
			label: t.state,
			filter: state,
			min: 122,
			cell: (r) => <Status kind="state" value={r.state} name={r.stateName} />,
			text: (r) => r.stateName,
		},
		{
			key: "place",
			label: t.place,
			filter: place,
			min: 150,
			cell: (r) => (
				<Status kind="place" value={r.place} name={r.placeName} title={r.reason || r.placeName} />
			),
			text: (r) => (r.reason ? `${r.placeName} : ${r.reason}` : r.placeName),
		},
		{
			key: "mark",
			label: fr.review.column,
			filter: mark,
			min: 100,
			cell: (r) => <MarkCell row={r} />,
			text: (r) => [r.mark && r.markName, r.note].filter(Boolean).join(" : "),
		},
	];
}
