import { Button, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { fr } from "../../i18n/fr";
import { proposePassword } from "../../lib/password";

const t = fr.people;

interface Props {
	label: string;
	value: string;
	onChange: (value: string) => void;
	error?: ReactNode;
}

/** A password for somebody else: proposed, or typed; it is readable, to be handed over. */
export function PasswordChoice({ label, value, onChange, error }: Props) {
	return (
		<TextInput
			label={label}
			description={t.passwordHelp}
			autoComplete="off"
			spellCheck={false}
			value={value}
			onChange={(event) => onChange(event.currentTarget.value)}
			error={error}
			rightSectionWidth={96}
			rightSection={
				<Button size="compact-xs" variant="subtle" onClick={() => onChange(proposePassword())}>
					{t.propose}
				</Button>
			}
		/>
	);
}
