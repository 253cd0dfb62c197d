import { Button, Fieldset, Group, NumberInput, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import type { ApiError, SettingsForm } from "../../api";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useSaveSettings } from "./queries";
import classes from "./settings.module.css";

const t = fr.settings;
const days = z.number(t.badDays).int(t.badDays).min(1, t.badDays).max(365, t.badDays);
const schema = z.object({
	reminderClientDays: days,
	reminderBankDays: days,
	lockMinutes: z.number(t.badMinutes).int(t.badMinutes).min(0, t.badMinutes).max(480, t.badMinutes),
	asideDays: z.number(t.badAside).int(t.badAside).min(1, t.badAside).max(3650, t.badAside),
});

/** The settings of the installation as a form, for an Administrateur. */
export function SettingsEditor({ values }: { values: SettingsForm }) {
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<SettingsForm>({
		initialValues: values,
		validate: schemaResolver(schema, { sync: true }),
	});
	const save = useSaveSettings((saved) => {
		form.setInitialValues(saved);
		form.setValues(saved);
		notify(t.saved);
	});
	const submit = (wanted: SettingsForm) => {
		setFailure(null);
		save.mutate(wanted, { onError: (error) => setFailure(fieldError(form, error)) });
	};
	const number = (
		name: "reminderClientDays" | "reminderBankDays" | "alertDays" | "lockMinutes" | "asideDays",
	) => ({
		label: t.fields[name],
		description: t.help[name],
		allowDecimal: false,
		allowNegative: false,
		clampBehavior: "none" as const,
		...form.getInputProps(name),
	});
	const changed = form.isDirty();
	return (
		<form onSubmit={form.onSubmit(submit)} aria-label={t.installation} noValidate>
			<Fieldset legend={t.support} className={classes.part}>
				<TextInput
					label={t.fields.supportName}
					description={t.help.supportName}
					{...form.getInputProps("supportName")}
				/>
				<TextInput
					label={t.fields.supportEmail}
					description={t.help.supportEmail}
					{...form.getInputProps("supportEmail")}
				/>
				<TextInput
					label={t.fields.supportPhone}
					description={t.help.supportPhone}
					{...form.getInputProps("supportPhone")}
				/>
			</Fieldset>
			<Fieldset legend={t.reminders} className={classes.part}>
				<NumberInput {...number("reminderClientDays")} />
				<NumberInput {...number("reminderBankDays")} />
				<NumberInput {...number("alertDays")} />
			</Fieldset>
			<Fieldset legend={t.lock} className={classes.part}>
				<NumberInput {...number("lockMinutes")} />
			</Fieldset>
			<Fieldset legend={t.aside} className={classes.part}>
				<NumberInput {...number("asideDays")} />
			</Fieldset>
			{failure && <ErrorNotice error={failure} />}
			<Group gap={8} mt={12}>
				<Button type="submit" loading={save.isPending} disabled={!changed}>
					{fr.common.save}
				</Button>
				<Button variant="default" disabled={!changed} onClick={() => form.reset()}>
					{t.undo}
				</Button>
				<span role="status" className="dim">
					{changed && t.unsaved}
				</span>
			</Group>
		</form>
	);
}
