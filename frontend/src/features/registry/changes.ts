import type { CompanyCard, Firm } from "../../api";
import { fr } from "../../i18n/fr";
import { formatSiret } from "../../lib/siret";

type Key =
	| "name"
	| "address"
	| "postcode"
	| "city"
	| "directorName"
	| "directorQuality"
	| "legalForm"
	| "siret";

/** A field of a firm's card that the register tells otherwise. */
export interface Change {
	key: Key;
	label: string;
	now: string;
	told: string;
	/** As they are shown. */
	nowShown: string;
	toldShown: string;
}

const labels: Record<Key, string> = { ...fr.firms.fields, postcode: fr.firms.postcode };

/** What would change, field by field; what the register does not say changes nothing. */
export function changesOf(firm: Firm, { row, shown, directors }: CompanyCard): Change[] {
	const told: Record<Key, string> = {
		name: row.name,
		address: shown.address,
		postcode: shown.postcode,
		city: shown.city,
		directorName: directors[0]?.name ?? "",
		directorQuality: directors[0]?.quality ?? "",
		legalForm: row.legalForm,
		siret: shown.siret,
	};
	return (Object.keys(told) as Key[])
		.filter((key) => told[key] !== "" && told[key] !== firm[key])
		.map((key) => {
			const show = key === "siret" ? formatSiret : (text: string) => text;
			return {
				...{ key, label: labels[key], now: firm[key], told: told[key] },
				...{ nowShown: show(firm[key]) || fr.common.empty, toldShown: show(told[key]) },
			};
		});
}

/** The firm with the chosen changes. */
export function changed(firm: Firm, changes: readonly Change[], chosen: ReadonlySet<string>): Firm {
	const kept = changes.filter((c) => chosen.has(c.key)).map((c) => [c.key, c.told]);
	return { ...firm, ...Object.fromEntries(kept) };
}
