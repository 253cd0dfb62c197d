import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Liste des relevés";

it("lists statements with their amounts, state and place in words", async () => {
	open("/releves");
	const grid = await filledGrid(LIST);
	const [header, first] = rowsOf(grid);
	expect(header).toBe(
		"Banque | Dénomination sociale | Période | Départ (€) | Crédits (€) | Débits (€) | Fin (€) | État | Place | Revue",
	);
	expect(first).toBe(
		"BNP Paribas | Entreprise 1 | 12/03 – 16/03/2026 | 1\u202f204,10 | 154\u202f312,50 | 123\u202f450,00 | 32\u202f066,60 | Conforme | Téléchargeable | ",
	);
	expect(screen.getByText("430 RÉSULTATS")).toBeVisible();
});

it("draws only the rows in view and asks for the next page when it comes into view", async () => {
	const { fake } = open("/releves");
	const list = vi.spyOn(fake.desktop.Statements, "List");
	const grid = await filledGrid(LIST);
	expect(within(grid).getAllByRole("row").length).toBeLessThan(60);
	expect(grid).toHaveAttribute("aria-rowcount", "431");
	Object.defineProperty(grid, "scrollTop", { value: 199 * 32, writable: true });
	grid.dispatchEvent(new Event("scroll"));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ after: "200" })),
	);
});

it("filters by state from the header, shows the filter, and keeps it in the address", async () => {
	const { user, fake } = open("/releves");
	const list = vi.spyOn(fake.desktop.Statements, "List");
	await filledGrid(LIST);
	await user.click(await button("Filtrer par État"));
	await user.click(await screen.findByRole("checkbox", { name: "Incohérent" }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ states: ["incoherent"] })),
	);
	expect(window.location.hash).toBe("#/releves?etat=incoherent");
	await user.keyboard("{Escape}");
	await user.click(await button("Effacer Incohérent"));
	await waitFor(() => expect(window.location.hash).toBe("#/releves"));
});

it("lets the held statements that were chosen go together, with one reason", async () => {
	const { user, fake } = open("/releves?place=held");
	const release = vi.spyOn(fake.desktop.Statements, "ReleaseAll");
	(await filledGrid(LIST)).focus();
	await user.keyboard(" {ArrowDown} ");
	await user.click(await button("Débloquer (2)"));
	const dialog = await screen.findByRole("dialog");
	await user.type(within(dialog).getByRole("textbox"), "Vu avec la banque");
	await user.click(within(dialog).getByRole("button", { name: "Débloquer (2)" }));
	expect(await screen.findByText(/^2\srelevés\sdébloqués\.$/)).toBeVisible();
	expect(release).toHaveBeenCalledWith(
		[expect.any(Number), expect.any(Number)],
		"Vu avec la banque",
	);
});

it("filters by period", async () => {
	const { user, fake } = open("/releves");
	const list = vi.spyOn(fake.desktop.Statements, "List");
	await filledGrid(LIST);
	await user.type(screen.getByRole("textbox", { name: "Période du" }), "010326");
	await user.type(screen.getByRole("textbox", { name: "au" }), "31/03/2026");
	await user.tab();
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(
			expect.objectContaining({ from: "2026-03-01", to: "2026-03-31" }),
		),
	);
});

it("Enter opens a statement; back, the filters are as they were", async () => {
	const { user } = open("/releves?place=held");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	await screen.findByRole("grid", { name: "Opérations du relevé" });
	await user.keyboard("{Escape}");
	await waitFor(() => expect(window.location.hash).toBe("#/releves?place=held"));
});

it("T downloads, I imports, and they sleep while one types", async () => {
	const { user } = open("/releves");
	await filledGrid(LIST);
	await user.type(screen.getByRole("searchbox"), "ti");
	expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
	await user.keyboard("{Escape}{Escape}");
	await user.keyboard("t");
	expect(
		await screen.findByRole("dialog", { name: "Télécharger le fichier global" }),
	).toBeVisible();
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	await user.keyboard("i");
	expect(await screen.findByRole("dialog", { name: "Importer des relevés" })).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/releves?etat=incoherent", { colorScheme });
	await filledGrid(LIST);
	expect(await faults()).toEqual([]);
});
