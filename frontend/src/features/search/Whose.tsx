import { Select } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { useDebounced } from "../../ui/useDebounced";
import { useWhose } from "./queries";

const t = fr.search;

interface Props {
	onClient: (id: number) => void;
	onAccount: (id: number) => void;
}

/** Whose operations: a client, or one IBAN, searched as one types. */
export function Whose({ onClient, onAccount }: Props) {
	const [typed, setTyped] = useState("");
	const found = useWhose(useDebounced(typed));
	const data = [
		{
			group: t.clients,
			items: (found.data?.clients ?? []).map((c) => ({ value: `c${c.id}`, label: c.name })),
		},
		{
			group: t.accounts,
			items: (found.data?.accounts ?? []).map((a) => ({
				value: `a${a.id}`,
				label: `${a.ibanShown} · ${a.clientName}`,
			})),
		},
	];
	return (
		<Select
			aria-label={t.whose}
			placeholder={t.whose}
			searchable
			w={210}
			data={data}
			filter={({ options }) => options}
			nothingFoundMessage={typed ? t.whoseNone : t.whoseHint}
			comboboxProps={{ width: 420, position: "bottom-start" }}
			value={null}
			searchValue={typed}
			onSearchChange={setTyped}
			onChange={(key) => {
				if (!key) return;
				(key.startsWith("c") ? onClient : onAccount)(Number(key.slice(1)));
				setTyped("");
			}}
		/>
	);
}
