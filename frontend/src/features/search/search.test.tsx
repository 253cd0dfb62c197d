import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Opérations trouvées";
const field = () => screen.findByRole("searchbox");

it("finds operations as one types, sums them and says what was understood", async () => {
	const { user, fake } = open("/recherche");
	const find = vi.spyOn(fake.desktop.Searches, "Find");
	await filledGrid(LIST);
	await user.type(await field(), "loyer >100");
	const totals = await screen.findByRole("region", { name: "Total des opérations trouvées" });
	await waitFor(() => expect(totals).toHaveTextContent(/90\sopérations/));
	expect(totals).toHaveTextContent(/Débits −\d/);
	expect(await screen.findByText("montant d'au moins 100,01")).toBeVisible();
	expect(find).toHaveBeenLastCalledWith(expect.objectContaining({ text: "loyer >100" }));
	expect(rowsOf(await filledGrid(LIST))[1]).toContain("PRLV LOYER 1");
	expect(window.location.hash).toContain("q=loyer");
});

it("opens an operation where it stands in its statement, and comes back to the search", async () => {
	const { user } = open("/recherche?q=facture");
	(await filledGrid(LIST)).focus();
	await user.keyboard("{ArrowDown}{Enter}");
	await waitFor(() => expect(window.location.hash).toMatch(/^#\/releves\/1\?op=\d+$/));
	const main = screen.getByRole("main");
	await user.click(await within(main).findByRole("link", { name: "Recherche" }));
	await waitFor(() => expect(window.location.hash).toBe("#/recherche?q=facture"));
});

it("narrows to a side from the header, and to a client that is searched for", async () => {
	const { user, fake } = open("/recherche");
	const find = vi.spyOn(fake.desktop.Searches, "Find");
	await filledGrid(LIST);
	await user.click(await button("Filtrer par Sens"));
	await user.click(await screen.findByRole("checkbox", { name: "Crédits" }));
	await waitFor(() =>
		expect(find).toHaveBeenLastCalledWith(expect.objectContaining({ side: "credit" })),
	);
	await user.keyboard("{Escape}");
	await user.type(screen.getByPlaceholderText("Client ou IBAN"), "entreprise 1");
	await user.click(await screen.findByRole("option", { name: "Entreprise 1" }));
	await waitFor(() =>
		expect(find).toHaveBeenLastCalledWith(expect.objectContaining({ clientIds: [1] })),
	);
	expect(await button("Effacer Entreprise 1")).toBeVisible();
});

it("keeps a search under a name, finds it again and forgets it", async () => {
	const { user } = open("/recherche?q=loyer");
	await user.click(await button("Mes recherches"));
	await user.click(await screen.findByRole("menuitem", { name: "Enregistrer cette recherche…" }));
	const dialog = await screen.findByRole("dialog", { name: "Enregistrer la recherche" });
	await user.type(within(dialog).getByLabelText("Nom"), "Loyers");
	await user.click(within(dialog).getByRole("button", { name: "Enregistrer" }));
	expect(await screen.findByText("La recherche « Loyers » est enregistrée.")).toBeVisible();
	await user.clear(await field());
	await user.click(await button("Mes recherches"));
	await user.click(await screen.findByRole("menuitem", { name: "Loyers" }));
	await waitFor(() => expect(window.location.hash).toContain("q=loyer"));
	await user.click(await button("Mes recherches"));
	await user.click(await screen.findByRole("menuitem", { name: "Supprimer « Loyers »" }));
	expect(await screen.findByText("La recherche est supprimée.")).toBeVisible();
});

it("says what to do when nothing is found", async () => {
	open("/recherche?q=introuvable");
	expect(await screen.findByText("Aucune opération ne correspond.")).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/recherche?q=loyer", { colorScheme });
	await filledGrid(LIST);
	expect(await faults()).toEqual([]);
});
