import { Fieldset, Group, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ClientForm } from "../../api";
import { fr } from "../../i18n/fr";

const t = fr.clients;

interface Props {
	form: UseFormReturnType<ClientForm>;
	readOnly: boolean;
}

/** Where the client is and who signs for them: what a mandate says of them. */
export function ContactFields({ form, readOnly }: Props) {
	return (
		<Fieldset legend={<strong>{t.contact}</strong>} variant="unstyled" m={0} p={0}>
			<Stack gap={12}>
				<p className="dim">{t.contactHelp}</p>
				<TextInput
					label={t.signatoryName}
					readOnly={readOnly}
					{...form.getInputProps("signatoryName")}
				/>
				<TextInput
					label={t.signatoryQuality}
					readOnly={readOnly}
					{...form.getInputProps("signatoryQuality")}
				/>
				<TextInput label={t.email} readOnly={readOnly} {...form.getInputProps("email")} />
				<TextInput label={t.address} readOnly={readOnly} {...form.getInputProps("address")} />
				<Group gap={8} wrap="nowrap" align="flex-start">
					<TextInput
						w={120}
						label={t.postcode}
						readOnly={readOnly}
						{...form.getInputProps("postcode")}
					/>
					<TextInput
						style={{ flex: 1 }}
						label={t.city}
						readOnly={readOnly}
						{...form.getInputProps("city")}
					/>
				</Group>
			</Stack>
		</Fieldset>
	);
}
