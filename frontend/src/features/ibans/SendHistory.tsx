import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { DateField } from "../../ui/DateField";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useHistoryPreview, useSendHistory } from "./caseQueries";

const t = fr.history;

/** « Envoyer l'historique depuis le … »: what waited for download before the association. */
export function SendHistory({ row }: { row: AccountRow }) {
	const [opened, setOpened] = useState(false);
	return (
		<>
			<Button variant="default" onClick={() => setOpened(true)}>
				{t.open}
			</Button>
			{opened && <Dialog row={row} onClose={() => setOpened(false)} />}
		</>
	);
}

function Dialog({ row, onClose }: { row: AccountRow; onClose: () => void }) {
	const [from, setFrom] = useState("");
	const preview = useHistoryPreview(row.id, from);
	const send = useSendHistory(row.id, (h) => {
		notify(t.done(h.toSend));
		onClose();
	});
	const failure = send.error ?? preview.error;
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={t.title}
				onSubmit={(event) => {
					event.preventDefault();
					send.mutate(from);
				}}
			>
				<Stack gap={12}>
					<p>{t.lead(row.connectorName)}</p>
					<DateField label={t.from} value={from} onChange={setFrom} />
					{preview.data && (
						<p aria-live="polite">{t.would(preview.data.statements, preview.data.toSend)}</p>
					)}
					{failure && <ErrorNotice error={failure} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={send.isPending} disabled={!preview.data?.statements}>
							{t.submit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
