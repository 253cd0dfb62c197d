// The FAQ, step by step, in Chromium on the real backend, with a MyUnisoft of our own on
// loopback. Each step carries the number of its rule; what is refused is tried through the
// screen and by calling the bound method directly.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cfonb120, iban } from "./cfonb120.mjs";
import { Program, until } from "./harness.mjs";
import { Partner } from "./partner.mjs";
import { finders, stepsOf } from "./steps.mjs";

const binary =
	process.env.SOBANK ?? resolve(dirname(fileURLToPath(import.meta.url)), "../../build/bin/sobank");

const account = { bank: "30004", branch: "45856", account: "45856523322" };
const waiting = { bank: "30002", branch: "00550", account: "0000157841Z" };
const shown = "FR76 30004 45856 45856523322 08";
const password = "une phrase assez longue";
const people = {
	superviseur: "camille@cabinet-1.example",
	collaborateur: "alix@cabinet-1.example",
	stranger: "sacha@cabinet-2.example",
};
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			siret: "419 444 492 00016",
			staff: [
				{ name: "Camille Martin", email: people.superviseur, profile: "superviseur" },
				{ name: "Alix Petit", email: people.collaborateur, profile: "collaborateur" },
			],
			clients: [
				{
					name: "Entreprise 1",
					siret: "732 829 320 00074",
					accounts: [{ iban: iban(account), mandate: "approuvé" }],
				},
				{ name: "Jardins SARL", accounts: [{ iban: iban(waiting), mandate: "transmis" }] },
			],
		},
		{
			name: "Cabinet 2",
			staff: [{ name: "Sacha Roux", email: people.stranger, profile: "superviseur" }],
			connectors: [{ name: "Fulll", partner: "fulll" }],
		},
	],
};
const passwords = Object.fromEntries(Object.values(people).map((email) => [email, password]));
const march = {
	...account,
	opening: 150_000,
	from: "2026-02-28",
	to: "2026-03-31",
	operations: [
		{ on: "2026-03-05", amount: -8_990, code: "08", label: "PRLV EDF CLIENTS" },
		{ on: "2026-03-12", amount: 245_000, code: "05", label: "VIR RECU MARTIN" },
	],
};

let program;
let partner;
let page;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, refusal, look, take } = finders(() => page);

before(async () => {
	partner = await Partner.start();
	program = await Program.start({ plan, secrets: { staff: passwords } });
	page = await program.open();
	await writeFile(join(program.folder, "mars.txt"), cfonb120(march), "latin1");
});

after(async () => {
	partner?.stop();
	await program?.stop();
});

async function signIn(email) {
	await field("Adresse e-mail").fill(email);
	await page.locator("input[type=password]").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
}

async function signOut() {
	await page.getByRole("button", { name: /^Compte de|^Session de/ }).click();
	await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
	await button("Se connecter").waitFor();
}

async function openFirm() {
	await menu("Cabinet(s)").click();
	const row = grid("Liste des cabinets").getByText("Cabinet 1", { exact: true });
	const heading = page.getByRole("heading", { name: "Connecteurs So bank" });
	await row.or(heading).first().waitFor();
	if (!(await heading.isVisible())) await row.dblclick();
	await heading.waitFor();
}

const lines = () => page.getByRole("list", { name: "Connecteurs du cabinet" });
const firstFirm = async () =>
	(await call("Firms", "List")).find((firm) => firm.name === "Cabinet 1").id;

step(
	"rule 1, refused: a Collaborateur adds no connector, by the screen nor by the method",
	async () => {
		await signIn(people.collaborateur);
		await openFirm();
		await page
			.getByText("Réservé aux profils Superviseur et Administrateur", { exact: true })
			.waitFor();
		assert.ok(await button("Ajouter un connecteur").isDisabled());
		const firm = await firstFirm();
		assert.equal(await refusal("Connectors", "Add", firm, "myunisoft", ""), "refused");
		assert.deepEqual(await call("Connectors", "List", firm), []);
		await signOut();
	},
);

