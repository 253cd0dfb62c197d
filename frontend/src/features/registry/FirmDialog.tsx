import { Modal, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { CompanyCard } from "../../api";
import { fr } from "../../i18n/fr";
import { ErrorNotice, Notice } from "../../ui/Notice";
import { useFirm } from "../firms/queries";
import { useSession } from "../session/session";
import { FirmChanges } from "./FirmChanges";

const t = fr.registry;

interface Props {
	card: CompanyCard;
	onClose: () => void;
}

/** « Compléter la fiche cabinet »: which firm, then what would change. */
export function FirmDialog({ card, onClose }: Props) {
	const { me } = useSession();
	const [firmId, setFirmId] = useState(me.firms[0]?.id ?? 0);
	const firm = useFirm(firmId);
	return (
		<Modal
			opened
			onClose={onClose}
			title={t.completeFirm}
			size={720}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{me.firms.length > 1 && (
				<NativeSelect
					mb={12}
					label={fr.common.firm}
					data={me.firms.map((f) => ({ value: String(f.id), label: f.name }))}
					value={String(firmId)}
					onChange={(event) => setFirmId(Number(event.currentTarget.value))}
				/>
			)}
			{firm.error && <ErrorNotice error={firm.error} />}
			{firm.data && !firm.data.canEdit && <Notice kind="warn">{t.notYours}</Notice>}
			{firm.data?.canEdit && (
				<FirmChanges key={firm.data.id} firm={firm.data} card={card} onClose={onClose} />
			)}
		</Modal>
	);
}
