import { Modal } from "@mantine/core";
import { useState } from "react";
import { fr } from "../../i18n/fr";
import { useDialogs } from "../frame/dialogs";
import { ImportForm } from "./ImportForm";
import { ImportReport } from "./ImportReport";
import { ImportRunning } from "./ImportRunning";
import { useJobs } from "./jobs";

const t = fr.imports;

/** From files to their report. Closing it lets the import go on; opening it shows it again. */
export function ImportDialog() {
	const { open, hide } = useDialogs();
	const { reportOf } = useJobs();
	const [job, setJob] = useState<string | null>(null);
	const report = job === null ? undefined : reportOf(job);
	const title = report ? t.report : job === null ? t.title : t.running;
	const close = () => {
		hide();
		if (report) setJob(null);
	};
	return (
		<Modal
			opened={open === "import"}
			onClose={close}
			title={title}
			size={680}
			closeButtonProps={{ "aria-label": fr.common.close }}
		>
			{job === null && <ImportForm onStarted={setJob} />}
			{job !== null && !report && <ImportRunning job={job} onHide={hide} />}
			{report && <ImportReport report={report} onAgain={() => setJob(null)} onClose={close} />}
		</Modal>
	);
}
