import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatIban } from "../../lib/iban";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { useSession } from "../session/session";
import { ClientSelect } from "./ClientSelect";
import { NewClientFields } from "./NewClientFields";
import { type Prefill, useIbanForm } from "./useIbanForm";

const t = fr.ibans;

interface Props {
	row?: AccountRow;
	prefill?: Prefill;
	onSaved: (row: AccountRow) => void;
	onCancel: () => void;
}

/** Creates or changes an IBAN; its client is chosen, or created with it. */
export function IbanForm({ row, prefill, onSaved, onCancel }: Props) {
	const { can } = useSession();
	const { form, submit, failure, pending } = useIbanForm(row, prefill, onSaved);
	return (
		<form onSubmit={submit} aria-label={row ? t.details : t.newTitle}>
			<Stack gap={12}>
				<TextInput
					label={t.iban}
					description={row ? undefined : t.ibanHelp}
					readOnly={row !== undefined}
					spellCheck={false}
					data-autofocus={(!row && !prefill?.iban) || undefined}
					className="tabular"
					{...form.getInputProps("iban")}
					onBlur={() => form.setFieldValue("iban", formatIban(form.values.iban))}
				/>
				{!row && (
					<SegmentedControl
						aria-label={t.clientChoice}
						fullWidth
						data={[
							{ value: "known", label: t.existingClient },
							{ value: "new", label: t.newClient },
						]}
						{...form.getInputProps("mode")}
					/>
				)}
				{form.values.mode === "known" ? (
					<ClientSelect
						value={form.values.clientId}
						name={row?.clientName ?? prefill?.clientName ?? ""}
						onChange={(id) => form.setFieldValue("clientId", id)}
						error={form.errors.clientId}
					/>
				) : (
					<NewClientFields form={form} />
				)}
				<TextInput label={t.holder} description={t.holderHelp} {...form.getInputProps("holder")} />
				<DateField
					label={t.collectFrom}
					description={t.collectHelp}
					{...form.getInputProps("collectFrom")}
				/>
				<Group gap={12} grow align="flex-start">
					<TextInput
						label={t.ledger}
						placeholder="512000"
						{...form.getInputProps("ledgerAccount")}
					/>
					<TextInput label={t.journal} placeholder="BQ1" {...form.getInputProps("journalCode")} />
				</Group>
				{can("decide_mandate") && row?.mandate !== "approved" && (
					<DateField
						label={t.approvedOn}
						description={t.approvedHelp}
						{...form.getInputProps("approvedOn")}
					/>
				)}
				{failure && <ErrorNotice error={failure} />}
				<Group gap={8}>
					<Button type="submit" loading={pending}>
						{fr.common.save}
					</Button>
					<Button variant="default" onClick={onCancel}>
						{fr.common.cancel}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
