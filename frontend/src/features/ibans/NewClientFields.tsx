import { NativeSelect, TextInput } from "@mantine/core";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import type { useIbanForm } from "./useIbanForm";

const t = fr.clients;

/** The client that is created with its IBAN. */
export function NewClientFields({ form }: { form: ReturnType<typeof useIbanForm>["form"] }) {
	const { me } = useSession();
	return (
		<>
			<TextInput label={t.name} {...form.getInputProps("name")} />
			<TextInput label={`${t.siret} (${fr.common.optional})`} {...form.getInputProps("siret")} />
			<TextInput
				label={`${t.reference} (${fr.common.optional})`}
				{...form.getInputProps("reference")}
			/>
			{me.firms.length > 1 && (
				<NativeSelect
					label={t.firm}
					data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
					value={String(form.values.firmId)}
					onChange={(event) => form.setFieldValue("firmId", Number(event.currentTarget.value))}
					error={form.errors.firmId}
				/>
			)}
		</>
	);
}
