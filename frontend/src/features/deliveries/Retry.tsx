import type { DeliveryRow } from "../../api";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import { Again } from "./Again";
import { Cancel } from "./Cancel";
import { isCancellable, isRetryable } from "./retryable";

const t = fr.deliveries;

interface Props {
	rows: readonly DeliveryRow[];
	onDone: () => void;
}

/** « Reprendre » and « Annuler l'envoi » for the chosen lines: those that can be. */
export function Retry({ rows, onDone }: Props) {
	const { can } = useSession();
	if (rows.length === 0) return null;
	const those = rows.filter(isRetryable);
	const waiting = rows.filter(isCancellable);
	return (
		<>
			<span className="dim">{fr.common.selected(rows.length)}</span>
			{those.length + waiting.length === 0 && <span className="dim">{t.againNone}</span>}
			{can("send_again") && (
				<>
					<Again rows={those} label={t.againMany(those.length)} quiet onDone={onDone} />
					<Cancel rows={waiting} label={t.cancelMany(waiting.length)} onDone={onDone} />
				</>
			)}
		</>
	);
}
