import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { AccountRow, DocumentRow, MandateProposal } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { AccountChoices } from "./AccountChoices";
import { PaperDialog } from "./PaperDialog";
import { usePrepare, useProposal } from "./queries";

const t = fr.mandates;

interface Props {
	row: AccountRow;
	onClose: () => void;
	onMade: (doc: DocumentRow) => void;
}

/** The mandate to sign: which IBANs, which agency, and what will be left to fill in by hand. */
export function PrepareDialog({ row, onClose, onMade }: Props) {
	const proposal = useProposal(row.id);
	return (
		<PaperDialog title={t.prepareTitle} onClose={onClose}>
			{proposal.error && <ErrorNotice error={proposal.error} />}
			{proposal.data && (
				<PrepareForm row={row} proposal={proposal.data} onClose={onClose} onMade={onMade} />
			)}
		</PaperDialog>
	);
}

function PrepareForm({ row, proposal, onClose, onMade }: Props & { proposal: MandateProposal }) {
	const [ids, setIds] = useState(proposal.accounts.filter((a) => a.able).map((a) => a.accountId));
	const [agency, setAgency] = useState("");
	const prepare = usePrepare((doc) => {
		notify(t.prepared);
		onMade(doc);
	});
	return (
		<form
			aria-label={t.prepareTitle}
			onSubmit={(event) => {
				event.preventDefault();
				prepare.mutate({ accountIds: ids, agency });
			}}
		>
			<Stack gap={12}>
				<p>{t.prepareLead(row.clientName, proposal.bank)}</p>
				<AccountChoices choices={proposal.accounts} value={ids} onChange={setIds} onlyAble />
				<TextInput
					label={`${t.agency} (${fr.common.optional})`}
					value={agency}
					onChange={(event) => setAgency(event.currentTarget.value)}
				/>
				{proposal.missing.length > 0 && (
					<Notice kind="warn">
						{t.missing(proposal.missing)}{" "}
						<Link to={`/clients/${row.clientId}`}>{t.completeClient}</Link>
					</Notice>
				)}
				{prepare.error && <ErrorNotice error={prepare.error} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" onClick={onClose}>
						{fr.common.cancel}
					</Button>
					<Button type="submit" loading={prepare.isPending} disabled={ids.length === 0}>
						{t.prepareSubmit}
					</Button>
				</Group>
			</Stack>
		</form>
	);
}
