import { Button, Progress } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { fr } from "../../i18n/fr";
import { useSession } from "../session/session";
import classes from "./deliveries.module.css";
import { useSync } from "./sync";
import { syncPercent } from "./syncPercent";

const t = fr.deliveries;

/** « Synchroniser », or how far it is with « Arrêter ». */
export function SyncButton() {
	const { can } = useSession();
	const { state, start, stop, stopping } = useSync();
	if (!can("sync")) return null;
	if (!state?.running)
		return (
			<Button leftSection={<IconRefresh size={16} />} onClick={start}>
				{t.sync}
			</Button>
		);
	return (
		<div className={classes.running}>
			<span className="dim" role="status">
				{t.runningShort(state.done, state.waiting)}
			</span>
			<Progress.Root w={80} size={6}>
				<Progress.Section value={syncPercent(state)} aria-label={t.running} />
			</Progress.Root>
			<Button variant="default" loading={stopping} onClick={stop}>
				{t.stop}
			</Button>
		</div>
	);
}
