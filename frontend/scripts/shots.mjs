// Pictures of every screen on the fake backend, to be looked at: npm run shots [folder] [scheme]
// [name,name…]. Says what overflows, what axe finds with real colours, and what the console says.

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { build, preview } from "vite";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const out = process.argv[2] ?? "shots";
const schemes = process.argv[3] ? [process.argv[3]] : ["light", "dark"];
const wanted = process.argv[4]?.split(",");
mkdirSync(out, { recursive: true });

await build({ mode: "fake", logLevel: "error", build: { outDir: "node_modules/.shots" } });
const server = await preview({
	mode: "fake",
	build: { outDir: "node_modules/.shots" },
	preview: { port: 4178 },
});
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: [
		"--no-sandbox",
		"--disable-gpu",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
	],
});

const button = (name) => (page) => page.getByRole("button", { name, exact: true }).first().click();
const palette = (text) => async (page) => {
	await page.keyboard.press("Control+k");
	await page.getByRole("combobox").fill(text);
	await page.waitForTimeout(400);
};
const manyFiles = [
	...Array.from({ length: 9 }, (_, i) => `releves-2026-0${i + 1}.txt`),
	"lot.zip › 2026-10.txt",
	"releve.pdf",
	"double.txt",
];
/** Chooses files by their paths and waits for their preview. */
const importing = (names) => async (page) => {
	await button("Importer")(page);
	const field = page.getByLabel("Coller un chemin de fichier ou de dossier");
	await field.fill(names.map((name) => `/home/anne/${name}`).join("\n"));
	await field.press("Enter");
	await button("Aperçu")(page);
	await page.getByRole("grid", { name: "Fichiers à importer" }).waitFor();
	await page.waitForTimeout(300);
};
const shots = [
	["first-start", "?scene=first", "#/"],
	["sign-in", "?scene=signin", "#/"],
	["home", "", "#/"],
	["home-empty", "?scene=empty", "#/"],
	["firms", "", "#/cabinets"],
	["firm", "", "#/cabinets/1"],
	["firm-edit", "", "#/cabinets/1", button("Modifier")],
	["clients", "", "#/clients"],
	["clients-columns", "", "#/clients", button("Colonnes : Liste des clients")],
	["clients-filtered", "", "#/clients?cabinet=1"],
	["client-panel", "", "#/clients/2"],
	["palette", "", "#/clients", palette("")],
	["palette-found", "", "#/clients", palette("jard")],
	["palette-none", "", "#/clients", palette("zzz")],
	["client-new", "", "#/clients/nouveau"],
	["inpi", "", "#/inpi"],
	["inpi-results", "", "#/inpi?q=jardins"],
	["inpi-none", "", "#/inpi?q=nulle+part"],
	["inpi-card", "", "#/inpi/732829320?q=jardins"],
	["inpi-unknown", "", "#/inpi/900400045?q=jardins"],
	["inpi-firm", "", "#/inpi/900200023", button("Compléter la fiche cabinet")],
	["inpi-account", "", "#/inpi", button("Ajouter un compte INPI")],
	["client-confidential", "", "#/clients/9"],
	["people", "?profile=administrateur", "#/collaborateurs"],
	["person", "?profile=administrateur", "#/collaborateurs/5"],
	["journal", "?profile=administrateur", "#/journal"],
	["journal-entry", "?profile=administrateur", "#/journal/899?genre=clients&objet=account-2"],
	["journal-none", "?profile=administrateur", "#/journal?q=nulle+part"],
	["person-new", "?profile=administrateur", "#/collaborateurs/nouveau"],
	[
		"person-reset",
		"?profile=administrateur",
		"#/collaborateurs/2",
		button("Réinitialiser le mot de passe"),
	],
	[
		"password",
		"",
		"#/",
		async (p) => {
			await button("Compte de Anne Collab")(p);
			await p.getByRole("menuitem", { name: "Changer mon mot de passe" }).click();
		},
	],
	["roster", "", "#/clients/liste"],
	[
		"roster-preview",
		"",
		"#/clients/liste",
		async (p) => {
			await p.getByLabel("Fichier").fill("/home/anne/clients.xlsx");
			await button("Voir l'aperçu")(p);
			await p.getByRole("grid").waitFor();
		},
	],
	[
		"mission-end",
		"",
		"#/clients/3",
		async (p) => {
			await button("Fin de mission")(p);
			await p.getByRole("textbox", { name: "Dernier jour de la mission" }).fill("15/03/2026");
			await p.getByText("Ce qui va se passer").waitFor();
		},
	],
	["ibans", "", "#/ibans"],
	[
		"ibans-chosen",
		"",
		"#/ibans?statut=approved",
		async (page) => {
			await page.getByRole("grid").focus();
			await page.keyboard.press("Space");
		},
	],
	["ibans-filter", "", "#/ibans", button("Filtrer par Statut")],
	[
		"ibans-menu",
		"",
		"#/ibans",
		(p) =>
			p
				.getByRole("button", { name: /Actions pour/ })
				.first()
				.click(),
	],
	["iban-panel", "", "#/ibans/1"],
	["iban-new", "", "#/ibans/nouveau", (p) => p.getByText("Nouveau client").click()],
	["ibans-empty", "?scene=empty", "#/ibans"],
	["aside", "", "#/ibans/sans-iban"],
	["statements", "", "#/releves"],
	["statements-held", "", "#/releves?place=held&etat=incoherent"],
	["statements-empty", "?scene=empty", "#/releves"],
	["imports", "", "#/releves/imports"],
	[
		"undo",
		"",
		"#/releves/imports",
		async (p) => {
			await p
				.getByRole("button", { name: /Actions pour/ })
				.first()
				.click();
			await p.getByRole("menuitem", { name: "Annuler cet import" }).click();
		},
	],
	[
		"import-form",
		"",
		"#/releves",
		async (p) => {
			await button("Importer")(p);
			await button("Ajouter des fichiers…")(p);
			await p
				.getByLabel("Coller un chemin de fichier ou de dossier")
				.fill("/home/anne/Banque/un-dossier\n/home/anne/releve.pdf");
		},
	],
	["import-preview", "", "#/releves", importing(["cfonb.txt"])],
	[
		"import-preview-notes",
		"",
		"#/releves",
		async (p) => {
			await importing(manyFiles)(p);
			await p.getByRole("grid", { name: "Fichiers à importer" }).focus();
			await p.keyboard.press("Home");
			await p.getByRole("button", { name: /avertissement/ }).click();
		},
	],
	["import-preview-account", "", "#/releves", importing([...manyFiles, "a.qif", "b.qif"])],
	[
		"import-preview-dates",
		"",
		"#/releves",
		async (p) => {
			await importing(["a.qif"])(p);
			await p.getByRole("combobox", { name: "IBAN de ce fichier" }).click();
			await p.getByRole("option").first().click();
			await button("Répondre")(p);
			await p.getByText("Jour, mois, année").waitFor();
		},
	],
	["import-preview-mapping", "", "#/releves", importing(["banque.csv"])],
	["import-preview-failed", "", "#/releves", importing(["releve.pdf"])],
	["import-preview-duplicate", "", "#/releves", importing(["double.txt"])],
	[
		"mapping",
		"",
		"#/releves",
		async (p) => {
			await importing(["banque.csv"])(p);
			await button("Lire les colonnes…")(p);
			await p.getByRole("table", { name: "Colonnes du fichier" }).waitFor();
		},
	],
	[
		"mapping-read",
		"",
		"#/releves",
		async (p) => {
			await importing(["banque.csv"])(p);
			await button("Lire les colonnes…")(p);
			await p.getByRole("radio", { name: /Le 3 avril/ }).click();
			await p.getByRole("checkbox", { name: /Enregistrer cette lecture/ }).check();
		},
	],
	[
		"mapping-errors",
		"",
		"#/releves",
		async (p) => {
			await importing(["banque.csv"])(p);
			await button("Lire les colonnes…")(p);
			await p.getByRole("radio", { name: /Le 3 avril/ }).click();
			await p.getByLabel("Décimales").selectOption(".");
			await p.getByText(/ne se lisent pas/).waitFor();
		},
	],
	[
		"import-report",
		"",
		"#/releves",
		async (p) => {
			await importing(["cfonb.txt", "mars.txt", "releve.pdf"])(p);
			await p.getByRole("button", { name: /^Importer 2/ }).click();
			await p.waitForTimeout(700);
			await p.screenshot({ path: `${out}/import-running.png` });
			await p.getByText("Compte rendu de l'import").waitFor();
		},
	],
	["statement", "", "#/releves/1"],
	["statement-held", "", "#/releves/5"],
	["statement-unverifiable", "", "#/releves/7"],
	["operation", "", "#/releves/1?op=2"],
	["release", "", "#/releves/5", button("Débloquer")],
	["download", "", "#/releves", button("Télécharger")],
	[
		"download-history",
		"",
		"#/releves",
		async (p) => {
			await button("Télécharger")(p);
			await p.getByRole("tab", { name: "Historique" }).click();
		},
	],
	[
		"download-taken",
		"",
		"#/releves",
		async (p) => {
			await button("Télécharger")(p);
			await p.getByText("2 874").first().waitFor();
			await p.getByRole("dialog").getByRole("button", { name: "Télécharger", exact: true }).click();
			await p.getByText("Le fichier global est écrit").waitFor();
		},
	],
	["connector", "", "#/cabinets/1/connecteurs/1"],
	["connector-missing", "", "#/cabinets/1/connecteurs/2"],
	["connector-trial", "", "#/cabinets/2/connecteurs/4", button("Tester la connexion")],
	[
		"connector-reconciled",
		"",
		"#/cabinets/1/connecteurs/1",
		(p) => p.getByRole("region", { name: "Rapprochement" }).scrollIntoViewIfNeeded(),
	],
	[
		"connector-place",
		"",
		"#/cabinets/1/connecteurs/3",
		async (p) => {
			await button("Regarder la place")(p);
			await p.getByRole("checkbox", { name: /^Tous les fichiers/ }).click();
			await p.getByRole("table").last().scrollIntoViewIfNeeded();
		},
	],
	["delivery-cancel", "", "#/envois/5003", button("Annuler l'envoi")],
	["connector-read", "?profile=collaborateur", "#/cabinets/1/connecteurs/1"],
	["connector-add", "", "#/cabinets/1", button("Ajouter un connecteur")],
	["connector-remove", "", "#/cabinets/1", button("Supprimer MyUnisoft")],
	["connector-unused", "", "#/cabinets/1", button("Supprimer Fulll")],
	["firm-empty", "?scene=empty", "#/cabinets/1"],
	[
		"ibans-choose",
		"",
		"#/ibans",
		(p) => p.getByRole("button", { name: "Ajouter un connecteur : FR76 30004" }).click(),
	],
	[
		"ibans-undo",
		"",
		"#/ibans",
		async (p) => {
			await p.getByRole("button", { name: "Ajouter un connecteur : FR76 30004" }).click();
			await p.getByRole("menuitemradio", { name: /MyUnisoft/ }).click();
			await p.getByRole("checkbox", { name: /Choisir toutes/ }).click();
		},
	],
	["iban-direct", "", "#/ibans/3"],
	["iban-move", "", "#/ibans/2", button("Marquer comme rejeté")],
	[
		"iban-folder",
		"",
		"#/ibans/3",
		(p) => p.getByRole("combobox", { name: "Société dans MyUnisoft" }).click(),
	],
	["deliveries", "", "#/envois"],
	["deliveries-refused", "", "#/envois?etat=refused,to_check,to_retry"],
	["delivery-to-check", "", "#/envois/5004"],
	["delivery-absent", "", "#/envois/5004", button("Il n'y est pas")],
	["deliveries-empty", "?scene=empty", "#/envois"],
	["delivery", "", "#/envois/5003"],
	["delivery-to-send", "", "#/envois/5000"],
	["iban-opening", "", "#/envois/5003", button("Créer le RIB dans MyUnisoft")],
	["sync", "", "#/envois", button("Synchroniser")],
	["diagnostic", "", "#/diagnostic"],
	["diagnosis-wrong", "", "#/diagnostic/4"],
	["diagnosis-ok", "", "#/diagnostic/3"],
	[
		"diagnosis-support",
		"",
		"#/diagnostic/3",
		(p) => p.getByRole("button", { name: "Contacter le support Sogescot" }).first().click(),
	],
	["help", "", "#/aide"],
	["help-article", "", "#/aide/connecteur-iban"],
	["help-held", "", "#/aide/retenu"],
	["help-search", "", "#/aide?q=connecteur"],
	["help-first-steps", "?scene=empty", "#/aide/premiers-pas"],
	["home-empty-collaborateur", "?scene=empty&profile=collaborateur", "#/"],
	["settings", "?profile=administrateur", "#/reglages"],
	["settings-read", "", "#/reglages"],
	["lock", "?scene=locked", "#/ibans"],
	["shortcuts", "", "#/", (p) => p.keyboard.press("?")],
	["person-menu", "", "#/", (p) => p.getByRole("button", { name: /Compte de/ }).click()],
];

