import { Checkbox, Stack } from "@mantine/core";
import type { MandateChoice } from "../../api";
import { fr } from "../../i18n/fr";

interface Props {
	choices: readonly MandateChoice[];
	value: readonly number[];
	onChange: (ids: number[]) => void;
	/** Those that cannot be chosen are shown, and why. */
	onlyAble?: boolean;
}

/** The IBANs of one client at one bank that a paper is about. */
export function AccountChoices({ choices, value, onChange, onlyAble }: Props) {
	return (
		<Checkbox.Group
			label={fr.mandates.accounts}
			value={value.map(String)}
			onChange={(ids) => onChange(ids.map(Number))}
		>
			<Stack gap={6} mt={6}>
				{choices.map((c) => (
					<Checkbox
						key={c.accountId}
						size="xs"
						value={String(c.accountId)}
						disabled={onlyAble && !c.able}
						label={`${c.ibanShown} · ${c.mandateName}`}
					/>
				))}
			</Stack>
		</Checkbox.Group>
	);
}
