// A first day with the program, in Chromium on the real backend: from a bank file to the
// global file, as a person does it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const binary =
	process.env.SOBANK ?? resolve(dirname(fileURLToPath(import.meta.url)), "../../build/bin/sobank");

const account = { bank: "30004", branch: "45856", account: "45856523322" };
const january = {
	...account,
	opening: 150_000,
	from: "2026-01-01",
	to: "2026-01-31",
	operations: [
		{ on: "2026-01-05", amount: -8_990, code: "08", label: "PRLV EDF CLIENTS" },
		{
			on: "2026-01-12",
			amount: 245_000,
			code: "05",
			label: "VIR RECU BOULANGERIE MARTIN",
			reference: "FACT 2026-001",
			details: [{ qualifier: "NPY", text: "BOULANGERIE MARTIN" }],
		},
	],
};
const february = {
	...account,
	opening: 386_010,
	from: "2026-01-31",
	to: "2026-02-28",
	operations: [
		{ on: "2026-02-03", amount: -1_250, code: "91", label: "COTISATION CARTE" },
		{ on: "2026-02-20", amount: -60_000, code: "06", label: "VIR LOYER" },
	],
};

let program;
let page;
const sent = cfonb120(january, february);

before(async () => {
	program = await Program.start();
	page = await program.open();
	await writeFile(join(program.folder, "releves.txt"), sent, "latin1");
});

after(() => program?.stop());

const step = stepsOf(() => program);
const { button, field, menu, grid, call, look, take } = finders(() => page);

step("first start: a firm and its Administrateur", async () => {
	await page.getByRole("heading", { name: "Bienvenue dans So bank" }).waitFor();
	await field("Raison sociale").fill("Cabinet Armor");
	await field("Nom et prénom").fill("Anne Le Goff");
	await field("Adresse e-mail").fill("anne@cabinet-armor.example");
	await field("Mot de passe").fill("une phrase assez longue");
	await field("Mot de passe, une seconde fois").fill("une phrase assez longue");
	await program.picture("1-first-start");
	await button("Créer le cabinet").click();
	await page.getByText("Votre cabinet est prêt").waitFor();
	await program.picture("2-home");
});

step("a client and its IBAN, whose mandate is approved already", async () => {
	await menu("IBAN").click();
	await button("Ajouter un IBAN").first().click();
	const form = page.getByRole("form", { name: "Nouvel IBAN" });
	await form.getByText("Nouveau client", { exact: true }).click();
	await field("Dénomination sociale", form).fill("Jardins de Bretagne SARL");
	await field("IBAN", form).fill(iban(account));
	await field("Approuvé hors application le", form).fill("15/01/2026");
	await program.picture("3-new-iban");
	await button("Enregistrer", form).click();
	await grid("Liste des IBANS").getByText("FR76 30004 45856 45856523322 08").waitFor();
	await grid("Liste des IBANS").getByText("Jardins de Bretagne SARL").waitFor();
	await page.getByText("1 RÉSULTAT", { exact: true }).waitFor();
	await program.picture("4-ibans");
});

const downloaded = () => grid("Liste des relevés").getByText(/^téléchargé$/i);

/** Opens the preview of the bank's file, by its path. */
async function lookAtFile() {
	await menu("Relevés").click();
	await button("Importer").first().click();
	return look(join(program.folder, "releves.txt"));
}

step("the preview says what the bank's file would bring, and keeps nothing", async () => {
	const preview = await lookAtFile();
	await preview.getByText("2 nouveaux relevés, 4 nouvelles opérations").waitFor();
	await preview.getByText("CFONB120").first().waitFor();
	await preview.getByText("Jardins de Bretagne SARL").waitFor();
	await program.picture("5-import-preview");
	await page.keyboard.press("Escape");
	await preview.waitFor({ state: "detached" });
	assert.equal((await call("Statements", "List", { limit: 10 })).total, 0);
	await button("Importer").first().click();
	await button("Aperçu").click(); // what was chosen is still there
	await page.getByRole("dialog", { name: "Aperçu de l'import" }).waitFor();
});

step("the bank's file is imported", async () => {
	await take();
	await page.getByText("Importé", { exact: true }).waitFor();
	await page.getByText("2 relevés, dont 2 nouveaux").waitFor();
	await page.getByText("4 opérations, dont 4 nouvelles").waitFor();
	await program.picture("5-import-report");
	await button("Voir les relevés").click();
});

step("its statements are checked and have their place", async () => {
	const list = grid("Liste des relevés");
	await list.getByText("Point de départ").waitFor();
	await list.getByText("Conforme").waitFor();
	assert.equal(await list.getByText(/^téléchargeable$/i).count(), 2);
	await program.picture("6-statements");
});

step("the operations of a statement are read", async () => {
	await grid("Liste des relevés").getByText("Point de départ").click();
	const operations = grid("Opérations du relevé");
	if ((await operations.count()) === 0) await page.keyboard.press("Enter");
	await operations.getByText("PRLV EDF CLIENTS").waitFor();
	await operations.getByText("VIR RECU BOULANGERIE MARTIN").waitFor();
	await page.getByText("Le compte est juste").waitFor();
	assert.match(await operations.innerText(), /2\s450,00/);
	await program.picture("7-statement");
});

step("the global file is taken and holds the bank's own bytes", async () => {
	await menu("Relevés").click();
	await button("Télécharger").first().click();
	const form = page.getByRole("dialog");
	const path = join(program.folder, "global.txt");
	await field("Fichier à écrire", form).fill(path);
	await program.picture("8-download");
	await button("Télécharger", form).click();
	await page.getByText("Le fichier global est écrit").waitFor();
	assert.equal(await readFile(path, "latin1"), sent);
	await program.picture("9-downloaded");
	await page.keyboard.press("Escape");
	await downloaded().first().waitFor();
	assert.equal(await downloaded().count(), 2);
});

step("the same file again changes nothing", async () => {
	const preview = await lookAtFile();
	await preview.getByText("Déjà importé", { exact: true }).first().waitFor();
	await preview.getByText("Ce fichier est déjà importé : rien ne change.").waitFor();
	assert.ok(await button("Importer", preview).isDisabled());
	await page.keyboard.press("Escape");
	await preview.waitFor({ state: "detached" });
	await page.getByText("2 RÉSULTATS", { exact: true }).waitFor();
	assert.equal(await downloaded().count(), 2);
});

step("nothing went wrong unseen, and the data file is sound", async () => {
	assert.deepEqual(program.complaints, []);
	const answer = await promisify(execFile)(binary, ["verify", "--json", "--data", program.data]);
	const { ok, problems, counts } = JSON.parse(answer.stdout);
	assert.deepEqual({ ok, problems }, { ok: true, problems: [] });
	assert.equal(counts.statements, 2);
	assert.equal(counts.operations, 4);
	assert.equal(counts.files, 1);
});

step("closed, the window remembers where it was", async () => {
	await page.evaluate(() => window.runtime.Quit());
	const place = join(program.folder, "config", "So bank", "window.json");
	await until("the window's place is kept", 10_000, () =>
		access(place).then(
			() => true,
			() => false,
		),
	);
	assert.ok(JSON.parse(await readFile(place, "utf8")).width >= 1024);
	assert.equal((await stat(place)).mode & 0o077, 0);
});
