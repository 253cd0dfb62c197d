import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";

it("other numbers of the account are added, said wrong, and removed", async () => {
	const { user, fake } = open("/ibans/1");
	const add = vi.spyOn(fake.desktop.Accounts, "AddAlias");
	const section = await screen.findByRole("region", { name: "Autres numéros du compte" });
	expect(within(section).getByText("FR76 30003 01234 00056789012 77")).toBeVisible();
	await user.click(within(section).getByRole("button", { name: "Ajouter un numéro" }));
	const form = await screen.findByRole("form", { name: "Ajouter un numéro" });
	await user.type(within(form).getByLabelText("IBAN"), "FR76");
	await user.click(within(form).getByRole("button", { name: "Ajouter" }));
	expect(await within(form).findByText(/n'a pas la forme d'un IBAN/)).toBeVisible();
	await user.type(within(form).getByLabelText("IBAN"), " 3000 4000 0100");
	await user.click(within(form).getByLabelText("C'est le nouvel IBAN de ce compte"));
	await user.click(within(form).getByRole("button", { name: "Ajouter" }));
	await waitFor(() => expect(add).toHaveBeenLastCalledWith(1, "FR76300040000100", true));
	await user.click(await button("Retirer FR76 30003 01234 00056789012 77"));
	await waitFor(() => expect(within(section).queryByText(/00056789012/)).toBeNull());
});

it("sends the history since a day, once it has said how much", async () => {
	const { user, fake } = open("/ibans/2", {
		prepare: ({ desktop }) => {
			desktop.Accounts.PreviewHistory = async () => ({ statements: 3, toSend: 2 });
		},
	});
	const send = vi.spyOn(fake.desktop.Accounts, "SendHistory");
	await user.click(await button("Envoyer l'historique"));
	const form = await screen.findByRole("form", { name: "Envoyer l'historique" });
	await user.type(within(form).getByLabelText("Envoyer l'historique depuis le"), "01012026");
	expect(
		await within(form).findByText(/3.relevés : 2 à envoyer, 1 retenu pour un autre motif/),
	).toBeVisible();
	expect(send).not.toHaveBeenCalled();
	expect(await faults()).toEqual([]);
	await user.click(within(form).getByRole("button", { name: "Envoyer" }));
	await waitFor(() => expect(send).toHaveBeenCalledWith(2, "2026-01-01"));
});

it("without a connector there is no history to send", async () => {
	open("/ibans/1");
	await screen.findByRole("region", { name: "Autres numéros du compte" });
	expect(screen.queryByRole("button", { name: "Envoyer l'historique" })).toBeNull();
	expect(screen.queryByRole("button", { name: "Transférer" })).toBeNull();
});

it("an Administrateur transfers an IBAN to another client", async () => {
	const { user, fake } = open("/ibans/2", { profile: "administrateur" });
	const transfer = vi.spyOn(fake.desktop.Accounts, "Transfer");
	await user.click(await button("Transférer"));
	const dialog = await screen.findByRole("dialog", { name: "Transférer l'IBAN" });
	await user.click(within(dialog).getByRole("combobox", { name: "Client" }));
	await user.click(await screen.findByRole("option", { name: "Garage Central" }));
	await user.click(within(dialog).getByRole("button", { name: "Transférer" }));
	await waitFor(() => expect(transfer).toHaveBeenCalledWith(2, 11));
});
