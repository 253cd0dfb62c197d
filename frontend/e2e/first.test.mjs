// A new firm follows the first steps from nothing to its first delivered statement, in Chromium
// on the real backend with a MyUnisoft of our own on loopback; then finds help, its settings,
// and what to send to the support.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { Partner } from "./partner.mjs";
import { finders, stepsOf } from "./steps.mjs";
import { textsOf } from "./zip.mjs";

const account = { bank: "30004", branch: "45856", account: "45856523322" };
const march = {
	...account,
	opening: 150_000,
	from: "2026-02-28",
	to: "2026-03-31",
	operations: [{ on: "2026-03-05", amount: -8_990, code: "08", label: "PRLV EDF CLIENTS" }],
};

let program;
let partner;
let page;
const step = stepsOf(() => program);
const { button, field, menu, refusal, look, take } = finders(() => page);

before(async () => {
	partner = await Partner.start();
	program = await Program.start();
	page = await program.open();
	await writeFile(join(program.folder, "mars.txt"), cfonb120(march), "latin1");
});

after(async () => {
	partner?.stop();
	await program?.stop();
});

const guide = () => page.getByRole("region", { name: "Premiers pas" });

/** Goes home, where the guide says how far one is. */
async function home(progress) {
	await menu("Accueil").click();
	await guide().getByText(progress).waitFor();
}

/** Follows the guide's own button: a link or a button. */
async function follow(name) {
	const target = guide().getByRole("link", { name }).or(guide().getByRole("button", { name }));
	await target.first().click();
}

step("the first start opens on the first steps", async () => {
	await page.getByRole("heading", { name: "Bienvenue dans So bank" }).waitFor();
	await field("Raison sociale").fill("Cabinet Armor");
	await field("Nom et prénom").fill("Anne Le Goff");
	await field("Adresse e-mail").fill("anne@cabinet-armor.example");
	await field("Mot de passe").fill("une phrase assez longue");
	await field("Mot de passe, une seconde fois").fill("une phrase assez longue");
	await button("Créer le cabinet").click();
	await guide().getByText("0 sur 7").waitFor();
	await program.picture("first-1-guide");
});

step("the firm's card", async () => {
	await follow("Ouvrir la fiche du cabinet");
	await button("Modifier").click();
	await field("Adresse de l'entreprise").fill("1 place de la Gare");
	await field("Nom/prénom du dirigeant").fill("Anne Le Goff");
	await button("Enregistrer").click();
	await page.getByText("Le cabinet est enregistré.").first().waitFor();
	await home("1 sur 7");
});

step("its connector, with its credentials", async () => {
	await follow("Ouvrir la page du cabinet");
	await button("Ajouter un connecteur").first().click();
	await page.getByRole("menuitem", { name: /^MyUnisoft/ }).click();
	await page.getByRole("link", { name: "Ouvrir MyUnisoft" }).waitFor();
	await home("1 sur 7");
	await follow("Ouvrir le connecteur");
	const panel = page.getByRole("region", { name: "MyUnisoft" });
	await field("Adresse de l'API", panel).fill(partner.url);
	await button("Enregistrer", panel).click();
	await page.getByText("Le connecteur est enregistré.").first().waitFor();
	await field("Secret du partenaire", panel).fill(partner.secret);
	await field("Jeton du cabinet", panel).fill(partner.token);
	await button("Enregistrer les identifiants", panel).click();
	await page.getByText("Les identifiants sont dans le trousseau.").first().waitFor();
	await button("Tester la connexion", panel).click();
	await panel.getByText("La connexion marche.").waitFor();
	await home("2 sur 7");
});

step("a client, its IBAN, its mandate", async () => {
	await follow("Ajouter un client");
	const form = page.getByRole("form", { name: "Nouveau client" });
	await field("Dénomination sociale", form).fill("Entreprise 1");
	await field("Siret", form).fill("732 829 320 00074");
	await button("Enregistrer", form).click();
	await page.getByText("Le client est enregistré.").first().waitFor();
	await home("3 sur 7");
	await follow("Ajouter un IBAN");
	const add = page.getByRole("form", { name: "Nouvel IBAN" });
	await field("IBAN", add).fill(iban(account));
	await add.getByPlaceholder("Cherchez par nom, Siret ou référence").click();
	await page.getByRole("option", { name: /Entreprise 1/ }).click();
	await field("Approuvé hors application le", add).fill("15/01/2026");
	await button("Enregistrer", add).click();
	await page.getByText("L'IBAN est créé.").first().waitFor();
	await home("4 sur 7");
	await follow("Choisir un connecteur");
	await page
		.getByRole("button", { name: /^Ajouter un connecteur : FR76/ })
		.first()
		.click();
	await page.getByRole("menuitemradio", { name: /^MyUnisoft/ }).click();
	await page
		.getByRole("button", { name: /^MyUnisoft : FR76/ })
		.first()
		.waitFor();
	await home("5 sur 7");
});

step("a statement arrives and leaves by itself; the first steps are done", async () => {
	await follow("Importer un relevé");
	const preview = await look(join(program.folder, "mars.txt"));
	await preview.getByText("vers MyUnisoft").waitFor();
	await program.picture("first-2-preview");
	await take();
	await until("the partner has it", 20_000, async () => (await partner.record()).length > 0);
	await button("Voir les relevés").click();
	await menu("Accueil").click();
	await guide().waitFor({ state: "detached" });
	await program.picture("first-2-done");
});

step("help: rule 3 is found by its number, and leads to its screen", async () => {
	await menu("Aide").click();
	await page.getByRole("searchbox", { name: "Chercher dans l'aide" }).fill("regle 3");
	await page.getByRole("link", { name: /3/ }).first().click();
	assert.match(page.url(), /#\/aide\/regle-3/);
	await program.picture("first-3-help");
	await page
		.getByRole("link", { name: /^Ouvrir/ })
		.first()
		.click();
	await until("its screen opens", 5_000, () => !page.url().includes("/aide"));
});

step("settings: who the support is, and no other profile sets them", async () => {
	await menu("Réglages").click();
	const change = button("Modifier");
	if (await change.count()) await change.first().click();
	await field("Adresse e-mail du support").fill("support@sogescot.example");
	await button("Enregistrer").click();
	await page.getByText("Les réglages sont enregistrés.").first().waitFor();
	await program.picture("first-4-settings");
});

step(
	"support: the archive is read before it is saved, and holds no secret nor whole IBAN",
	async () => {
		await menu("Diagnostic").click();
		await button("Contacter le support Sogescot").first().click();
		const dialog = page.getByRole("dialog");
		await dialog.getByText("support@sogescot.example").first().waitFor();
		await program.picture("first-5-support");
		await button("Enregistrer l'archive…", dialog).click();
		await page
			.getByText(/^Archive enregistrée/)
			.first()
			.waitFor();
		const name = (await readdir(program.saved)).find((n) => n.endsWith(".zip"));
		const text = textsOf(await readFile(join(program.saved, name)));
		assert.match(text, /connecteur/i);
		for (const secret of [partner.secret, partner.token, iban(account), "Entreprise 1", "Le Goff"])
			assert.ok(!text.replace(/\s/g, "").includes(secret.replace(/\s/g, "")), secret);
	},
);

step("nothing went wrong unseen", async () => {
	assert.deepEqual(program.complaints, []);
	assert.equal(await refusal("Settings", "Save", {}), "invalid");
});
