import { Button, Group, Stack, Textarea } from "@mantine/core";
import { copyText, openMail } from "../../api";
import { fr } from "../../i18n/fr";
import { Field, Fields } from "../../ui/Fields";
import { ErrorNotice } from "../../ui/Notice";
import { notify, notifyError } from "../../ui/notify";
import { PaperDialog } from "./PaperDialog";
import { useLetter, useRemind } from "./queries";

const t = fr.mandates;

interface Props {
	accountId: number;
	onClose: () => void;
}

/** The text that reminds the client or the bank; « Relance faite » notes that it was sent. */
export function ReminderDialog({ accountId, onClose }: Props) {
	const letter = useLetter(accountId);
	const remind = useRemind((count) => {
		notify(t.reminded(count));
		onClose();
	});
	const l = letter.data;
	const copy = async (text: string) => {
		await copyText(text);
		notify(fr.common.copied);
	};
	return (
		<PaperDialog title={t.remindTitle} onClose={onClose}>
			<Stack gap={12}>
				{letter.error && <ErrorNotice error={letter.error} />}
				{l && (
					<>
						<Fields>
							<Field label={t.letterTo}>{l.to}</Field>
							<Field label={t.letterSubject}>{l.subject}</Field>
						</Fields>
						<Textarea
							label={t.letterBody}
							readOnly
							autosize
							minRows={6}
							maxRows={14}
							value={l.body}
						/>
						<p className="dim">{t.remindHelp}</p>
						{remind.error && <ErrorNotice error={remind.error} />}
						<Group gap={8} justify="flex-end">
							<Button variant="default" onClick={() => void copy(l.body)}>
								{t.copyLetter}
							</Button>
							<Button
								variant="default"
								onClick={() => openMail(l.to, l.subject, l.body).catch(notifyError)}
							>
								{t.openMail}
							</Button>
							<Button loading={remind.isPending} onClick={() => remind.mutate(l.accountIds)}>
								{t.remindDone}
							</Button>
						</Group>
					</>
				)}
			</Stack>
		</PaperDialog>
	);
}
