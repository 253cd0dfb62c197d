import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { ConnectorDetails } from "../../api";
import { fr } from "../../i18n/fr";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import classes from "./connectors.module.css";
import { useForgetSecrets, useSetSecrets } from "./queries";

const t = fr.connectors;

/** The credentials: given, never read back; on which accounts of the machine they are. */
export function Secrets({ connector }: { connector: ConnectorDetails }) {
	const { osAccounts, hereToo, canEdit } = connector;
	return (
		<section className={classes.part}>
			<h3 id="secrets">{t.secrets}</h3>
			<p>{osAccounts.length > 0 ? t.secretsOn(osAccounts.join(", ")) : t.secretsNowhere}</p>
			{osAccounts.length > 0 && <p>{hereToo ? t.secretsHere : t.secretsNotHere}</p>}
			{canEdit && <SecretsForm connector={connector} />}
		</section>
	);
}

function SecretsForm({ connector: { row, partner, hereToo } }: { connector: ConnectorDetails }) {
	const blank = Object.fromEntries(partner.secrets.map((f) => [f.key, ""]));
	const form = useForm<Record<string, string>>({ initialValues: blank });
	const [nothing, setNothing] = useState(false);
	const [forgetting, setForgetting] = useState(false);
	const save = useSetSecrets(row.id, () => {
		form.setValues(blank);
		notify(t.secretsSaved);
	});
	const submit = (values: typeof blank) => {
		const given = Object.entries(values).filter(([, v]) => v.trim() !== "");
		setNothing(given.length === 0);
		if (given.length > 0)
			save.mutate(Object.fromEntries(given), { onError: (e) => void fieldError(form, e) });
	};
	const onField = Object.keys(form.errors).length > 0;
	return (
		<form aria-labelledby="secrets" onSubmit={form.onSubmit(submit)} noValidate>
			<Stack gap={12}>
				<p className="dim">{t.secretsHelp}</p>
				{partner.secrets.map((f) => (
					<PasswordInput
						key={f.key}
						label={f.label}
						description={f.help}
						placeholder={hereToo ? t.secretKept : undefined}
						autoComplete="new-password"
						{...form.getInputProps(f.key)}
					/>
				))}
				{nothing && <p role="alert">{t.secretsNone}</p>}
				{save.error && !onField && <ErrorNotice error={save.error} />}
				<Group gap={8}>
					<Button
						type="submit"
						variant={form.isDirty() ? "filled" : "default"}
						loading={save.isPending}
					>
						{t.secretsSave}
					</Button>
					{hereToo && (
						<Button variant="subtle" color="red" onClick={() => setForgetting(true)}>
							{t.forget}
						</Button>
					)}
				</Group>
			</Stack>
			{forgetting && <ForgetDialog id={row.id} onClose={() => setForgetting(false)} />}
		</form>
	);
}

function ForgetDialog({ id, onClose }: { id: number; onClose: () => void }) {
	const forget = useForgetSecrets(id, () => {
		notify(t.forgotten);
		onClose();
	});
	return (
		<ConfirmDialog
			title={t.forgetTitle}
			submit={t.forgetSubmit}
			pending={forget.isPending}
			error={forget.error}
			onSubmit={() => forget.mutate(undefined)}
			onClose={onClose}
		>
			<p>{t.forgetLead}</p>
		</ConfirmDialog>
	);
}
