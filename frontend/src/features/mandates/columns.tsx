import { Checkbox } from "@mantine/core";
import type { WaitRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { Dots } from "../../ui/Dots";
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
export function choiceColumn(selection: Selection, all: readonly WaitRow[]): Column<WaitRow> {
	const every = all.length > 0 && all.every((r) => selection.selected.has(r.accountId));
	return {
		key: "choice",
		label: "",
		header: (
			<Checkbox
				size="xs"
				aria-label={fr.ibans.selectAll}
				checked={every}
				indeterminate={!every && selection.selected.size > 0}
				onChange={() => (every ? selection.clear() : selection.choose(all.map((r) => r.accountId)))}
			/>
		),
		min: 32,
		cell: (r) => (
			<Checkbox
				size="xs"
				tabIndex={-1}
				aria-label={fr.ibans.selectRow(r.ibanShown)}
				checked={selection.selected.has(r.accountId)}
				onChange={() => selection.toggle(r.accountId)}
			/>
		),
		text: () => "",
	};
}
