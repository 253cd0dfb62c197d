// Finding one's way in Chromium on the real backend, with demonstration data: the palette, the
// lists as one left them, what is copied, the journal, and the FAQ's procedures without a mouse.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, refusal } = finders(() => page);
const shown = "FR76 30004 45856 45856523322 08";

before(async () => {
	program = await Program.start({ demo: true });
	page = await program.open();
});

after(() => program?.stop());

const press = (...keys) =>
	keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

/** Presses Tab until the focus is on what is looked for: there is no mouse. */
async function tabTo(locator) {
	for (let presses = 0; presses < 80; presses++) {
		if (await locator.evaluate((e) => e === document.activeElement).catch(() => false)) return;
		await page.keyboard.press("Tab");
	}
	throw new Error(`80 Tabs did not reach ${locator}`);
}

/** Goes to a choice of the menu that has opened, and takes it. */
async function choose(name) {
	await page.waitForFunction(() =>
		document.activeElement?.getAttribute("role")?.startsWith("menuitem"),
	);
	await page.waitForFunction(() => document.getAnimations().length === 0);
	for (let presses = 0; !(await focused()).startsWith(name); presses++) {
		if (presses > 12) throw new Error(`the arrows did not reach ${name}`);
		await page.keyboard.press("ArrowDown");
	}
	await page.keyboard.press("Enter");
}

const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");

async function reach(text, option) {
	await press("Control+k");
	await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
	await page.keyboard.type(text);
	await page.getByRole("option", { name: option }).first().waitFor();
	await press("Enter");
	await page.getByRole("combobox", { name: /^Client, IBAN/ }).waitFor({ state: "detached" });
}

step("keyboard: one signs in", async () => {
	await button("Remplir avec ces identifiants").waitFor();
	await tabTo(button("Remplir avec ces identifiants"));
	await press("Enter");
	await tabTo(button("Se connecter"));
	await press("Enter");
	await menu("Accueil").waitFor();
});

step("the palette finds an IBAN however it is spaced, and goes there", async () => {
	await reach("fr763000 4458564585652 3322 08", /FR76/);
	await page.getByRole("region", { name: shown }).waitFor();
	await program.picture("reach-1-iban");
	await press("Escape");
	await page.getByRole("region", { name: shown }).waitFor({ state: "detached" });
});

step("keyboard, rule 1: a connector is added to the firm", async () => {
	await reach("cabinet", /^Cabinet\(s\)/);
	await page.getByRole("heading", { name: "Connecteurs So bank" }).waitFor();
	await tabTo(button("Ajouter un connecteur").first());
	await press("Enter");
	await choose("Fulll");
	await page.getByRole("link", { name: "Ouvrir Fulll 2" }).waitFor();
});

step("keyboard, rule 2: one that no IBAN uses is removed", async () => {
	await tabTo(button("Supprimer Fulll 2"));
	await press("Enter");
	const submit = button("Supprimer", page.getByRole("dialog"));
	await submit.waitFor();
	await tabTo(submit);
	await press("Enter");
	await page.getByRole("link", { name: "Ouvrir Fulll 2" }).waitFor({ state: "detached" });
});

step("keyboard, rules 3 and 4: an IBAN takes a connector and gives it back", async () => {
	await reach("iban", /^IBAN$/);
	await grid("Liste des IBANS").getByText("Jardins SARL").first().waitFor();
	await press("/");
	await page.keyboard.type("jardins");
	await page.getByText("2 RÉSULTATS").waitFor();
	await tabTo(page.getByRole("grid", { name: "Liste des IBANS" }));
	await press("ArrowDown", "Home", "Enter");
	const panel = page.getByRole("region", { name: /^FR33 30002/ });
	await panel.waitFor();
	const choice = panel.getByRole("button", { name: /^Ajouter un connecteur :/ });
	await tabTo(choice);
	await press("Enter");
	await choose("Fulll");
	const taken = panel.getByRole("button", { name: /^Fulll :/ });
	await taken.waitFor();
	await tabTo(taken);
	await press("Enter");
	await choose("Aucun connecteur");
	await choice.waitFor();
	await press("Escape");
	await page.getByRole("searchbox").fill("");
});

