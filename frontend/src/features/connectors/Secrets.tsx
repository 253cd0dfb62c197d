import { Button, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { ConnectorDetails, ConnectorRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { asked } from "./asked";
import classes from "./connectors.module.css";
import { useForgetSecrets, useSetSecrets } from "./queries";
import { SecretField } from "./SecretField";
import { wordsOf } from "./words";

const t = fr.connectors;

/** The credentials: given, never read back; on which accounts of the machine they are. */
export function Secrets({ connector }: { connector: ConnectorDetails }) {
	const { osAccounts, hereToo, canEdit } = connector;
	const t = wordsOf(connector.row);
	return (
		<section className={classes.part}>
			<h3 id="secrets">{t.secrets}</h3>
			<p>{osAccounts.length > 0 ? t.secretsOn(osAccounts.join(", ")) : t.secretsNowhere}</p>
			{osAccounts.length > 0 && <p>{hereToo ? t.secretsHere : t.secretsNotHere}</p>}
			{canEdit && <SecretsForm connector={connector} />}
		</section>
	);
}

function SecretsForm({ connector }: { connector: ConnectorDetails }) {
	const { row, partner, settings, hereToo } = connector;
	const fields = asked(partner.secrets, settings);
	const either = fields.find((f) => f.or !== "");
	const other = fields.find((f) => f.key === either?.or);
	const blank = Object.fromEntries(partner.secrets.map((f) => [f.key, ""]));
	const form = useForm<Record<string, string>>({ initialValues: blank });
	const [nothing, setNothing] = useState(false);
	const [forgetting, setForgetting] = useState(false);
	const save = useSetSecrets(row.id, () => {
		form.setValues(blank);
		notify(t.secretsSaved);
	});
	const submit = (values: typeof blank) => {
		const given = fields
			.map((f) => [f.key, values[f.key] ?? ""] as const)
			.filter(([, v]) => v.trim() !== "");
		setNothing(given.length === 0);
		if (given.length > 0)
			save.mutate(Object.fromEntries(given), { onError: (e) => void fieldError(form, e) });
	};
	const onField = Object.keys(form.errors).length > 0;
	return (
		<form aria-labelledby="secrets" onSubmit={form.onSubmit(submit)} noValidate>
			<Stack gap={12}>
				<p className="dim">{t.secretsHelp}</p>
				{either && other && <p>{t.secretsEither(either.label, other.label)}</p>}
				{fields.map((f) => (
					<SecretField key={f.key} field={f} form={form} kept={hereToo} />
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
			{forgetting && <ForgetDialog row={row} onClose={() => setForgetting(false)} />}
		</form>
	);
}

function ForgetDialog({ row, onClose }: { row: ConnectorRow; onClose: () => void }) {
	const t = wordsOf(row);
	const forget = useForgetSecrets(row.id, () => {
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
