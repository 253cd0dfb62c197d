import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open } from "../../test/app";

const LIST = "Liste des clients";

it("searches, filters by firm and sorts", async () => {
	const { user, fake } = open("/clients");
	await filledGrid(LIST);
	const list = vi.spyOn(fake.desktop.Clients, "List");
	await user.type(screen.getByRole("searchbox"), "kerjean");
	expect(await screen.findByText("1 RÉSULTAT")).toBeVisible();
	await user.clear(screen.getByRole("searchbox"));
	await user.click(await button("Filtrer par Cabinet"));
	await user.click(await screen.findByRole("checkbox", { name: "Cabinet Le Goff & Associés" }));
	expect(await screen.findByText("3 RÉSULTATS")).toBeVisible();
	expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ firmIds: [2], sort: "name" }));
});

it("creates a client in the panel, and shows it", async () => {
	const { user } = open("/clients");
	await filledGrid(LIST);
	await user.click(await button("Ajouter un client"));
	const form = await screen.findByRole("form", { name: "Nouveau client" });
	expect(within(form).getByLabelText("Dénomination sociale")).toHaveFocus();
	await user.keyboard("Abers Marine");
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(await screen.findByRole("region", { name: "Abers Marine" })).toBeVisible();
	expect(screen.getByText("13 RÉSULTATS")).toBeVisible();
});

it("a refusal stands on its field", async () => {
	const { user } = open("/clients/2", {
		prepare: ({ desktop }) => {
			desktop.Clients.Save = async () =>
				refuse("conflict", "Ce nom existe déjà dans ce cabinet.", "name");
		},
	});
	const panel = await screen.findByRole("region", { name: "Jardins de l'Odet SARL" });
	await user.type(within(panel).getByLabelText("Dénomination sociale"), " bis");
	await user.click(within(panel).getByRole("button", { name: "Enregistrer" }));
	await waitFor(() => expect(within(panel).getByLabelText("Dénomination sociale")).toBeInvalid());
	expect(within(panel).getByText("Ce nom existe déjà dans ce cabinet.")).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/clients/2", { colorScheme });
	await filledGrid(LIST);
	await screen.findByRole("region", { name: "Jardins de l'Odet SARL" });
	expect(await faults()).toEqual([]);
});
