// The accountant's morning in Chromium on the real backend: what needs somebody, a gap that is opened,
// marked and mended, what was held then leaves by itself; an operation found by what one types; where
// the IBAN stands on a day.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const password = "une phrase assez longue";
const boss = "admin@cabinet.example";
const rib = { bank: "30004", branch: "45856", account: "45856523322" };

/** A month of an account that gains a euro a month. */
const month = (n) =>
	Buffer.from(
		cfonb120({
			...rib,
			opening: 100_000 + n * 100,
			from: `2026-0${n}-01`,
			to: `2026-0${n + 1}-01`,
			operations: [
				{ on: `2026-0${n}-10`, amount: -90_000, label: `PRLV LOYER MOIS ${n}` },
				{ on: `2026-0${n}-15`, amount: 90_100, label: `VIR RECU MOIS ${n}` },
			],
		}),
		"latin1",
	);

let program;
let page;
let deposit;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, look, take } = finders(() => page);

before(async () => {
	deposit = await mkdtemp(join(tmpdir(), "sobank-depot-"));
	const plan = {
		firms: [
			{
				name: "Cabinet 1",
				staff: [{ name: "Dominique Le Goff", email: boss, profile: "administrateur" }],
				connectors: [{ name: "Fizen", partner: "fizen", settings: { folder: deposit } }],
				clients: [
					{
						name: "Jardins de l'Été",
						accounts: [{ iban: iban(rib), mandate: "approuvé", connector: "Fizen" }],
					},
				],
			},
		],
	};
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } } });
	await mkdir(join(program.folder, "recus"));
	await writeFile(join(program.folder, "recus", "janvier.txt"), month(1));
	await writeFile(join(program.folder, "recus", "mars.txt"), month(3));
	await writeFile(join(program.folder, "fevrier.txt"), month(2));
	page = await program.open();
	await field("Adresse e-mail").fill(boss);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
});

after(() => program?.stop());

const list = async () => (await call("Statements", "List", { limit: 50 })).rows;
const sent = async () => (await readdir(deposit)).length;

async function importPath(name) {
	await menu("Relevés").click();
	await button("Importer").first().click();
	await look(join(program.folder, name));
	await take();
	await page.keyboard.press("Escape");
}

step("in a firm that holds interruptions back, what follows a gap does not leave", async () => {
	const [card] = await call("Firms", "List");
	await call("Firms", "Save", { ...card, holdInterruptions: true });
	await importPath("recus");
	await until("January has left", 20_000, async () => (await sent()) === 1);
	const places = (await list()).map((s) => `${s.startOn} ${s.state} ${s.place}`);
	assert.deepEqual(places, ["2026-03-01 interruption held", "2026-01-01 start sent"]);
});

step("Accueil says so; the gap is opened, marked « À revoir » and noted", async () => {
	await menu("Accueil").click();
	await page
		.getByText(/1.relevé.*retenu/)
		.first()
		.waitFor();
	await program.picture("morning-1-home");
	await page
		.getByRole("link", { name: /retenu/i })
		.first()
		.click();
	await grid("Liste des relevés").focus();
	await page.keyboard.press("Enter");
	await page
		.getByText(/manque/)
		.first()
		.waitFor();
	const bar = page.getByRole("region", { name: "Revue" });
	await button("À revoir", bar).click();
	await button("Ajouter une note", bar).click();
	await bar.getByRole("textbox", { name: "Note" }).fill("Demander février à la banque");
	await page.keyboard.press("Control+Enter");
	await bar.getByText("Demander février à la banque").waitFor();
	await bar.getByText(/^Par Dominique Le Goff, le /).waitFor();
	await program.picture("morning-2-gap");
	await page.keyboard.press("Escape");
	await grid("Liste des relevés").getByText("À revoir").waitFor();
});

step("the missing file mends it, and what was held leaves by itself", async () => {
	await importPath("fevrier.txt");
	await until("all three have left", 20_000, async () => (await sent()) === 3);
	assert.deepEqual(
		(await list()).map((s) => `${s.state} ${s.place}`),
		["conforming sent", "conforming sent", "start sent"],
	);
	const files = await Promise.all(
		(await readdir(deposit)).map((n) => readFile(join(deposit, n), "latin1")),
	);
	assert.equal(files.join("").match(/PRLV LOYER/g).length, 3);
});

step("V in the list marks what is chosen as seen", async () => {
	await menu("Relevés").click();
	await grid("Liste des relevés").focus();
	await page.keyboard.press("Control+a");
	await page.keyboard.press("v");
	await until("all are seen", 10_000, async () => (await list()).every((s) => s.mark === "seen"));
	await grid("Liste des relevés").getByText("Vu", { exact: true }).first().waitFor();
});

step("an operation is found as one types, with its total, and opens where it stands", async () => {
	await menu("Recherche").click();
	await page.getByRole("searchbox").fill("loyer >800 mars 2026");
	const totals = page.getByRole("region", { name: "Total des opérations trouvées" });
	await totals.getByText(/^1.opération$/).waitFor();
	await page.getByText("du 01/03/2026 au 31/03/2026").waitFor();
	await program.picture("morning-3-search");
	await button("Mes recherches").click();
	await page.getByRole("menuitem", { name: "Enregistrer cette recherche…" }).click();
	await field("Nom").fill("Loyers");
	await button("Enregistrer").click();
	await page.getByText("La recherche « Loyers » est enregistrée.").waitFor();
	await grid("Opérations trouvées").focus();
	await page.keyboard.press("Enter");
	await page.getByRole("region", { name: /^Opération 1/ }).waitFor();
	await page.getByText("PRLV LOYER MOIS 3").first().waitFor();
	await page.getByRole("main").getByRole("link", { name: "Recherche", exact: true }).click();
	assert.equal(await page.getByRole("searchbox").inputValue(), "loyer >800 mars 2026");
	await button("Exporter").click();
	await page.getByRole("menuitem", { name: "Fichier CSV" }).click();
	await page.getByText(/^1.ligne.exportée/).waitFor();
	const name = (await readdir(program.saved)).find((n) => n.startsWith("recherche"));
	assert.match(await readFile(join(program.saved, name), "utf8"), /PRLV LOYER MOIS 3/);
});

step("Clôture says where the IBAN stood on a day, and what the year lacks", async () => {
	await menu("Clôture").click();
	await field("Soldes au").fill("28/02/2026");
	await field("Exercice du").fill("01/01/2026");
	await field("Fin de l'exercice").fill("31/12/2026");
	await page.keyboard.press("Tab");
	const row = grid("Soldes au 28/02/2026").getByRole("row").nth(1);
	await row.getByText(/1.003,00/).waitFor();
	await row.getByText("Exact", { exact: true }).waitFor();
	await row.getByText(/^Manque/).waitFor();
	await program.picture("morning-4-closing");
});

step("nothing went wrong unseen", async () => {
	assert.deepEqual(program.complaints, []);
});
