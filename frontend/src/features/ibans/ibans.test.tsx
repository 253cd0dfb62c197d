import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Liste des IBANS";

it("has the FAQ's words, in its order", async () => {
	open("/ibans");
	const grid = await filledGrid(LIST);
	expect(rowsOf(grid)[0]).toBe(
		" | IBAN | Banque | Dénomination sociale | Référence dossier | Siret | Cabinet | Statut | Connecteur | Actions",
	);
	expect(screen.getByText("12 RÉSULTATS")).toBeVisible();
	expect(screen.getByPlaceholderText("IBAN, Dénomination sociale, Siret")).toBeVisible();
	expect(screen.getByRole("button", { name: "Ajouter un IBAN" })).toBeVisible();
	expect(rowsOf(grid).find((row) => row.includes("Entreprise 1"))).toBe(
		" | FR76 30004 45856 45856523322 08 | BNP Paribas | Entreprise 1 | Non renseigné | Non renseigné | Cabinet 1 démonstration - So bank |  | Ajouter un connecteur | ",
	);
	expect(
		within(grid).getAllByRole("img", { name: "Mandat : Approuvé, étape 5 sur 5" }).length,
	).toBeGreaterThan(0);
});

it("finds an IBAN pasted in any spacing; « / » goes to the search, Escape empties it", async () => {
	const { user } = open("/ibans");
	await filledGrid(LIST);
	await user.keyboard("/");
	const search = screen.getByRole("searchbox");
	expect(search).toHaveFocus();
	await user.paste("3000 4458 5645 8565 2332");
	expect(await screen.findByText("1 RÉSULTAT")).toBeVisible();
	await user.keyboard("{Escape}");
	expect(await screen.findByText("12 RÉSULTATS")).toBeVisible();
});

