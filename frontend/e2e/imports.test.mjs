// Files come in by a folder and by an archive, in Chromium on the real backend: they are
// previewed, some of them are taken, and one is taken back.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cfonb120 } from "./cfonb120.mjs";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";
import { zipOf } from "./zip.mjs";

const binary =
	process.env.SOBANK ?? resolve(dirname(fileURLToPath(import.meta.url)), "../../build/bin/sobank");
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

/** A month of an account that gains a euro a month. */
const month = (n) => ({
	bank: "30004",
	branch: "45856",
	account: "45856523322",
	opening: 100_000 + n * 100,
	from: `2026-0${n}-01`,
	to: `2026-0${n + 1}-01`,
	operations: [{ on: `2026-0${n}-15`, amount: 100, label: `VIR RECU MOIS ${n}` }],
});
const bytes = (n) => Buffer.from(cfonb120(month(n)), "latin1");

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, look } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } } });
	const folder = join(program.folder, "recus");
	await mkdir(folder);
	await writeFile(join(folder, "janvier.txt"), bytes(1));
	await writeFile(join(folder, "fevrier.txt"), bytes(2));
	await writeFile(join(folder, "note.txt"), "ceci n'est pas un relevé");
	await writeFile(
		join(program.folder, "lot.zip"),
		zipOf({ "mars.txt": bytes(3), "avril.txt": bytes(4) }),
	);
	page = await program.open();
	await field("Adresse e-mail").fill(boss);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
});

after(() => program?.stop());

const statements = async () => (await call("Statements", "List", { limit: 50 })).total;
const box = (preview, name) => preview.getByRole("checkbox", { name: `Prendre ${name}` });

async function openPreview(name) {
	await menu("Relevés").click();
	await button("Importer").first().click();
	return look(join(program.folder, name));
}

step("a folder is previewed: what is no statement is refused, and says why", async () => {
	const preview = await openPreview("recus");
	await preview.getByText("2 nouveaux relevés, 2 nouvelles opérations").waitFor();
	assert.ok(await box(preview, "note.txt").isDisabled());
	await preview.getByText("Refusés (1)").click();
	await preview.getByRole("alert").waitFor();
	await program.picture("imports-1-refused");
	assert.equal(await statements(), 0);
});

step("some of it is taken with the keyboard", async () => {
	const preview = page.getByRole("dialog", { name: "Aperçu de l'import" });
	await preview.getByText("Tous (3)").click();
	await grid("Fichiers à importer").focus();
	await page.keyboard.press("Home");
	await page.keyboard.press("Space"); // leaves février, the first by name
	await preview.getByRole("button", { name: /^Importer 1 fichier$/ }).waitFor();
	await grid("Fichiers à importer").focus();
	await page.keyboard.press("Enter");
	await page.getByRole("dialog", { name: "Compte rendu de l'import" }).waitFor();
	await page.getByRole("listitem", { name: "Compte rendu de janvier.txt" }).waitFor();
	assert.equal(await statements(), 1);
});

step("what is left of it, and an archive, come later; what is there already is said", async () => {
	await button("Importer d'autres fichiers").click();
	const preview = await look(join(program.folder, "recus"));
	await preview.getByText("1 nouveau relevé, 1 nouvelle opération").waitFor();
	assert.ok(await box(preview, "janvier.txt").isDisabled());
	await preview.getByText("Déjà importé", { exact: true }).first().waitFor();
	await button("Revenir au choix").click();
	const all = await look(join(program.folder, "lot.zip"));
	await all.getByText("3 nouveaux relevés, 3 nouvelles opérations").waitFor();
	await box(all, "lot.zip › avril.txt").uncheck();
	await program.picture("imports-2-archive");
	await all.getByRole("button", { name: /^Importer 2 fichiers$/ }).click();
	await page.getByRole("listitem", { name: "Compte rendu de lot.zip › mars.txt" }).waitFor();
	assert.equal(await statements(), 3);
});

step("an import is undone from its report, after what it takes away is shown", async () => {
	await button("Annuler cet import… : lot.zip › mars.txt").click();
	const undo = page.getByRole("dialog", { name: "Annuler un import" });
	await undo.getByText(/Seront retirés : 1.relevé et 1.opération/).waitFor();
	await program.picture("imports-3-undo");
	await button("Annuler l'import", undo).click();
	await undo.waitFor({ state: "detached" });
	await page.getByText("L'import de ce fichier est annulé.").waitFor();
	assert.equal(await statements(), 2);
	await page.keyboard.press("Escape");
});

step("nothing went wrong unseen, and the data file is sound", async () => {
	assert.deepEqual(program.complaints, []);
	const answer = await promisify(execFile)(binary, ["verify", "--json", "--data", program.data]);
	const { ok, problems } = JSON.parse(answer.stdout);
	assert.deepEqual({ ok, problems }, { ok: true, problems: [] });
});
