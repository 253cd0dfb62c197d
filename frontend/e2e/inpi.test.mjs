// The page « INPI » in Chromium on the real backend, with the registers that the
// demonstration plays on loopback.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu } = finders(() => page);

before(async () => {
	program = await Program.start({ demo: true });
	page = await program.open();
	await button("Remplir avec ces identifiants").click();
	await button("Se connecter").click();
	await menu("INPI").waitFor();
});

after(() => program?.stop());

step("a company is found by its name, and its card comes from the INPI", async () => {
	await menu("INPI").click();
	await page.getByRole("searchbox").fill("jardins d'hiver");
	await page.getByRole("searchbox").press("Enter");
	await page.getByRole("gridcell", { name: "JARDINS D'HIVER (JDH)" }).dblclick();
	await page.getByText("HOLDING DES FLEURS").waitFor();
	await page.getByText(/^Registre de l'INPI, réponse du/).waitFor();
	assert.match(page.url(), /#\/inpi\/900100017\?q=jardins/);
});

step("« Créer le client » makes a client of it", async () => {
	await button("Créer le client").click();
	assert.equal(await field("Dénomination sociale").inputValue(), "JARDINS D'HIVER");
	assert.equal(await field("Siret").inputValue(), "90010001700012");
	await button("Enregistrer").click();
	await page.getByRole("heading", { name: "JARDINS D'HIVER" }).waitFor();
	await page.goBack();
});

step("a company that is not published says so, and is typed by hand", async () => {
	await page.evaluate(() => {
		window.location.hash = "#/inpi/900400045";
	});
	await page.getByText("Cette entreprise est absente du registre, ou non diffusée.").waitFor();
	await button("Saisir le client à la main").click();
	assert.equal(await field("Siret").inputValue(), "900400045");
});
