import type { Diagnosis } from "../../api";
import { fr } from "../../i18n/fr";

const t = fr.diagnostic;
const marks: Record<string, string> = { ok: "✔", wrong: "✖", unknown: "–" };

/** A diagnosis as it is sent to the support. */
export function supportText(d: Diagnosis, version: string): string {
	return [
		t.supportHead(version, d.ibanShown),
		t.supportFirm(d.firmName, d.firmId),
		t.supportAccount(d.accountId),
		d.answer,
		"",
		...d.steps.map((s) => `${marks[s.verdict] ?? "–"} ${s.title} : ${s.sentence}`),
		"",
		new Date().toISOString(),
	].join("\n");
}
