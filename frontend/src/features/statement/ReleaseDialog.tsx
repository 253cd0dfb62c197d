import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import type { StatementRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useRelease } from "./queries";

const t = fr.statement;

interface Props {
	/** One, or those that were chosen together. */
	rows: readonly StatementRow[];
	opened: boolean;
	onClose: () => void;
}

/** « Débloquer », with the reason that is kept. */
export function ReleaseDialog({ rows, opened, onClose }: Props) {
	const [reason, setReason] = useState("");
	const [missing, setMissing] = useState(false);
	const release = useRelease(({ released, left }) => {
		notify(rows.length === 1 ? t.released : t.releasedAll(released, left));
		onClose();
	});
	const title = rows.length === 1 ? t.releaseTitle : t.releaseAll(rows.length);
	const why = [...new Set(rows.map((r) => r.reason).filter(Boolean))];
	return (
		<Modal
			opened={opened}
			onClose={onClose}
			title={title}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<form
				aria-label={title}
				onSubmit={(event) => {
					event.preventDefault();
					setMissing(reason.trim() === "");
					if (reason.trim()) release.mutate({ ids: rows.map((r) => r.id), reason: reason.trim() });
				}}
			>
				<Stack gap={12}>
					{why.length > 0 && (
						<Notice kind="warn">
							{why.map((reason) => (
								<div key={reason}>{reason}</div>
							))}
						</Notice>
					)}
					<p>{rows.length === 1 ? t.releaseLead : t.releaseAllLead(rows.length)}</p>
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
							{rows.length === 1 ? t.releaseSubmit : t.releaseAll(rows.length)}
						</Button>
					</Group>
				</Stack>
			</form>
		</Modal>
	);
}
