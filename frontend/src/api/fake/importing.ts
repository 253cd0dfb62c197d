import type { FileReport } from "../events";
import type { ImportForm } from "../types";
import type { FakeRuntime } from "./runtime";

const STEP_MS = 120;

function report(path: string): FileReport {
	const name = path.split(/[/\\]/).pop() ?? path;
	const none = {
		path,
		name,
		fileId: 0,
		format: "",
		statements: 0,
		newStatements: 0,
		operations: 0,
		newOperations: 0,
		warnings: 0,
		states: [],
		places: [],
	};
	if (name.endsWith(".pdf")) {
		return {
			...none,
			outcome: "failed",
			message: `« ${name} » n'est pas un fichier de relevés : c'est un PDF.`,
			hint: "Demandez à la banque le fichier CFONB120 ou camt.053 de ce relevé.",
		};
	}
	return {
		...none,
		outcome: "imported",
		fileId: 10,
		format: "CFONB120",
		statements: 14,
		newStatements: 12,
		operations: 388,
		newOperations: 340,
		warnings: 1,
		states: [
			{ key: "conforming", name: "Conforme", count: 12 },
			{ key: "incoherent", name: "Incohérent", count: 2 },
		],
		places: [
			{ key: "downloadable", name: "Téléchargeable", count: 11 },
			{ key: "held", name: "Retenu", count: 2 },
			{ key: "aside", name: "Sans IBAN", count: 1 },
		],
		message: `« ${name} » est importé.`,
		hint: "",
	};
}

/** Imports that take a moment and tell their progress. */
export function fakeImport(runtime: FakeRuntime) {
	const cancelled = new Set<string>();
	return {
		Start: async (form: ImportForm): Promise<string> => {
			const job = `job-${form.paths.length}`;
			const files = form.paths.length;
			const steps = files * 8;
			const tick = (step: number) => {
				if (cancelled.has(job) || step > steps) {
					const failure = cancelled.has(job)
						? {
								code: "cancelled",
								message: "L'import est annulé.",
								field: "",
								hint: "Les fichiers déjà lus sont gardés.",
							}
						: null;
					runtime.emit("import:done", {
						job,
						files: failure ? [] : form.paths.map(report),
						failure,
					});
					return;
				}
				const file = Math.min(files, Math.floor((step - 1) / 8) + 1);
				runtime.emit("import:progress", {
					job,
					file,
					files,
					name: form.paths[file - 1],
					bytes: step * 1000,
					totalBytes: steps * 1000,
					operations: step * 40,
				});
				setTimeout(() => tick(step + 1), STEP_MS);
			};
			setTimeout(() => tick(1), STEP_MS);
			return job;
		},
		Cancel: async (job: string) => {
			cancelled.add(job);
		},
	};
}
