import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open } from "../../test/app";

const locked = () => screen.findByRole("heading", { name: "So bank est verrouillé" });

afterEach(() => {
	vi.useRealTimers();
});

it("« Verrouiller » unmounts the whole program, keeps the address, and the password gives it back", async () => {
	const { user, fake } = open("/ibans/2");
	const lock = vi.spyOn(fake.desktop.Session, "Lock");
	const unlock = vi.spyOn(fake.desktop.Session, "Unlock");
	await filledGrid("Liste des IBANS");
	await user.click(await button("Compte de Anne Collab"));
	await user.click(await screen.findByRole("menuitem", { name: /Verrouiller/ }));
	await locked();
	expect(lock).toHaveBeenCalled();
	expect(document.body).not.toHaveTextContent(/FR76|Jardins/);
	expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
	expect(window.location.hash).toBe("#/ibans/2");
	expect(screen.getByLabelText("Mot de passe")).toHaveFocus();
	await user.keyboard("juste{Enter}");
	await filledGrid("Liste des IBANS");
	expect(unlock).toHaveBeenCalledWith("juste");
});

it("Ctrl L locks, even while one types, and what was said in passing goes too", async () => {
	const { user } = open("/ibans");
	await filledGrid("Liste des IBANS");
	await user.click(await button(/^Ajouter un connecteur : FR76 30004 45856 45856523322/));
	await user.click(await screen.findByRole("menuitemradio", { name: /Fulll/ }));
	await screen.findByRole("alert");
	screen.getByRole("searchbox").focus();
	await user.keyboard("{Control>}l{/Control}");
	await locked();
	await waitFor(() => expect(document.body).not.toHaveTextContent(/FR76/));
});

it("a wrong password says so, and one tries again", async () => {
	const { user } = open("/ibans", { scene: "locked" });
	await user.type(await screen.findByLabelText("Mot de passe"), "faux");
	await user.click(await button("Déverrouiller"));
	expect(await screen.findByRole("alert")).toHaveTextContent("Vérifiez les majuscules.");
	expect(screen.getByLabelText("Mot de passe")).toHaveValue("");
	expect(screen.getByLabelText("Mot de passe")).toHaveFocus();
	await user.keyboard("juste{Enter}");
	await filledGrid("Liste des IBANS");
});

it("« Changer d'utilisateur » signs out", async () => {
	const { user, fake } = open("/ibans", { scene: "locked" });
	const signOut = vi.spyOn(fake.desktop.Session, "SignOut");
	await locked();
	await user.click(await button("Changer d'utilisateur"));
	expect(await screen.findByRole("heading", { name: "Se connecter" })).toBeVisible();
	expect(signOut).toHaveBeenCalled();
});

it("locks by itself after the minutes that were set, counted from the last key or pointer", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	open("/", {
		prepare: ({ desktop }) => {
			const start = desktop.Session.Start;
			desktop.Session.Start = async () => ({ ...(await start()), lockAfter: 10 });
		},
	});
	await screen.findByRole("heading", { name: "Accueil" });
	act(() => void vi.advanceTimersByTime(9 * 60_000));
	fireEvent.pointerMove(document.body);
	act(() => void vi.advanceTimersByTime(9 * 60_000));
	expect(screen.getByRole("heading", { name: "Accueil" })).toBeVisible();
	act(() => void vi.advanceTimersByTime(61_000));
	await locked();
});

it("never locks by itself when the setting is 0", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	open("/", {
		prepare: ({ desktop }) => {
			const start = desktop.Session.Start;
			desktop.Session.Start = async () => ({ ...(await start()), lockAfter: 0 });
		},
	});
	await screen.findByRole("heading", { name: "Accueil" });
	act(() => void vi.advanceTimersByTime(24 * 3600_000));
	expect(screen.getByRole("heading", { name: "Accueil" })).toBeVisible();
});

it("a call refused because the backend locked shows the lock screen, not the sign-in", async () => {
	const { fake } = open("/ibans", {
		prepare: ({ desktop }) => {
			desktop.Accounts.List = async () => {
				await fake.desktop.Session.Lock();
				return refuse("unauthenticated", "So bank est verrouillé.");
			};
		},
	});
	await locked();
	expect(screen.queryByRole("heading", { name: "Se connecter" })).not.toBeInTheDocument();
});

it("sign-in: « Rester connecté sur ce poste » goes with it, only where it is possible", async () => {
	const { user, fake, unmount } = open("/", { scene: "signin" });
	const signIn = vi.spyOn(fake.desktop.Session, "SignIn");
	await user.click(await button("Remplir avec ces identifiants"));
	await user.click(screen.getByRole("checkbox", { name: "Rester connecté sur ce poste" }));
	await user.click(await button("Se connecter"));
	await waitFor(() =>
		expect(signIn).toHaveBeenCalledWith("demo@sobank.example", "essai-Relevés-2026", true),
	);
	unmount();
	open("/", {
		scene: "signin",
		prepare: ({ desktop }) => {
			const start = desktop.Session.Start;
			desktop.Session.Start = async () => ({ ...(await start()), canRemember: false });
		},
	});
	await screen.findByRole("heading", { name: "Se connecter" });
	expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/ibans", { scene: "locked", colorScheme });
	await locked();
	expect(await faults()).toEqual([]);
});
