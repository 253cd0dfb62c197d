import type { PersonRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatInstant } from "../../lib/dates";
import type { Column } from "../../ui/grid/types";
import { Status } from "../../ui/Status";

const t = fr.people;
const firms = (r: PersonRow) =>
	r.profile === "administrateur" ? t.allFirms : r.firmNames.join(", ");
const last = (r: PersonRow) => (r.lastSignInAt ? formatInstant(r.lastSignInAt) : t.never);
const active = (r: PersonRow) => (r.active ? t.active : t.inactive);

/** The columns of « Collaborateurs ». */
export const personColumns: Column<PersonRow>[] = [
	{
		key: "name",
		label: t.name,
		sort: "name",
		min: 170,
		grow: 2,
		cell: (r) => r.name,
		text: (r) => r.name,
	},
	{
		key: "email",
		label: t.email,
		sort: "email",
		min: 190,
		grow: 2,
		cell: (r) => r.email,
		text: (r) => r.email,
	},
	{
		key: "profile",
		label: t.profile,
		sort: "profile",
		min: 130,
		cell: (r) => r.profileName,
		text: (r) => r.profileName,
	},
	{
		key: "firms",
		label: t.firms,
		min: 180,
		grow: 3,
		cell: (r) => firms(r) || <span className="dim">{fr.common.empty}</span>,
		text: (r) => firms(r) || fr.common.empty,
	},
	{
		key: "active",
		label: t.state,
		sort: "active",
		min: 110,
		cell: (r) => <Status kind="person" value={r.active ? "on" : "off"} name={active(r)} />,
		text: active,
	},
	{
		key: "last",
		label: t.lastSignIn,
		sort: "last",
		min: 150,
		cell: (r) => <span className={r.lastSignInAt ? "tabular" : "dim"}>{last(r)}</span>,
		text: last,
	},
];
