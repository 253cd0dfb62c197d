import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { GuideProgress, GuideStep } from "../../api";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";
import { stepAddress } from "./address";

const region = () => screen.findByRole("region", { name: "Premiers pas" });
const lines = (section: HTMLElement) =>
	within(section)
		.getAllByRole("listitem")
		.map((li) => {
			const mark = within(li).getByRole("img").getAttribute("aria-label");
			const go = li.querySelector("a, button")?.textContent ?? "";
			return `${mark} : ${li.querySelector("strong")?.textContent}${go && ` → ${go}`}`;
		});

it("says what is done, how far it is, and one button a step", async () => {
	open("/", { scene: "empty" });
	const section = await region();
	expect(within(section).getByText("1 sur 7")).toBeVisible();
	expect(within(section).getByRole("progressbar")).toHaveAttribute("aria-label", "Étapes faites");
	expect(lines(section)).toEqual([
		"Fait : Le cabinet",
		"À faire : Le connecteur → Ouvrir la page du cabinet",
		"À faire : Un client → Ajouter un client",
		"À faire : Un IBAN et son connecteur → Ajouter un IBAN",
		"À faire : Le mandat approuvé → Ouvrir les mandats",
		"À faire : Un relevé reçu → Importer un relevé",
		"À faire : Envoyé → Voir les envois",
	]);
});

it("a Collaborateur sees which steps need a Superviseur, without a button that would be refused", async () => {
	open("/", { scene: "empty", profile: "collaborateur" });
	const section = await region();
	expect(within(section).getAllByText("Demandez à un Superviseur de votre cabinet.")).toHaveLength(
		2,
	);
	expect(lines(section)).toContain("À faire : Le connecteur");
	expect(lines(section)).toContain("À faire : Un client → Ajouter un client");
});

it("« Importer un relevé » opens the import", async () => {
	const { user } = open("/", { scene: "empty" });
	await user.click(await button("Importer un relevé"));
	expect(await screen.findByRole("dialog", { name: "Importer des relevés" })).toBeVisible();
});

it("put aside, it stays away the next day; « Aide » takes it up again", async () => {
	const { user, unmount } = open("/", { scene: "empty" });
	await region();
	await user.click(await button("Mettre de côté"));
	unmount();
	const second = open("/", { scene: "empty" });
	await screen.findByRole("region", { name: "Où sont les relevés" });
	expect(screen.queryByText("1 sur 7")).not.toBeInTheDocument();
	window.location.hash = "#/aide/premiers-pas";
	await second.user.click(await button("Remettre sur l'accueil"));
	window.location.hash = "#/";
	await screen.findByRole("heading", { name: "Accueil" });
	await region();
});

it("the undo of « Mettre de côté » brings it back", async () => {
	const { user } = open("/", { scene: "empty" });
	await user.click(await button("Mettre de côté"));
	await user.click(await button("Annuler"));
	await region();
});

it("is not there once a statement arrived", async () => {
	open("/");
	await screen.findByRole("region", { name: "Ce qui vous attend" });
	expect(screen.queryByText(/sur 7/)).not.toBeInTheDocument();
});

it("what cannot be read is said, and leaves the rest of the home screen", async () => {
	open("/", {
		prepare: ({ desktop }) => {
			desktop.Guide.List = async (): Promise<GuideProgress[]> =>
				refuse("busy", "Un import est en cours.", "", "Réessayez.");
		},
	});
	expect(await screen.findByRole("alert")).toHaveTextContent("Un import est en cours.");
	expect(await screen.findByRole("region", { name: "Ce qui vous attend" })).toBeVisible();
});

const step: GuideStep = {
	...{ key: "k", title: "", done: false, sentence: "", button: "", least: "" },
	...{ target: "", targetId: 9 },
};
it.each([
	["firm", "/cabinets/2"],
	["connector", "/cabinets/2/connecteurs/9"],
	["client", "/clients/nouveau"],
	["new_iban", "/ibans/nouveau"],
	["ibans", "/ibans"],
	["mandates", "/ibans/mandats"],
	["deliveries", "/envois"],
	["import", ""],
])("the target %s is at %s", (target, to) => {
	expect(stepAddress({ ...step, target }, 2)).toBe(to);
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/", { scene: "empty", profile: "collaborateur", colorScheme });
	await region();
	expect(await faults()).toEqual([]);
});
