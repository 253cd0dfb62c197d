import { Button, Group, Switch, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import type { ApiError, Firm } from "../../api";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import classes from "./firms.module.css";
import { useSaveFirm } from "./queries";

const t = fr.firms;
const schema = z.object({ name: z.string().trim().min(1, fr.common.required) });

interface Props {
	firm: Firm;
	onEnd: () => void;
}

/** The firm's card as a form. All but the name is optional. */
export function FirmForm({ firm, onEnd }: Props) {
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<Firm>({
		initialValues: firm,
		validate: schemaResolver(schema, { sync: true }),
	});
	const save = useSaveFirm(() => {
		notify(t.saved);
		onEnd();
	});
	const submit = (values: Firm) =>
		save.mutate(values, { onError: (error) => setFailure(fieldError(form, error)) });
	return (
		<form onSubmit={form.onSubmit(submit)} aria-label={t.editTitle} noValidate>
			<div className={classes.form}>
				<TextInput
					className={classes.wide}
					label={t.fields.name}
					data-autofocus
					{...form.getInputProps("name")}
				/>
				<TextInput
					className={classes.wide}
					label={t.fields.address}
					{...form.getInputProps("address")}
				/>
				<TextInput label={t.postcode} {...form.getInputProps("postcode")} />
				<TextInput label={t.fields.city} {...form.getInputProps("city")} />
				<TextInput label={t.fields.phone} {...form.getInputProps("phone")} />
				<TextInput label={t.fields.siret} {...form.getInputProps("siret")} />
				<TextInput label={t.fields.directorName} {...form.getInputProps("directorName")} />
				<TextInput label={t.fields.directorQuality} {...form.getInputProps("directorQuality")} />
				<TextInput label={t.fields.legalForm} {...form.getInputProps("legalForm")} />
				<TextInput
					label={t.fields.productionSoftware}
					{...form.getInputProps("productionSoftware")}
				/>
				<TextInput label={t.clientNumberField} {...form.getInputProps("clientNumber")} />
				<TextInput
					className={classes.wide}
					label={t.mandataryName}
					description={t.mandataryHelp}
					{...form.getInputProps("mandataryName")}
				/>
				{form.values.mandataryName.trim() !== "" && (
					<TextInput
						className={classes.wide}
						label={t.mandataryAddress}
						{...form.getInputProps("mandataryAddress")}
					/>
				)}
				<Switch
					className={classes.wide}
					label={t.hold}
					description={t.holdHelp}
					{...form.getInputProps("holdInterruptions", { type: "checkbox" })}
				/>
				{failure && (
					<div className={classes.wide}>
						<ErrorNotice error={failure} />
					</div>
				)}
			</div>
			<Group gap={8} mt={16}>
				<Button type="submit" loading={save.isPending}>
					{fr.common.save}
				</Button>
				<Button variant="default" onClick={onEnd}>
					{fr.common.cancel}
				</Button>
			</Group>
		</form>
	);
}