step("keyboard, rule 6: the diagnostic of an IBAN leads to what mends it", async () => {
	await reach("diagnostic", /^Diagnostic/);
	await grid("Diagnostic de chaque IBAN").getByText("Fleurs de Brocéliande").waitFor();
	await press("/");
	await page.keyboard.type("fleurs");
	await page.getByText("Boulangerie du Thabor").first().waitFor({ state: "detached" });
	await tabTo(grid("Diagnostic de chaque IBAN"));
	await press("Home", "Enter");
	await page.getByRole("heading", { name: "Fleurs de Brocéliande" }).waitFor();
	const mend = page
		.getByRole("main")
		.getByRole("link")
		.or(page.getByRole("main").getByRole("button"));
	await tabTo(mend.filter({ hasText: /connecteur/i }).first());
	await press("Enter");
	await page.getByRole("region", { name: "Fulll" }).waitFor();
	await press("Escape");
	await menu("IBAN").click();
});

step("a list comes back as it was left, after the window was closed", async () => {
	await button("Filtrer par Connecteur").click();
	await page.getByRole("checkbox", { name: "MyUnisoft" }).check();
	await press("Escape");
	await button("Effacer les filtres").waitFor();
	await page.getByRole("button", { name: "Colonnes : Liste des IBANS" }).click();
	await page.getByRole("checkbox", { name: "Siret" }).uncheck();
	await press("Escape");
	await page.getByRole("columnheader", { name: "Siret" }).waitFor({ state: "detached" });
	await program.restart();
	await button("Remplir avec ces identifiants").click();
	await button("Se connecter").click();
	await menu("IBAN").click();
	await button("Effacer les filtres").waitFor();
	assert.match(page.url(), /connecteur=\d+/);
	assert.equal(await page.getByRole("columnheader", { name: "Siret" }).count(), 0);
	await program.picture("reach-2-as-left");
	await button("Effacer les filtres").click();
	await button("Effacer les filtres").waitFor({ state: "detached" });
});

step("what is chosen is copied with its headers, ready for a sheet", async () => {
	await grid("Liste des IBANS").getByText("Entreprise 1").first().waitFor();
	await grid("Liste des IBANS").focus();
	await press("Control+a");
	await page.getByText(/lignes choisies/).waitFor();
	await press("Control+c");
	await page
		.getByText(/lignes? copiées?/)
		.first()
		.waitFor();
	const text = await page.evaluate(() => window.runtime.ClipboardGetText());
	const lines = text.trim().split(/\r?\n/);
	assert.match(lines[0], /^IBAN\tBanque\tDénomination sociale/);
	assert.ok(
		lines.some((line) => line.includes(shown)),
		text,
	);
});

step("the journal says who did what, and exporting it is in it", async () => {
	await menu("Journal").click();
	const list = grid("Journal");
	await list
		.getByText(/A supprimé le connecteur/)
		.first()
		.waitFor();
	await program.picture("reach-3-journal");
	await button("Exporter").click();
	await page.getByRole("menuitem", { name: "Fichier CSV" }).click();
	await list
		.getByText(/a exporté le journal/i)
		.first()
		.waitFor();
	await list
		.getByText(/a exporté le journal/i)
		.first()
		.dblclick();
	await page.getByRole("region", { name: /^Journal, n°/ }).waitFor();
	await press("Escape");
});

step(
	"it is for Administrateurs: not another profile, by the screen nor by the method",
	async () => {
		await page.getByRole("button", { name: /^Compte de|^Session de/ }).click();
		await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
		await field("Adresse e-mail").fill("alix.petit@cabinet-demo.example");
		await page.locator("input[type=password]").fill("demonstration-so-bank");
		await button("Se connecter").click();
		await menu("Accueil").waitFor();
		assert.equal(await menu("Journal").count(), 0);
		assert.equal(await refusal("Journal", "List", { limit: 10 }), "refused");
		assert.equal(await refusal("Exports", "Journal", { limit: 0 }, "csv"), "refused");
	},
);

step("the palette shows nobody more than they may see", async () => {
	const found = await call("Finder", "Search", "dentaire");
	assert.deepEqual([found.clients.length, found.accounts.length], [0, 0]);
	await press("Control+k");
	await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
	await page.keyboard.type("dentaire");
	await page.getByText("Rien ne répond à « dentaire ».").waitFor();
	await press("Escape");
});

step("nothing went wrong unseen", async () => {
	assert.deepEqual(program.complaints, []);
});
