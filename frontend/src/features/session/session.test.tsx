import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

async function fill(user: ReturnType<typeof open>["user"], password: string, again = password) {
	await user.type(await screen.findByLabelText("Raison sociale"), "Cabinet Armor");
	await user.type(screen.getByLabelText("Nom et prénom"), "Anne Le Goff");
	await user.type(screen.getByLabelText("Adresse e-mail"), "anne@armor.fr");
	await user.type(screen.getByLabelText("Mot de passe"), password);
	await user.type(screen.getByLabelText("Mot de passe, une seconde fois"), again);
}

it("first start: creates the firm and goes to Accueil, which says what to do", async () => {
	const { user, fake } = open("/", { scene: "first" });
	const create = vi.spyOn(fake.desktop.Session, "CreateFirst");
	await fill(user, "une phrase assez longue");
	await user.click(await button("Créer le cabinet"));
	expect(await screen.findByText(/Votre cabinet est prêt/)).toBeVisible();
	expect(create).toHaveBeenCalledWith({
		firmName: "Cabinet Armor",
		siret: "",
		name: "Anne Le Goff",
		email: "anne@armor.fr",
		password: "une phrase assez longue",
	});
});

it("first start: refuses a short password and two that differ, on their fields", async () => {
	const { user, fake } = open("/", { scene: "first" });
	const create = vi.spyOn(fake.desktop.Session, "CreateFirst");
	await fill(user, "court", "autre");
	await user.click(await button("Créer le cabinet"));
	expect(await screen.findByText("Il faut au moins 12 caractères.")).toBeVisible();
	expect(screen.getByText("Les deux mots de passe sont différents.")).toBeVisible();
	expect(create).not.toHaveBeenCalled();
});

it("first start: a wrong SIRET warns and does not refuse", async () => {
	const { user } = open("/", { scene: "first" });
	await user.type(await screen.findByLabelText("SIRET (facultatif)"), "419 444 492 00016");
	expect(screen.getByText(/La clé de ce SIRET est fausse/)).toBeVisible();
	await fill(user, "une phrase assez longue");
	await user.click(await button("Créer le cabinet"));
	expect(await screen.findByText(/Votre cabinet est prêt/)).toBeVisible();
});

it("first start: what the backend refuses of a field stands on that field", async () => {
	const { user } = open("/", {
		scene: "first",
		prepare: (fake) => {
			fake.desktop.Session.CreateFirst = async () =>
				refuse("invalid", "Cette adresse est refusée.", "email");
		},
	});
	await fill(user, "une phrase assez longue");
	await user.click(await button("Créer le cabinet"));
	await waitFor(() => expect(screen.getByLabelText("Adresse e-mail")).toBeInvalid());
	expect(screen.getByText("Cette adresse est refusée.")).toBeVisible();
});

it("sign-in: fills the demonstration's identifiers and comes back to the address", async () => {
	const { user, fake } = open("/cabinets", { scene: "signin" });
	const signIn = vi.spyOn(fake.desktop.Session, "SignIn");
	await user.click(await button("Remplir avec ces identifiants"));
	await user.click(await button("Se connecter"));
	expect(await screen.findByRole("heading", { name: /Cabinet\(s\)/ })).toBeVisible();
	expect(signIn).toHaveBeenCalledWith("demo@sobank.example", "essai-Relevés-2026", false);
});

it("sign-in: says what is wrong and what to do", async () => {
	const { user } = open("/", { scene: "signin" });
	await user.type(await screen.findByLabelText("Adresse e-mail"), "anne@armor.fr");
	await user.type(screen.getByLabelText("Mot de passe"), "faux");
	await user.click(await button("Se connecter"));
	expect(await screen.findByRole("alert")).toHaveTextContent("Vérifiez les majuscules.");
});

it("a session that ended goes back to the sign-in and keeps the address", async () => {
	const { fake, user } = open("/ibans", {
		prepare: ({ desktop }) => {
			desktop.Accounts.List = async () => refuse("unauthenticated", "Votre session est terminée.");
		},
	});
	expect(await screen.findByRole("heading", { name: "Se connecter" })).toBeVisible();
	expect(window.location.hash).toBe("#/ibans");
	fake.desktop.Accounts.List = async () => ({ rows: [], total: 0 });
	await user.type(screen.getByLabelText("Adresse e-mail"), "anne@armor.fr");
	await user.type(screen.getByLabelText("Mot de passe"), "juste");
	await user.click(await button("Se connecter"));
	expect(await screen.findByRole("heading", { name: "Liste des IBANS" })).toBeVisible();
});

it("a data folder that does not open says so, with a second try", async () => {
	const { fake, user } = open("/", {
		prepare: ({ desktop }) => {
			desktop.Session.Start = async () =>
				refuse("unreadable", "Le fichier de données est abîmé.", "", "Restaurez une sauvegarde.");
		},
	});
	expect(await screen.findByRole("alert")).toHaveTextContent("Restaurez une sauvegarde.");
	fake.desktop.Session.Start = async () => ({
		...{ firstStart: true, version: "", dataDir: "", clockBehind: "" },
		...{ locked: false, lockAfter: 15, canRemember: true },
	});
	await user.click(await button("Réessayer"));
	expect(await screen.findByRole("heading", { name: "Bienvenue dans So bank" })).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const first = open("/", { scene: "first", colorScheme });
	await screen.findByRole("heading", { name: "Bienvenue dans So bank" });
	expect(await faults()).toEqual([]);
	first.unmount();
	open("/", { scene: "signin", colorScheme });
	await screen.findByRole("heading", { name: "Se connecter" });
	expect(await faults()).toEqual([]);
});

it("says that the machine's clock is late", async () => {
	open("/", {
		scene: "signin",
		prepare: (fake) => {
			const start = fake.desktop.Session.Start;
			fake.desktop.Session.Start = async () => ({
				...(await start()),
				clockBehind: "2026-03-18T09:00:00Z",
			});
		},
	});
	expect(
		await screen.findByText(/L'horloge de cet ordinateur retarde.*18\/03\/2026/),
	).toBeVisible();
});
