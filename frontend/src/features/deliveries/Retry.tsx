import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { Again } from "./Again";
import { isRetryable } from "./retryable";

const t = fr.deliveries;

interface Props {
	rows: readonly DeliveryRow[];
	onDone: () => void;
}

/** « Reprendre » for the chosen lines: those that can be. */
export function Retry({ rows, onDone }: Props) {
	const { can } = useSession();
	if (rows.length === 0) return null;
	const those = rows.filter(isRetryable);
	return (
		<>
			<span className="dim">{fr.common.selected(rows.length)}</span>
			{those.length < rows.length && <span className="dim">{t.againNone}</span>}
			{can("send_again") && (
				<Again rows={those} label={t.againMany(those.length)} quiet onDone={onDone} />
			)}
		</>
	);
}
