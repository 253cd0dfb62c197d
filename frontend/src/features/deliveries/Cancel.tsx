import { Button } from "@mantine/core";
import { useState } from "react";
import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { useCancel, useRetry } from "./queries";
import { ReasonDialog } from "./ReasonDialog";

const t = fr.deliveries;

interface Props {
	/** Those that can be cancelled. */
	rows: readonly DeliveryRow[];
	label: string;
	onDone?: () => void;
}

/** « Annuler l'envoi », with a reason; it is taken back at once, or later by « Reprendre ». */
export function Cancel({ rows, label, onDone }: Props) {
	const [asking, setAsking] = useState(false);
	const back = useRetry((count) => notify(t.againDone(count)), notifyError);
	const cancel = useCancel((ids) => {
		notify(t.cancelDone(ids.length), () => back.mutate({ ids, reason: t.cancelUndone }));
		setAsking(false);
		onDone?.();
	});
	const start = () => {
		cancel.reset();
		setAsking(true);
	};
	return (
		<>
			<Button variant="default" disabled={rows.length === 0} onClick={start}>
				{label}
			</Button>
			{asking && (
				<ReasonDialog
					title={t.cancelTitle(rows.length)}
					lead={t.cancelLead(rows.length)}
					help={t.cancelHelp}
					submit={t.cancel}
					back={fr.common.back}
					busy={cancel.isPending}
					error={cancel.error}
					onSubmit={(reason) => cancel.mutate({ ids: rows.map((r) => r.id), reason })}
					onClose={() => setAsking(false)}
				/>
			)}
		</>
	);
}
