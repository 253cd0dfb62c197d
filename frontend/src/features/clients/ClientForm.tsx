import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { useState } from "react";
import { z } from "zod";
import type { ApiError, ClientForm, ClientRow } from "../../api";
import { fr } from "../../i18n/fr";
import { fieldError } from "../../ui/forms";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useMine } from "../portfolio/mine";
import { PortfolioFields } from "../portfolio/PortfolioFields";
import { useSession } from "../session/session";
import { ContactFields } from "./ContactFields";
import { useSaveClient } from "./queries";

const t = fr.clients;
const schema = z.object({ name: z.string().trim().min(1, fr.common.required) });

interface Props {
	row?: ClientRow;
	/** What is known of a new client already. */
	known?: { name: string; siret: string };
	onSaved: (row: ClientRow) => void;
	onCancel: () => void;
}

/** Creates or changes a client. */
export function ClientFormFields({ row, known, onSaved, onCancel }: Props) {
	const { me, can } = useSession();
	const mine = useMine();
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<ClientForm>({
		initialValues: {
			id: row?.id ?? 0,
			firmId: row?.firmId ?? me.firms[0]?.id ?? 0,
			name: row?.name ?? known?.name ?? "",
			siret: row?.siret ?? known?.siret ?? "",
			reference: row?.reference ?? "",
			address: row?.address ?? "",
			postcode: row?.postcode ?? "",
			city: row?.city ?? "",
			email: row?.email ?? "",
			signatoryName: row?.signatoryName ?? "",
			signatoryQuality: row?.signatoryQuality ?? "",
			// In « Mes dossiers » one adds to them.
			responsableId: row ? row.responsableId : mine ? me.staffId : 0,
			standInId: row?.standInId ?? 0,
			standInUntil: row?.standInUntil ?? "",
			confidential: row?.confidential ?? false,
		},
		validate: schemaResolver(schema, { sync: true }),
	});
	const save = useSaveClient((saved) => {
		notify(t.saved);
		form.resetDirty();
		onSaved(saved);
	});
	const submit = (values: ClientForm) => {
		setFailure(null);
		save.mutate(values, { onError: (error) => setFailure(fieldError(form, error)) });
	};
	const readOnly = !can("edit_clients");
	return (
		<form onSubmit={form.onSubmit(submit)} aria-label={row ? t.title : t.newTitle} noValidate>
			<Stack gap={12}>
				<TextInput
					label={t.name}
					readOnly={readOnly}
					data-autofocus={!row || undefined}
					{...form.getInputProps("name")}
				/>
				<TextInput
					label={t.siret}
					description={t.siretHelp}
					readOnly={readOnly}
					{...form.getInputProps("siret")}
				/>
				<TextInput label={t.reference} readOnly={readOnly} {...form.getInputProps("reference")} />
				{me.firms.length > 1 && (
					<NativeSelect
						label={t.firm}
						disabled={readOnly || row !== undefined}
						data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
						value={String(form.values.firmId)}
						onChange={(event) => form.setFieldValue("firmId", Number(event.currentTarget.value))}
						error={form.errors.firmId}
					/>
				)}
				<PortfolioFields form={form} row={row} readOnly={readOnly} />
				<ContactFields form={form} readOnly={readOnly} />
				{failure && <ErrorNotice error={failure} />}
				{!readOnly && (
					<Group gap={8}>
						<Button type="submit" loading={save.isPending} disabled={row && !form.isDirty()}>
							{fr.common.save}
						</Button>
						<Button variant="default" onClick={onCancel}>
							{row ? fr.common.close : fr.common.cancel}
						</Button>
					</Group>
				)}
			</Stack>
		</form>
	);
}
