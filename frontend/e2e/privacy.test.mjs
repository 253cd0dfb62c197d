// A client asks for its data, then to be forgotten, in Chromium on the real backend: what is given
// holds it, and afterwards nothing finds it, not even in the bytes of the data folder.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";
import { textsOf } from "./zip.mjs";

const password = "une phrase assez longue";
const boss = "admin@cabinet.example";
const account = (n) => ({ bank: "30004", branch: "00001", account: String(n).padStart(11, "0") });
const client = (name, reference, n) => ({
	name,
	reference,
	accounts: [{ iban: iban(account(n)), mandate: "approuvé" }],
});
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			staff: [{ name: "Dominique Le Goff", email: boss, profile: "administrateur" }],
			clients: [
				client("Zorglub Horticulture", "J-014", 1234567),
				client("Boulangerie Martin", "J-015", 7654321),
			],
		},
	],
};
const march = (n, label) => ({
	...account(n),
	opening: 150_000,
	from: "2026-02-28",
	to: "2026-03-31",
	operations: [{ on: "2026-03-05", amount: -8_990, code: "08", label }],
});

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu, call, refusal } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } } });
	const shared = cfonb120(march(1234567, "LOYER KALIYUGA"), march(7654321, "FARINE"));
	await writeFile(join(program.folder, "mars.txt"), shared, "latin1");
	page = await program.open();
	await field("Adresse e-mail").fill(boss);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
	const firmId = (await call("Firms", "List"))[0].id;
	const paths = [join(program.folder, "mars.txt")];
	await call("Imports", "Start", { paths, firmId, handedOver: false, given: [] });
	await until("the label is searchable", 20_000, async () => (await found("kaliyuga")) === 1);
});

after(() => program?.stop());

const ask = { firmIds: [], clientIds: [], accountIds: [], banks: [], codes: [], side: "" };

async function found(text) {
	const query = { ...ask, text, from: "", to: "", mine: false, after: "", limit: 10 };
	return (await call("Searches", "Find", query)).rows.length;
}

async function open(name) {
	await menu("Clients").click();
	await page.getByRole("grid").getByText(name).click();
	await page.getByRole("region", { name }).waitFor();
}

/** The files of the data folder in which a word stands, whatever its case. */
async function bearing(word) {
	const bearers = [];
	for (const name of await readdir(program.data)) {
		const bytes = await readFile(join(program.data, name)).catch(() => Buffer.alloc(0));
		if (bytes.toString("latin1").toLowerCase().includes(word)) bearers.push(name);
	}
	return bearers;
}

step("a client's data leave as one archive, which says what is in it", async () => {
	await open("Zorglub Horticulture");
	await button("Exporter les données…").click();
	await page.getByText(/^Les données du client sont dans/).waitFor();
	const name = (await readdir(program.saved)).find((n) => n.endsWith(".zip"));
	assert.match(name, /^donnees-Zorglub Horticulture-/);
	const texts = textsOf(await readFile(join(program.saved, name)));
	for (const part of ["LISEZMOI.txt", "fiche-client.csv", "operations.xlsx", "LOYER KALIYUGA"])
		assert.ok(texts.includes(part), part);
	assert.ok(!texts.includes("FARINE"), "the neighbour's operations are not in it");
});

step("erasing says first what goes and what stands against it", async () => {
	assert.ok((await bearing("kaliyuga")).length > 0);
	await button("Effacer…").click();
	const form = page.getByRole("form", { name: "Effacer « Zorglub Horticulture »" });
	await form.getByText("La mission n'est pas terminée.").waitFor();
	await form.getByText(/relevé n'a été ni envoyé, ni téléchargé/).waitFor();
	await form.getByText(/Les sauvegardes automatiques gardent ces données/).waitFor();
	await program.picture("privacy-1-erase");
	await form.getByRole("checkbox").check();
	await field("Motif", form).fill("départ de Zorglub horticulture");
	await form.getByLabel(/^Pour confirmer/).fill("J-014");
	await button("Effacer pour toujours", form).click();
	await form
		.getByText(/n'y nommez ni le client, ni ses comptes\.$/)
		.nth(1)
		.waitFor();
	await field("Motif", form).fill("demande écrite du 2 avril");
	await button("Effacer pour toujours", form).click();
	await page.getByText("Le client est effacé.").first().waitFor();
});

step("nothing finds it any more, and the neighbour is whole", async () => {
	assert.equal(await found("kaliyuga"), 0);
	assert.equal(await found("farine"), 1);
	const hits = await call("Finder", "Search", "zorglub");
	assert.deepEqual([hits.clients.length, hits.accounts.length], [0, 0]);
	assert.equal(await refusal("Clients", "Get", 1), "not_found");
	for (const word of ["zorglub", "kaliyuga", iban(account(1234567)).toLowerCase(), "1234567"])
		assert.deepEqual(await bearing(word), [], word);
});

step("the journal and the tombstone keep its number", async () => {
	await menu("Journal").click();
	await page
		.getByText(/A effacé les données du client n° 1, effacé/)
		.first()
		.waitFor();
	await menu("Réglages").click();
	await page.getByRole("link", { name: "Données personnelles" }).click();
	await page.getByText("Client effacé n° 1").waitFor();
	await page.getByText("demande écrite du 2 avril").waitFor();
	await program.picture("privacy-2-page");
});

step("the register's sheet follows the firm's retention", async () => {
	const rule = page.getByRole("form", { name: "Cabinet 1" });
	await rule.getByRole("textbox").fill("12");
	await button("Enregistrer", rule).click();
	await page.getByText(/puis 12 ans \(réglage du cabinet\)/).waitFor();
	await button("Enregistrer en texte…").click();
	await page.getByText(/^La fiche est dans/).waitFor();
	const name = (await readdir(program.saved)).find((n) => n.startsWith("registre"));
	assert.match(await readFile(join(program.saved, name), "utf8"), /puis 12 ans/);
});

step("the page complained about nothing", () => {
	assert.deepEqual(program.complaints, []);
});
