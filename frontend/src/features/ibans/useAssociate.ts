import { type AccountRow, type Association, api } from "../../api";
import { useChange } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";

const t = fr.ibans;

interface Chosen {
	rows: readonly AccountRow[];
	connectorId: number; // 0: « Aucun connecteur »
	connectorName: string;
}

/** Associates IBANs with a connector at once; the notification takes it back. */
export function useAssociate() {
	const back = useChange(giveBack, () => notify(fr.common.undone), notifyError);
	return useChange(
		({ rows, connectorId }: Chosen) =>
			api.accounts.Associate(
				rows.map((r) => r.id),
				connectorId,
			),
		(answer, chosen) => notify(sentence(answer, chosen), () => back.mutate(chosen.rows)),
		notifyError,
	);
}

/** Each IBAN goes back to the connector that it had. */
async function giveBack(rows: readonly AccountRow[]) {
	for (const connectorId of new Set(rows.map((r) => r.connectorId))) {
		const group = rows.filter((r) => r.connectorId === connectorId);
		await api.accounts.Associate(
			group.map((r) => r.id),
			connectorId,
		);
	}
}

function sentence({ waiting }: Association, { rows, connectorId, connectorName }: Chosen): string {
	const [only] = rows;
	const what =
		rows.length === 1 && only
			? connectorId > 0
				? t.associated(only.ibanShown, connectorName)
				: t.dissociated(only.ibanShown)
			: connectorId > 0
				? t.associatedMany(rows.length, connectorName)
				: t.dissociatedMany(rows.length);
	return waiting > 0 ? `${what} ${t.stillWaiting(waiting)}` : what;
}
