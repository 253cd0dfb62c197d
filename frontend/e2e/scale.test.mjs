// A list of a million rows on a screen of two device pixels each: both ends are reached, and rows that are
// jumped to are read without those above them. The rows are made up; the window and its frame are real.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Program } from "./harness.mjs";
import { finders, stepsOf } from "./steps.mjs";

const million = 1_000_000;
const email = "anne@cabinet-armor.example";
const password = "une phrase assez longue";
const plan = {
	firms: [{ name: "Cabinet Armor", staff: [{ name: "Anne", email, profile: "administrateur" }] }],
};

let program;
let page;
const step = stepsOf(() => program);
const { button, field, menu, grid } = finders(() => page);

before(async () => {
	program = await Program.start({ plan, secrets: { staff: { [email]: password } } });
	page = await program.open({ deviceScaleFactor: 2 });
	await field("Adresse e-mail").fill(email);
	await field("Mot de passe").fill(password);
	await button("Se connecter").click();
	await menu("Accueil").waitFor();
	await page.evaluate((total) => {
		window.asked = [];
		window.go.desktop.Statements.List = async (q) => {
			const from = q.after ? Number(q.after) : (q.skip ?? 0);
			window.asked.push(from);
			const rows = Array.from({ length: Math.min(q.limit, total - from) }, (_, i) => ({
				id: from + i + 1,
				accountId: 1,
				ibanShown: "FR76 3000 4458",
				bank: "BNP Paribas",
				clientId: 1,
				clientName: `Ligne ${from + i + 1}`,
				firmName: "Cabinet Armor",
				currency: "EUR",
				decimals: 2,
				startOn: "2026-01-01",
				endOn: "2026-01-31",
				opening: 100,
				closing: 100,
				credits: 0,
				debits: 0,
				operations: 1,
				own: 1,
				state: "conforming",
				stateName: "Conforme",
				place: "sent",
				placeName: "envoyé",
				reason: "",
				receivedAt: "2026-02-01T08:00:00Z",
				mark: "",
				markName: "",
				reviewedBy: "",
				reviewedAt: "",
				note: "",
			}));
			return { rows, total, next: from + rows.length < total ? String(from + rows.length) : "" };
		};
	}, million);
});

after(() => program?.stop());

const list = () => grid("Liste des relevés");
const line = (n) => list().getByText(`Ligne ${n}`, { exact: true });
const scrollTo = (part) =>
	list().evaluate((el, share) => {
		let scroller = el;
		while (scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
		scroller.scrollTop = share * scroller.scrollHeight;
	}, part);

step("the end of a million rows is reached, and the beginning again", async () => {
	await menu("Relevés").click();
	await line(1).waitFor();
	await scrollTo(1);
	await line(million).waitFor();
	assert.ok(await line(million).isVisible());
	await program.picture("scale-end");
	const asked = await page.evaluate(() => window.asked);
	assert.ok(asked.length < 12, `${asked.length} pages were read to get there`);
	await scrollTo(0.5);
	await list()
		.getByText(/^Ligne (49\d|50\d)\d{3}$/)
		.first()
		.waitFor();
	await scrollTo(0);
	await line(1).waitFor();
});

step("rows follow one another without a hole, far down too", async () => {
	await scrollTo(0.7);
	const rows = list().getByText(/^Ligne (69|70)\d{4}$/);
	await rows.nth(12).waitFor();
	const numbers = (await rows.allInnerTexts()).map((text) => Number(text.slice(6)));
	const sorted = numbers.toSorted((a, b) => a - b);
	assert.ok(sorted.length > 10);
	assert.equal(sorted.at(-1) - sorted[0], sorted.length - 1);
});
