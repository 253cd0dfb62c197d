import type { ReactNode } from "react";
import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant, formatPeriod, formatRecent, shortPeriod } from "../../lib/dates";
import { formatCount } from "../../lib/money";
import { choiceColumn } from "../../ui/grid/choiceColumn";
import type { Column } from "../../ui/grid/types";
import type { Selection } from "../../ui/grid/useSelection";
import { Status } from "../../ui/Status";

const t = fr.deliveries;

interface Filters {
	firm: ReactNode;
	connector: ReactNode;
	state: ReactNode;
}

export function deliveryColumns(f: Filters): Column<DeliveryRow>[] {
	return [
		{
			key: "client",
			label: t.client,
			filter: f.firm,
			min: 130,
			grow: 2,
			cell: (r) => r.clientName,
			text: (r) => [r.clientName, r.ibanShown, r.firmName].filter(Boolean).join(" · "),
		},
		{
			key: "period",
			label: t.period,
			min: 146,
			cell: (r) => <span className="tabular">{shortPeriod(r.startOn, r.endOn)}</span>,
			text: (r) => formatPeriod(r.startOn, r.endOn),
		},
		{
			key: "connector",
			label: t.connector,
			filter: f.connector,
			min: 112,
			grow: 1,
			cell: (r) => r.connectorName,
			text: (r) => r.connectorName,
		},
		{
			key: "state",
			label: t.state,
			filter: f.state,
			min: 188,
			grow: 1,
			cell: (r) => <Status kind="delivery" value={r.state} name={r.stateName} />,
			text: (r) => r.stateName,
		},
		{
			key: "message",
			label: t.message,
			min: 174,
			grow: 3,
			cell: (r) => r.message || <span className="dim">{r.code}</span>,
			text: (r) => [r.message, r.hint, r.code].filter(Boolean).join(" "),
		},
		{
			key: "tries",
			label: t.tries,
			min: 60,
			align: "right",
			cell: (r) => formatCount(r.tries),
			text: (r) => String(r.tries),
		},
		{
			key: "next",
			label: t.next,
			min: 132,
			cell: (r) => <span className="tabular">{r.nextTryAt ? formatRecent(r.nextTryAt) : ""}</span>,
			text: (r) => (r.nextTryAt ? formatInstant(r.nextTryAt) : ""),
		},
	];
}

/** The boxes that choose lines. */
export const choices = (selection: Selection<DeliveryRow>, loaded: readonly DeliveryRow[]) =>
	choiceColumn<DeliveryRow>({
		selection,
		loaded,
		rowKey: (r) => r.id,
		allName: t.selectAll,
		name: (r) => t.selectRow(`${r.clientName} ${formatPeriod(r.startOn, r.endOn)}`),
	});
