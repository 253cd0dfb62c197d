import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { ApiError, ConnectorDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { asked } from "./asked";
import classes from "./connectors.module.css";
import { useSaveConnector } from "./queries";
import { SettingField, SettledField, type Values } from "./SettingField";
import { wordsOf } from "./words";

const t = fr.connectors;
const NAME = "name";

/** What is typed or chosen: a settled setting is neither, and is not sent back. */
function valuesOf({ row, partner, settings }: ConnectorDetails): Values {
	const fields = partner.settings
		.filter((f) => f.kind !== "settled")
		.map((f) => [f.key, settings[f.key] || f.default]);
	return { ...Object.fromEntries(fields), [NAME]: row.name };
}

/** The connector's name and what its partner needs to be reached. */
export function SettingsForm({ connector }: { connector: ConnectorDetails }) {
	const { row, partner, settings } = connector;
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<Values>({
		initialValues: valuesOf(connector),
		validate: { [NAME]: (v: string) => (v.trim() ? null : fr.common.required) },
	});
	const save = useSaveConnector((saved) => {
		notify(wordsOf(row).saved);
		form.setInitialValues(valuesOf(saved));
		form.setValues(valuesOf(saved));
	});
	const fields = asked(partner.settings, form.values);
	const choosing = fields.some((f) => f.kind === "choice" && form.isDirty(f.key));
	const submit = ({ [NAME]: name = "", ...values }: Values) => {
		setFailure(null);
		const given = fields.filter((f) => f.key in values).map((f) => [f.key, values[f.key]]);
		save.mutate(
			{ id: row.id, name: name.trim(), settings: Object.fromEntries(given), paused: row.paused },
			{ onError: (error) => setFailure(fieldError(form, error)) },
		);
	};
	return (
		<section className={classes.part}>
			<h3 id="settings">{t.settings}</h3>
			<form aria-labelledby="settings" onSubmit={form.onSubmit(submit)} noValidate>
				<Stack gap={12}>
					<TextInput label={t.name} {...form.getInputProps(NAME)} />
					{fields.map((f) =>
						f.kind === "settled" ? (
							<SettledField key={f.key} field={f} value={settings[f.key] ?? ""} />
						) : (
							<SettingField key={f.key} field={f} form={form} />
						),
					)}
					{failure && <ErrorNotice error={failure} />}
					<Group>
						<Button
							type="submit"
							variant={form.isDirty() ? "filled" : "default"}
							loading={save.isPending}
						>
							{fr.common.save}
						</Button>
						{choosing && <span className="dim">{t.saveFirst}</span>}
					</Group>
				</Stack>
			</form>
		</section>
	);
}
