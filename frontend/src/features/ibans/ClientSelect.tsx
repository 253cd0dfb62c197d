import { Select } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fr } from "../../i18n/fr";
import { useDebounced } from "../../ui/useDebounced";
import { useClientChoice } from "../clients/queries";

const t = fr.ibans;

interface Props {
	value: number; // 0: none
	name: string; // of the client chosen at first
	onChange: (id: number) => void;
	error?: ReactNode;
}

/** A client among all, searched by the backend as one types. */
export function ClientSelect({ value, name, onChange, error }: Props) {
	const [typed, setTyped] = useState(name);
	const [chosen, setChosen] = useState({ id: value, name });
	const search = useDebounced(typed === chosen.name ? "" : typed);
	const rows = useClientChoice(search).data?.rows ?? [];
	const options = rows.map((r) => ({ value: String(r.id), label: r.name }));
	if (chosen.id > 0 && chosen.name && !rows.some((r) => r.id === chosen.id)) {
		options.unshift({ value: String(chosen.id), label: chosen.name });
	}
	return (
		<Select
			label={t.clientChoice}
			placeholder={t.clientPick}
			searchable
			data={options}
			filter={({ options: all }) => all}
			nothingFoundMessage={t.noClient}
			value={value > 0 ? String(value) : null}
			searchValue={typed}
			onSearchChange={setTyped}
			onChange={(id, option) => {
				setChosen({ id: Number(id ?? 0), name: option?.label ?? "" });
				onChange(Number(id ?? 0));
			}}
			maxDropdownHeight={260}
			error={error}
		/>
	);
}
