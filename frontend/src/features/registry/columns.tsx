import type { CompanyRow } from "../../api";
import { fr } from "../../i18n/fr";
import type { Column } from "../../ui/grid/types";
import { Status } from "../../ui/Status";

const t = fr.registry;
const shown = (value: string) => value || <span className="dim">{fr.common.empty}</span>;
const fullName = (r: CompanyRow) => (r.acronym ? `${r.name} (${r.acronym})` : r.name);
const city = (r: CompanyRow) => [r.postcode, r.city].filter(Boolean).join(" ");

export const companyColumns: Column<CompanyRow>[] = [
	{
		key: "name",
		label: t.name,
		min: 220,
		grow: 3,
		cell: (r) => shown(fullName(r)),
		text: fullName,
	},
	{
		key: "siren",
		label: t.siren,
		min: 110,
		cell: (r) => <span className="tabular">{r.sirenShown}</span>,
		text: (r) => r.sirenShown,
	},
	{
		key: "form",
		label: t.legalForm,
		min: 120,
		cell: (r) => shown(r.legalForm),
		text: (r) => r.legalForm,
	},
	{ key: "city", label: t.city, min: 180, grow: 2, cell: (r) => shown(city(r)), text: city },
	{
		key: "state",
		label: t.state,
		min: 130,
		cell: (r) => <Status kind="company" value={r.state} name={r.stateName} />,
		text: (r) => r.stateName,
	},
];