for (const scheme of schemes) {
	const context = await browser.newContext({
		viewport: {
			width: Number(process.env.WIDTH ?? 1280),
			height: Number(process.env.HEIGHT ?? 720),
		},
		colorScheme: scheme,
		locale: "fr-FR",
		timezoneId: "Europe/Paris",
	});
	for (const [name, query, hash, act] of shots) {
		if (wanted && !wanted.includes(name)) continue;
		const page = await context.newPage();
		page.on("console", (m) => m.type() === "error" && console.log(scheme, name, m.text()));
		page.on("pageerror", (e) => console.log(scheme, name, "PAGE ERROR", e.message));
		await page.goto(`http://localhost:4178/${query}${hash}`);
		await page.waitForTimeout(500);
		try {
			await act?.(page);
		} catch (e) {
			console.log(scheme, name, "ACT", e.message.split("\n")[0]);
		}
		await page.waitForTimeout(350);
		const wide = await page.evaluate(
			() => document.documentElement.scrollWidth > window.innerWidth,
		);
		if (wide) console.log(scheme, name, "OVERFLOWS");
		await page.screenshot({ path: `${out}/${name}-${scheme}.png` });
		await page.evaluate(axe);
		const found = await page.evaluate(() =>
			window.axe.run(document.body, { rules: { region: { enabled: false } } }),
		);
		for (const v of found.violations) {
			for (const n of v.nodes)
				console.log(scheme, name, v.id, n.html.slice(0, 140), n.any[0]?.message ?? "");
		}
		await page.close();
	}
	await context.close();
}
await browser.close();
await server.close();
