import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import {
	api,
	type ImportProgress,
	type ImportReport,
	onImportDone,
	onImportProgress,
} from "../../api";
import { refreshAll } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";

interface Jobs {
	/** The import that runs, null when none does. */
	progress: ImportProgress | null;
	/** The report of an import that ended, until it is put away. */
	reportOf: (job: string) => ImportReport | undefined;
	cancel: (job: string) => Promise<void>;
}

const Context = createContext<Jobs | null>(null);

/** Listens to imports for as long as someone is signed in. */
export function ImportJobs({ children }: { children: ReactNode }) {
	const client = useQueryClient();
	const [progress, setProgress] = useState<ImportProgress | null>(null);
	const [reports, setReports] = useState<ReadonlyMap<string, ImportReport>>(new Map());

	useEffect(() => onImportProgress(setProgress), []);
	useEffect(
		() =>
			onImportDone((report) => {
				setProgress((now) => (now?.job === report.job ? null : now));
				setReports((all) => new Map(all).set(report.job, report));
				const read = report.files.filter(
					(f) => f.outcome === "imported" || f.outcome === "duplicate",
				);
				notify(fr.status.done(read.length, report.files.length));
				void refreshAll(client);
			}),
		[client],
	);

	const jobs: Jobs = {
		progress,
		reportOf: (job) => reports.get(job),
		cancel: (job) => api.imports.Cancel(job),
	};
	return <Context.Provider value={jobs}>{children}</Context.Provider>;
}

/** The imports that run and have run. */
export function useJobs(): Jobs {
	const jobs = useContext(Context);
	if (!jobs) throw new Error("useJobs outside ImportJobs");
	return jobs;
}
