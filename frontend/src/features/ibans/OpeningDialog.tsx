import { Button, Group, Loader, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import type { AccountOpening, AccountOpeningForm, ApiError } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { fieldError } from "../../ui/forms";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useOpenAccount, useOpening } from "./openingQueries";

const t = fr.opening;

interface Props {
	accountId: number;
	partner: string;
	onClose: () => void;
}

/** Opens an IBAN as a bank account of its company at the partner, once a person has confirmed. */
export function OpeningDialog({ accountId, partner, onClose }: Props) {
	const opening = useOpening(accountId);
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.open(partner)}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{opening.isPending && (
				<Group gap={8} role="status">
					<Loader size={16} />
					{t.asking(partner)}
				</Group>
			)}
			{opening.error && (
				<ErrorNotice error={opening.error} onRetry={() => void opening.refetch()} />
			)}
			{opening.data && <OpeningForm of={opening.data} onClose={onClose} />}
		</Modal>
	);
}

function OpeningForm({ of, onClose }: { of: AccountOpening; onClose: () => void }) {
	const [failure, setFailure] = useState<ApiError | null>(null);
	const form = useForm<AccountOpeningForm>({
		initialValues: {
			accountId: of.accountId,
			journalId: of.journals.length === 1 ? (of.journals[0]?.id ?? "") : "",
			label: of.label,
			bic: "",
		},
	});
	const save = useOpenAccount(() => {
		notify(t.done(of.ibanShown, of.partnerName));
		onClose();
	});
	const submit = (values: AccountOpeningForm) => {
		setFailure(null);
		save.mutate(values, { onError: (error) => setFailure(fieldError(form, error)) });
	};
	return (
		<form aria-label={t.open(of.partnerName)} onSubmit={form.onSubmit(submit)} noValidate>
			<Stack gap={12}>
				<p>{t.lead(of.partnerName)}</p>
				<Fields>
					<Field label={t.iban}>{of.ibanShown}</Field>
					<Field label={t.company}>{t.companyOf(of.clientName, of.folder)}</Field>
				</Fields>
				{of.journals.length === 0 ? (
					<Notice kind="warn">{t.noJournal(of.partnerName)}</Notice>
				) : (
					<Inputs of={of} form={form} />
				)}
				{failure && <ErrorNotice error={failure} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" onClick={onClose}>
						{fr.common.cancel}
					</Button>
					{of.journals.length > 0 && (
						<Button type="submit" loading={save.isPending}>
							{t.submit}
						</Button>
					)}
				</Group>
			</Stack>
		</form>
	);
}

type Form = ReturnType<typeof useForm<AccountOpeningForm>>;

function Inputs({ of, form }: { of: AccountOpening; form: Form }) {
	const journals = of.journals.map((j) => ({ value: j.id, label: `${j.code} · ${j.name}` }));
	return (
		<>
			<NativeSelect
				label={t.journal}
				data-autofocus
				data={[{ value: "", label: t.choose }, ...journals]}
				{...form.getInputProps("journalId")}
			/>
			<TextInput label={t.label} maxLength={50} {...form.getInputProps("label")} />
			<TextInput
				label={t.bic}
				description={t.bicHelp}
				maxLength={14}
				{...form.getInputProps("bic")}
			/>
		</>
	);
}
