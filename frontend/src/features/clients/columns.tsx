import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ClientRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatCount } from "../../lib/money";
import { formatSiret } from "../../lib/siret";
import type { Column } from "../../ui/grid/types";

const t = fr.clients;
const text = (value: string) => value || fr.common.empty;
const shown = (value: string) => value || <span className="dim">{fr.common.empty}</span>;

interface Filters {
	firm: ReactNode;
	responsable: ReactNode;
}

export function clientColumns(filters: Filters): Column<ClientRow>[] {
	return [
		{
			key: "name",
			label: t.name,
			sort: "name",
			min: 220,
			grow: 3,
			cell: name,
			text: (r) => r.name,
		},
		{
			key: "siret",
			label: t.siret,
			sort: "siret",
			min: 150,
			cell: (r) => <span className="tabular">{shown(formatSiret(r.siret))}</span>,
			text: (r) => text(formatSiret(r.siret)),
		},
		{
			key: "reference",
			label: t.reference,
			sort: "reference",
			min: 150,
			grow: 1,
			cell: (r) => shown(r.reference),
			text: (r) => text(r.reference),
		},
		{
			key: "firm",
			label: t.firm,
			sort: "firm",
			filter: filters.firm,
			min: 170,
			grow: 2,
			cell: (r) => r.firmName,
			text: (r) => r.firmName,
		},
		{
			key: "responsable",
			label: fr.portfolio.responsable,
			sort: "responsable",
			filter: filters.responsable,
			min: 140,
			grow: 1,
			cell: (r) => shown(r.responsable),
			text: (r) => text(r.responsable),
		},
		{
			key: "accounts",
			label: t.accounts,
			sort: "accounts",
			min: 96,
			align: "right",
			cell: (r) => formatCount(r.accounts),
			text: (r) => String(r.accounts),
		},
		...more,
	];
}

/** What else is known of a client, for those who ask for it. */
const more: Column<ClientRow>[] = [
	{ key: "standIn", label: fr.portfolio.standIn, min: 130, value: (r: ClientRow) => r.standIn },
	{ key: "city", label: t.city, min: 130, grow: 1, value: (r: ClientRow) => r.city },
	{ key: "email", label: t.email, min: 170, grow: 1, value: (r: ClientRow) => r.email },
	{
		key: "signatory",
		label: t.signatoryName,
		min: 150,
		grow: 1,
		value: (r: ClientRow) => r.signatoryName,
	},
].map(({ value, ...column }) => ({
	...column,
	hidden: true,
	cell: (r) => shown(value(r)),
	text: (r) => text(value(r)),
}));

function name(r: ClientRow) {
	if (!r.confidential) return r.name;
	return (
		<>
			{r.name}{" "}
			<span className="dim">
				<IconLock size={13} aria-hidden style={{ verticalAlign: -2 }} />{" "}
				{fr.portfolio.confidentialShort}
			</span>
		</>
	);
}
