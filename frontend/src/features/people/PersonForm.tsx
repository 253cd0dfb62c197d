import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import type { ApiError, PersonForm, PersonRow } from "../../api";
import { fr } from "../../i18n/fr";
import { proposePassword } from "../../lib/password";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useSession } from "../session/session";
import { PasswordChoice } from "./PasswordChoice";
import { useSavePerson } from "./queries";

const t = fr.people;
const schema = z
	.object({
		id: z.number(),
		name: z.string().trim().min(1, fr.common.required),
		email: z.email(fr.start.badEmail),
		profile: z.string(),
		firmIds: z.array(z.number()),
		password: z.string(),
	})
	.refine((v) => v.profile === "administrateur" || v.firmIds.length > 0, {
		path: ["firmIds"],
		message: t.firmMissing,
	})
	.refine((v) => v.id > 0 || v.password.length >= 12, {
		path: ["password"],
		message: fr.start.short,
	});

interface Props {
	row?: PersonRow;
	onSaved: (row: PersonRow, form: PersonForm) => void;
	onCancel: () => void;
}

/** Creates a person with a first password, or changes one. */
export function PersonFormFields({ row, onSaved, onCancel }: Props) {
	const { me } = useSession();
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<PersonForm>({
		initialValues: {
			id: row?.id ?? 0,
			name: row?.name ?? "",
			email: row?.email ?? "",
			profile: row?.profile ?? "collaborateur",
			firmIds: row?.firmIds ?? (me.firms.length === 1 ? me.firms.map((f) => f.id) : []),
			password: row ? "" : proposePassword(),
		},
		validate: schemaResolver(schema, { sync: true }),
	});
	const save = useSavePerson((saved, values) => {
		notify(row ? t.saved : t.created);
		form.resetDirty();
		onSaved(saved, values);
	});
	const submit = (values: PersonForm) => {
		setFailure(null);
		save.mutate(values, { onError: (error) => setFailure(fieldError(form, error)) });
	};
	return (
		<form onSubmit={form.onSubmit(submit)} aria-label={row ? t.card : t.newTitle} noValidate>
			<Stack gap={12}>
				<TextInput
					label={t.name}
					data-autofocus={!row || undefined}
					{...form.getInputProps("name")}
				/>
				<TextInput
					label={t.email}
					type="email"
					description={t.emailHelp}
					{...form.getInputProps("email")}
				/>
				<NativeSelect
					label={t.profile}
					description={t.profileHelp[form.values.profile]}
					data={Object.entries(t.profiles).map(([value, label]) => ({ value, label }))}
					{...form.getInputProps("profile")}
				/>
				<Checkbox.Group
					label={t.firms}
					description={form.values.profile === "administrateur" ? t.firmsHelp : undefined}
					value={form.values.firmIds.map(String)}
					onChange={(ids) => form.setFieldValue("firmIds", ids.map(Number))}
					error={form.errors.firmIds}
				>
					<Stack gap={6} mt={6}>
						{me.firms.map((f) => (
							<Checkbox key={f.id} size="xs" value={String(f.id)} label={f.name} />
						))}
					</Stack>
				</Checkbox.Group>
				{!row && (
					<PasswordChoice
						label={t.firstPassword}
						value={form.values.password}
						onChange={(password) => form.setFieldValue("password", password)}
						error={form.errors.password}
					/>
				)}
				{failure && <ErrorNotice error={failure} />}
				<Group gap={8}>
					<Button type="submit" loading={save.isPending} disabled={row && !form.isDirty()}>
						{row ? fr.common.save : t.create}
					</Button>
					<Button variant="default" onClick={onCancel}>
						{row ? fr.common.close : fr.common.cancel}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
