import type { RosterLine } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import type { Column } from "../../ui/grid/types";
import { Status } from "../../ui/Status";

const t = fr.roster;
const shown = (value: string) => value || <span className="dim">{fr.common.empty}</span>;
const what = (r: RosterLine) => [...r.sentences, ...r.notices].join(" ");

/** The columns of the preview. */
export function rosterColumns(severalFirms: boolean): Column<RosterLine>[] {
	const firm: Column<RosterLine> = {
		key: "firm",
		label: t.firmColumn,
		min: 130,
		grow: 1,
		cell: (r) => shown(r.firmName),
		text: (r) => r.firmName,
	};
	return [
		{
			key: "line",
			label: t.line,
			min: 60,
			align: "right",
			cell: (r) => formatCount(r.line),
			text: (r) => String(r.line),
		},
		{
			key: "verdict",
			label: t.verdictColumn,
			min: 110,
			cell: (r) => <Status kind="line" value={r.verdict} name={r.verdictName} />,
			text: (r) => r.verdictName,
		},
		{
			key: "client",
			label: t.client,
			min: 160,
			grow: 1,
			cell: (r) => shown(r.clientName),
			text: (r) => r.clientName,
		},
		{
			key: "iban",
			label: t.iban,
			min: 252,
			cell: (r) => <span className="tabular">{shown(r.iban)}</span>,
			text: (r) => r.iban,
		},
		...(severalFirms ? [firm] : []),
		{
			key: "what",
			label: t.what,
			min: 260,
			grow: 4,
			cell: (r) => <span title={what(r)}>{what(r)}</span>,
			text: what,
		},
	];
}
