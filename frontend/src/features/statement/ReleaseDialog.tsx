import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useRelease } from "./queries";

const t = fr.statement;

interface Props {
	row: StatementRow;
	opened: boolean;
	onClose: () => void;
}

/** « Débloquer », with the reason that is kept. */
export function ReleaseDialog({ row, opened, onClose }: Props) {
	const [reason, setReason] = useState("");
	const [missing, setMissing] = useState(false);
	const release = useRelease(() => {
		notify(t.released);
		onClose();
	});
	return (
		<Modal
			opened={opened}
			onClose={onClose}
			title={t.releaseTitle}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={t.releaseTitle}
				onSubmit={(event) => {
					event.preventDefault();
					setMissing(reason.trim() === "");
					if (reason.trim()) release.mutate({ id: row.id, reason: reason.trim() });
				}}
			>
				<Stack gap={12}>
					{row.reason && <Notice kind="warn">{row.reason}</Notice>}
					<p>{t.releaseLead}</p>
					<Textarea
						label={t.releaseReason}
						description={t.releaseHelp}
						data-autofocus
						autosize
						minRows={2}
						value={reason}
						onChange={(event) => setReason(event.currentTarget.value)}
						error={missing && fr.common.required}
					/>
					{release.error && <ErrorNotice error={release.error} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={onClose}>
							{fr.common.cancel}
						</Button>
						<Button type="submit" loading={release.isPending}>
							{t.releaseSubmit}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
