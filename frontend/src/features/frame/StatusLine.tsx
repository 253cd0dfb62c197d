import { Button, Progress } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { Link } from "react-router";
import type { SyncState } from "../../api";
import { fr } from "../../i18n/fr";
import { formatRecent } from "../../lib/dates";
import { useSync } from "../deliveries/sync";
import { syncPercent } from "../deliveries/syncPercent";
import { useJobs } from "../imports/jobs";
import { percent } from "../imports/progress";
import { RunningClientExport } from "../privacy/RunningClientExport";
import { useSession } from "../session/session";
import classes from "./frame.module.css";

const t = fr.status;

/** The thin line at the foot: network, what runs, who is here. */
export function StatusLine() {
	const { me } = useSession();
	const firms = me.firms.length === 1 ? me.firms[0]?.name : t.severalFirms(me.firms.length);
	return (
		<footer className={classes.status}>
			<Network />
			<RunningSync />
			<RunningImport />
			<RunningClientExport />
			<span className={`${classes.who} cut`}>
				{me.name} · {me.profileName} · {firms}
			</span>
		</footer>
	);
}

function Network() {
	const { online } = useNetwork();
	const { state } = useSync();
	const off = !online || (state?.offline ?? false);
	return (
		<span className={`${classes.net} ${off ? classes.offline : ""}`} role="status">
			<span className={classes.netDot} />
			{off ? offlineText(state) : t.online}
			{!off && state?.lastAt && !state.running && ` · ${t.lastSync(formatRecent(state.lastAt))}`}
		</span>
	);
}

function offlineText(state: SyncState | undefined): string {
	return state && state.waiting > 0 ? t.offlineWaiting(state.waiting) : t.offline;
}

function RunningSync() {
	const { state, stop, stopping } = useSync();
	if (!state?.running) return null;
	return (
		<div className={classes.job}>
			<Link to="/envois" className="cut">
				{t.syncing(state.done, state.waiting)}
			</Link>
			<Progress.Root w={80} size={6} style={{ flex: "none" }}>
				<Progress.Section value={syncPercent(state)} aria-label={t.syncProgress} />
			</Progress.Root>
			<Button
				size="compact-xs"
				variant="subtle"
				loading={stopping}
				aria-label={t.stopSync}
				onClick={stop}
			>
				{fr.deliveries.stop}
			</Button>
		</div>
	);
}

function RunningImport() {
	const { progress, cancel, looking } = useJobs();
	if (!progress || progress.job === looking) return null;
	return (
		<div className={classes.job}>
			<span role="status">{t.importing(progress.file, progress.files)}</span>
			<Progress.Root w={120} size={6}>
				<Progress.Section value={percent(progress)} aria-label={t.progress} />
			</Progress.Root>
			<Button
				size="compact-xs"
				variant="subtle"
				aria-label={t.cancelImport}
				onClick={() => void cancel(progress.job)}
			>
				{fr.common.cancel}
			</Button>
		</div>
	);
}
