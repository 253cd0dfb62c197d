import { IconMessage2 } from "@tabler/icons-react";
import type { OperationRow, StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { currencySign, formatAmount, plainAmount } from "../../lib/money";
import { Amount } from "../../ui/Amount";
import type { Column } from "../../ui/grid/types";
import classes from "./statement.module.css";

const t = fr.statement;

/** The operations as a ledger: debit and credit apart, the balance after each. */
export function operationColumns({ currency, decimals }: StatementRow): Column<OperationRow>[] {
	const withSign = (label: string) => fr.statements.inCurrency(label, currencySign(currency));
	const side = (label: string, of: (o: OperationRow) => number | null): Column<OperationRow> => ({
		key: label,
		label: withSign(label),
		min: 108,
		align: "right",
		cell: (o) => {
			const minor = of(o);
			return minor === null ? "" : formatAmount(minor, decimals);
		},
		text: (o) => {
			const minor = of(o);
			return minor === null ? "" : plainAmount(minor, decimals);
		},
	});
	return [
		{
			key: "date",
			label: t.date,
			min: 92,
			cell: (o) => day(o.bookedOn),
			text: (o) => formatDay(o.bookedOn),
		},
		{
			key: "value",
			label: t.value,
			min: 92,
			cell: (o) => day(o.valueOn),
			text: (o) => formatDay(o.valueOn),
		},
		{
			key: "code",
			label: t.code,
			min: 54,
			cell: (o) => <span title={o.codeMeaning}>{o.code}</span>,
			text: (o) => [o.code, o.codeMeaning].filter(Boolean).join(" "),
		},
		{ key: "label", label: t.label, min: 240, grow: 3, cell: label, text: (o) => o.label },
		{
			key: "reference",
			label: t.reference,
			min: 100,
			grow: 1,
			cell: (o) => o.reference,
			text: (o) => o.reference,
		},
		side(t.debit, (o) => (o.amount < 0 ? -o.amount : null)),
		side(t.credit, (o) => (o.amount >= 0 ? o.amount : null)),
		{
			key: "balance",
			label: withSign(t.balance),
			min: 116,
			align: "right",
			cell: (o) => o.balanceAfter != null && <Amount minor={o.balanceAfter} decimals={decimals} />,
			text: (o) => (o.balanceAfter == null ? "" : plainAmount(o.balanceAfter, decimals)),
		},
	];
}

const day = (iso: string) => <span className="tabular">{formatDay(iso)}</span>;

function label(o: OperationRow) {
	return (
		<span className={o.own ? undefined : classes.notOwn}>
			{o.label}
			{o.details.length > 0 && (
				<IconMessage2
					size={13}
					aria-hidden
					style={{ marginLeft: 6, verticalAlign: -2 }}
					opacity={0.6}
				/>
			)}
		</span>
	);
}
