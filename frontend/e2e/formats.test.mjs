// What banks hand out beside CFONB120 comes in, and goes out as other tools take it: a table whose
// columns are corrected, a QIF that says neither its account nor its dates, a watched folder; then
// every format of the operations and of the global file. In Chromium on the real backend.

import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const password = "une phrase assez longue";
const boss = "admin@cabinet.example";
const rib = { bank: "30004", branch: "45856", account: "45856523322" };
const second = { ...rib, account: "45856523333" };
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			staff: [{ name: "Dominique Le Goff", email: boss, profile: "administrateur" }],
			clients: [
				{ name: "Jardins", accounts: [{ iban: iban(rib), mandate: "approuvé" }] },
				{ name: "Moulin", accounts: [{ iban: iban(second), mandate: "approuvé" }] },
			],
		},
	],
};

/** Debits and credits are under names that no bank gives them, and the days could be months. */
const table = (...lines) => ["Jour;Intitulé;Sorties;Rentrées;Reste", ...lines, ""].join("\r\n");

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, look, take } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } } });
	const put = (name, text) => writeFile(join(program.folder, name), text, "latin1");
	await put(
		"avril.csv",
		table(
			"02/04/2026;VIREMENT FACTURE 12;;150,00;1 150,00",
			"03/04/2026;PRELEVEMENT EDF;89,90;;1 060,10",
		),
	);
	await put("mai.csv", table("04/05/2026;CARTE PAPETERIE;12,00;;1 048,10"));
	await put(
		"releve.qif",
		"!Type:Bank\nD03/04/2026\nT-20.00\nPFRAIS\n^\nD05/04/2026\nT100.00\nPVIREMENT\n^\n",
	);
	page = await program.open();
	await field("Adresse e-mail").fill(boss);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
});

after(() => program?.stop());

const statements = async () => (await call("Statements", "List", { limit: 50 })).rows;

async function openPreview(name) {
	await menu("Relevés").click();
	await button("Importer").first().click();
	return look(join(program.folder, name));
}

const assistant = (name) => page.getByRole("dialog", { name: `Lire les colonnes : ${name}` });
const lineRead = (dialog, n) =>
	dialog
		.getByRole("table", { name: "Les premières lignes, telles qu'elles seront lues" })
		.getByRole("row")
		.nth(n);

step(
	"the columns of a table are corrected, its dates are asked, and the reading is kept",
	async () => {
		const preview = await openPreview("avril.csv");
		await button("Lire les colonnes…", preview).click();
		const dialog = assistant("avril.csv");
		await dialog.getByLabel("Rôle de Sorties").selectOption("Débit");
		await dialog.getByLabel("Rôle de Rentrées").selectOption("Crédit");
		await dialog.getByLabel("Rôle de Reste").selectOption("Solde après");
		await dialog.getByLabel("Rôle de Intitulé").selectOption("Libellé");
		await dialog.getByLabel("Rôle de Jour").selectOption("Date d'opération");
		assert.ok(await button("Lire ainsi", dialog).isDisabled(), "an ambiguous date is not read");
		await dialog.getByRole("radio", { name: /^Le 02\/04\/2026/ }).click();
		await lineRead(dialog, 2).getByText("−89,90").waitFor();
		await dialog.getByLabel("IBAN du tableau").fill(iban(rib));
		await page
			.getByRole("option", { name: /^FR76 30004/ })
			.first()
			.click();
		await dialog
			.getByRole("checkbox", { name: "Enregistrer cette lecture pour cette banque" })
			.check();
		await dialog.getByLabel(/^Nom de cette lecture/).fill("Banque des Jardins");
		await program.picture("formats-1-mapping");
		await button("Lire ainsi", dialog).click();
		await preview.getByText("1 nouveau relevé, 2 nouvelles opérations").waitFor();
		await program.picture("formats-2-read");
		await take();
		const amounts = [];
		for (const s of await statements()) {
			for (const o of (await call("Statements", "Operations", s.id, 0, 50)).rows)
				amounts.push(o.amount);
		}
		assert.deepEqual(
			amounts.sort((a, b) => a - b),
			[-8990, 15000],
		);
	},
);

/** Says whose a file of the preview is. */
async function answerAccount(preview, number) {
	await preview.getByPlaceholder("Cherchez par IBAN, client ou Siret").fill(number);
	await page
		.getByRole("option", { name: /^FR76 30004/ })
		.first()
		.click();
	await button("Répondre", preview).click();
}

step("the bank's next table is recognised by itself: only whose it is is asked", async () => {
	await button("Importer d'autres fichiers").click();
	const preview = await look(join(program.folder, "mai.csv"));
	await answerAccount(preview, iban(rib));
	await preview.getByText("1 nouveau relevé, 1 nouvelle opération").waitFor();
	await take();
	assert.equal((await statements()).length, 2);
});

