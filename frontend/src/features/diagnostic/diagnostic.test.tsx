import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Diagnosis, DiagnosisStep } from "../../api";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";
import { addressOf } from "./addressOf";

const LIST = "Diagnostic de chaque IBAN";

it("without an IBAN: all of them, those that need somebody first", async () => {
	const { user } = open("/diagnostic");
	const grid = await filledGrid(LIST);
	const rows = rowsOf(grid);
	expect(rows[0]).toBe("Diagnostic | IBAN | Dénomination sociale | Cabinet | À faire");
	expect(rows[1]).toBe(
		"À régler | FR76 30004 45856 45856523322 08 | Entreprise 1 | Cabinet 1 démonstration - So bank | Cet IBAN n'est associé à aucun connecteur.",
	);
	expect(rows.at(-1)).toMatch(/^En ordre \|/);
	expect(screen.getByText("11 IBAN à régler sur 12")).toBeVisible();
	await user.type(screen.getByRole("searchbox"), "3000 4458 5645 8565 2332");
	await waitFor(() => expect(rowsOf(grid)).toHaveLength(2));
	grid.focus();
	await user.keyboard("{Enter}");
	await waitFor(() => expect(window.location.hash).toBe("#/diagnostic/1"));
});

it("[FAQ 6] for one client: its IBANs alone, whoever keeps it", async () => {
	const { user } = open("/clients/2");
	const panel = await screen.findByRole("region", { name: "Jardins de l'Odet SARL" });
	await user.click(within(panel).getByRole("link", { name: "Diagnostic" }));
	const rows = rowsOf(await filledGrid(LIST)).slice(1);
	expect(rows.length).toBeGreaterThan(0);
	expect(rows.every((row) => row.includes("Jardins de l'Odet SARL"))).toBe(true);
	await user.click(await button("Effacer les filtres"));
	expect(await screen.findByText("Entreprise 1")).toBeVisible();
});

it("[FAQ 6] the first ✖ is the answer, on top, with the button that mends it", async () => {
	open("/diagnostic/4");
	const answer = await screen.findByRole("region", { name: "Réponse" });
	expect(answer).toHaveTextContent(
		"Le mandat est en statut « À signer » : l'IBAN n'est pas actif.",
	);
	expect(within(answer).getByRole("link", { name: "Ouvrir le mandat" })).toHaveAttribute(
		"href",
		"#/ibans/4",
	);
	const checks = within(screen.getByRole("region", { name: "Vérifications" }))
		.getAllByRole("listitem")
		.map((li) => {
			const mark = within(li).getByRole("img").getAttribute("aria-label");
			return `${mark} : ${li.querySelector("strong")?.textContent}`;
		});
	expect(checks).toEqual([
		"Vérifié : Un connecteur est associé au cabinet",
		"Vérifié : L'IBAN est associé à un connecteur",
		"À régler : Le mandat est en statut approuvé",
		"Vérifié : Des relevés arrivent",
		"À régler : Le connecteur peut envoyer",
		"Vérifié : Le partenaire accepte les relevés",
	]);
});

it("[FAQ 6] all right and still nothing: the support, with a text that copies and no whole IBAN", async () => {
	const { user, fake } = open("/diagnostic/3");
	const answer = await screen.findByRole("region", { name: "Réponse" });
	expect(answer).toHaveTextContent("Tout est en ordre");
	await user.click(within(answer).getByRole("button", { name: "Contacter le support Sogescot" }));
	const dialog = await screen.findByRole("dialog", { name: "Contacter le support Sogescot" });
	await user.click(await within(dialog).findByRole("button", { name: "Copier le texte" }));
	await waitFor(() => expect(fake.runtime.clipboard.text).toContain("✔ Un connecteur est associé"));
	expect(fake.runtime.clipboard.text).toContain("IBAN n° 3 (FR76 … 9612)");
	expect(fake.runtime.clipboard.text).not.toContain("45856525996");
});

it("the support is at the head of the page too, for all that one sees", async () => {
	const { user, fake } = open("/diagnostic");
	const prepare = vi.spyOn(fake.desktop.Support, "Prepare");
	await user.click(await button("Contacter le support Sogescot"));
	await screen.findByRole("dialog", { name: "Contacter le support Sogescot" });
	expect(prepare).toHaveBeenCalledExactlyOnceWith(0);
});

it("« Importer » opens the import", async () => {
	const { user, fake } = open("/diagnostic/1");
	fake.desktop.Diagnostics.One = async () => ({
		...diagnosis,
		ok: false,
		steps: [{ ...step, verdict: "wrong", action: "import", button: "Importer" }],
	});
	const answer = await screen.findByRole("region", { name: "Réponse" });
	await user.click(within(answer).getByRole("button", { name: "Importer" }));
	expect(await screen.findByRole("dialog", { name: "Importer des relevés" })).toBeVisible();
});

const diagnosis: Diagnosis = {
	...{
		accountId: 7,
		ibanShown: "FR76",
		clientId: 3,
		clientName: "Jardins",
		firmId: 2,
		firmName: "Le Goff",
	},
	...{ ok: true, answer: "Tout va bien.", steps: [] },
};
const step: DiagnosisStep = {
	...{ key: "k", verdict: "wrong", title: "", sentence: "", action: "", button: "" },
	targetId: 0,
};

it.each([
	["firm", 2, "/cabinets/2"],
	["connector", 9, "/cabinets/2/connecteurs/9"],
	["account", 7, "/ibans/7"],
	["mandate", 7, "/ibans/7"],
	["deliveries", 7, "/envois?compte=7"],
	["statements", 7, "/releves?compte=7"],
	["connector", 0, "/cabinets/2"],
	["firm", 0, "/cabinets/2"],
])("the action %s (%d) leads to %s", (action, targetId, to) => {
	expect(addressOf({ ...step, action, targetId }, diagnosis)).toBe(to);
});

it("checks again on demand, and says what failed", async () => {
	const { user, fake } = open("/diagnostic/4");
	await screen.findByRole("region", { name: "Réponse" });
	fake.desktop.Diagnostics.One = async () => ({ ...diagnosis, answer: "Tout part maintenant." });
	await user.click(await button("Vérifier de nouveau"));
	expect(await screen.findByText("Tout part maintenant.")).toBeVisible();
	fake.desktop.Diagnostics.One = async () => refuse("busy", "Occupé.", "", "Réessayez.");
	await user.click(await button("Vérifier de nouveau"));
	expect(await screen.findByRole("alert")).toHaveTextContent("Réessayez.");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user, unmount } = open("/diagnostic/3", { colorScheme });
	const answer = await screen.findByRole("region", { name: "Réponse" });
	expect(await faults()).toEqual([]);
	await user.click(within(answer).getByRole("button"));
	await screen.findByRole("dialog");
	expect(await faults()).toEqual([]);
	unmount();
	open("/diagnostic", { colorScheme });
	await filledGrid(LIST);
	expect(await faults()).toEqual([]);
});
