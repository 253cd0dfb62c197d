import type { WaitRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { Dots } from "../../ui/Dots";
import { choiceColumn } from "../../ui/grid/choiceColumn";
import type { Column } from "../../ui/grid/types";
import type { Selection } from "../../ui/grid/useSelection";
import classes from "./mandates.module.css";

const t = fr.mandates;

export const waitColumns: Column<WaitRow>[] = [
	{
		key: "client",
		label: fr.ibans.client,
		min: 150,
		grow: 2,
		cell: (r) => r.clientName,
		text: (r) => [r.clientName, r.firmName].join(" · "),
	},
	{
		key: "iban",
		label: fr.ibans.iban,
		min: 252,
		cell: (r) => <span className="tabular">{r.ibanShown}</span>,
		text: (r) => r.ibanShown,
	},
	{
		key: "bank",
		label: fr.ibans.bank,
		min: 120,
		grow: 1,
		cell: (r) => r.bank,
		text: (r) => r.bank,
	},
	{
		key: "status",
		label: fr.ibans.status,
		min: 216,
		cell: (r) => (
			<span className={classes.status}>
				<Dots dots={r.dots} mandate={r.status} name={r.name} />
				<span aria-hidden>{r.name}</span>
			</span>
		),
		text: (r) => r.name,
	},
	{ key: "who", label: t.who, min: 84, cell: (r) => r.whoName, text: (r) => r.whoName },
	{
		key: "days",
		label: t.days,
		min: 78,
		align: "right",
		cell: (r) => <span title={t.since(formatDay(r.since))}>{formatCount(r.days)}</span>,
		text: (r) => String(r.days),
	},
	{
		key: "reminder",
		label: t.reminders,
		min: 132,
		cell: (r) => (
			<>
				{r.due ? (
					<strong className={classes.late}>{t.due}</strong>
				) : (
					<span className="dim">{r.remindedOn ? t.remindedOn(formatDay(r.remindedOn)) : ""}</span>
				)}
			</>
		),
		text: (r) =>
			[r.due ? t.due : "", r.remindedOn && t.remindedOn(formatDay(r.remindedOn))]
				.filter(Boolean)
				.join(" · "),
	},
];

/** The boxes that choose lines. */
export const choices = (selection: Selection<WaitRow>, loaded: readonly WaitRow[]) =>
	choiceColumn<WaitRow>({
		selection,
		loaded,
		rowKey: (r) => r.accountId,
		allName: fr.ibans.selectAll,
		name: (r) => fr.ibans.selectRow(r.ibanShown),
	});
