import { Button, Group, Modal, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import type { FirmName } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import { notify } from "../../ui/notify";
import { useTransfer, useTransferPreview } from "./caseQueries";
import { EffectList } from "./EffectList";

const t = fr.cases;

interface Props {
	id: number;
	firms: readonly FirmName[]; // the others, at least one
	onClose: () => void;
}

/** Brings a client with its IBANs to another firm; what that does is shown first. */
export function TransferClient({ id, firms, onClose }: Props) {
	const [firmId, setFirmId] = useState(firms[0]?.id ?? 0);
	const preview = useTransferPreview(id, firmId);
	const transfer = useTransfer(id, () => {
		notify(t.transferred);
		onClose();
	});
	const failure = transfer.error ?? preview.error;
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.transfer}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			<Stack gap={12}>
				<p>{t.transferLead}</p>
				<NativeSelect
					label={t.transferTo}
					data={firms.map((f) => ({ value: String(f.id), label: f.name }))}
					value={String(firmId)}
					onChange={(event) => setFirmId(Number(event.currentTarget.value))}
				/>
				{preview.data && <EffectList effect={preview.data} />}
				{failure && <ErrorNotice error={failure} />}
				<Group gap={8} justify="flex-end">
					<Button variant="default" onClick={onClose}>
						{fr.common.back}
					</Button>
					<Button
						loading={transfer.isPending}
						disabled={!preview.data}
						onClick={() => transfer.mutate(firmId)}
					>
						{t.transferSubmit}
					</Button>
				</Group>
			</Stack>
		</Modal>
	);
}
