import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { fr } from "../i18n/fr";
import { useKeys } from "./useKeys";

interface Props {
	value: string;
	onChange: (value: string) => void;
	placeholder: string;
	/** It is what the screen is for. */
	wide?: boolean;
}

/** The search of a list: « / » goes to it, Escape empties it. */
export function SearchField({ value, onChange, placeholder, wide }: Props) {
	const input = useRef<HTMLInputElement>(null);
	useKeys({ "/": () => input.current?.select() ?? input.current?.focus() });
	return (
		<TextInput
			ref={input}
			type="search"
			role="searchbox"
			aria-label={placeholder}
			placeholder={placeholder}
			title={placeholder}
			flex="1 1 150px"
			maw={wide ? 560 : 310}
			styles={{ input: { textOverflow: "ellipsis" } }}
			value={value}
			onChange={(event) => onChange(event.currentTarget.value)}
			onKeyDown={(event) => {
				if (event.key !== "Escape") return;
				if (value) {
					event.stopPropagation();
					onChange("");
				} else event.currentTarget.blur();
			}}
			leftSection={<IconSearch size={15} aria-hidden />}
			rightSection={
				value && <CloseButton size="sm" aria-label={fr.common.clear} onClick={() => onChange("")} />
			}
		/>
	);
}
