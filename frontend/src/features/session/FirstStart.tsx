import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { type ApiError, api } from "../../api";
import { fr } from "../../i18n/fr";
import { siretLooksRight } from "../../lib/siret";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { RescueForm } from "../backups/RescueForm";
import { useEnter } from "./session";
import classes from "./session.module.css";

const t = fr.start;
const schema = z
	.object({
		firmName: z.string().trim().min(1, fr.common.required),
		siret: z.string(),
		name: z.string().trim().min(1, fr.common.required),
		email: z.email(t.badEmail),
		password: z.string().min(12, t.short),
		again: z.string(),
	})
	.refine((v) => v.password === v.again, { path: ["again"], message: t.differs });

const blank = { firmName: "", siret: "", name: "", email: "", password: "", again: "" };

/** The first start: the firm and its Administrateur. */
export function FirstStart() {
	const enter = useEnter();
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm({ initialValues: blank, validate: schemaResolver(schema, { sync: true }) });
	const create = useMutation({
		mutationFn: ({ again: _, ...values }: typeof blank) => api.session.CreateFirst(values),
		onMutate: () => setFailure(null),
		onSuccess: enter,
		onError: (error) => setFailure(fieldError(form, error)),
	});
	const { siret } = form.values;
	const doubtful = siret.trim() !== "" && !siretLooksRight(siret);
	return (
		<main className={classes.screen}>
			<div className={`${classes.card} ${classes.wide}`}>
				<h1>{t.title}</h1>
				<p className={classes.lead}>{t.lead}</p>
				<form
					onSubmit={form.onSubmit((values) => create.mutate(values))}
					aria-label={t.title}
					noValidate
				>
					<div className={classes.columns}>
						<fieldset>
							<legend>{t.firm}</legend>
							<Stack gap={12}>
								<TextInput
									label={t.firmName}
									autoComplete="organization"
									{...form.getInputProps("firmName")}
								/>
								<TextInput
									label={`${t.siret} (${fr.common.optional})`}
									inputMode="numeric"
									description={doubtful ? <span role="status">{t.siretWarning}</span> : undefined}
									{...form.getInputProps("siret")}
								/>
							</Stack>
						</fieldset>
						<fieldset>
							<legend>{t.person}</legend>
							<Stack gap={12}>
								<TextInput label={t.name} autoComplete="name" {...form.getInputProps("name")} />
								<TextInput
									label={t.email}
									type="email"
									autoComplete="username"
									{...form.getInputProps("email")}
								/>
								<PasswordInput
									label={t.password}
									description={t.passwordHelp}
									autoComplete="new-password"
									{...form.getInputProps("password")}
								/>
								<PasswordInput
									label={t.again}
									autoComplete="new-password"
									{...form.getInputProps("again")}
								/>
							</Stack>
						</fieldset>
					</div>
					<Stack gap={12} mt={20}>
						{failure && <ErrorNotice error={failure} />}
						<Group justify="flex-end">
							<Button type="submit" loading={create.isPending}>
								{t.submit}
							</Button>
						</Group>
					</Stack>
				</form>
				<RescueForm />
			</div>
		</main>
	);
}
