import { fr } from "../../i18n/fr";

type Words = typeof fr.connectors;

/** The words of a connector's page; a source is received from, and says it so. */
export function wordsOf({ mode }: { mode: string }): Words {
	return mode === "receive" ? { ...fr.connectors, ...fr.receptions.words } : fr.connectors;
}
