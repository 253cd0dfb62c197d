import { Select } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { formatIban, normalizeIban } from "../../lib/iban";
import { useDebounced } from "../../ui/useDebounced";
import { useAccountChoice } from "./queries";

const t = fr.imports.answer;

interface Props {
	value: string; // IBAN without spaces, "": none
	onChange: (iban: string) => void;
	label?: string;
	clearable?: boolean;
}

/** An IBAN among all, searched by the backend as one types; a whole unknown one may be typed. */
export function AccountPicker({ value, onChange, label = t.accountLabel, clearable }: Props) {
	const [typed, setTyped] = useState(value ? formatIban(value) : "");
	const [chosen, setChosen] = useState(typed);
	const search = useDebounced(typed === chosen ? "" : typed);
	const found = useAccountChoice(search);
	const rows = found.data?.rows ?? [];
	const known = rows.map((r) => ({ value: r.iban, label: `${r.ibanShown} · ${r.clientName}` }));
	const whole = wholeIban(typed);
	const option = (iban: string) => {
		const sure = iban !== value && search === typed && !found.isFetching;
		const label = sure ? t.accountUnknown(formatIban(iban)) : formatIban(iban);
		return known.find((o) => o.value === iban) ?? { value: iban, label };
	};
	// A whole IBAN is that one, never the first of a list that is still being read.
	const options = whole ? [option(whole)] : known;
	if (value && !options.some((o) => o.value === value)) options.push(option(value));
	return (
		<Select
			label={label}
			placeholder={t.accountPick}
			searchable
			clearable={clearable}
			data={options}
			filter={({ options: all }) => all}
			nothingFoundMessage={t.accountNone}
			value={value || null}
			searchValue={typed}
			onSearchChange={setTyped}
			onChange={(iban, picked) => {
				setChosen(picked?.label ?? "");
				onChange(iban ?? "");
			}}
			maxDropdownHeight={220}
			style={{ maxWidth: 520 }}
		/>
	);
}

/** What is typed when it has the form of a whole IBAN; the backend checks its key. */
function wholeIban(typed: string): string {
	const iban = normalizeIban(typed);
	return /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(iban) ? iban : "";
}
