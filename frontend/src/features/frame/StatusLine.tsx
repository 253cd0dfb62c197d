import { Button, Progress } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { fr } from "../../i18n/fr";
import { useJobs } from "../imports/jobs";
import { percent } from "../imports/progress";
import { useSession } from "../session/session";
import classes from "./frame.module.css";

const t = fr.status;

/** The thin line at the foot: network, what runs, who is here. */
export function StatusLine() {
	const { online } = useNetwork();
	const { me } = useSession();
	const firms = me.firms.length === 1 ? me.firms[0]?.name : t.severalFirms(me.firms.length);
	return (
		<footer className={classes.status}>
			<span className={`${classes.net} ${online ? "" : classes.offline}`} role="status">
				<span className={classes.netDot} />
				{online ? t.online : t.offline}
			</span>
			<RunningImport />
			<span className={`${classes.who} cut`}>
				{me.name} · {me.profileName} · {firms}
			</span>
		</footer>
	);
}

function RunningImport() {
	const { progress, cancel } = useJobs();
	if (!progress) return null;
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
