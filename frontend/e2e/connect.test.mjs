// A connector that puts files on a server, in Chromium on the real backend and a real SSH server
// on loopback: the server's key is confirmed by a person, statements arrive there, what was sent is
// held against what is there, and a server with another key gets nothing.

import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { Partner } from "./partner.mjs";
import { finders, stepsOf } from "./steps.mjs";

const password = "une phrase assez longue";
const boss = "admin@cabinet.example";
const account = { bank: "30004", branch: "00001", account: "00000000001" };
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			staff: [{ name: "Dominique Le Goff", email: boss, profile: "administrateur" }],
			clients: [
				{
					name: "Client 1",
					siret: "73282932000074",
					accounts: [{ iban: iban(account), mandate: "approuvé" }],
				},
			],
		},
	],
};
const month = (n, opening) => ({
	...account,
	opening,
	from: `2026-0${n - 1}-28`,
	to: `2026-0${n}-28`,
	operations: [{ on: `2026-0${n}-05`, amount: -1_000, code: "08", label: "PRLV EDF" }],
});

let program;
let page;
let server;
let place;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, look, take } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [boss]: password } } });
	place = join(program.folder, "serveur");
	await mkdir(place);
	server = await Partner.start("sftp", place);
	for (const [n, opening] of [
		[3, 150_000],
		[4, 149_000],
	]) {
		await writeFile(join(program.folder, `${n}.txt`), cfonb120(month(n, opening)), "latin1");
	}
	page = await program.open();
	await field("Adresse e-mail").fill(boss);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
});

after(() => {
	server?.stop();
	return program?.stop();
});

const firm = async () => (await call("Firms", "List")).find((f) => f.name === "Cabinet 1").id;
const sftp = async () =>
	(await call("Connectors", "List", await firm())).find((c) => c.name === "SFTP");

async function toConnector() {
	await menu("Cabinet(s)").click();
	await page.getByRole("link", { name: "Ouvrir SFTP" }).click();
	await page.getByRole("heading", { name: /SFTP/ }).first().waitFor();
}

async function importOne(name) {
	await menu("Relevés").click();
	await button("Importer").first().click();
	await look(join(program.folder, name));
	await take();
	await button("Voir les relevés").click();
}

const there = async () => (await readdir(place)).filter((n) => n.startsWith("CFONB120_"));

step("a server is entered, and its key is shown before anything goes there", async () => {
	await menu("Cabinet(s)").click();
	await button("Ajouter un connecteur").first().click();
	await page.getByRole("menuitem", { name: /^SFTP/ }).click();
	await toConnector();
	await field("Serveur SFTP").fill(server.host);
	await field("Port (facultatif)").fill(server.port);
	await field("Utilisateur").fill(server.user);
	await button("Enregistrer").first().click();
	await field("Mot de passe SFTP").fill(server.password);
	await button("Enregistrer les identifiants").click();
	await button("Tester la connexion").click();
	const question = page.getByRole("dialog", { name: "À confirmer : Clé du serveur" });
	await question.getByText(server.fingerprint).waitFor();
	await program.picture("connect-1-key");
	await button("Confirmer et tester", question).click();
	await question.waitFor({ state: "detached" });
	await until("the test passes", 20_000, async () =>
		(await call("Connectors", "Get", (await sftp()).id)).settings.host_key.includes(
			server.fingerprint,
		),
	);
	await program.picture("connect-2-tested");
});

step("a statement arrives on it as one whole file", async () => {
	const { rows } = await call("Accounts", "List", { search: iban(account), offset: 0, limit: 1 });
	await call("Accounts", "Associate", [rows[0].id], (await sftp()).id);
	await importOne("3.txt");
	await until("the file is on the server", 20_000, async () => (await there()).length === 1);
	assert.equal(
		await readFile(join(place, (await there())[0]), "latin1"),
		await readFile(join(program.folder, "3.txt"), "latin1"),
	);
	await menu("Envois").click();
	await grid("Liste des envois").getByText("Déposé").first().waitFor();
});

step("what was sent is held against what is there", async () => {
	await rm(join(place, (await there())[0]));
	await toConnector();
	await button("Regarder la place").click();
	await page
		.getByText(/fichier.*(absent|manque|plus)/i)
		.first()
		.waitFor();
	await program.picture("connect-3-reconciled");
});

step("a server that shows another key gets nothing, and the program says so", async () => {
	await server.record();
	await importOne("4.txt");
	await menu("Envois").click();
	await page.getByText(/clé/).first().waitFor();
	assert.deepEqual(await there(), []);
	await toConnector();
	await page.getByText(/clé/).first().waitFor();
	await program.picture("connect-4-another-key");
});

step("nothing went wrong unseen", async () => {
	assert.deepEqual(program.complaints, []);
	assert.ok(!(await program.log()).includes(server.password));
});
