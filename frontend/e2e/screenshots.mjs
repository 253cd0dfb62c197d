// Pictures of every screen on demonstration data, light and dark, for the documentation and
// to be looked at: `make screenshots`.

import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Program } from "./harness.mjs";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../../docs/screenshots");

/** A screen's name, its address, and what is done there before the picture. */
const screens = [
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
	["envois", "/envois"],
	["envoi", "/envois/1"],
	["diagnostic", "/diagnostic"],
	["diagnostic-iban", "/diagnostic/3"],
];

const program = await Program.start({ demo: true });
try {
	const page = await program.open();
	await page.setViewportSize({ width: 1280, height: 720 });
	await mkdir(folder, { recursive: true });
	await page.getByRole("button", { name: "Se connecter", exact: true }).waitFor();
	await picture(page, "connexion");
	await page.getByRole("button", { name: "Remplir avec ces identifiants" }).click();
	await page.getByRole("button", { name: "Se connecter", exact: true }).click();
	await page.getByRole("navigation").first().waitFor();
	for (const [name, address] of screens) {
		await page.evaluate((hash) => {
			window.location.hash = hash;
		}, `#${address}`);
		await settled(page);
		await picture(page, name);
	}
	if (program.complaints.length > 0) throw new Error(program.complaints.join("\n"));
} finally {
	await program.stop();
}

/** Waits until the page has stopped changing. */
async function settled(page) {
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

async function picture(page, name) {
	for (const scheme of ["light", "dark"]) {
		await page.evaluate((value) => {
			document.documentElement.setAttribute("data-mantine-color-scheme", value);
		}, scheme);
		await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) });
	}
	await page.evaluate(() => {
		document.documentElement.setAttribute("data-mantine-color-scheme", "light");
	});
}
