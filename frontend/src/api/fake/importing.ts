import type { FilePreview, FileReport } from "../events";
import type { FileAnswer, ImportForm } from "../types";
import type { FakeRuntime } from "./runtime";

const STEP_MS = 120;

const nothing = {
	fileId: 0,
	format: "",
	statements: 0,
	newStatements: 0,
	operations: 0,
	newOperations: 0,
	warnings: 0,
	states: [],
	places: [],
	message: "",
	hint: "",
};

const none = (path: string) => ({ ...nothing, path, name: path.split(/[/\\]/).pop() ?? path });

function report(path: string): FileReport {
	const { name } = none(path);
	if (name.endsWith(".pdf")) {
		return {
			...none(path),
			outcome: "failed",
			message: `« ${name} » n'est pas un fichier de relevés : c'est un PDF.`,
			hint: "Demandez à la banque le fichier CFONB120 ou camt.053 de ce relevé.",
		};
	}
	return {
		...none(path),
		outcome: "imported",
		fileId: 10,
		format: name.endsWith(".csv") ? "table" : name.endsWith(".qif") ? "qif" : "cfonb120",
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
			{ key: "downloadable", name: "téléchargeable", count: 11 },
			{ key: "held", name: "retenu", count: 2 },
			{ key: "aside", name: "sans IBAN", count: 1 },
		],
		message: `« ${name} » est importé.`,
	};
}

/** What a file asks for until it is answered: its name says which. */
function asked(path: string, given?: FileAnswer): Partial<FilePreview> | null {
	const failed = { outcome: "failed", hint: "" };
	if (path.endsWith(".csv") && !given?.mapping) {
		const message = "Les colonnes de ce tableau ne disent pas toutes ce qu'elles sont.";
		return { ...failed, asks: "mapping", message };
	}
	if (path.endsWith(".qif") && !given?.account)
		return { ...failed, asks: "account", message: "Un fichier QIF ne porte pas d'IBAN." };
	if (path.endsWith(".qif") && !given?.dates) {
		const message = "« 03/04/2026 » peut être le 3 avril ou le 4 mars.";
		return { ...failed, asks: "dates", message };
	}
	return null;
}

/** What importing a file would do. */
export function previewed(path: string, given?: FileAnswer): FilePreview {
	const open = { asks: "", notes: [], accounts: [] };
	const question = asked(path, given);
	if (question) return { ...none(path), ...open, outcome: "failed", ...question };
	if (path.includes("double")) {
		return {
			...none(path),
			...open,
			outcome: "duplicate",
			fileId: 9,
			format: "cfonb120",
			statements: 9,
			operations: 240,
			message: "Ce fichier est déjà importé : rien ne change.",
		};
	}
	const found = report(path);
	if (found.outcome === "failed") return { ...found, ...open };
	const one = { currency: "EUR", start: "2026-02-28", end: "2026-03-17" };
	return {
		...found,
		...open,
		fileId: 0,
		message: "",
		notes: [
			{
				line: 212,
				field: "reference",
				message: "La zone de référence contient un caractère inconnu, remplacé par une espace.",
			},
		],
		accounts: [
			{
				...one,
				accountId: 1,
				iban: "FR7630004458564585652332208",
				key: "30004 45856 45856523322",
				client: "Jardins de Bretagne SARL",
				connector: "MyUnisoft",
				statements: 12,
				newStatements: 11,
				operations: 330,
				newOperations: 290,
				states: [{ key: "conforming", name: "Conforme", count: 12 }],
				places: [{ key: "to_send", name: "à envoyer", count: 12 }],
			},
			{
				...one,
				accountId: 2,
				iban: "FR7612739000123456789012315",
				key: "12739 00012 34567890123",
				client: "Atelier du Port",
				connector: "",
				statements: 1,
				newStatements: 1,
				operations: 40,
				newOperations: 40,
				states: [{ key: "incoherent", name: "Incohérent", count: 1 }],
				places: [{ key: "held", name: "retenu", count: 1 }],
			},
			{
				...one,
				accountId: 3,
				iban: "",
				key: "20041 01005 0500013M026",
				client: "",
				connector: "",
				statements: 1,
				newStatements: 0,
				operations: 18,
				newOperations: 10,
				states: [{ key: "incoherent", name: "Incohérent", count: 1 }],
				places: [{ key: "aside", name: "sans IBAN", count: 1 }],
			},
		],
	};
}

/** Imports that take a moment and tell their progress, and previews of them. */
export function fakeImport(runtime: FakeRuntime) {
	const cancelled = new Set<string>();
	let last = 0;

	/** Tells progress step by step, then how it ended. */
	const run = (form: ImportForm, steps: number, end: (job: string, stopped: boolean) => void) => {
		last += 1;
		const job = `job-${last}`;
		const files = form.paths.length;
		const tick = (step: number) => {
			if (cancelled.has(job) || step > steps) return end(job, cancelled.has(job));
			const file = Math.min(files, Math.floor(((step - 1) * files) / steps) + 1);
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
	};

	return {
		Preview: async (form: ImportForm): Promise<string> =>
			run(form, 1, (job, stopped) => {
				const said = new Map(form.given.map((g) => [g.path, g]));
				runtime.emit("import:preview", {
					job,
					files: stopped ? [] : form.paths.map((p) => previewed(p, said.get(p))),
					failure: stopped
						? { code: "cancelled", message: "L'aperçu est annulé.", field: "", hint: "" }
						: null,
				});
			}),
		Start: async (form: ImportForm): Promise<string> =>
			run(form, form.paths.length * 8, (job, stopped) => {
				runtime.emit("import:done", {
					job,
					files: stopped ? [] : form.paths.map(report),
					failure: stopped
						? {
								code: "cancelled",
								message: "L'import est annulé.",
								field: "",
								hint: "Les fichiers déjà lus sont gardés.",
							}
						: null,
				});
			}),
		Cancel: async (job: string) => {
			cancelled.add(job);
		},
	};
}
