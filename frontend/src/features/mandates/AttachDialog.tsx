import { Button, Checkbox, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type AccountRow, api, type MandateProposal } from "../../api";
import { fr } from "../../i18n/fr";
import { today } from "../../lib/dates";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { AccountChoices } from "./AccountChoices";
import { PaperDialog } from "./PaperDialog";
import { useAttach, useProposal } from "./queries";

const t = fr.mandates;

interface Props {
	row: AccountRow;
	onClose: () => void;
}

/** A signed scan, or the bank's own form, kept with the mandate. */
export function AttachDialog({ row, onClose }: Props) {
	const proposal = useProposal(row.id);
	return (
		<PaperDialog title={t.attachTitle} onClose={onClose}>
			{proposal.error && <ErrorNotice error={proposal.error} />}
			{proposal.data && <AttachForm row={row} proposal={proposal.data} onClose={onClose} />}
		</PaperDialog>
	);
}

function AttachForm({ row, proposal, onClose }: Props & { proposal: MandateProposal }) {
	const alike = proposal.accounts.filter((a) => a.mandateName === row.mandateName);
	const [ids, setIds] = useState(alike.map((a) => a.accountId));
	const [kind, setKind] = useState("signed");
	const [path, setPath] = useState("");
	const [move, setMove] = useState(row.mandate === "to_sign");
	const [on, setOn] = useState(today());
	const attach = useAttach((doc) => {
		notify(t.attached(doc.name));
		onClose();
	});
	const browse = useMutation({
		mutationFn: () => api.mandates.PickScan(),
		onSuccess: (chosen) => chosen && setPath(chosen),
	});
	const signing = kind === "signed" && row.mandate === "to_sign";
	const failure = attach.error ?? browse.error;
	const onField = (field: string) =>
		failure?.field === field ? [failure.message, failure.hint].filter(Boolean).join(" ") : "";
	return (
		<form
			aria-label={t.attachTitle}
			onSubmit={(event) => {
				event.preventDefault();
				attach.mutate({ accountIds: ids, kind, path, signedOn: signing && move ? on : "" });
			}}
		>
			<Stack gap={12}>
				<Radio.Group label={t.attachKind} value={kind} onChange={setKind}>
					<Stack gap={6} mt={6}>
						<Radio value="signed" label={t.kindSigned} />
						<Radio value="bank_form" label={t.kindBankForm} />
					</Stack>
				</Radio.Group>
				<Group gap={8} align="flex-start" wrap="nowrap">
					<TextInput
						style={{ flex: 1 }}
						label={t.file}
						description={t.fileHelp}
						spellCheck={false}
						value={path}
						onChange={(event) => setPath(event.currentTarget.value)}
						error={onField("path")}
					/>
					<Button variant="default" mt={41} onClick={() => browse.mutate()}>
						{fr.common.browse}
					</Button>
				</Group>
				<AccountChoices choices={proposal.accounts} value={ids} onChange={setIds} />
				{signing && (
					<Group gap={10}>
						<Checkbox
							label={t.markSigned}
							checked={move}
							onChange={(event) => setMove(event.currentTarget.checked)}
						/>
						{move && (
							<DateField
								ariaLabel={t.signedOn}
								value={on}
								onChange={setOn}
								max={today()}
								width={150}
								error={onField("signedOn")}
							/>
						)}
					</Group>
				)}
				{failure && !["path", "signedOn"].includes(failure.field) && (
					<ErrorNotice error={failure} />
				)}
				<Group gap={8} justify="flex-end">
					<Button variant="default" onClick={onClose}>
						{fr.common.cancel}
					</Button>
					<Button
						type="submit"
						loading={attach.isPending}
						disabled={path.trim() === "" || ids.length === 0 || (signing && move && on === "")}
					>
						{t.attachSubmit}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
