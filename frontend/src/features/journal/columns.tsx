import type { ReactNode } from "react";
import type { JournalRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import type { Column } from "../../ui/grid/types";
import { ObjectLink } from "./ObjectLink";

const t = fr.journal;

interface Filters {
	who: ReactNode;
	family: ReactNode;
	firm: ReactNode;
}

export function journalColumns(f: Filters): Column<JournalRow>[] {
	return [
		{
			key: "at",
			label: t.at,
			min: 148,
			cell: (r) => <span className="tabular">{formatInstant(r.at)}</span>,
			text: (r) => formatInstant(r.at),
		},
		{
			key: "who",
			label: t.who,
			filter: f.who,
			min: 140,
			grow: 1,
			cell: (r) => r.who,
			text: (r) => r.who,
		},
		{
			key: "said",
			label: t.said,
			filter: f.family,
			min: 300,
			grow: 4,
			cell: (r) => r.said,
			text: (r) => r.said,
		},
		{
			key: "object",
			label: t.object,
			min: 150,
			grow: 1,
			cell: (r) => <ObjectLink row={r} inList />,
			text: (r) => (r.objectId === 0 ? "" : r.objectName || t.erased),
		},
		{
			key: "firm",
			label: t.firm,
			filter: f.firm,
			min: 110,
			grow: 1,
			cell: (r) => r.firmName,
			text: (r) => r.firmName,
		},
	];
}
