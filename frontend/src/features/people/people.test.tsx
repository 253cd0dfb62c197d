import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Liste des collaborateurs";
const admin = { profile: "administrateur" } as const;

it("is for an Administrateur: hidden from the menu of others, refused at its address", async () => {
	const { unmount } = open("/collaborateurs");
	expect(await screen.findByText("Cette page est réservée aux Administrateurs.")).toBeVisible();
	expect(screen.queryByRole("link", { name: "Collaborateurs" })).not.toBeInTheDocument();
	unmount();
	open("/collaborateurs", admin);
	const list = await screen.findByRole("list", { name: "Clients" });
	expect(within(list).getByRole("link", { name: "Collaborateurs" })).toBeVisible();
	await filledGrid(LIST);
});

it("lists, searches and sorts people", async () => {
	const { user, fake } = open("/collaborateurs", admin);
	const list = vi.spyOn(fake.desktop.People, "List");
	const grid = await filledGrid(LIST);
	expect(rowsOf(grid)[4]).toBe(
		"Denis Quéré | denis@cabinet.fr | Collaborateur | Cabinet 1 démonstration - So bank | Désactivé | Jamais",
	);
	expect(rowsOf(grid)[3]).toContain("Administrateur | Tous les cabinets | Actif");
	await user.click(await button("Dernière connexion"));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ sort: "last" })),
	);
	await user.type(screen.getByRole("searchbox"), "bruno");
	expect(await screen.findByText("1 RÉSULTAT")).toBeVisible();
});

it("creates a person with a first password that is shown once", async () => {
	const { user, fake } = open("/collaborateurs", admin);
	const save = vi.spyOn(fake.desktop.People, "Save");
	await filledGrid(LIST);
	await user.click(await button("Ajouter un collaborateur"));
	const form = await screen.findByRole("form", { name: "Nouveau collaborateur" });
	expect(within(form).getByLabelText("Nom et prénom")).toHaveFocus();
	await user.keyboard("Élodie Abgrall");
	await user.type(within(form).getByLabelText("Adresse e-mail"), "elodie@cabinet.fr");
	await user.click(within(form).getByRole("button", { name: "Créer le collaborateur" }));
	expect(await within(form).findByText("Choisissez au moins un cabinet.")).toBeVisible();
	await user.click(within(form).getByRole("checkbox", { name: "Cabinet Le Goff & Associés" }));
	const password = (within(form).getByLabelText("Premier mot de passe") as HTMLInputElement).value;
	expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
	await user.click(within(form).getByRole("button", { name: "Créer le collaborateur" }));
	const dialog = await screen.findByRole("dialog", { name: "À remettre à Élodie Abgrall" });
	expect(within(dialog).getByText(password)).toBeVisible();
	expect(save).toHaveBeenLastCalledWith(
		expect.objectContaining({ id: 0, profile: "collaborateur", firmIds: [2], password }),
	);
	await user.click(within(dialog).getByRole("button", { name: "C'est noté" }));
	await waitFor(() => expect(screen.queryByText(password)).not.toBeInTheDocument());
	expect(window.location.hash).toBe("#/collaborateurs/6");
	expect(await screen.findByRole("region", { name: "Élodie Abgrall" })).toBeVisible();
});

it("a first password that is too short stands on its field", async () => {
	const { user } = open("/collaborateurs/nouveau", admin);
	const field = await screen.findByLabelText("Premier mot de passe");
	await user.clear(field);
	await user.type(field, "court");
	await user.click(await button("Créer le collaborateur"));
	await waitFor(() => expect(field).toBeInvalid());
	await user.click(await button("Proposer"));
	expect((field as HTMLInputElement).value).toHaveLength(19);
});

it("changes a profile, and says why the last Administrateur stays", async () => {
	const { user } = open("/collaborateurs/3", admin);
	const panel = await screen.findByRole("region", { name: "Claire Admin" });
	await user.selectOptions(within(panel).getByLabelText("Profil"), "superviseur");
	await user.click(
		within(panel).getByRole("checkbox", { name: "Cabinet 1 démonstration - So bank" }),
	);
	await user.click(within(panel).getByRole("button", { name: "Enregistrer" }));
	expect(await within(panel).findByText(/dernier Administrateur actif/)).toBeVisible();
});

