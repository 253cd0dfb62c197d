import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { DateField } from "../../ui/DateField";
import { FilterPills } from "../../ui/FilterPills";
import { useSession } from "../session/session";
import { useJournalPeople } from "./queries";

const t = fr.journal;

/** The period, and the filters that are on, each with its cross. */
export function Filters({ filtered }: { filtered: boolean }) {
	const { me } = useSession();
	const { text, list, set, clear } = useParams();
	const people = useJournalPeople().data ?? [];
	const person = (id: string) => people.find((p) => String(p.id) === id)?.name ?? id;
	const firm = (id: string) => me.firms.find((f) => String(f.id) === id)?.name ?? id;
	const on = [
		...list("qui").map((v) => ({ name: "qui", v, label: person(v) })),
		...list("genre").map((v) => ({ name: "genre", v, label: t.families[v] ?? v })),
		...list("cabinet").map((v) => ({ name: "cabinet", v, label: firm(v) })),
		...list("objet").map((v) => ({ name: "objet", v, label: objectLabel(v) })),
	];
	return (
		<>
			<span className="dim">{t.from}</span>
			<DateField ariaLabel={t.from} width={136} value={text("du")} onChange={(du) => set({ du })} />
			<span className="dim">{t.to}</span>
			<DateField ariaLabel={t.to} width={136} value={text("au")} onChange={(au) => set({ au })} />
			<FilterPills on={on} />
			{filtered && <ClearFilters onClear={clear} />}
		</>
	);
}

function objectLabel(value: string): string {
	const [object = "", id = ""] = value.split("-");
	return t.onlyObject(t.objects[object] ?? object, id);
}
