import { Button } from "@mantine/core";
import { useState } from "react";
import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { useRetry } from "./queries";
import { ReasonDialog } from "./ReasonDialog";
import { concerned } from "./retryable";

const t = fr.deliveries;

interface Props {
	/** Those that can be taken again. */
	rows: readonly DeliveryRow[];
	label: string;
	quiet?: boolean;
	onDone?: () => void;
}

/** « Reprendre », with a reason unless all only wait for their next try. */
export function Again({ rows, label, quiet = false, onDone }: Props) {
	const [asking, setAsking] = useState(false);
	const ids = rows.map((r) => r.id);
	const all = concerned(rows);
	const retry = useRetry((count) => {
		notify(t.againDone(count));
		setAsking(false);
		onDone?.();
	});
	const start = () => {
		retry.reset();
		if (rows.some((r) => r.state !== "to_retry")) setAsking(true);
		else retry.mutate({ ids, reason: "" }, { onError: notifyError });
	};
	return (
		<>
			<Button
				variant={quiet ? "default" : "filled"}
				disabled={ids.length === 0}
				loading={retry.isPending && !asking}
				onClick={start}
			>
				{label}
			</Button>
			{asking && (
				<ReasonDialog
					title={t.againTitle(ids.length)}
					lead={all > ids.length ? t.againTogether(all) : t.againLead}
					help={t.againHelp}
					submit={t.again}
					busy={retry.isPending}
					error={retry.error}
					onSubmit={(reason) => retry.mutate({ ids, reason })}
					onClose={() => setAsking(false)}
				/>
			)}
		</>
	);
}
