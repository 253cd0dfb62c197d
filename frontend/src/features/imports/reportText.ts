import type { FileReport, ImportReport } from "../../api";
import { fr } from "../../i18n/fr";

const t = fr.imports;

/** A report as text, for the support. */
export function reportText(report: ImportReport): string {
	const head = report.failure ? [report.failure.message, report.failure.hint ?? ""] : [];
	return [fr.imports.report, ...head, ...report.files.flatMap(fileText)].filter(Boolean).join("\n");
}

function fileText(f: FileReport): string[] {
	const counts = (list: FileReport["states"]) => list.map((c) => `${c.name} ${c.count}`).join(", ");
	return [
		"",
		`${f.path || f.name} : ${t.outcome[f.outcome] ?? f.outcome}${f.format ? ` (${f.format})` : ""}`,
		f.message,
		f.hint,
		`${t.newStatements(f.newStatements, f.statements)} ; ${t.newOperations(f.newOperations, f.operations)}`,
		f.warnings > 0 ? fr.common.warnings(f.warnings) : "",
		f.states.length > 0 ? `${t.states} : ${counts(f.states)}` : "",
		f.places.length > 0 ? `${t.places} : ${counts(f.places)}` : "",
	];
}
