import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatSiret } from "../../lib/siret";
import { Dots } from "../../ui/Dots";
import { choiceColumn } from "../../ui/grid/choiceColumn";
import type { Column } from "../../ui/grid/types";
import type { Selection } from "../../ui/grid/useSelection";
import { ConnectorChoice } from "./ConnectorChoice";
import classes from "./ibans.module.css";
import { RowMenu } from "./RowMenu";

const t = fr.ibans;
const text = (value: string) => value || fr.common.empty;
const shown = (value: string) => value || <span className="dim">{fr.common.empty}</span>;

interface Filters {
	firm: ReactNode;
	status: ReactNode;
	connector: ReactNode;
	responsable: ReactNode;
}

interface Options {
	filters: Filters;
	onApprove?: (row: AccountRow) => void;
	/** The IBAN whose connector is being chosen, 0 for none. */
	choosing: number;
	onChoosing: (id: number) => void;
	/** Whether there is room for more than the FAQ's columns. */
	wide: boolean;
}

/** The columns of the FAQ, in its order; « Responsable » beside the firm where there is room. */
export function accountColumns({
	filters: f,
	onApprove,
	choosing,
	onChoosing,
	wide,
}: Options): Column<AccountRow>[] {
	return [
		{
			key: "iban",
			label: t.iban,
			sort: "iban",
			min: 234,
			cell: (r) => <span className={classes.number}>{r.ibanShown}</span>,
			text: (r) => r.ibanShown,
		},
		{
			key: "bank",
			label: t.bank,
			min: 60,
			grow: 1,
			cell: (r) => shown(r.bank),
			text: (r) => text(r.bank),
		},
		{
			key: "client",
			label: t.client,
			sort: "client",
			min: 122,
			grow: 2,
			cell: (r) => r.clientName,
			text: (r) => r.clientName,
		},
		{
			key: "reference",
			label: t.reference,
			min: 84,
			cell: (r) => shown(r.reference),
			text: (r) => text(r.reference),
		},
		{
			key: "siret",
			label: t.siret,
			min: 132,
			cell: (r) => <span className={classes.number}>{shown(formatSiret(r.siret))}</span>,
			text: (r) => text(formatSiret(r.siret)),
		},
		{
			key: "firm",
			label: t.firm,
			filter: f.firm,
			min: 84,
			grow: 1,
			cell: (r) => r.firmName,
			text: (r) => r.firmName,
		},
		responsableColumn(f.responsable, wide),
		{
			key: "status",
			label: t.status,
			filter: f.status,
			min: 78,
			cell: (r) => <Dots dots={r.dots} mandate={r.mandate} name={r.mandateName} />,
			text: (r) => r.mandateName,
		},
		{
			key: "connector",
			label: t.connector,
			filter: f.connector,
			min: 178,
			cell: (r) => (
				<ConnectorChoice
					row={r}
					opened={choosing === r.id}
					onOpened={(on) => onChoosing(on ? r.id : 0)}
				/>
			),
			text: (r) => r.connectorName || t.noConnector,
		},
		...more,
		{
			key: "menu",
			label: "",
			header: <VisuallyHidden>{fr.common.actions}</VisuallyHidden>,
			min: 36,
			cell: (r) => <RowMenu row={r} onApprove={onApprove} />,
			text: () => "",
		},
	];
}

const responsableColumn = (filter: ReactNode, wide: boolean): Column<AccountRow> => ({
	key: "responsable",
	label: fr.portfolio.responsable,
	sort: "responsable",
	filter: wide && filter,
	hidden: !wide,
	min: 130,
	grow: 1,
	cell: (r) => shown(r.responsable),
	text: (r) => text(r.responsable),
});

/** What else is known of an IBAN, for those who ask for it. */
const more: Column<AccountRow>[] = [
	{ key: "holder", label: t.holder, min: 150, grow: 1, value: (r: AccountRow) => r.holder },
	{
		key: "since",
		label: t.statusSince,
		min: 96,
		value: (r: AccountRow) => formatDay(r.mandateSince),
	},
	{
		key: "from",
		label: t.collectFrom,
		min: 96,
		value: (r: AccountRow) => formatDay(r.collectFrom),
	},
	{ key: "ledger", label: t.ledger, min: 90, value: (r: AccountRow) => r.ledgerAccount },
	{ key: "journal", label: t.journal, min: 80, value: (r: AccountRow) => r.journalCode },
	{ key: "last", label: t.lastStatement, min: 96, value: (r: AccountRow) => formatDay(r.lastOn) },
].map(({ value, ...column }) => ({
	...column,
	hidden: true,
	cell: (r) => shown(value(r)),
	text: (r) => text(value(r)),
}));

/** The boxes that choose rows, before the FAQ's columns. */
export const choices = (selection: Selection<AccountRow>, loaded: readonly AccountRow[]) =>
	choiceColumn<AccountRow>({
		selection,
		loaded,
		rowKey: (r) => r.id,
		allName: t.selectAll,
		name: (r) => t.selectRow(r.ibanShown),
	});
