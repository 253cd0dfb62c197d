import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { ClearFilters } from "../../ui/ClearFilters";
import { DateField } from "../../ui/DateField";
import { FilterPills } from "../../ui/FilterPills";

const t = fr.statements;

/** The period, and the filters that are on, each with its cross. */
export function Filters({ filtered }: { filtered: boolean }) {
	const { text, list, set, clear } = useParams();
	const on = [
		...list("etat").map((v) => ({ name: "etat", v, label: fr.states[v] ?? v })),
		...list("place").map((v) => ({ name: "place", v, label: fr.places[v] ?? v })),
		...list("revue").map((v) => ({ name: "revue", v, label: fr.review.marks[v] ?? v })),
		...list("compte").map((v) => ({ name: "compte", v, label: t.onlyAccount })),
		...list("fichier").map((v) => ({ name: "fichier", v, label: t.onlyFile })),
	];
	return (
		<>
			<span className="dim">{t.endsFrom}</span>
			<DateField
				ariaLabel={t.endsFrom}
				width={136}
				value={text("du")}
				onChange={(du) => set({ du })}
			/>
			<span className="dim">{t.endsTo}</span>
			<DateField
				ariaLabel={t.endsTo}
				width={136}
				value={text("au")}
				onChange={(au) => set({ au })}
			/>
			<FilterPills on={on} />
			{filtered && <ClearFilters onClear={clear} />}
		</>
	);
}
