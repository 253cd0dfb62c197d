// The screens of the program, for the pictures and for what must hold on each of them.

/** Every screen on demonstration data: its name and its address. */
export const screens = [
	["accueil", "/"],
	["clients", "/clients"],
	["client", "/clients/1"],
	["cabinet", "/cabinets/1"],
	["connecteur", "/cabinets/1/connecteurs/4"],
	["inpi", "/inpi?q=jardins"],
	["inpi-fiche", "/inpi/732829320?q=jardins"],
	["collaborateurs", "/collaborateurs"],
	["collaborateur", "/collaborateurs/1"],
	["ibans", "/ibans"],
	["iban", "/ibans/1"],
	["mandats", "/ibans/mandats"],
	["sans-iban", "/ibans/sans-iban"],
	["releves", "/releves"],
	["releve", "/releves/1"],
	["imports", "/releves/imports"],
	["recherche", "/recherche?q=vir"],
	["soldes", "/soldes?compte=1&avant=1"],
	["couverture", "/couverture?jours=365"],
	["cloture", "/cloture"],
	["envois", "/envois"],
	["envoi", "/envois/1"],
	["diagnostic", "/diagnostic"],
	["journal", "/journal"],
	["liste-a-importer", "/clients/liste"],
	["aide", "/aide"],
	["aide-article", "/aide/retenu"],
	["aide-guide", "/aide/guide"],
	["aide-guide-page", "/aide/guide/releves"],
	["sauvegardes", "/sauvegardes"],
	["a-propos", "/a-propos"],
	["reglages", "/reglages"],
	["donnees-personnelles", "/reglages/donnees-personnelles"],
	["diagnostic-iban", "/diagnostic/3"],
];

/** Waits until the page has stopped changing. */
export async function settled(page) {
	await page.waitForLoadState("networkidle");
	await page.evaluate(
		() =>
			new Promise((quiet) => {
				let timer = setTimeout(quiet, 400);
				new MutationObserver(() => {
					clearTimeout(timer);
					timer = setTimeout(quiet, 400);
				}).observe(document.body, { subtree: true, childList: true, characterData: true });
			}),
	);
}

/** Shows the page light or dark, once its colours have changed. */
export async function wear(page, scheme) {
	await page.evaluate((value) => {
		document.documentElement.setAttribute("data-mantine-color-scheme", value);
	}, scheme);
	await page.waitForFunction(
		() => !document.getAnimations().some((a) => a instanceof CSSTransition),
	);
}