step("rule 1, refused: a Superviseur of another firm adds none either", async () => {
	await signIn(people.stranger);
	assert.equal(await refusal("Connectors", "Add", 1, "myunisoft", ""), "refused");
	assert.equal(await refusal("Connectors", "Remove", 99), "not_found");
	await signOut();
});

step("rule 1: a Superviseur adds MyUnisoft to the firm, at once", async () => {
	await signIn(people.superviseur);
	await openFirm();
	await button("Ajouter un connecteur").first().click();
	const choice = page.getByRole("menu");
	await choice.getByText("Choisir", { exact: true }).waitFor();
	const names = await choice.getByRole("menuitem").allInnerTexts();
	assert.deepEqual(
		names.map((name) => name.split("\n")[0]),
		["Fizen", "Fulll", "Inqom", "MyUnisoft", "Dossier", "SFTP"],
	);
	await program.picture("faq-1-choose");
	await choice.getByRole("menuitem", { name: /^MyUnisoft/ }).click();
	await lines().getByRole("link", { name: "Ouvrir MyUnisoft" }).waitFor();
	assert.equal(await button("Ajouter un connecteur").count(), 2);
	await program.picture("faq-2-added");
});

step("its credentials go to the keychain, and the connection is tested", async () => {
	await lines().getByRole("link", { name: "Ouvrir MyUnisoft" }).click();
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
	await program.picture("faq-3-tested");
	const text = JSON.stringify(await call("Connectors", "Get", 2));
	assert.ok(!text.includes(partner.token) && !text.includes(partner.secret));
	await signOut();
});

const choiceOf = (text) => button(`${text} : ${shown}`);

step("rule 3: a Collaborateur associates an IBAN with it, from the list", async () => {
	await signIn(people.collaborateur);
	await menu("IBAN").click();
	await choiceOf("Ajouter un connecteur").click();
	const choice = page.getByRole("menu");
	await choice
		.getByText(
			"Si vous ne voyez pas le connecteur souhaité, assurez vous qu'il soit dans la liste des connecteurs au niveau du cabinet.",
		)
		.waitFor();
	await choice.getByText("Aucun connecteur", { exact: true }).waitFor();
	await program.picture("faq-4-choose");
	await choice.getByRole("menuitemradio", { name: /^MyUnisoft/ }).click();
	await choiceOf("MyUnisoft").waitFor();
	await choice.waitFor({ state: "detached" }); // it fades away, and would stand beside the next one
	await program.picture("faq-5-associated");
});

step(
	"rule 4: « Aucun connecteur » takes it away, from « Détails », by keyboard alone",
	async () => {
		await grid("Liste des IBANS").getByText("Entreprise 1").first().click();
		if (!/ibans\/\d+/.test(page.url())) await page.keyboard.press("Enter");
		const panel = page.getByRole("region", { name: shown });
		await panel.getByRole("button", { name: `MyUnisoft : ${shown}` }).focus();
		await page.keyboard.press("Enter");
		await page.getByRole("menuitemradio", { name: /^Aucun connecteur/ }).focus();
		await page.keyboard.press("Enter");
		await panel.getByRole("button", { name: `Ajouter un connecteur : ${shown}` }).waitFor();
		await program.picture("faq-6-none");
		await panel.getByRole("button", { name: `Ajouter un connecteur : ${shown}` }).click();
		await page.getByRole("menuitemradio", { name: /^MyUnisoft/ }).click();
		await panel.getByRole("button", { name: `MyUnisoft : ${shown}` }).waitFor();
		await page.keyboard.press("Escape");
	},
);

step("rule 3, refused: an IBAN takes no connector that its firm has not", async () => {
	const { rows } = await call("Accounts", "List", { search: "Entreprise 1", limit: 10 });
	const before = rows[0].connectorId;
	assert.equal(await refusal("Accounts", "Associate", [rows[0].id], 1), "conflict");
	const after = await call("Accounts", "Get", rows[0].id);
	assert.equal(after.connectorId, before);
});

