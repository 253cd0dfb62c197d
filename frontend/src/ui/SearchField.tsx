import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { fr } from "../i18n/fr";
import { useKeys } from "./useKeys";

interface Props {
	value: string;
	onChange: (value: string) => void;
	placeholder: string;
}

/** The search of a list: « / » goes to it, Escape empties it. */
export function SearchField({ value, onChange, placeholder }: Props) {
	const input = useRef<HTMLInputElement>(null);
	const [text, type] = useTyped(value, onChange);
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
			maw={310}
			styles={{ input: { textOverflow: "ellipsis" } }}
			value={text}
			onChange={(event) => type(event.currentTarget.value)}
			onKeyDown={(event) => {
				if (event.key !== "Escape") return;
				if (text) {
					event.stopPropagation();
					type("");
				} else event.currentTarget.blur();
			}}
			leftSection={<IconSearch size={15} aria-hidden />}
			rightSection={
				text && <CloseButton size="sm" aria-label={fr.common.clear} onClick={() => type("")} />
			}
		/>
	);
}

/**
 * What is typed, shown at once: the address that keeps it follows a moment later, and letters
 * typed meanwhile would be lost. What comes from elsewhere (back, « Effacer les filtres ») is
 * taken over.
 */
function useTyped(value: string, onChange: (value: string) => void) {
	const [text, setText] = useState(value);
	const sent = useRef<string[]>([]); // on their way to the address
	useEffect(() => {
		const at = sent.current.indexOf(value);
		sent.current.splice(0, at + 1);
		if (at < 0) {
			sent.current = [];
			setText(value);
		}
	}, [value]);
	const type = (next: string) => {
		setText(next);
		sent.current.push(next);
		onChange(next);
	};
	return [text, type] as const;
}
