import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open } from "../../test/app";

const TITLE = "Aller à un client, un IBAN, un écran ou une action";

/** Opens the palette from the home screen, and gives its field. */
async function openPalette(user: UserEvent) {
	await screen.findByRole("heading", { name: "Accueil" });
	await user.keyboard("{Control>}k{/Control}");
	return screen.findByRole("combobox", { name: "Client, IBAN, SIRET, écran ou action" });
}

const group = (name: string) => screen.findByRole("group", { name });
const namesIn = (box: HTMLElement) =>
	within(box)
		.getAllByRole("option")
		.map((o) => o.querySelector("span")?.textContent);

it("Ctrl K opens it with the focus in its field, Escape closes it and gives the focus back", async () => {
	const { user } = open("/");
	const before = await button("Réduire le menu");
	before.focus();
	const field = await openPalette(user);
	expect(screen.getByRole("dialog", { name: TITLE })).toBeVisible();
	expect(field).toHaveFocus();
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	await waitFor(() => expect(before).toHaveFocus());
});

it("the menu opens it too, Ctrl K closes it", async () => {
	const { user } = open("/");
	await user.click(await button(/^Aller à…/));
	await screen.findByRole("combobox");
	await user.keyboard("{Control>}k{/Control}");
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

it("leaves another dialog alone", async () => {
	const { user } = open("/");
	await screen.findByRole("heading", { name: "Accueil" });
	await user.keyboard("?");
	await screen.findByRole("dialog", { name: "Raccourcis du clavier" });
	await user.keyboard("{Control>}k{/Control}");
	expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
});

it("offers the actions and the screens that the person may use", async () => {
	const { user, unmount } = open("/", { profile: "collaborateur" });
	await openPalette(user);
	const actions = namesIn(await group("Actions"));
	expect(actions).toEqual(
		expect.arrayContaining([
			"Importer des relevés",
			"Télécharger le fichier global",
			"Ajouter un IBAN",
			"Synchroniser",
			"Thème sombre",
			"Verrouiller",
		]),
	);
	expect(actions).not.toContain("Ajouter un collaborateur");
	expect(namesIn(await group("Écrans"))).not.toContain("Collaborateurs");
	unmount();
	open("/", { profile: "administrateur" });
	await openPalette(user);
	expect(namesIn(await group("Actions"))).toContain("Ajouter un collaborateur");
	expect(namesIn(await group("Écrans"))).toContain("Collaborateurs");
});

it("arrows move the choice while the focus stays in the field, Enter goes there", async () => {
	const { user } = open("/");
	const field = await openPalette(user);
	await user.keyboard("releves");
	const chosen = () => screen.getByRole("option", { selected: true });
	await waitFor(() => expect(chosen()).toHaveTextContent(/^Relevés/));
	await user.keyboard("{ArrowDown}");
	expect(chosen()).toHaveTextContent("Importer des relevés");
	await user.keyboard("{ArrowUp}");
	expect(field).toHaveAttribute("aria-activedescendant", chosen().id);
	expect(field).toHaveFocus();
	await user.keyboard("{Enter}");
	await waitFor(() => expect(window.location.hash).toBe("#/releves"));
	expect(screen.queryByRole("combobox", { name: /Client, IBAN/ })).not.toBeInTheDocument();
});

it("finds a client without its accents, and opens it with the focus in its panel", async () => {
	const { user, fake } = open("/");
	fake.desktop.Finder.Search = async () => ({
		clients: [{ id: 3, name: "Pépinière", siret: "", reference: "P-1", firmName: "Cabinet 1" }],
		accounts: [],
	});
	await openPalette(user);
	await user.keyboard("pepi");
	const clients = await group("Clients");
	expect(within(clients).getByRole("option")).toHaveTextContent("PépinièreP-1 · Cabinet 1");
	await user.keyboard("{Enter}");
	await waitFor(() => expect(window.location.hash).toBe("#/clients/3"));
	const panel = await screen.findByRole("region", { name: "Boulangerie Kerjean" });
	await waitFor(() => expect(panel).toContainElement(document.activeElement as HTMLElement));
});

it("finds an IBAN in any spacing", async () => {
	const { user } = open("/");
	await openPalette(user);
	await user.paste("fr76 3000 4458 5645");
	const ibans = await group("IBAN");
	await waitFor(() =>
		expect(within(ibans).getAllByRole("option")[0]).toHaveTextContent(
			"FR76 30004 45856 45856523322 08",
		),
	);
});

it("asks once for what is typed in one go, and never shows what answered another text", async () => {
	const { user, fake } = open("/");
	const search = vi.spyOn(fake.desktop.Finder, "Search");
	await openPalette(user);
	await user.keyboard("entreprise 1");
	await group("Clients");
	await waitFor(() => expect(search).toHaveBeenLastCalledWith("entreprise 1"));
	expect(search.mock.calls.length).toBeLessThan("entreprise 1".length);
	search.mockImplementation(() => new Promise(() => {}));
	await user.keyboard(" zzz");
	expect(screen.queryByRole("group", { name: "Clients" })).not.toBeInTheDocument();
});

it("says when nothing answers, and what to try", async () => {
	const { user } = open("/");
	await openPalette(user);
	await user.keyboard("zzzz");
	expect(await screen.findByText(/Rien ne répond à « zzzz »/)).toBeVisible();
});

it("says when clients and IBANs could not be looked for; screens are there all the same", async () => {
	const { user, fake } = open("/");
	fake.desktop.Finder.Search = async () => refuse("internal", "Le disque ne répond pas.");
	await openPalette(user);
	await user.keyboard("clients");
	expect(await screen.findByRole("alert")).toHaveTextContent("Le disque ne répond pas.");
	expect(namesIn(await group("Écrans"))).toContain("Clients");
});

it("an action runs: the import's dialog opens, the theme changes", async () => {
	const { user } = open("/");
	await openPalette(user);
	await user.keyboard("importer des{Enter}");
	expect(await screen.findByRole("dialog", { name: /Importer/ })).toBeVisible();
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	await openPalette(user);
	await user.keyboard("theme sombre{Enter}");
	await waitFor(() =>
		expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark"),
	);
});

it("the last used are on top when it opens again, after a restart too, and hold no name", async () => {
	const { user, unmount } = open("/");
	await openPalette(user);
	await user.keyboard("diagnostic{Enter}");
	await waitFor(() => expect(window.location.hash).toBe("#/diagnostic"));
	await user.keyboard("{Control>}k{/Control}");
	await screen.findByRole("combobox", { name: /Client, IBAN/ });
	await user.keyboard("entreprise 1");
	await user.click(within(await group("Clients")).getAllByRole("option")[0] as HTMLElement);
	await waitFor(() => expect(window.location.hash).toMatch(/^#\/clients\/\d+$/));
	expect(localStorage.getItem("sobank.palette.1")).toMatch(
		/^\["client:\d+","screen:\/diagnostic"\]$/,
	);
	unmount();
	open("/");
	await openPalette(user);
	const recent = await group("Derniers utilisés");
	await waitFor(() => expect(namesIn(recent)).toEqual(["Entreprise 1", "Diagnostic"]));
});

it("a list opens from it as it was left", async () => {
	const { user } = open("/ibans");
	await filledGrid("Liste des IBANS");
	await user.click(await button("Filtrer par Statut"));
	await user.click(await screen.findByRole("checkbox", { name: "Rejeté" }));
	await screen.findByText("1 RÉSULTAT");
	await user.keyboard("{Escape}");
	await user.click(screen.getByRole("link", { name: "Accueil" }));
	await openPalette(user);
	await user.keyboard("iban");
	const screens = await group("Écrans");
	await user.click(within(screens).getByRole("option", { name: "IBAN" }));
	await waitFor(() => expect(window.location.hash).toBe("#/ibans?statut=rejected"));
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/", { colorScheme });
	await openPalette(user);
	await user.keyboard("entreprise");
	await group("Clients");
	expect(await faults()).toEqual([]);
});
