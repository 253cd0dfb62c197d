// A firm that begins, in Chromium on the real backend: its clients and IBANs come from a list,
// all at once, take a connector together, change tool, get their mandates signed, and leave.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const binary =
	process.env.SOBANK ?? resolve(dirname(fileURLToPath(import.meta.url)), "../../build/bin/sobank");
const password = "une phrase assez longue";
const boss = "admin@cabinet.example";
const account = (n) => ({ bank: "30004", branch: "00001", account: String(n).padStart(11, "0") });
const titles =
	"Dénomination sociale;Référence dossier;IBAN;Statut du mandat;Date du mandat;Compte 512";
const list = [
	titles,
	...[1, 2, 3].map((n) => `Client ${n};J-00${n};${iban(account(n))};approuvé;05/01/2026;51210${n}`),
	`Client 4;J-004;${iban(account(4))};;;512104`,
	"Client faux;J-005;FR76 3000;;;",
].join("\r\n");
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			staff: [{ name: "Dominique Le Goff", email: boss, profile: "administrateur" }],
		},
		{ name: "Cabinet 2" },
	],
};
const march = {
	...account(1),
	opening: 150_000,
	from: "2026-02-28",
	to: "2026-03-31",
	operations: [{ on: "2026-03-05", amount: -8_990, code: "08", label: "PRLV EDF CLIENTS" }],
};

let program;
let page;
let deposit;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, look, take } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } } });
	deposit = join(program.folder, "depot");
	await mkdir(deposit);
	await writeFile(join(program.folder, "liste.csv"), list, "utf8");
	await writeFile(join(program.folder, "mars.txt"), cfonb120(march), "latin1");
	page = await program.open();
	await field("Adresse e-mail").fill(boss);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
});

after(() => program?.stop());

/** Goes to an address as a window that was just opened: nothing read before is remembered. */
async function go(hash) {
	await page.evaluate((h) => {
		window.location.hash = h;
	}, hash);
	await page.reload();
}

const firm = async () => (await call("Firms", "List")).find((f) => f.name === "Cabinet 1").id;

async function rowOf(search) {
	const query = { search, sort: "iban", offset: 0, limit: 10 };
	return (await call("Accounts", "List", query)).rows[0];
}

step("a list is previewed line by line, with what is refused and why", async () => {
	await menu("Clients").click();
	await page.getByRole("link", { name: "Importer une liste" }).click();
	await button("Télécharger le modèle").click();
	await page.getByRole("menuitem", { name: "Modèle CSV" }).click();
	await page
		.getByText(/^Le modèle est enregistré/)
		.first()
		.waitFor();
	assert.match(
		await readFile(join(program.saved, (await readdir(program.saved))[0]), "utf8"),
		/Dénomination sociale/,
	);
	await field("Fichier").fill(join(program.folder, "liste.csv"));
	await field("Cabinet des lignes qui n'en nomment pas").selectOption({ label: "Cabinet 1" });
	await button("Voir l'aperçu").click();
	await page.getByText("1 ligne refusée sera laissée de côté.").waitFor();
	await page.getByText("Refusé (1)").click();
	await grid("Aperçu de la liste").getByText("n'a pas la forme d'un IBAN").waitFor();
	await program.picture("bulk-1-preview");
	assert.equal((await call("Accounts", "List", { offset: 0, limit: 10 })).total, 0);
});

step("it is applied as it was previewed, and a second time changes nothing", async () => {
	await button("Appliquer 4 lignes").click();
	await page.getByText("4 nouveaux clients, 4 nouveaux IBAN, 0 modification.").waitFor();
	assert.equal((await rowOf(iban(account(1)))).mandate, "approved");
	await button("Choisir un autre fichier")
		.or(page.getByRole("link", { name: "Importer une liste" }))
		.first()
		.click();
	await field("Fichier").fill(join(program.folder, "liste.csv"));
	await field("Cabinet des lignes qui n'en nomment pas").selectOption({ label: "Cabinet 1" });
	await button("Voir l'aperçu").click();
	await page.getByText("Inchangé (4)").waitFor();
});

step(
	"the list of the screen is exported, as it is filtered, and that is in the journal",
	async () => {
		await menu("IBAN").click();
		await page.getByRole("searchbox").fill("client 2");
		await page.getByText("1 RÉSULTAT", { exact: true }).waitFor();
		await button("Exporter").click();
		await page.getByRole("menuitem", { name: "Fichier CSV" }).click();
		await page.getByText("1 ligne exportée").first().waitFor();
		const name = (await readdir(program.saved)).find((n) => n.startsWith("iban"));
		const text = await readFile(join(program.saved, name), "utf8");
		assert.match(text, /Client 2/);
		assert.doesNotMatch(text, /Client 1/);
		await page.getByRole("searchbox").fill("");
	},
);

step("several IBANs take a connector together", async () => {
	const id = (await call("Connectors", "Add", await firm(), "inqom", "")).id;
	const { row } = await call("Connectors", "Get", id);
	await call("Connectors", "Save", {
		id,
		name: row.name,
		settings: { ...row.settings, folder: deposit },
	});
	await menu("IBAN").click();
	await page.getByText("4 RÉSULTATS").waitFor();
	await page.getByRole("checkbox", { name: "Choisir toutes les lignes chargées" }).check();
	await button("Choisir un connecteur").click();
	await page.getByRole("menuitemradio", { name: /^Inqom/ }).click();
	await page.getByText("4 IBAN : Inqom").first().waitFor();
	await program.picture("bulk-2-associated");
});