it("sorts by dénomination sociale, both ways, and filters by status", async () => {
	const { user, fake } = open("/ibans");
	const grid = await filledGrid(LIST);
	const list = vi.spyOn(fake.desktop.Accounts, "List");
	await user.click(within(grid).getByRole("button", { name: "Dénomination sociale" }));
	expect(within(grid).getByRole("columnheader", { name: /Dénomination sociale/ })).toHaveAttribute(
		"aria-sort",
		"descending",
	);
	await user.click(await button("Filtrer par Statut"));
	await user.click(await screen.findByRole("checkbox", { name: "Rejeté" }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(
			expect.objectContaining({ sort: "client", desc: true, statuses: ["rejected"] }),
		),
	);
	expect(await screen.findByText("1 RÉSULTAT")).toBeVisible();
});

it("arrows move, Enter opens « Détails » at its own address, Escape closes and gives the focus back", async () => {
	const { user } = open("/ibans");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
	const panel = await screen.findByRole("region", { name: /^FR76/ });
	expect(window.location.hash).toMatch(/^#\/ibans\/\d+$/);
	expect(within(panel).getByText("Début de la collecte")).toBeVisible();
	expect(within(panel).getByRole("heading", { level: 2 })).toHaveFocus();
	await user.keyboard("{Escape}");
	await waitFor(() => expect(window.location.hash).toBe("#/ibans"));
	expect(grid).toHaveFocus();
});

it("« … » opens « Détails »", async () => {
	const { user } = open("/ibans");
	await filledGrid(LIST);
	await user.click(await button("Actions pour FR76 30004 45856 45856523322 08"));
	await user.click(await screen.findByRole("menuitem", { name: "Détails" }));
	expect(
		await screen.findByRole("region", { name: "FR76 30004 45856 45856523322 08" }),
	).toBeVisible();
});

it("Ctrl C copies the chosen rows as tab-separated text", async () => {
	const { user, fake } = open("/ibans?q=Entreprise 1");
	const grid = await filledGrid(LIST);
	await screen.findByText("1 RÉSULTAT");
	grid.focus();
	await user.keyboard("{Control>}c{/Control}");
	await waitFor(() => expect(fake.runtime.clipboard.text).toContain("Entreprise 1"));
	expect(fake.runtime.clipboard.text.split("\t")).toEqual([
		"FR76 30004 45856 45856523322 08",
		"BNP Paribas",
		"Entreprise 1",
		"Non renseigné",
		"Non renseigné",
		"Cabinet 1 démonstration - So bank",
		"Approuvé",
		"Aucun connecteur",
	]);
});

it("creates an IBAN with its client, approved already", async () => {
	const { user, fake } = open("/ibans/nouveau");
	const save = vi.spyOn(fake.desktop.Accounts, "Save");
	const form = await screen.findByRole("form", { name: "Nouvel IBAN" });
	await waitFor(() => expect(within(form).getByLabelText("IBAN")).toHaveFocus());
	await user.paste("FR76 3000-4458 5645 8565 2332 208");
	await user.click(within(form).getByText("Nouveau client"));
	await user.type(within(form).getByLabelText("Dénomination sociale"), "Jardins SARL");
	await user.type(within(form).getByLabelText("Approuvé hors application le"), "150126");
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	await screen.findByRole("region", { name: "FR76 30004 45856 45856523322 08" });
	expect(save).toHaveBeenCalledWith(
		expect.objectContaining({
			id: 0,
			iban: "FR7630004458564585652332208",
			approvedOn: "2026-01-15",
		}),
	);
});

it("a date that is none stops the form and says how to write one", async () => {
	const { user, fake } = open("/ibans/nouveau");
	const save = vi.spyOn(fake.desktop.Accounts, "Save");
	const form = await screen.findByRole("form", { name: "Nouvel IBAN" });
	await user.type(within(form).getByLabelText("Approuvé hors application le"), "31/02/2026");
	await user.tab();
	expect(await within(form).findByText("Date à écrire JJ/MM/AAAA.")).toBeVisible();
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(save).not.toHaveBeenCalled();
});

it("a refused IBAN is told on its field, and the client is not created twice", async () => {
	const { user, fake } = open("/ibans/nouveau");
	const create = vi.spyOn(fake.desktop.Clients, "Save");
	fake.desktop.Accounts.Save = async () =>
		refuse("invalid", "La clé de l'IBAN est fausse.", "iban");
	const form = await screen.findByRole("form", { name: "Nouvel IBAN" });
	await user.type(within(form).getByLabelText("IBAN"), "FR7600000000000000000000000");
	await user.click(within(form).getByText("Nouveau client"));
	await user.type(within(form).getByLabelText("Dénomination sociale"), "Jardins SARL");
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(await within(form).findByText("La clé de l'IBAN est fausse.")).toBeVisible();
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(create).toHaveBeenCalledTimes(1);
});

it("a Superviseur approves chosen mandates in bulk; a Collaborateur cannot", async () => {
	const { user, fake, unmount } = open("/ibans");
	const approve = vi.spyOn(fake.desktop.Accounts, "Approve");
	await filledGrid(LIST);
	const boxes = await screen.findAllByRole("checkbox", { name: /^Choisir FR76/ });
	await user.click(boxes[0] as HTMLElement);
	await user.click(boxes[1] as HTMLElement);
	await user.click(await button("Approuvé hors application le …"));
	const dialog = await screen.findByRole("dialog", { name: "Approuvé hors application" });
	await user.type(within(dialog).getByLabelText("Approuvé le"), "02/03/2026");
	await user.click(within(dialog).getByRole("button", { name: "Enregistrer l'approbation" }));
	await waitFor(() =>
		expect(approve).toHaveBeenCalledWith([expect.any(Number), expect.any(Number)], "2026-03-02"),
	);
	unmount();

	open("/ibans", { profile: "collaborateur" });
	await filledGrid(LIST);
	await user.click(
		(await screen.findAllByRole("checkbox", { name: /^Choisir FR76/ }))[0] as HTMLElement,
	);
	expect(await button("Choisir un connecteur")).toBeVisible();
	expect(
		screen.queryByRole("button", { name: "Approuvé hors application le …" }),
	).not.toBeInTheDocument();
});

it("« Sans IBAN » creates the IBAN of a waiting account in one click", async () => {
	const { user } = open("/ibans/sans-iban");
	await filledGrid("Comptes sans IBAN");
	expect(screen.getByText("Pas un IBAN français")).toBeVisible();
	await user.click(await button("Créer l'IBAN FR76 10278 06139 00020712201 44"));
	const form = await screen.findByRole("form", { name: "Nouvel IBAN" });
	expect(within(form).getByLabelText("IBAN")).toHaveValue("FR76 10278 06139 00020712201 44");
});

it("an empty list says why and what to do", async () => {
	open("/ibans", { scene: "empty" });
	expect(await screen.findByText("Aucun IBAN pour l'instant.")).toBeVisible();
	expect(screen.getAllByRole("button", { name: "Ajouter un IBAN" })).toHaveLength(2);
});

it("a list that fails says what happened, and can be tried again", async () => {
	const { user, fake } = open("/ibans", {
		prepare: ({ desktop }) => {
			desktop.Accounts.List = async () =>
				refuse("busy", "Un import est en cours.", "", "Réessayez dans un instant.");
		},
	});
	expect(await screen.findByRole("alert")).toHaveTextContent("Réessayez dans un instant.");
	fake.desktop.Accounts.List = async () => ({ rows: [], total: 0 });
	await user.click(await button("Réessayer"));
	expect(await screen.findByText("Aucun IBAN pour l'instant.")).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const list = open("/ibans/1", { colorScheme });
	await filledGrid(LIST);
	await screen.findByRole("region", { name: /^FR76/ });
	expect(await faults()).toEqual([]);
	list.unmount();
	const form = open("/ibans/nouveau", { colorScheme });
	await screen.findByRole("form", { name: "Nouvel IBAN" });
	expect(await faults()).toEqual([]);
	form.unmount();
	open("/ibans/sans-iban", { colorScheme });
	await filledGrid("Comptes sans IBAN");
	expect(await faults()).toEqual([]);
});
