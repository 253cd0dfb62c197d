import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Liste des envois";
const panel = () => screen.findByRole("region", { name: /^Envoi du relevé/ });

/** Opens the first delivery of a state with the keyboard. */
async function openFirst(state: string) {
	const view = open(`/envois?etat=${state}`);
	(await filledGrid(LIST)).focus();
	await view.user.keyboard("{Enter}");
	await panel();
	return view;
}

it("what waits is cancelled with a reason, says who did it, and can be taken again", async () => {
	const { user, fake } = await openFirst("refused");
	const cancel = vi.spyOn(fake.desktop.Deliveries, "Cancel");
	const retry = vi.spyOn(fake.desktop.Deliveries, "Retry");
	await user.click(await button("Annuler l'envoi"));
	const dialog = await screen.findByRole("dialog", { name: "Annuler l'envoi du relevé" });
	expect(dialog).toHaveTextContent("retenu, jusqu'à ce que quelqu'un clique sur « Reprendre »");
	await user.click(within(dialog).getByRole("button", { name: "Annuler l'envoi" }));
	expect(await within(dialog).findByText("À remplir.")).toBeVisible();
	expect(cancel).not.toHaveBeenCalled();
	await user.type(within(dialog).getByLabelText("Motif"), " déjà saisi ");
	expect(await faults()).toEqual([]);
	await user.click(within(dialog).getByRole("button", { name: "Annuler l'envoi" }));
	await waitFor(() => expect(cancel).toHaveBeenCalledWith([5003], "déjà saisi"));
	const shown = await panel();
	await within(shown).findAllByText("Annulé par une personne");
	expect(within(shown).getByText(/^Une personne a annulé cet envoi/)).toBeVisible();
	const tries = within(shown).getByRole("region", { name: "Essais" });
	await waitFor(() => expect(tries).toHaveTextContent("par Camille Martin"));
	expect(tries).toHaveTextContent("déjà saisi");
	expect(within(shown).queryByRole("button", { name: "Annuler l'envoi" })).toBeNull();

	await user.click(within(shown).getByRole("button", { name: "Reprendre" }));
	await user.type(await screen.findByLabelText("Motif"), "il manquait");
	const again = await screen.findByRole("dialog", { name: "Reprendre l'envoi du relevé" });
	await user.click(within(again).getByRole("button", { name: "Reprendre" }));
	await waitFor(() => expect(retry).toHaveBeenCalledWith([5003], "il manquait"));
});

it("a cancellation is taken back at once", async () => {
	const { user, fake } = await openFirst("refused");
	const retry = vi.spyOn(fake.desktop.Deliveries, "Retry");
	await user.click(await button("Annuler l'envoi"));
	await user.type(await screen.findByLabelText("Motif"), "trop vite");
	const dialog = await screen.findByRole("dialog");
	await user.click(within(dialog).getByRole("button", { name: "Annuler l'envoi" }));
	await screen.findByText("1 envoi annulé");
	await user.click(await button("Annuler"));
	await waitFor(() => expect(retry).toHaveBeenCalledWith([5003], "Annulation défaite"));
});

it("the chosen lines are cancelled at once: those that wait, and no other", async () => {
	const { user, fake } = open("/envois");
	const cancel = vi.spyOn(fake.desktop.Deliveries, "Cancel");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard(" {ArrowDown} {ArrowDown} {ArrowDown} {ArrowDown} ");
	expect(await button("Reprendre (3)")).toBeEnabled();
	await user.click(await button("Annuler l'envoi (4)"));
	const dialog = await screen.findByRole("dialog", { name: "Annuler 4 envois" });
	await user.type(within(dialog).getByLabelText("Motif"), "doublon");
	await user.click(within(dialog).getByRole("button", { name: "Annuler l'envoi" }));
	await waitFor(() => expect(cancel).toHaveBeenCalledWith([5000, 5001, 5002, 5003], "doublon"));
	expect(await screen.findByText("4 envois annulés")).toBeVisible();
	await waitFor(() =>
		expect(rowsOf(grid).filter((r) => r.includes("Annulé par une personne"))).toHaveLength(4),
	);
});

it("a refusal is said in the dialog, and nothing closes", async () => {
	const { user, fake } = await openFirst("refused");
	fake.desktop.Deliveries.Cancel = async () =>
		refuse("conflict", "Cet envoi est « En cours ».", "", "Seul ce qui attend s'annule.");
	await user.click(await button("Annuler l'envoi"));
	await user.type(await screen.findByLabelText("Motif"), "doublon");
	const dialog = await screen.findByRole("dialog");
	await user.click(within(dialog).getByRole("button", { name: "Annuler l'envoi" }));
	expect(await within(dialog).findByText("Seul ce qui attend s'annule.")).toBeVisible();
	await user.click(within(dialog).getByRole("button", { name: "Retour" }));
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

it("what arrived, or may have, is not cancelled", async () => {
	const { user } = open("/envois?etat=integrated");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard(" ");
	expect(
		await screen.findByText("Aucun de ces envois ne peut être repris ni annulé."),
	).toBeVisible();
	expect(await button("Annuler l'envoi (0)")).toBeDisabled();
	await user.keyboard("{Enter}");
	await panel();
	expect(screen.queryByRole("button", { name: "Annuler l'envoi" })).not.toBeInTheDocument();
});

it("cancelled ones have their filter", async () => {
	const { user, fake } = open("/envois");
	const list = vi.spyOn(fake.desktop.Deliveries, "List");
	await filledGrid(LIST);
	await user.click(await button("Filtrer par État"));
	await user.click(await screen.findByRole("checkbox", { name: "Annulé" }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ states: ["cancelled"] })),
	);
});

it("says what left together, and what the partner took of it", async () => {
	open("/envois/5000", {
		prepare: (fake) => {
			const get = fake.desktop.Deliveries.Get;
			fake.desktop.Deliveries.Get = async (id: number) => {
				const d = await get(id);
				const row = { ...d.row, state: "integrated", together: 12, all: 128, integrated: 126 };
				return { ...d, row } as typeof d;
			};
		},
	});
	const shown = await panel();
	const fields = await within(shown).findByText("Parti avec");
	expect(fields.parentElement?.textContent?.replaceAll("\u00a0", " ")).toBe(
		"Parti avec11 autres relevés ; 126 opérations intégrées sur 128",
	);
});

it("an answer, and « Reprendre », say that they are for all that left together", async () => {
	const { user } = await openFirst("to_check");
	await user.click(await button("Il y est"));
	expect(await screen.findByRole("dialog")).toHaveTextContent(
		"Votre réponse vaut pour les 3 relevés partis ensemble",
	);
	await user.click(await button("Annuler"));
	await user.click(await button("Il n'y est pas"));
	expect(await screen.findByRole("dialog")).toHaveTextContent("les 3 relevés partis ensemble");
	await user.click(await button("Annuler"));
	await user.click(await button("Reprendre"));
	expect(await screen.findByRole("dialog")).toHaveTextContent(
		"3 relevés repartent vers le même outil",
	);
});
