import { Button } from "@mantine/core";
import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import { useSession } from "../session/session";
import { useRetry } from "./queries";
import { isRetryable } from "./retryable";

const t = fr.deliveries;

interface Props {
	rows: readonly DeliveryRow[];
	onDone: () => void;
}

/** « Reprendre » for the chosen lines: those that can be. */
export function Retry({ rows, onDone }: Props) {
	const { can } = useSession();
	const ids = rows.filter(isRetryable).map((r) => r.id);
	const retry = useRetry((count) => {
		notify(t.againDone(count));
		onDone();
	});
	if (rows.length === 0) return null;
	return (
		<>
			<span className="dim">{fr.common.selected(rows.length)}</span>
			{ids.length < rows.length && <span className="dim">{t.againNone}</span>}
			{can("send_again") && (
				<Button
					variant="default"
					disabled={ids.length === 0}
					loading={retry.isPending}
					onClick={() => retry.mutate(ids, { onError: notifyError })}
				>
					{t.againMany(ids.length)}
				</Button>
			)}
		</>
	);
}