it("deactivates after saying what follows, and reactivates", async () => {
	const { user } = open("/collaborateurs/2", admin);
	await user.click(await button("Désactiver"));
	const dialog = await screen.findByRole("dialog", { name: "Désactiver un collaborateur" });
	expect(within(dialog).getByText(/sera déconnecté tout de suite/)).toBeVisible();
	await user.click(within(dialog).getByRole("button", { name: "Désactiver" }));
	expect(await screen.findByText("Cette personne ne peut plus se connecter.")).toBeVisible();
	await user.click(await button("Réactiver"));
	expect(await button("Désactiver")).toBeVisible();
});

it("resets a password and shows the new one once", async () => {
	const { user, fake } = open("/collaborateurs/2", admin);
	const reset = vi.spyOn(fake.desktop.People, "ResetPassword");
	await user.click(await button("Réinitialiser le mot de passe"));
	const form = await screen.findByRole("form", { name: "Réinitialiser le mot de passe" });
	const field = within(form).getByLabelText("Nouveau mot de passe");
	await user.clear(field);
	await user.type(field, "un mot de passe choisi");
	await user.click(within(form).getByRole("button", { name: "Donner ce mot de passe" }));
	const dialog = await screen.findByRole("dialog", { name: "À remettre à Bruno Le Meur" });
	expect(within(dialog).getByText("un mot de passe choisi")).toBeVisible();
	expect(reset).toHaveBeenCalledWith(2, "un mot de passe choisi");
});

it("offers nobody to deactivate themself, nor to reset their own password", async () => {
	open("/collaborateurs/1", admin);
	expect(await screen.findByText(/C'est vous/)).toBeVisible();
	expect(screen.queryByRole("button", { name: "Désactiver" })).not.toBeInTheDocument();
	expect(
		screen.queryByRole("button", { name: "Réinitialiser le mot de passe" }),
	).not.toBeInTheDocument();
});

it("a refusal stands on its field", async () => {
	const { user } = open("/collaborateurs/2", {
		...admin,
		prepare: ({ desktop }) => {
			desktop.People.Save = async () =>
				refuse("conflict", "Quelqu'un a déjà l'adresse « x@y.fr ».", "email");
		},
	});
	const panel = await screen.findByRole("region", { name: "Bruno Le Meur" });
	await user.type(within(panel).getByLabelText("Adresse e-mail"), "x");
	await user.click(within(panel).getByRole("button", { name: "Enregistrer" }));
	await waitFor(() => expect(within(panel).getByLabelText("Adresse e-mail")).toBeInvalid());
});

it("everybody changes their own password; a wrong present one leaves them signed in", async () => {
	const { user, fake } = open("/", { profile: "collaborateur" });
	const change = vi.spyOn(fake.desktop.Session, "ChangePassword");
	await user.click(await button("Compte de Anne Collab"));
	await user.click(await screen.findByRole("menuitem", { name: "Changer mon mot de passe" }));
	const form = await screen.findByRole("form", { name: "Changer mon mot de passe" });
	const current = within(form).getByLabelText("Mot de passe actuel");
	await user.type(current, "faux");
	await user.type(within(form).getByLabelText("Nouveau mot de passe"), "quatre autres mots");
	const again = within(form).getByLabelText("Nouveau mot de passe, une seconde fois");
	await user.type(again, "quatre autres");
	const submit = within(form).getByRole("button", { name: "Changer le mot de passe" });
	await user.click(submit);
	expect(await within(form).findByText("Les deux mots de passe sont différents.")).toBeVisible();
	await user.type(again, " mots");
	await user.click(submit);
	expect(await within(form).findByText("Le mot de passe actuel est faux.")).toBeVisible();
	await user.clear(current);
	await user.type(current, "le bon");
	await user.click(submit);
	expect(await screen.findByText("Votre mot de passe est changé.")).toBeVisible();
	expect(change).toHaveBeenLastCalledWith("le bon", "quatre autres mots");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/collaborateurs/2", { ...admin, colorScheme });
	await filledGrid(LIST);
	await screen.findByRole("region", { name: "Bruno Le Meur" });
	expect(await faults()).toEqual([]);
	await user.click(await button("Réinitialiser le mot de passe"));
	await screen.findByRole("form", { name: "Réinitialiser le mot de passe" });
	expect(await faults()).toEqual([]);
});
