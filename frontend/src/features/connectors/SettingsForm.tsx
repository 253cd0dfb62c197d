import { Button, Group, Stack, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { useState } from "react";
import type { ApiError, ConnectorDetails, PartnerField } from "../../api";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import classes from "./connectors.module.css";
import { usePickFolder, useSaveConnector } from "./queries";

const t = fr.connectors;
const NAME = "name";

type Values = Record<string, string>;

function valuesOf({ row, partner, settings }: ConnectorDetails): Values {
	const fields = partner.settings.map((f) => [f.key, settings[f.key] || f.default]);
	return { ...Object.fromEntries(fields), [NAME]: row.name };
}

/** The connector's name and what its partner needs to be reached. */
export function SettingsForm({ connector }: { connector: ConnectorDetails }) {
	const { row, partner } = connector;
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<Values>({
		initialValues: valuesOf(connector),
		validate: { [NAME]: (v: string) => (v.trim() ? null : fr.common.required) },
	});
	const save = useSaveConnector((saved) => {
		notify(t.saved);
		form.setInitialValues(valuesOf(saved));
		form.setValues(valuesOf(saved));
	});
	const submit = ({ [NAME]: name = "", ...settings }: Values) => {
		setFailure(null);
		save.mutate(
			{ id: row.id, name: name.trim(), settings, paused: row.paused },
			{ onError: (error) => setFailure(fieldError(form, error)) },
		);
	};
	return (
		<section className={classes.part}>
			<h3 id="settings">{t.settings}</h3>
			<form aria-labelledby="settings" onSubmit={form.onSubmit(submit)} noValidate>
				<Stack gap={12}>
					<TextInput label={t.name} {...form.getInputProps(NAME)} />
					{partner.settings.map((f) => (
						<SettingField key={f.key} field={f} form={form} />
					))}
					{failure && <ErrorNotice error={failure} />}
					<Group>
						<Button
							type="submit"
							variant={form.isDirty() ? "filled" : "default"}
							loading={save.isPending}
						>
							{fr.common.save}
						</Button>
					</Group>
				</Stack>
			</form>
		</section>
	);
}

interface FieldProps {
	field: PartnerField;
	form: UseFormReturnType<Values>;
}

function SettingField({ field, form }: FieldProps) {
	const pick = usePickFolder((folder) => form.setFieldValue(field.key, folder));
	const input = (
		<TextInput
			style={{ flex: 1 }}
			label={field.required ? field.label : `${field.label} (${fr.common.optional})`}
			description={field.help}
			type={field.kind === "url" ? "url" : "text"}
			spellCheck={false}
			{...form.getInputProps(field.key)}
		/>
	);
	if (field.kind !== "folder") return input;
	return (
		<Group gap={8} align="flex-end" wrap="nowrap">
			{input}
			<Button
				variant="default"
				onClick={() => pick.mutate(undefined, { onError: notifyError })}
				style={{ alignSelf: form.errors[field.key] ? "center" : undefined }}
			>
				{fr.common.browse}
			</Button>
		</Group>
	);
}
