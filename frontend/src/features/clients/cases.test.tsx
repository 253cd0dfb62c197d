import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";

it("« Fin de mission » shows first what it does, then does it, and can be taken back", async () => {
	const { user, fake } = open("/clients/3");
	const end = vi.spyOn(fake.desktop.Clients, "EndMission");
	await user.click(await button("Fin de mission"));
	const form = await screen.findByRole("form", { name: "Fin de mission" });
	expect(within(form).getByRole("button", { name: "Terminer la mission" })).toBeDisabled();
	await user.type(within(form).getByLabelText("Dernier jour de la mission"), "15032026");
	expect(await within(form).findByText(/passe à « Résiliation demandée »/)).toBeVisible();
	expect(end).not.toHaveBeenCalled();
	expect(await faults()).toEqual([]);
	await user.click(within(form).getByRole("button", { name: "Terminer la mission" }));
	expect(await screen.findByText(/est terminée depuis le 15\/03\/2026/)).toBeVisible();
	await user.click(await button("Reprendre la mission"));
	await waitFor(() => expect(screen.queryByText(/est terminée depuis/)).toBeNull());
});

it("a Collaborateur neither ends a mission nor transfers a client", async () => {
	open("/clients/3", { profile: "collaborateur" });
	await screen.findByRole("region", { name: "Boulangerie Kerjean" });
	expect(screen.queryByRole("button", { name: "Fin de mission" })).toBeNull();
	expect(screen.queryByRole("button", { name: /Transférer/ })).toBeNull();
});

it("an Administrateur transfers a client to another firm", async () => {
	const { user, fake } = open("/clients/3", { profile: "administrateur" });
	const transfer = vi.spyOn(fake.desktop.Clients, "Transfer");
	await user.click(await button("Transférer à un autre cabinet"));
	const dialog = await screen.findByRole("dialog", { name: "Transférer à un autre cabinet" });
	expect(await within(dialog).findByText(/IBAN perd son connecteur/)).toBeVisible();
	await user.click(within(dialog).getByRole("button", { name: "Transférer" }));
	await waitFor(() => expect(transfer).toHaveBeenCalledWith(3, 2));
});
