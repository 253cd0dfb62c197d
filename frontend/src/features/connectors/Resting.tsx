import { Button } from "@mantine/core";
import type { ConnectorRow } from "../../api";
import { fr } from "../../i18n/fr";
import { formatRecent } from "../../lib/dates";
import { Notice } from "../../ui/Notice";
import { useSync } from "../deliveries/sync";
import { useSession } from "../session/session";

const t = fr.connectors;

/** A partner that failed too often is left alone for a while, unless somebody tries now. */
export function Resting({ row }: { row: ConnectorRow }) {
	const { can } = useSession();
	const { state, start } = useSync();
	if (!row.restingUntil || row.paused) return null;
	return (
		<Notice
			kind="warn"
			actions={
				can("sync") && (
					<Button variant="default" size="compact-sm" loading={state?.running} onClick={start}>
						{t.tryNow}
					</Button>
				)
			}
		>
			{t.resting(row.failures, formatRecent(row.restingUntil))}
		</Notice>
	);
}
