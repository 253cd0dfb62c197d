import { Button, Group, Progress } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { ErrorNotice } from "../../ui/Notice";
import classes from "./imports.module.css";
import { useJobs } from "./jobs";
import { percent } from "./progress";

const t = fr.imports;

interface Props {
	job: string;
	/** A preview: nothing is kept of it. */
	looking?: boolean;
	/** Lets it go on behind the screens; a preview does not. */
	onHide?: () => void;
}

/** An import or a preview on its way. */
export function ImportRunning({ job, looking = false, onHide }: Props) {
	const { progress, cancel } = useJobs();
	const [cancelling, setCancelling] = useState(false);
	const [failure, setFailure] = useState<unknown>(null);
	const p = progress?.job === job ? progress : null;
	const stop = () => {
		setCancelling(true);
		cancel(job).catch((thrown) => {
			setCancelling(false);
			setFailure(thrown);
		});
	};
	return (
		<>
			<div className={classes.progress}>
				<span role="status">
					{p ? t.progress(p.file, p.files) : looking ? t.looking : fr.status.preparing}
				</span>
				<Progress.Root size={8}>
					<Progress.Section value={p ? percent(p) : 0} aria-label={fr.status.progress} />
				</Progress.Root>
				<span className="dim cut">
					{p ? `${t.reading(p.name)} · ${t.read(p.operations)}` : "\u00a0"}
				</span>
				{failure !== null && <ErrorNotice error={failure} />}
			</div>
			<Group gap={8} justify="flex-end">
				<Button variant="default" disabled={cancelling} onClick={stop}>
					{cancelling ? t.cancelling : looking ? t.stopLooking : t.cancel}
				</Button>
				{onHide && (
					<Button data-autofocus onClick={onHide}>
						{t.background}
					</Button>
				)}
			</Group>
		</>
	);
}
