import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { button, faults, open } from "../../test/app";

it("the menu has the FAQ's words and only the screens that exist", async () => {
	open("/");
	const menu = await screen.findByRole("navigation", { name: "Menu principal" });
	const names = within(menu)
		.getAllByRole("link")
		.map((link) => link.textContent);
	expect(names).toEqual(["Accueil", "Clients", "Cabinet(s)", "IBAN", "Relevés"]);
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
