import { useParams } from "../../data/useParams";
import { fr } from "../../i18n/fr";
import { FilterMenu } from "../../ui/FilterMenu";
import { useFirmFilter } from "../session/FirmFilter";
import { useChoices } from "./queries";

const t = fr.search;

/** The filters in the headers of the list. */
export function useSearchFilters() {
	const { list, set } = useParams();
	const choices = useChoices().data;
	const chosen = (column: string, name: string, among: { key: string; name: string }[]) => (
		<FilterMenu
			column={column}
			choices={among.map((c) => ({ value: c.key, label: c.name }))}
			value={list(name)}
			onChange={(to) => set({ [name]: to })}
		/>
	);
	return {
		firm: useFirmFilter(),
		bank: chosen(t.bank, "banque", choices?.banks ?? []),
		code: chosen(t.code, "code", choices?.codes ?? []),
		side: (
			<FilterMenu
				column={t.side}
				choices={Object.entries(t.sides).map(([value, label]) => ({ value, label }))}
				value={list("sens")}
				onChange={(to) => set({ sens: to.slice(-1) })}
			/>
		),
	};
}
