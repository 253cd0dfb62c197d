import type { ReactNode } from "react";
import type { CoverageRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatDay } from "../../lib/dates";
import type { Column } from "../../ui/grid/types";
import { Status } from "../../ui/Status";
import { Days, daysInWords } from "./Days";

const t = fr.coverage;

export function coverageColumns(from: string, firm: ReactNode): Column<CoverageRow>[] {
	return [
		{
			key: "client",
			label: t.client,
			filter: firm,
			min: 140,
			grow: 2,
			cell: (r) => r.clientName,
			text: (r) => r.clientName,
		},
		{
			key: "iban",
			label: t.iban,
			min: 264,
			cell: (r) => <span className="tabular">{r.ibanShown}</span>,
			text: (r) => r.ibanShown,
		},
		{
			key: "bank",
			label: t.bank,
			min: 100,
			hidden: true,
			cell: (r) => r.bank,
			text: (r) => r.bank,
		},
		{
			key: "last",
			label: t.last,
			min: 112,
			cell: (r) => <span className="tabular">{r.lastOn ? formatDay(r.lastOn) : t.never}</span>,
			text: (r) => (r.lastOn ? formatDay(r.lastOn) : t.never),
		},
		{
			key: "rhythm",
			label: t.rhythm,
			min: 170,
			cell: (r) =>
				r.late > 0 ? (
					<Status kind="certainty" value="broken" name={t.lateBy(r.late)} title={r.rhythm} />
				) : (
					r.rhythm
				),
			text: (r) => [r.rhythm, r.late > 0 ? t.lateBy(r.late) : ""].filter(Boolean).join(" : "),
		},
		{
			key: "days",
			label: t.days,
			min: 240,
			grow: 4,
			cell: (r) => <Days days={r.days} from={from} />,
			text: (r) => daysInWords(r.days, from),
		},
	];
}
