// What a firm would lose with its computer comes back: the day's backup over other data, and by the
// recovery sheet on a new computer, in Chromium on the real backend.

import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const account = { bank: "30004", branch: "45856", account: "45856523322" };
const month = (opening, from, to, on, label) => ({
	...{ ...account, opening, from, to },
	operations: [{ on, amount: -8_990, code: "08", label }],
});
const email = "anne@cabinet-armor.example";
const password = "une phrase assez longue";
const plan = {
	firms: [
		{
			name: "Cabinet Armor",
			staff: [{ name: "Anne Le Goff", email, profile: "administrateur" }],
			clients: [
				{ name: "Jardins de Bretagne", accounts: [{ iban: iban(account), mandate: "approuvé" }] },
			],
		},
	],
};

let program;
let other;
let page;
let now;
let key;
const step = stepsOf(() => now);
const { button, field, menu, call, look, take } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [email]: password } } });
	now = program;
	page = await program.open();
	for (const [name, of] of [
		["janvier.txt", month(150_000, "2025-12-31", "2026-01-31", "2026-01-05", "PRLV EDF")],
		["fevrier.txt", month(141_010, "2026-01-31", "2026-02-28", "2026-02-05", "PRLV EAU")],
	])
		await writeFile(join(program.folder, name), cfonb120(of), "latin1");
});

after(async () => {
	await program?.stop();
	await other?.stop();
});

async function signIn() {
	await field("Adresse e-mail").fill(email);
	await field("Mot de passe").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
}

async function give(name) {
	await menu("Relevés").click();
	await button("Importer").first().click();
	await look(join(program.folder, name));
	await take();
	await page.keyboard.press("Escape");
}

const statements = async () => (await call("Statements", "List", { limit: 10 })).total;

step("the day's backup is made by itself, and again when one asks", async () => {
	await signIn();
	await give("janvier.txt");
	await menu("Sauvegardes").click();
	await button("Sauvegarder maintenant").click();
	await until("it lies in the folder", 20_000, async () => {
		const files = await readdir(join(program.data, "sauvegardes")).catch(() => []);
		return files.some((f) => f.endsWith(".sobank"));
	});
	await page.getByRole("table").waitFor();
	await program.picture("backups-1-page");
});

step("the recovery sheet is shown until it is put away", async () => {
	await button("Fiche de secours").click();
	const sheet = page.getByRole("dialog", { name: "Fiche de secours" });
	key = await sheet.locator("code").first().innerText();
	assert.match(key.replaceAll(" ", ""), /^AGE-SECRET-KEY-1[0-9A-Z]+$/);
	await program.picture("backups-2-sheet");
	await sheet.getByRole("checkbox", { name: /en lieu sûr/ }).check();
	await button("La fiche est rangée", sheet).click();
	await page.getByText(/^Rangée le/).waitFor();
});

step("a backup comes back over other data, once one has seen what is inside", async () => {
	await give("fevrier.txt");
	assert.equal(await statements(), 2);
	await menu("Sauvegardes").click();
	await page
		.getByRole("button", { name: /^Restaurer sobank-.*quotidienne/ })
		.first()
		.click();
	const form = page.getByRole("dialog", { name: "Restaurer une sauvegarde" });
	await button("Voir ce qu'il y a dedans", form).click();
	await form.getByRole("row", { name: /^Relevés 1 2$/ }).waitFor();
	await program.picture("backups-3-inside");
	await form.getByRole("checkbox", { name: "J'ai compris ce qui va changer" }).check();
	await button("Remplacer les données", form).click();
	await field("Mot de passe").waitFor();
	await signIn();
	assert.equal(await statements(), 1);
	await menu("Sauvegardes").click();
	await page.getByText("Données d'avant une restauration").waitFor();
});

step("on a new computer, the sheet and a password are enough", async () => {
	const folder = join(program.data, "sauvegardes");
	const [file] = (await readdir(folder)).filter((f) => f.includes("avant-retour"));
	other = await Program.start();
	now = other;
	page = await other.open();
	await button("Restaurer une sauvegarde").click();
	const form = page.getByRole("form", { name: "Restaurer une sauvegarde" });
	await field("Fichier de sauvegarde", form).fill(join(folder, file));
	await field("Clé ou phrase de passe", form).fill(key);
	await field("Adresse e-mail d'un Administrateur de la sauvegarde", form).fill(email);
	await field("Son mot de passe", form).fill(password);
	await other.picture("backups-4-rescue");
	await button("Restaurer", form).click();
	await button("Se connecter").waitFor();
	await signIn();
	assert.equal(await statements(), 2);
});