step(
	"rule 5: what is imported goes to the partner by itself, and not to the global file",
	async () => {
		await menu("Relevés").click();
		await button("Importer").first().click();
		await look(join(program.folder, "mars.txt"));
		await take();
		await button("Voir les relevés").click();
		await until("the partner has it", 20_000, async () => (await partner.record()).length > 0);
		assert.deepEqual(await partner.record(), [
			{ iban: iban(account), from: "2026-02-28", to: "2026-03-31", operations: 2 },
		]);
		await menu("Envois").click();
		await grid("Liste des envois").getByText("Intégré (2 opérations)").waitFor();
		await program.picture("faq-7-delivered");
		const preview = await call("Downloads", "Preview", {
			firmId: await firstFirm(),
			from: "",
			to: "",
			path: "",
		});
		assert.equal(preview.statements, 0);
		await signOut();
	},
);

step("rule 2, refused: a connector in use stays, and the IBANs that use it are named", async () => {
	await signIn(people.superviseur);
	await openFirm();
	await button("Supprimer MyUnisoft").click();
	const dialog = page.getByRole("dialog");
	const submit = button("Supprimer", dialog);
	if (await submit.isVisible().catch(() => false)) await submit.click();
	await page.getByText(shown).first().waitFor();
	await program.picture("faq-8-in-use");
	assert.equal(await refusal("Connectors", "Remove", 2), "conflict");
	await page.keyboard.press("Escape");
	await lines().getByRole("link", { name: "Ouvrir MyUnisoft" }).waitFor();
});

step("rule 2: one that no IBAN uses is removed", async () => {
	await button("Ajouter un connecteur").first().click();
	await page.getByRole("menuitem", { name: /^Inqom/ }).click();
	await lines().getByRole("link", { name: "Ouvrir Inqom" }).waitFor();
	await button("Supprimer Inqom").click();
	const submit = button("Supprimer", page.getByRole("dialog"));
	await submit.click();
	await lines().getByRole("link", { name: "Ouvrir Inqom" }).waitFor({ state: "detached" });
});

step("rule 6: the diagnostic says what is wrong first, and leads to it", async () => {
	await menu("Diagnostic").click();
	await grid("Diagnostic de chaque IBAN").getByText("Jardins SARL").first().click();
	if (!/diagnostic\/\d+/.test(page.url())) await page.keyboard.press("Enter");
	await page
		.getByText(/n'est associé à aucun connecteur/)
		.first()
		.waitFor();
	await program.picture("faq-9-diagnostic");
	const { rows } = await call("Accounts", "List", { search: "Jardins", limit: 10 });
	assert.equal(await refusal("Accounts", "Associate", [rows[0].id], 2), "accepted");
	await button("Vérifier de nouveau").click();
	await page
		.getByText(/« Transmis à la banque »/)
		.first()
		.waitFor();
});

step("the mandate is approved in its legal order", async () => {
	const { rows } = await call("Accounts", "List", { search: "Jardins", limit: 10 });
	const move = (to) => ({ accountIds: [rows[0].id], to, on: "", note: "" });
	assert.equal(await refusal("Accounts", "MoveMandate", move("terminated")), "conflict");
	assert.equal(await refusal("Accounts", "MoveMandate", move("approved")), "accepted");
	await button("Vérifier de nouveau").click();
	await page
		.getByText(/Aucun relevé n'est encore arrivé/)
		.first()
		.waitFor();
	await program.picture("faq-10-approved");
});

step("nothing went wrong unseen, and the data file is sound", async () => {
	assert.deepEqual(program.complaints, []);
	const answer = await promisify(execFile)(binary, ["verify", "--json", "--data", program.data]);
	const { ok, problems, counts } = JSON.parse(answer.stdout);
	assert.deepEqual({ ok, problems }, { ok: true, problems: [] });
	assert.equal(counts.deliveries, 1);
});
