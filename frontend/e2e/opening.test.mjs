// Files that the system opens with the program: with its start, with a second start while the
// window is open, before anybody has signed in; in Chromium on the real backend.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { cfonb120 } from "./cfonb120.mjs";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const password = "une phrase assez longue";
const boss = "admin@cabinet.example";
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			staff: [{ name: "Dominique Le Goff", email: boss, profile: "administrateur" }],
		},
	],
};

const first = join(tmpdir(), `sobank-e2e-mars-${process.pid}.cfonb`);
const statement = cfonb120({
	bank: "30004",
	branch: "45856",
	account: "45856523322",
	opening: 100_000,
	from: "2026-03-01",
	to: "2026-04-01",
	operations: [{ on: "2026-03-15", amount: 100, label: "VIR RECU" }],
});

let program;
let page;
const step = stepsOf(() => program);
const { button, field, take } = finders(() => page);

before(async () => {
	await writeFile(first, Buffer.from(statement, "latin1"));
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } }, args: [first] });
	page = await program.open();
});

after(() => program?.stop());

const dialog = () => page.getByRole("dialog", { name: "Importer des relevés" });
const chosen = () => dialog().getByRole("list", { name: "Fichiers et dossiers choisis" });

step("a file given at the start waits until somebody has signed in", async () => {
	await field("Adresse e-mail").fill(boss);
	assert.equal(await dialog().count(), 0);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await chosen().getByText(first).waitFor();
	await program.picture("opening-1-start");
});

step("a second start hands its file to the window, by a name of its own folder", async () => {
	await writeFile(join(program.folder, "avril.ofx"), "x");
	await program.startAgain("avril.ofx");
	await chosen().getByText("avril.ofx").waitFor();
	assert.equal(await chosen().getByRole("listitem").count(), 2);
});

step("what is no file is said, and a command is none of the window's business", async () => {
	await program.startAgain("absent.ofx");
	await page.getByText(/absent\.ofx » n'est pas un fichier que So bank peut ouvrir/).waitFor();
	assert.equal(await chosen().getByRole("listitem").count(), 2);
});

step("nothing is imported before it is asked for", async () => {
	await dialog()
		.getByRole("button", { name: /^Retirer .*avril\.ofx$/ })
		.click();
	const none = await page.evaluate(() => window.go.desktop.Imports.Recent());
	assert.deepEqual(none, []);
	await button("Aperçu", dialog()).click();
	await take();
	const files = await page.evaluate(() => window.go.desktop.Imports.Recent());
	assert.equal(files.length, 1);
	assert.deepEqual(program.complaints, []);
});

step("« À propos » says the version and reads a licence", async () => {
	await page.keyboard.press("Escape");
	await page.evaluate(() => {
		window.location.hash = "#/a-propos";
	});
	await page
		.getByRole("region", { name: "Ce programme" })
		.getByText(/^\d+\.\d+\.\d+/)
		.waitFor();
	await page
		.getByRole("list", { name: "Logiciels tiers" })
		.getByText("SQLite", { exact: true })
		.click();
	await page.getByText("May you do good and not evil.").waitFor();
	await program.picture("opening-2-about");
	assert.deepEqual(program.complaints, []);
});
