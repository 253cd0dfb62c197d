import { Button, Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import {
	ApiError,
	api,
	type ClientExportProgress,
	onClientExported,
	onClientExportProgress,
} from "../../api";
import { fr } from "../../i18n/fr";
import { notify, notifyError } from "../../ui/notify";
import classes from "../frame/frame.module.css";

const t = fr.privacy;

/** The export of a client while it runs, and how it ended, whichever screen is open. */
export function RunningClientExport() {
	const [progress, setProgress] = useState<ClientExportProgress | null>(null);
	useEffect(() => onClientExportProgress(setProgress), []);
	useEffect(
		() =>
			onClientExported(({ path, files, failure }) => {
				setProgress(null);
				if (!failure) notify(t.exported(path, files));
				else if (failure.code === "cancelled") notify(failure.message);
				else {
					const { code, message, field, hint } = failure;
					notifyError(new ApiError(code, message, field ?? "", hint ?? ""));
				}
			}),
		[],
	);
	if (!progress) return null;
	const percent = progress.total
		? Math.min(100, Math.round((100 * progress.done) / progress.total))
		: 0;
	return (
		<div className={classes.job}>
			<span role="status">{t.exporting(percent)}</span>
			<Progress.Root w={80} size={6} style={{ flex: "none" }}>
				<Progress.Section value={percent} aria-label={t.exportProgress} />
			</Progress.Root>
			<Button
				size="compact-xs"
				variant="subtle"
				aria-label={t.cancelExport}
				onClick={() => void api.privacies.CancelExport(progress.job)}
			>
				{fr.common.cancel}
			</Button>
		</div>
	);
}
