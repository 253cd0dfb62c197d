import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";

const admin = { profile: "administrateur" } as const;
const dialog = (name: string) => screen.findByRole("dialog", { name });

it("says how the backups stand, and which are there", async () => {
	open("/sauvegardes", admin);
	expect(await screen.findByText("/home/anne/.config/So bank/sauvegardes")).toBeVisible();
	const table = await screen.findByRole("table");
	expect(within(table).getAllByRole("row")).toHaveLength(4);
	expect(within(table).getAllByRole("row")[1]).toHaveTextContent("18 Mo");
});

it("shows the recovery sheet until somebody has put it away", async () => {
	const { user, fake } = open("/sauvegardes", admin);
	await user.click(await button("Fiche de secours"));
	const sheet = await dialog("Fiche de secours");
	expect(await within(sheet).findByText(/AGE- SECR ET-K/)).toBeVisible();
	const away = within(sheet).getByRole("button", { name: "La fiche est rangée" });
	expect(away).toBeDisabled();
	await user.click(within(sheet).getByRole("checkbox", { name: /en lieu sûr/ }));
	const put = vi.spyOn(fake.desktop.Backups, "PutAway");
	await user.click(away);
	expect(put).toHaveBeenCalledOnce();
	expect(await screen.findByText(/^Rangée le/)).toBeVisible();
});

it("restores only after what is inside was seen, and understood", async () => {
	const { user, fake } = open("/sauvegardes", admin);
	const restore = vi.spyOn(fake.desktop.Backups, "Restore");
	await user.click(
		(await screen.findAllByRole("button", { name: "Restaurer…" }))[0] as HTMLElement,
	);
	const form = await dialog("Restaurer une sauvegarde");
	await user.click(within(form).getByRole("button", { name: "Choisir…" }));
	const look = within(form).getByRole("button", { name: "Voir ce qu'il y a dedans" });
	await waitFor(() => expect(look).toBeEnabled());
	await user.click(look);
	expect(
		await within(form).findByText("Cette sauvegarde demande sa phrase de passe."),
	).toBeVisible();
	await user.type(within(form).getByLabelText("Clé ou phrase de passe"), "pomme girafe violon");
	await user.click(look);
	const row = await within(form).findByRole("row", { name: /^Opérations/ });
	expect(row).toHaveTextContent("Opérations1 8402 002");
	const replace = within(form).getByRole("button", { name: "Remplacer les données" });
	expect(replace).toBeDisabled();
	await user.click(within(form).getByRole("checkbox", { name: "J'ai compris ce qui va changer" }));
	await user.click(replace);
	await waitFor(() =>
		expect(restore).toHaveBeenCalledWith(
			"/home/anne/sobank-2026-03-18.sobank",
			"pomme girafe violon",
		),
	);
});

it("makes one for a passphrase that is long enough and given twice", async () => {
	const { user, fake } = open("/sauvegardes", admin);
	const make = vi.spyOn(fake.desktop.Backups, "MakeFor");
	await user.click(await button("Avec une phrase de passe…"));
	const form = await dialog("Avec une phrase de passe…");
	const save = within(form).getByRole("button", { name: "Choisir l'endroit et sauvegarder" });
	await user.type(within(form).getByLabelText("Phrase de passe"), "court");
	await user.click(save);
	expect(within(form).getByText("Donnez 12 caractères au moins.")).toBeVisible();
	expect(within(form).getByText("Les deux ne sont pas pareilles.")).toBeVisible();
	expect(make).not.toHaveBeenCalled();
	await user.type(within(form).getByLabelText("Phrase de passe"), " mais quatre mots");
	await user.type(within(form).getByLabelText("Encore une fois"), "court mais quatre mots");
	await user.click(within(form).getByRole("checkbox", { name: /Avec les identifiants/ }));
	await user.click(save);
	await waitFor(() => expect(make).toHaveBeenCalledWith("court mais quatre mots", true));
});

it("is a way back where nobody can sign in", async () => {
	const { user, fake } = open("/", { scene: "first" });
	const rescue = vi.spyOn(fake.desktop.Session, "Rescue");
	await user.click(await button("Restaurer une sauvegarde"));
	const form = await screen.findByRole("form", { name: "Restaurer une sauvegarde" });
	await user.click(within(form).getByRole("button", { name: "Choisir…" }));
	await user.type(within(form).getByLabelText("Clé ou phrase de passe"), "AGE-SECRET-KEY-1X");
	await user.type(within(form).getByLabelText(/^Adresse e-mail/), "a@b.fr");
	await user.type(within(form).getByLabelText("Son mot de passe"), "secret");
	await user.click(within(form).getByRole("button", { name: "Restaurer" }));
	await waitFor(() =>
		expect(rescue).toHaveBeenCalledWith(
			"/home/anne/sobank-2026-03-18.sobank",
			"AGE-SECRET-KEY-1X",
			"a@b.fr",
			"secret",
		),
	);
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/sauvegardes", { ...admin, colorScheme });
	await screen.findByRole("table");
	expect(await faults()).toEqual([]);
	await user.click(await button("Fiche de secours"));
	await dialog("Fiche de secours");
	expect(await faults()).toEqual([]);
});
