// A firm of several people in Chromium on the real backend: an Administrateur lets somebody
// in, who keeps clients, sees those that are theirs, and is shown out again. What is refused
// is tried through the screen and by calling the bound method directly.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { iban } from "./cfonb120.mjs";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const password = "une phrase assez longue";
const first = "premier mot de passe";
const people = {
	boss: "admin@cabinet.example",
	clerk: "alix@cabinet.example",
	late: "noa@cabinet.example",
};
const account = (n) => ({ bank: "30004", branch: "00001", account: String(n).padStart(11, "0") });
const plan = {
	firms: [
		{
			name: "Cabinet 1",
			staff: [
				{ name: "Dominique Le Goff", email: people.boss, profile: "administrateur" },
				{ name: "Alix Petit", email: people.clerk, profile: "collaborateur" },
			],
			clients: [
				{ name: "Jardins SARL", accounts: [{ iban: iban(account(1)), mandate: "approuvé" }] },
				{ name: "Boulangerie", accounts: [{ iban: iban(account(2)), mandate: "approuvé" }] },
			],
		},
	],
};

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu, grid, call, refusal } = finders(() => page);

before(async () => {
	const staff = { [people.boss]: password, [people.clerk]: password };
	program = await Program.start({ plan, secrets: { staff } });
	page = await program.open();
});

after(() => program?.stop());

async function signIn(email, secret = password) {
	await field("Adresse e-mail").fill(email);
	await page.locator("input[type=password]").fill(secret);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
}

async function signOut() {
	await page.getByRole("button", { name: /^Compte de|^Session de/ }).click();
	await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
	await button("Se connecter").waitFor();
}

step("a Collaborateur has no page « Collaborateurs », nor its methods", async () => {
	await signIn(people.clerk);
	assert.equal(await menu("Collaborateurs").count(), 0);
	const query = { search: "", offset: 0, limit: 10 };
	assert.equal(await refusal("People", "List", query), "refused");
	await signOut();
});

step("an Administrateur lets somebody in, with a first password", async () => {
	await signIn(people.boss);
	await menu("Collaborateurs").click();
	await button("Ajouter un collaborateur").click();
	const form = page.getByRole("form", { name: "Nouveau collaborateur" });
	await field("Nom et prénom", form).fill("Noa Garnier");
	await field("Adresse e-mail", form).fill(people.late);
	await form.getByRole("textbox", { name: "Premier mot de passe" }).fill(first);
	await button("Créer le collaborateur", form).click();
	await button("C'est noté").click();
	await grid("Liste des collaborateurs").getByText("Noa Garnier").waitFor();
	await program.picture("team-1-people");
});

step("the last Administrateur stays, by the screen and by the method", async () => {
	const { rows } = await call("People", "List", { search: people.boss, offset: 0, limit: 10 });
	const me = rows[0];
	assert.equal(await refusal("People", "SetActive", me.id, false), "refused");
	const demoted = { ...me, profile: "collaborateur", firmIds: me.firmIds, password: "" };
	assert.equal(await refusal("People", "Save", demoted), "refused");
	await grid("Liste des collaborateurs").getByText("Dominique Le Goff").dblclick();
	await page.getByText(/^C'est vous/).waitFor();
	assert.equal(await button("Désactiver").count(), 0);
	await signOut();
});

step(
	"« Mes dossiers »: one sees the clients that one keeps, and all of them in one click",
	async () => {
		await signIn(people.late, first);
		await menu("Clients").click();
		await page.getByText("Mes dossiers", { exact: true }).click();
		await page.getByText("Rien dans « Mes dossiers ».").waitFor();
		await button("Voir tous les dossiers").click();
		await grid("Liste des clients").getByText("Boulangerie").dblclick();
		const panel = page.getByRole("region", { name: "Boulangerie" });
		await field("Responsable", panel).selectOption({ label: "Noa Garnier" });
		await button("Enregistrer", panel).click();
		await page.getByText("Le client est enregistré.").first().waitFor();
		await page.getByText("Mes dossiers", { exact: true }).click();
		await grid("Liste des clients").getByText("Jardins SARL").waitFor({ state: "detached" });
		await grid("Liste des clients").getByText("Boulangerie").waitFor();
		await program.picture("team-2-mine");
		await menu("IBAN").click();
		await grid("Liste des IBANS").getByText("Boulangerie").waitFor();
		assert.equal(await grid("Liste des IBANS").getByText("Jardins SARL").count(), 0);
		await signOut();
	},
);

step("a dossier confidentiel is hidden from a Collaborateur who does not keep it", async () => {
	await signIn(people.boss);
	const { rows } = await call("Clients", "List", { search: "Jardins", offset: 0, limit: 10 });
	await page.evaluate((id) => {
		window.location.hash = `#/clients/${id}`;
	}, rows[0].id);
	const panel = page.getByRole("region", { name: "Jardins SARL" });
	await panel.getByLabel("Dossier confidentiel").check();
	await button("Enregistrer", panel).click();
	await page.getByText("Le client est enregistré.").first().waitFor();
	await signOut();
	await signIn(people.clerk);
	const seen = await call("Clients", "List", { search: "", offset: 0, limit: 10 });
	assert.deepEqual(
		seen.rows.map((r) => r.name),
		["Boulangerie"],
	);
	assert.equal(await refusal("Clients", "Get", rows[0].id), "not_found");
	const accounts = await call("Accounts", "List", { search: "", offset: 0, limit: 10 });
	assert.equal(accounts.total, 1);
	await signOut();
});

step("somebody who is deactivated is shown out, and does not come back", async () => {
	await signIn(people.boss);
	await menu("Collaborateurs").click();
	await grid("Liste des collaborateurs").getByText("Noa Garnier").dblclick();
	await button("Désactiver").click();
	const dialog = page.getByRole("dialog");
	await dialog.getByText("1 client reste à son nom").waitFor();
	await button("Désactiver", dialog).click();
	await page.getByText("Noa Garnier est désactivé.").first().waitFor();
	await signOut();
	await field("Adresse e-mail").fill(people.late);
	await page.locator("input[type=password]").fill(first);
	await button("Se connecter").click();
	await page.getByText("L'adresse e-mail ou le mot de passe est faux.").first().waitFor();
});

step("nothing went wrong unseen", async () => {
	assert.deepEqual(program.complaints, []);
});