step("removing a connector in use names the IBANs, and hands them to another at once", async () => {
	await call("Connectors", "Add", await firm(), "fulll", "");
	await go(`#/cabinets/${await firm()}`);
	await button("Supprimer Inqom").click();
	const dialog = page.getByRole("dialog");
	await dialog.getByText("FR76 30004 00001").first().waitFor();
	await field("Donner ces IBAN à", dialog).selectOption({ label: "Fulll" });
	await program.picture("bulk-3-hand-over");
	await button("Donner ces IBAN et supprimer", dialog).click();
	await page.getByText("4 IBAN donnés ; « Inqom » est supprimé.").first().waitFor();
	assert.equal((await rowOf(iban(account(1)))).connectorName, "Fulll");
});

step("« envoyer l'historique depuis le … » sends what waited for download", async () => {
	const row = await rowOf(iban(account(1)));
	await call("Accounts", "Associate", [row.id], 0);
	await menu("Relevés").click();
	await button("Importer").first().click();
	await look(join(program.folder, "mars.txt"));
	await take();
	await button("Voir les relevés").click();
	await grid("Liste des relevés").getByText("Téléchargeable").waitFor();
	const id = (await call("Connectors", "List", await firm())).find((c) => c.name === "Fulll").id;
	const { row: fulll } = await call("Connectors", "Get", id);
	await call("Connectors", "Save", {
		id,
		name: fulll.name,
		settings: { ...fulll.settings, folder: deposit, form: "single" },
	});
	await call("Accounts", "Associate", [row.id], id);
	await go(`#/ibans/${row.id}`);
	await button("Envoyer l'historique").click();
	const history = page.getByRole("dialog");
	await field("Envoyer l'historique depuis le", history).fill("01/01/2026");
	await history.getByText("1 relevé : 1 à envoyer.").waitFor();
	await button("Envoyer", history).click();
	await until("the file is in the folder", 20_000, async () =>
		(await readdir(deposit)).some((n) => n.startsWith("CFONB120_")),
	);
	await program.picture("bulk-4-history");
});

step("a mandate is printed, signed on paper, and its scan is kept", async () => {
	const row = await rowOf(iban(account(4)));
	await go(`#/ibans/${row.id}`);
	await button("Préparer le mandat (PDF)").click();
	await button("Préparer et enregistrer").click();
	await page
		.getByText(/^Copie enregistrée/)
		.first()
		.waitFor();
	const name = (await readdir(program.saved)).find((n) => n.endsWith(".pdf"));
	const pdf = await readFile(join(program.saved, name));
	assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
	assert.equal((await rowOf(iban(account(4)))).mandate, "to_sign");
	await writeFile(join(program.folder, "scan.pdf"), pdf);
	await button("Joindre un document").click();
	const dialog = page.getByRole("dialog");
	await field("Fichier", dialog).fill(join(program.folder, "scan.pdf"));
	await button("Joindre", dialog).click();
	await page.getByText("« scan.pdf » est joint.").first().waitFor();
	assert.equal((await rowOf(iban(account(4)))).mandate, "signed");
	await page.getByRole("list", { name: "Documents gardés" }).getByText("scan.pdf").waitFor();
	await program.picture("bulk-5-mandate");
});

step("« Fin de mission » says what it does, then does it", async () => {
	const row = await rowOf(iban(account(2)));
	await go(`#/clients/${row.clientId}`);
	await button("Fin de mission").click();
	const dialog = page.getByRole("dialog");
	await field("Dernier jour de la mission", dialog).fill("31/03/2026");
	await dialog.getByText("1 mandat passe à « Résiliation demandée »").waitFor();
	await program.picture("bulk-6-end");
	await button("Terminer la mission", dialog).click();
	await page.getByText(/^La mission pour ce client est terminée/).waitFor();
	const after = await rowOf(iban(account(2)));
	assert.deepEqual([after.mandate, after.connectorId], ["termination_asked", 0]);
});

step("a client goes to another firm with its IBAN, and leaves its connector behind", async () => {
	const row = await rowOf(iban(account(3)));
	await go(`#/clients/${row.clientId}`);
	await button("Transférer à un autre cabinet").click();
	const dialog = page.getByRole("dialog");
	await field("Cabinet", dialog).selectOption({ label: "Cabinet 2" });
	await button("Transférer", dialog).click();
	await page.getByText("Le client est transféré.").first().waitFor();
	const after = await rowOf(iban(account(3)));
	assert.deepEqual([after.firmName, after.connectorId], ["Cabinet 2", 0]);
});

step("nothing went wrong unseen, and the data file is sound", async () => {
	assert.deepEqual(program.complaints, []);
	const answer = await promisify(execFile)(binary, ["verify", "--json", "--data", program.data]);
	const { ok, problems } = JSON.parse(answer.stdout);
	assert.deepEqual({ ok, problems }, { ok: true, problems: [] });
});
