import { Progress as Bar, Button } from "@mantine/core";
import { api } from "../../api";
import { fr } from "../../i18n/fr";
import { notifyError } from "../../ui/notify";
import classes from "./backups.module.css";
import { useProgress } from "./queries";

const t = fr.backups;

/** What a backup that is under way does, and the button that ends it. */
export function Progress() {
	const at = useProgress(true);
	const what = at?.what ?? t.starting;
	return (
		<div className={classes.progress} role="status">
			<div>
				<span>{what}</span>
				<Bar value={at?.percent ?? 0} aria-label={what} mt={4} />
			</div>
			<Button variant="default" onClick={() => api.backups.Stop().catch(notifyError)}>
				{fr.common.cancel}
			</Button>
		</div>
	);
}
