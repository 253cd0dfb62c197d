import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

it("V marks the line of the keyboard as seen, and again takes it away", async () => {
	const { user, fake } = open("/releves");
	const mark = vi.spyOn(fake.desktop.Statements, "Mark");
	(await filledGrid("Liste des relevés")).focus();
	await user.keyboard("v");
	await waitFor(() => expect(mark).toHaveBeenCalledWith([expect.any(Number)], "seen"));
	await waitFor(async () =>
		expect(rowsOf(await filledGrid("Liste des relevés"))[1]).toContain("Vu"),
	);
	await user.keyboard("v");
	await waitFor(() => expect(mark).toHaveBeenLastCalledWith([expect.any(Number)], ""));
});

it("filters by what was not seen", async () => {
	const { user, fake } = open("/releves");
	const list = vi.spyOn(fake.desktop.Statements, "List");
	await filledGrid("Liste des relevés");
	await user.click(await button("Filtrer par Revue"));
	await user.click(await screen.findByRole("checkbox", { name: "Non vu" }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ marks: ["unseen"] })),
	);
});

it("a statement is marked « À revoir » with a note, which says who and when", async () => {
	const { user } = open("/releves/1");
	const bar = await screen.findByRole("region", { name: "Revue" });
	await user.click(within(bar).getByRole("button", { name: "À revoir" }));
	expect(await within(bar).findByRole("button", { name: "À revoir", pressed: true })).toBeVisible();
	expect(within(bar).getByText(/^Par Anne Collab, le /)).toBeVisible();
	await user.click(within(bar).getByRole("button", { name: "Ajouter une note" }));
	await user.type(within(bar).getByRole("textbox", { name: "Note" }), "Demander le chèque 12");
	await user.keyboard("{Control>}{Enter}{/Control}");
	expect(await within(bar).findByText("Demander le chèque 12")).toBeVisible();
	expect(await faults()).toEqual([]);
});

it("an operation has a note of its own", async () => {
	const { user, fake } = open("/releves/1?op=0");
	const keep = vi.spyOn(fake.desktop.Statements, "AnnotateOperation");
	const panel = await screen.findByRole("region", { name: /^Opération 1/ });
	await user.click(within(panel).getByRole("button", { name: "Ajouter une note" }));
	await user.type(within(panel).getByRole("textbox", { name: "Note" }), "Facture reçue");
	await user.click(within(panel).getByRole("button", { name: "Enregistrer" }));
	await waitFor(() => expect(keep).toHaveBeenCalledWith(1, 0, "Facture reçue"));
});
