import type { ReactNode } from "react";
import type { FoundOperation } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { currencySign, plainAmount } from "../../lib/money";
import { Amount } from "../../ui/Amount";
import type { Column } from "../../ui/grid/types";

const t = fr.search;

interface Filters {
	firm: ReactNode;
	bank: ReactNode;
	code: ReactNode;
	side: ReactNode;
}

export function foundColumns(f: Filters): Column<FoundOperation>[] {
	const plain = (
		key: "label" | "reference" | "clientName" | "ibanShown" | "bank" | "firmName",
		label: string,
		more: Partial<Column<FoundOperation>>,
	): Column<FoundOperation> => ({
		...{ key, label, min: 100, cell: (r) => r[key], text: (r) => r[key] },
		...more,
	});
	return [
		{
			key: "bookedOn",
			label: t.bookedOn,
			min: 96,
			cell: (r) => <span className="tabular">{formatDay(r.bookedOn)}</span>,
			text: (r) => formatDay(r.bookedOn),
		},
		plain("clientName", t.client, { filter: f.firm, min: 130, grow: 2 }),
		plain("bank", t.bank, { filter: f.bank, min: 100, grow: 1 }),
		plain("label", t.label, { filter: f.code, min: 220, grow: 4 }),
		plain("reference", t.reference, { min: 90, grow: 1 }),
		{
			key: "amount",
			label: t.amount,
			filter: f.side,
			min: 130,
			align: "right",
			cell: (r) => (
				<>
					<Amount minor={r.amount} decimals={r.decimals} />{" "}
					<span className="dim">{currencySign(r.currency)}</span>
				</>
			),
			text: (r) => plainAmount(r.amount, r.decimals),
		},
		plain("ibanShown", t.iban, { min: 250, hidden: true }),
		plain("firmName", fr.common.firm, { min: 110, grow: 1, hidden: true }),
	];
}
