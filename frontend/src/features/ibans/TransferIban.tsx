import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { ClientSelect } from "./ClientSelect";
import { useTransferIban } from "./caseQueries";

const t = fr.transferIban;

/** Brings an IBAN to another client, of any firm. */
export function TransferIban({ row }: { row: AccountRow }) {
	const [opened, setOpened] = useState(false);
	const [clientId, setClientId] = useState(0);
	const transfer = useTransferIban(row.id, () => {
		notify(t.done);
		setOpened(false);
	});
	return (
		<>
			<Button variant="default" onClick={() => setOpened(true)}>
				{t.open}
			</Button>
			<Modal
				opened={opened}
				onClose={() => setOpened(false)}
				title={t.title}
				closeButtonProps={{ "aria-label": fr.common.close }}
			>
				<Stack gap={12}>
					<p>{t.lead}</p>
					<ClientSelect value={clientId} name="" onChange={setClientId} />
					{transfer.error && <ErrorNotice error={transfer.error} />}
					<Group gap={8} justify="flex-end">
						<Button variant="default" onClick={() => setOpened(false)}>
							{fr.common.cancel}
						</Button>
						<Button
							loading={transfer.isPending}
							disabled={clientId === 0}
							onClick={() => transfer.mutate(clientId)}
						>
							{t.submit}
						</Button>
					</Group>
				</Stack>
			</Modal>
		</>
	);
}
