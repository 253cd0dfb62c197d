import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const IBANS = "Liste des IBANS";
const header = (grid: HTMLElement) => rowsOf(grid)[0];

it("« Colonnes » hides and shows columns by the keyboard, and remembers them after a restart", async () => {
	const { user, unmount } = open("/clients");
	const grid = await filledGrid("Liste des clients");
	const menu = await button("Colonnes : Liste des clients");
	menu.focus();
	await user.keyboard("{Enter}");
	const box = await screen.findByRole("dialog", { name: /^Colonnes/ });
	expect(await faults()).toEqual([]);
	expect(within(box).queryByRole("checkbox", { name: "Dénomination sociale" })).toBeNull();
	within(box).getByRole("checkbox", { name: "Ville" }).focus();
	await user.keyboard(" ");
	within(box).getByRole("checkbox", { name: /Siret/i }).focus();
	await user.keyboard(" {Escape}");
	expect(menu).toHaveFocus();
	expect(header(grid)).toContain("Ville");
	expect(header(grid)).not.toMatch(/Siret/i);
	unmount();
	open("/clients");
	const again = await filledGrid("Liste des clients");
	expect(header(again)).toContain("Ville");
	expect(header(again)).not.toMatch(/Siret/i);
	await user.click(await button("Colonnes : Liste des clients"));
	await user.click(await button("Rétablir"));
	expect(header(again)).not.toContain("Ville");
});

it("another person of the same machine has their own columns", async () => {
	localStorage.setItem("sobank.columns.ibans.2", JSON.stringify({ bank: false }));
	open("/ibans");
	expect(header(await filledGrid(IBANS))).toContain("Banque");
});

it("filters and order are there again from the menu, the search is not; « Effacer les filtres » ends it", async () => {
	const { user, unmount } = open("/ibans");
	const grid = await filledGrid(IBANS);
	await user.click(await button("Filtrer par Statut"));
	await user.click(await screen.findByRole("checkbox", { name: "Approuvé" }));
	await user.keyboard("{Escape}");
	await user.click(within(grid).getByRole("button", { name: "IBAN" }));
	await user.type(screen.getByRole("searchbox"), "fr76");
	await user.click(screen.getByRole("link", { name: "Accueil" }));
	await screen.findByRole("heading", { name: "Accueil" });
	unmount(); // tomorrow
	open("/");
	await user.click(await screen.findByRole("link", { name: "IBAN" }));
	await filledGrid(IBANS);
	expect(window.location.hash).toBe("#/ibans?statut=approved&tri=iban");
	await user.click(await button("Effacer les filtres"));
	await screen.findByText("12 RÉSULTATS");
	expect(window.location.hash).toBe("#/ibans?tri=iban");
	await user.click(screen.getByRole("link", { name: "Accueil" }));
	await user.click(await screen.findByRole("link", { name: "IBAN" }));
	await waitFor(() => expect(window.location.hash).toBe("#/ibans?tri=iban"));
});

it("what a link pointed at is not kept", async () => {
	const { user } = open("/ibans?client=1");
	await screen.findByRole("grid", { name: IBANS });
	await user.click(screen.getByRole("link", { name: "Accueil" }));
	expect(await screen.findByRole("link", { name: "IBAN" })).toHaveAttribute("href", "#/ibans");
});

it("opens where one left it", async () => {
	const { user } = open("/ibans");
	const grid = await filledGrid(IBANS);
	grid.focus();
	await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
	const at = grid.getAttribute("aria-activedescendant")?.split("-").pop();
	expect(at).toBe("3");
	await user.click(screen.getByRole("link", { name: "Accueil" }));
	await user.click(await screen.findByRole("link", { name: "IBAN" }));
	const again = await filledGrid(IBANS);
	expect(again.getAttribute("aria-activedescendant")).toMatch(/-3$/);
});

it("Ctrl C copies the chosen rows under the names of the columns in sight", async () => {
	localStorage.setItem("sobank.columns.ibans.1", JSON.stringify({ bank: false, siret: false }));
	const { user, fake } = open("/ibans");
	const grid = await filledGrid(IBANS);
	grid.focus();
	await user.keyboard(" {ArrowDown} {Control>}c{/Control}");
	await waitFor(() => expect(fake.runtime.clipboard.text).not.toBe(""));
	const [first, ...rows] = fake.runtime.clipboard.text.split("\r\n");
	expect(first).toBe("IBAN\tDénomination sociale\tRéférence dossier\tCabinet\tStatut\tConnecteur");
	expect(rows).toHaveLength(2);
	expect(rows[0]?.split("\t")).toHaveLength(6);
});

it("« Tout sélectionner » chooses what is not on screen too, and associates it at once", async () => {
	const { user, fake } = open("/ibans?cabinet=1");
	const grid = await filledGrid(IBANS);
	const all = await fake.desktop.Accounts.All({
		...{ search: "", sort: "client", desc: false, firmIds: [1], statuses: [], connectorIds: [] },
		...{ responsableIds: [], mine: false, clientId: 0, offset: 0, limit: 0 },
	});
	const ask = vi.spyOn(fake.desktop.Accounts, "All");
	const associate = vi.spyOn(fake.desktop.Accounts, "Associate");
	grid.focus();
	await user.keyboard(" ");
	await user.click(await button(`Tout sélectionner (${all.length})`));
	await screen.findByText(`${all.length} lignes choisies`);
	expect(ask).toHaveBeenCalledWith(expect.objectContaining({ firmIds: [1] }));
	await user.click(await button("Choisir un connecteur"));
	await user.click(await screen.findByRole("menuitemradio", { name: /Inqom/ }));
	await waitFor(() => expect(associate).toHaveBeenCalled());
	expect([...(associate.mock.calls[0]?.[0] ?? [])].sort()).toEqual(all.map((r) => r.id).sort());
});

it("a choice ends with the filter that it was made under", async () => {
	const { user } = open("/ibans");
	const grid = await filledGrid(IBANS);
	grid.focus();
	await user.keyboard("{Control>}a{/Control}");
	await screen.findByText("12 lignes choisies");
	await user.click(await button("Filtrer par Statut"));
	await user.click(await screen.findByRole("checkbox", { name: "Rejeté" }));
	await screen.findByText("1 RÉSULTAT");
	expect(screen.queryByText(/lignes? choisies?/)).not.toBeInTheDocument();
});
