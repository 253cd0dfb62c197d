import { matchPath } from "react-router";

/**
 * The page of the guide on each screen, by the address that Screens.tsx gives it, the narrower
 * before the wider; after « # », the heading.
 */
export const pageOfScreen: Record<string, string> = {
	"/": "matin",
	"/clients/liste": "clients#plusieurs-à-la-fois",
	"/clients/:id?": "clients",
	"/cabinets": "connecteurs",
	"/cabinets/:id": "connecteurs",
	"/cabinets/:id/connecteurs/:connectorId": "connecteurs",
	"/cabinets/:id/receptions/:sourceId": "importer#un-dossier-surveillé-un-serveur-sftp",
	"/inpi/:siren?": "clients#chercher-une-entreprise",
	"/collaborateurs/:id?": "journal-et-droits#qui-peut-quoi",
	"/ibans/sans-iban": "importer#comptes-inconnus",
	"/ibans/mandats": "mandats",
	"/ibans/:id?": "associer-un-iban",
	"/releves": "releves",
	"/releves/imports": "importer#revenir-sur-un-import",
	"/releves/:id": "releves",
	"/recherche": "recherche",
	"/soldes": "cloture#soldes-et-mouvements",
	"/couverture": "matin#une-banque-nenvoie-plus",
	"/cloture": "cloture",
	"/envois/:id?": "envois",
	"/diagnostic": "diagnostic",
	"/diagnostic/:id": "diagnostic",
	"/journal/:id?": "journal-et-droits#le-journal",
	"/aide/:article?": "",
	"/aide/guide/:page?": "",
	"/sauvegardes": "sauvegardes",
	"/a-propos": "installer",
	"/reglages": "reglages",
	"/reglages/donnees-personnelles": "donnees-personnelles",
};

/** Where F1 leads from an address: the guide's page on that screen, else its list of pages. */
export function guideAddress(pathname: string): string {
	const screen = Object.keys(pageOfScreen).find((path) => matchPath(path, pathname));
	const page = screen && pageOfScreen[screen];
	return page ? `/aide/guide/${page}` : "/aide/guide";
}
