import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";

it("the menu has the FAQ's words and only the screens that exist", async () => {
	open("/");
	const menu = await screen.findByRole("navigation", { name: "Menu principal" });
	const names = within(menu)
		.getAllByRole("link")
		.map((link) => link.textContent);
	expect(names).toEqual([
		"Accueil",
		"Clients",
		"Cabinet(s)",
		"INPI",
		"IBAN",
		"Relevés",
		"Recherche",
		"Couverture",
		"Clôture",
		"Envois",
		"Diagnostic",
		"Aide",
		"Réglages",
	]);
	expect(within(menu).getByRole("list", { name: "Clients" })).toContainElement(
		screen.getByRole("link", { name: "Cabinet(s)" }),
	);
	expect(within(menu).getByRole("list", { name: "So bank" })).toContainElement(
		screen.getByRole("link", { name: "Relevés" }),
	);
});

it("folds to icons, keeps the names of the links, and remembers it", async () => {
	const { user, unmount } = open("/");
	await user.click(await button("Réduire le menu"));
	expect(screen.getByRole("link", { name: "Relevés" })).toBeInTheDocument();
	unmount();
	open("/");
	expect(await button("Déplier le menu")).toBeInTheDocument();
});

it("chooses the theme and remembers it", async () => {
	const { user } = open("/");
	await user.click(await button("Compte de Anne Collab"));
	await user.click(await screen.findByRole("menuitemradio", { name: "Sombre" }));
	expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
	expect(localStorage.getItem("mantine-color-scheme-value")).toBe("dark");
});

it("? lists the shortcuts, Escape closes them", async () => {
	const { user } = open("/");
	await screen.findByRole("heading", { name: "Accueil" });
	await user.keyboard("?");
	expect(await screen.findByRole("dialog", { name: "Raccourcis du clavier" })).toBeVisible();
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

it("the status line says the network, who is here, and what runs, which it can cancel", async () => {
	const { fake, user } = open("/");
	await screen.findByRole("heading", { name: "Accueil" });
	const foot = screen.getByRole("contentinfo");
	expect(foot).toHaveTextContent("En ligne");
	expect(foot).toHaveTextContent("Anne Collab · Superviseur · 2 cabinets");
	const cancelled: string[] = [];
	fake.desktop.Imports.Cancel = async (job: string) => {
		cancelled.push(job);
	};
	const progress = {
		job: "7",
		file: 3,
		files: 7,
		name: "a.txt",
		bytes: 30,
		totalBytes: 70,
		operations: 12,
	};
	act(() => fake.runtime.emit("import:progress", progress));
	expect(foot).toHaveTextContent("import 3/7 fichiers");
	expect(
		within(foot).getByRole("progressbar", { name: "Progression de l'import" }),
	).toHaveAttribute("aria-valuenow", "43");
	await user.click(within(foot).getByRole("button", { name: "Annuler l'import" }));
	expect(cancelled).toEqual(["7"]);
	act(() => fake.runtime.emit("import:done", { job: "7", files: [], failure: null }));
	expect(foot).not.toHaveTextContent("import 3/7");
});

it("stops listening when the window closes", async () => {
	const { fake, unmount } = open("/");
	await screen.findByRole("heading", { name: "Accueil" });
	expect(fake.runtime.listeners("import:progress")).toBe(1);
	unmount();
	expect(fake.runtime.listeners("import:progress")).toBe(0);
	expect(fake.runtime.listeners("import:done")).toBe(0);
	expect(fake.runtime.listeners("sync:state")).toBe(0);
});

const idle = {
	...{ running: false, done: 0, waiting: 0, lastAt: "", offline: false, nextAt: "" },
	sentences: [],
};

it("the status line says when the last synchronisation was", async () => {
	const { fake } = open("/");
	await screen.findByRole("heading", { name: "Accueil" });
	const foot = screen.getByRole("contentinfo");
	const lastAt = new Date();
	lastAt.setHours(0, 1, 0, 0);
	act(() => fake.runtime.emit("sync:state", { ...idle, lastAt: lastAt.toISOString() }));
	await waitFor(() => expect(foot).toHaveTextContent("En ligne · dernière synchronisation 00:01"));
});

it("the status line shows a synchronisation, which it can stop", async () => {
	const { fake, user } = open("/");
	const stop = vi.spyOn(fake.desktop.Deliveries, "StopSync");
	await screen.findByRole("heading", { name: "Accueil" });
	const foot = screen.getByRole("contentinfo");
	act(() => fake.runtime.emit("sync:state", { ...idle, running: true, done: 1, waiting: 3 }));
	await waitFor(() =>
		expect(foot).toHaveTextContent("synchronisation : 1 envoi fait, 3 en attente"),
	);
	await user.click(within(foot).getByRole("button", { name: "Arrêter la synchronisation" }));
	expect(stop).toHaveBeenCalled();
	act(() => fake.runtime.emit("sync:state", idle));
	await waitFor(() => expect(foot).not.toHaveTextContent("synchronisation :"));
});

it("what the partners could not be given waits, and the status line says how much", async () => {
	const { fake } = open("/");
	await screen.findByRole("heading", { name: "Accueil" });
	const foot = screen.getByRole("contentinfo");
	act(() => fake.runtime.emit("sync:state", { ...idle, offline: true, waiting: 4 }));
	await waitFor(() => expect(foot).toHaveTextContent("Hors ligne : 4 envois attendent"));
});

it("shows what another window wrote", async () => {
	const { fake } = open("/clients");
	await screen.findByRole("heading", { name: "Clients" });
	const list = vi.spyOn(fake.desktop.Clients, "List");
	act(() => fake.runtime.emit("data:changed", null));
	await waitFor(() => expect(list).toHaveBeenCalled());
});

it("says that it is offline", async () => {
	open("/");
	const foot = await screen.findByRole("contentinfo");
	act(() => void window.dispatchEvent(new Event("offline")));
	expect(foot).toHaveTextContent("Hors ligne");
});

it("an unknown address says so and leads home", async () => {
	open("/nulle-part");
	expect(await screen.findByText("Cette adresse n'existe pas.")).toBeVisible();
	expect(screen.getByRole("link", { name: "Revenir à l'accueil" })).toBeVisible();
});

it.each(["light", "dark"] as const)(
	"Accueil has no accessibility fault (%s)",
	async (colorScheme) => {
		open("/", { colorScheme });
		await screen.findByRole("heading", { name: "Où sont les relevés" });
		expect(await faults()).toEqual([]);
	},
);
