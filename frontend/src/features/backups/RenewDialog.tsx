import { api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { notify } from "../../ui/notify";

const t = fr.backups;

/** Another key for the backups to come, when the sheet is lost or was seen. */
export function RenewDialog({ onClose }: { onClose: () => void }) {
	const renew = useChange(
		() => api.backups.Renew(),
		() => {
			notify(t.renewed);
			onClose();
		},
	);
	return (
		<ConfirmDialog
			title={t.renew}
			submit={t.renewDo}
			onSubmit={() => renew.mutate(undefined)}
			onClose={onClose}
			pending={renew.isPending}
			error={renew.error}
		>
			<p>{t.renewLead}</p>
		</ConfirmDialog>
	);
}
