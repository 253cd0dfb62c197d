import { Button, Group, Modal, PasswordInput, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import type { ApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useForgetAccount, useSaveAccount } from "./queries";

const t = fr.registry;
const schema = z.object({
	user: z.string().trim().min(1, fr.common.required),
	password: z.string().min(1, fr.common.required),
});

interface Props {
	there: boolean;
	onClose: () => void;
}

/** The firm's account at the INPI: given, tried, never read back. */
export function AccountDialog({ there, onClose }: Props) {
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm({
		initialValues: { user: "", password: "" },
		validate: schemaResolver(schema, { sync: true }),
	});
	const save = useSaveAccount((note) => {
		notify(note || t.accountSaved);
		onClose();
	});
	const forget = useForgetAccount(() => {
		notify(t.accountForgotten);
		onClose();
	});
	const submit = (values: typeof form.values) => {
		setFailure(null);
		save.mutate(values, { onError: (error) => setFailure(fieldError(form, error)) });
	};
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.account}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form aria-label={t.account} onSubmit={form.onSubmit(submit)} noValidate>
				<Stack gap={12}>
					<p className="dim">{t.accountLead}</p>
					{there && <p>{t.accountThere}</p>}
					<TextInput
						label={t.accountUser}
						autoComplete="off"
						data-autofocus
						{...form.getInputProps("user")}
					/>
					<PasswordInput
						label={t.accountPassword}
						autoComplete="new-password"
						visibilityToggleButtonProps={{ "aria-label": fr.common.showPassword }}
						{...form.getInputProps("password")}
					/>
					{failure && <ErrorNotice error={failure} />}
					{forget.error && <ErrorNotice error={forget.error} />}
					<Group gap={8}>
						<Button type="submit" loading={save.isPending}>
							{fr.common.save}
						</Button>
						{there && (
							<Button
								variant="subtle"
								color="red"
								loading={forget.isPending}
								onClick={() => forget.mutate(undefined)}
							>
								{t.accountForget}
							</Button>
						)}
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
