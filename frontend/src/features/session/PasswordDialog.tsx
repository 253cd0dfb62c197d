import { Button, Group, Modal, PasswordInput, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import { type ApiError, api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useDialogs } from "../frame/dialogs";

const t = fr.password;
const schema = z
	.object({
		current: z.string().min(1, fr.common.required),
		password: z.string().min(12, fr.start.short),
		again: z.string(),
	})
	.refine((v) => v.password === v.again, { path: ["again"], message: fr.start.differs });

/** « Changer mon mot de passe », for everybody. */
export function PasswordDialog() {
	const { open, hide } = useDialogs();
	return (
		<Modal
			opened={open === "password"}
			onClose={hide}
			title={t.title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{open === "password" && <Form onClose={hide} />}
		</Modal>
	);
}

function Form({ onClose }: { onClose: () => void }) {
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm({
		initialValues: { current: "", password: "", again: "" },
		validate: schemaResolver(schema, { sync: true }),
	});
	const change = useChange(
		(v: typeof form.values) => api.session.ChangePassword(v.current, v.password),
		() => {
			notify(t.done);
			onClose();
		},
		(error) => setFailure(fieldError(form, error)),
	);
	const submit = (values: typeof form.values) => {
		setFailure(null);
		change.mutate(values);
	};
	return (
		<form onSubmit={form.onSubmit(submit)} aria-label={t.title} noValidate>
			<Stack gap={12}>
				<p className="dim">{t.lead}</p>
				<PasswordInput
					label={t.current}
					autoComplete="current-password"
					data-autofocus
					{...form.getInputProps("current")}
				/>
				<PasswordInput
					label={t.next}
					description={fr.start.passwordHelp}
					autoComplete="new-password"
					{...form.getInputProps("password")}
				/>
				<PasswordInput
					label={t.again}
					autoComplete="new-password"
					{...form.getInputProps("again")}
				/>
				{failure && <ErrorNotice error={failure} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" onClick={onClose}>
						{fr.common.cancel}
					</Button>
					<Button type="submit" loading={change.isPending}>
						{t.submit}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
