// Signing in, staying signed in and locking, in Chromium on the real backend.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const email = "camille@cabinet.example";
const password = "une phrase assez longue";
const plan = {
	firms: [
		{ name: "Cabinet", staff: [{ name: "Camille Martin", email, profile: "administrateur" }] },
	],
};

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [email]: password } } });
	page = await program.open();
});

after(() => program?.stop());

const secret = () => page.locator("input[type=password]");

/** The code of a refusal, or « accepted ». */
const asking = () =>
	page.evaluate(() =>
		window.go.desktop.Firms.List().then(
			() => "accepted",
			(error) => JSON.parse(error instanceof Error ? error.message : String(error)).code,
		),
	);

step("nobody signed in: the backend answers nobody", async () => {
	await button("Se connecter").waitFor();
	assert.equal(await asking(), "unauthenticated");
});

step("a wrong password is refused, the right one opens", async () => {
	await field("Adresse e-mail").fill(email);
	await secret().fill("une autre phrase longue");
	await button("Se connecter").click();
	await page.getByText("L'adresse e-mail ou le mot de passe est faux.").waitFor();
	await secret().fill(password);
	await field("Rester connecté sur ce poste").check();
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
	assert.equal(await asking(), "accepted");
});

step("« Rester connecté »: the next start opens signed in", async () => {
	await program.restart();
	await menu("Accueil").waitFor();
	assert.equal(await asking(), "accepted");
});

step("locked: nothing is shown, nothing is answered, and the password opens again", async () => {
	await page.keyboard.press("Control+l");
	await page.getByRole("heading", { name: "So bank est verrouillé" }).waitFor();
	assert.equal(await menu("Accueil").count(), 0);
	assert.equal(await asking(), "unauthenticated");
	await program.picture("session-locked");
	await secret().fill("une autre phrase longue");
	await button("Déverrouiller").click();
	await page.getByRole("alert").first().waitFor();
	assert.equal(await asking(), "unauthenticated");
	await secret().fill(password);
	await button("Déverrouiller").click();
	await menu("Accueil").waitFor();
	assert.equal(await asking(), "accepted");
});

step("locked, then closed: it opens locked", async () => {
	await page.keyboard.press("Control+l");
	await page.getByRole("heading", { name: "So bank est verrouillé" }).waitFor();
	await program.restart();
	await page.getByRole("heading", { name: "So bank est verrouillé" }).waitFor();
	assert.equal(await asking(), "unauthenticated");
	await secret().fill(password);
	await button("Déverrouiller").click();
	await menu("Accueil").waitFor();
});

step("signed out: the next start asks for the password", async () => {
	await page.getByRole("button", { name: "Compte de Camille Martin" }).click();
	await page.getByRole("menuitem", { name: "Se déconnecter" }).click();
	await button("Se connecter").waitFor();
	assert.equal(await asking(), "unauthenticated");
	await program.restart();
	await button("Se connecter").waitFor();
	assert.equal(await asking(), "unauthenticated");
	assert.deepEqual(program.complaints, []);
});