step("a QIF is asked for its account and its dates", async () => {
	await button("Importer d'autres fichiers").click();
	const preview = await look(join(program.folder, "releve.qif"));
	await answerAccount(preview, iban(second));
	await preview.getByRole("radio", { name: /Jour, mois/ }).waitFor();
	await button("Répondre", preview.getByRole("form").first()).click();
	await preview.getByText("1 nouveau relevé, 2 nouvelles opérations").waitFor();
	await program.picture("formats-3-qif");
	await take();
	await page.keyboard.press("Escape");
	const found = (await statements()).filter((s) => s.state === "unverifiable");
	assert.ok(found.length > 0, "without balances nothing is proven");
});

step("a watched folder is read, and its files filed away", async () => {
	const inbox = join(program.folder, "arrivees");
	await mkdir(inbox);
	await writeFile(
		join(inbox, "juin.txt"),
		cfonb120({
			...second,
			...{ opening: 5000, from: "2026-06-01", to: "2026-06-30" },
			operations: [{ on: "2026-06-15", amount: 100, label: "VIR RECU JUIN" }],
		}),
		"latin1",
	);
	await writeFile(join(inbox, "note.txt"), "ceci n'est pas un relevé");
	await menu("Cabinet(s)").click();
	await button("Ajouter une réception").first().click();
	await page.getByRole("menuitem", { name: /^Dossier surveillé/ }).click();
	await field("Dossier à surveiller").fill(inbox);
	await button("Enregistrer").first().click();
	await button("Relever maintenant").click();
	await until("the files are filed away", 30_000, async () => {
		const read = await readdir(join(inbox, "traités")).catch(() => []);
		const refused = await readdir(join(inbox, "rejetés")).catch(() => []);
		return read.includes("juin.txt") && refused.length === 2;
	});
	await page
		.getByText(/1\srejeté/)
		.first()
		.waitFor();
	await program.picture("formats-4-folder");
	const why = (await readdir(join(inbox, "rejetés"))).find((n) => n !== "note.txt");
	assert.match(await readFile(join(inbox, "rejetés", why), "utf8"), /note\.txt/);
});

const signs = {
	"Classeur XLSX": ["xlsx", /^PK/],
	"Fichier CSV": ["csv", /VIREMENT FACTURE 12/],
	"OFX 2.2": ["ofx", /<\?OFX OFXHEADER="200"/],
	"OFX 1.0.2": ["ofx", /^OFXHEADER:100/],
	"QIF (sans soldes)": ["qif", /^!Type:Bank|^!Account/],
	CFONB120: ["txt", /^01/],
	"Quadra ASCII (compte 512 et journal)": ["txt", /^M512100/],
	"Journal de banque, colonnes du FEC": ["txt", /^JournalCode\t/],
};

/** Exports one account's operations in a format, and gives the file's text. */
async function exported(label, ending) {
	await button("Exporter").click();
	await page.getByRole("menuitem", { name: `Les opérations : ${label}`, exact: true }).click();
	const name = () =>
		readdir(program.saved).then((all) => all.find((n) => n.endsWith(`.${ending}`)));
	await page
		.getByText(/^\d\sopérations?\sexportées? :/)
		.last()
		.waitFor();
	await until(`${label} is written`, 10_000, async () => Boolean(await name()));
	return readFile(join(program.saved, await name()), "latin1");
}

step("operations leave in each format, with what a journal needs once it is given", async () => {
	const { rows } = await call("Accounts", "List", { search: iban(rib), offset: 0, limit: 1 });
	const details = await call("Accounts", "Get", rows[0].id);
	await page.evaluate((hash) => {
		window.location.hash = hash;
	}, `#/releves?compte=${rows[0].id}`);
	await grid("Liste des relevés").waitFor();
	await button("Exporter").click();
	await page.getByRole("menuitem", { name: /: Quadra/ }).click();
	await page
		.getByText(/512 ou le journal manque/)
		.first()
		.waitFor();
	assert.deepEqual(await readdir(program.saved), [], "nothing half-written stays");
	await call("Accounts", "Save", { ...details, ledgerAccount: "512100", journalCode: "BQ" });
	for (const [label, [ending, sign]] of Object.entries(signs)) {
		assert.match(await exported(label, ending), sign, label);
		for (const n of await readdir(program.saved)) await rm(join(program.saved, n));
	}
	await program.picture("formats-5-exported");
});

step("the global file leaves in another format, a file a client", async () => {
	await button("Télécharger").click();
	const dialog = page.getByRole("dialog", { name: "Télécharger le fichier global" });
	await dialog.getByLabel("Format").selectOption("Fichier CSV");
	await dialog.getByLabel("Découpage").selectOption("Un fichier par client (ZIP)");
	const path = join(program.folder, "global.zip");
	await field("Fichier à écrire", dialog).fill(path);
	await program.picture("formats-6-download");
	await button("Télécharger", dialog).click();
	await dialog.getByText("Le fichier global est écrit").waitFor();
	const archive = await readFile(path, "latin1");
	assert.match(archive, /^PK/);
	assert.match(archive, /global_JARDINS\.csv/);
	assert.equal(dirname(path), program.folder);
});

step("nothing went wrong unseen", async () => {
	assert.deepEqual(program.complaints, []);
});
