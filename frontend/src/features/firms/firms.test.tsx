import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open } from "../../test/app";

it("the card has the FAQ's labels and « Non renseigné », and warns of a wrong SIRET", async () => {
	open("/cabinets/1");
	expect(
		await screen.findByRole("heading", { name: "Cabinet Cabinet 1 démonstration - So bank" }),
	).toBeVisible();
	expect(screen.getByText("N° CLIENT:")).toHaveTextContent("N° CLIENT: Non renseigné");
	expect(screen.getByText("Identifiant unique:")).toHaveTextContent(
		"3500bed5-9000-ee11-8517-00003a78b311",
	);
	const lines = screen
		.getAllByRole("term")
		.map((term) => `${term.textContent} = ${term.nextSibling?.textContent}`);
	expect(lines).toEqual([
		"Raison sociale = Cabinet 1 démonstration - So bank",
		"Adresse de l'entreprise = 11 rue Léo Lagrange",
		"Ville = 35131 - Chartres de bretagne",
		"Téléphone = 0764403186",
		"Nom/prénom du dirigeant = Nom Prénom",
		"Qualité = Non renseigné",
		"Forme juridique = Non renseigné",
		"SIRET = 419 444 492 00016",
		"Logiciel(s) de production = Non renseigné",
		"Mandataire = Le cabinet lui-même",
		"Relevés en « Interruption » = Transmis, avec une alerte",
	]);
	expect(screen.getByText(/La clé de ce SIRET est fausse/)).toBeVisible();
});

it("is edited by those who may", async () => {
	const { user, fake } = open("/cabinets/1");
	const save = vi.spyOn(fake.desktop.Firms, "Save");
	await user.click(await button("Modifier"));
	const quality = screen.getByLabelText("Qualité");
	await user.type(quality, "Gérante");
	await user.click(await button("Enregistrer"));
	await waitFor(() =>
		expect(save).toHaveBeenCalledWith(
			expect.objectContaining({ id: 1, directorQuality: "Gérante" }),
		),
	);
	expect(await screen.findByText("Gérante")).toBeVisible();
});

it("is only read by the others", async () => {
	open("/cabinets/1", {
		prepare: ({ desktop }) => {
			const get = desktop.Firms.Get;
			desktop.Firms.Get = async (id) => ({ ...(await get(id)), canEdit: false });
		},
	});
	await screen.findByText("Identifiant unique:");
	expect(screen.queryByRole("button", { name: "Modifier" })).not.toBeInTheDocument();
});

it("the list opens a firm", async () => {
	const { user } = open("/cabinets");
	const grid = await filledGrid("Liste des cabinets");
	grid.focus();
	await user.keyboard("{ArrowDown}{Enter}");
	await waitFor(() => expect(window.location.hash).toBe("#/cabinets/2"));
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/cabinets/1", { colorScheme });
	await screen.findByText("Identifiant unique:");
	expect(await faults()).toEqual([]);
	await user.click(await button("Modifier"));
	expect(await faults()).toEqual([]);
});
