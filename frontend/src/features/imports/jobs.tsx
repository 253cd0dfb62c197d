import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import {
	api,
	type ImportForm,
	type ImportPreview,
	type ImportProgress,
	type ImportReport,
	onImportDone,
	onImportPreview,
	onImportProgress,
} from "../../api";
import { refreshAll } from "../../data/useChange";
import { fr } from "../../i18n/fr";
import { notify } from "../../ui/notify";

interface Jobs {
	/** The import or preview that runs, null when none does. */
	progress: ImportProgress | null;
	/** The report of an import that ended, until it is put away. */
	reportOf: (job: string) => ImportReport | undefined;
	/** Begins a preview and gives its job. */
	look: (form: ImportForm) => Promise<string>;
	/** The job of the latest preview. */
	looking: string | null;
	/** What the latest preview found, once it has ended. */
	previewOf: (job: string) => ImportPreview | undefined;
	cancel: (job: string) => Promise<void>;
}

const Context = createContext<Jobs | null>(null);

/** Listens to imports for as long as someone is signed in. */
export function ImportJobs({ children }: { children: ReactNode }) {
	const client = useQueryClient();
	const [progress, setProgress] = useState<ImportProgress | null>(null);
	const [reports, setReports] = useState<ReadonlyMap<string, ImportReport>>(new Map());
	const [looking, setLooking] = useState<string | null>(null);
	const [preview, setPreview] = useState<ImportPreview | null>(null);

	useEffect(() => onImportProgress(setProgress), []);
	useEffect(
		() =>
			onImportPreview((found) => {
				setProgress((now) => (now?.job === found.job ? null : now));
				setPreview(found);
			}),
		[],
	);
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
		look: async (form) => {
			const job = await api.imports.Preview(form);
			setLooking(job);
			return job;
		},
		looking,
		previewOf: (job) => (preview?.job === job ? preview : undefined),
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
