import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Journal";
const boss = { profile: "administrateur" } as const;

it("says who did what, when, to what, latest first", async () => {
	open("/journal", boss);
	const grid = await filledGrid(LIST);
	const [header, first, second] = rowsOf(grid);
	expect(header).toBe("Date et heure | Qui | Ce qui a été fait | Objet | Cabinet");
	expect(first).toMatch(
		/^17\/03\/2026 \d\d:12 \| Claire Admin \| A exporté la liste des clients : 12 lignes \| {2}\| $/,
	);
	expect(second).toContain(
		"Bruno Le Meur | A associé l'IBAN FR76 12906 45856 45856525996 12 à « MyUnisoft » | FR76 12906 45856 45856525996 12",
	);
	expect(screen.getByText(/^7\sRÉSULTATS$/)).toBeVisible();
});

it("what one did is a link while it is there, « effacé » once it is gone", async () => {
	open("/journal", boss);
	const grid = await filledGrid(LIST);
	expect(within(grid).getByRole("link", { name: "Boulangerie Kerjean" })).toHaveAttribute(
		"href",
		"#/clients/2",
	);
	expect(within(grid).getByRole("link", { name: "cfonb120-2026-03-17.txt" })).toHaveAttribute(
		"href",
		"#/releves?fichier=9",
	);
	expect(within(grid).getByRole("link", { name: "MyUnisoft" })).toHaveAttribute(
		"href",
		"#/cabinets/1/connecteurs/1",
	);
	const gone = rowsOf(grid).find((r) => r.includes("n° 41"));
	expect(gone).toContain("A modifié le client n° 41, effacé | effacé |");
});

it("its filters combine, show, and stay in the address", async () => {
	const { user, fake } = open("/journal?q=IBAN&du=2026-03-17", boss);
	const list = vi.spyOn(fake.desktop.Journal, "List");
	await filledGrid(LIST);
	await user.click(await button("Filtrer par Qui"));
	await user.click(await screen.findByRole("checkbox", { name: "Bruno Le Meur" }));
	await user.keyboard("{Escape}");
	await user.click(await button("Filtrer par Ce qui a été fait"));
	await user.click(await screen.findByRole("checkbox", { name: "Clients et IBAN" }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith({
			search: "IBAN",
			staffIds: [2],
			families: ["clients"],
			firmIds: [],
			object: "",
			objectId: 0,
			from: "2026-03-17",
			to: "",
			after: "",
			skip: 0,
			limit: 200,
		}),
	);
	await user.keyboard("{Escape}");
	expect(decodeURIComponent(window.location.hash)).toBe(
		"#/journal?q=IBAN&du=2026-03-17&qui=2&genre=clients",
	);
	await user.click(await button("Effacer Bruno Le Meur"));
	await waitFor(() => expect(window.location.hash).not.toContain("qui"));
	await user.click(await button("Effacer les filtres"));
	await waitFor(() => expect(window.location.hash).toBe("#/journal"));
});

it("« Système » is one to filter by", async () => {
	open("/journal?qui=0", boss);
	const grid = await filledGrid(LIST);
	expect(rowsOf(grid)).toHaveLength(2);
	expect(rowsOf(grid)[1]).toContain("Système (CABINET\\anne) | A importé le fichier");
});

it("one opens at its own address with all it holds, and leads to all that was done to the same", async () => {
	const { user } = open("/journal?genre=clients", boss);
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	const panel = await screen.findByRole("region", { name: "Journal, n° 899" });
	expect(window.location.hash).toBe("#/journal/899?genre=clients");
	expect(
		await within(panel).findByText(
			"Bruno Le Meur a associé l'IBAN FR76 12906 45856 45856525996 12 à « MyUnisoft ».",
		),
	).toBeVisible();
	expect(panel).toHaveTextContent("Compte de la machineCABINET\\anne");
	expect(panel).toHaveTextContent("Nom techniqueaccount.associate");
	const facts = within(panel).getByRole("region", { name: "Précisions" });
	expect(facts).toHaveTextContent("ConnecteurMyUnisoft");
	expect(facts).toHaveTextContent("Connecteur d'avantaucun");
	expect(
		within(panel).getByRole("link", { name: "FR76 12906 45856 45856525996 12" }),
	).toHaveAttribute("href", "#/ibans/2");
	await user.click(await button("Tout sur cet objet"));
	expect(await button("Effacer IBAN n° 2")).toBeVisible();
	expect(window.location.hash).toBe("#/journal/899?genre=clients&objet=account-2");
	await user.keyboard("{Escape}");
	expect(window.location.hash).toBe("#/journal?genre=clients&objet=account-2");
});

it("a refused sign-in reads as nobody's", async () => {
	open("/journal/895", boss);
	const panel = await screen.findByRole("region", { name: "Journal, n° 895" });
	expect(
		await within(panel).findByText(
			"Connexion refusée à Claire Admin : le mot de passe donné est faux.",
		),
	).toBeVisible();
	expect(panel).toHaveTextContent("QuiNon identifié (CABINET\\anne)");
});

it("is exported with its filters", async () => {
	const { user, fake } = open("/journal?genre=exports", boss);
	const save = vi.spyOn(fake.desktop.Exports, "Journal");
	await filledGrid(LIST);
	await user.click(await button("Exporter"));
	await user.click(await screen.findByRole("menuitem", { name: /CSV/ }));
	expect(save).toHaveBeenCalledWith(expect.objectContaining({ families: ["exports"] }), "csv");
	expect(await screen.findByText(/journal\.csv/)).toBeVisible();
});

it("an empty list says why and what to do", async () => {
	const { unmount } = open("/journal", { ...boss, scene: "empty" });
	expect(await screen.findByText("Le journal est vide.")).toBeVisible();
	unmount();
	open("/journal?q=personne+de+ce+nom", boss);
	expect(await screen.findByText("Rien au journal ne correspond.")).toBeVisible();
	expect(await button("Effacer les filtres")).toBeVisible();
});

it("what cannot be read says so, and is tried again", async () => {
	const { user, fake } = open("/journal/900", {
		...boss,
		prepare: ({ desktop }) => {
			desktop.Journal.Get = async () => refuse("busy", "Le fichier de données est occupé.");
		},
	});
	expect(await screen.findByText("Le fichier de données est occupé.")).toBeVisible();
	const panel = screen.getByRole("region", { name: "Journal, n° 900" });
	const again = vi.spyOn(fake.desktop.Journal, "Get");
	await user.click(within(panel).getByRole("button", { name: /Réessayer/ }));
	expect(again).toHaveBeenCalled();
});

it("only an Administrateur finds it in the menu, and may read it", async () => {
	const { unmount } = open("/", boss);
	const menu = await screen.findByRole("navigation", { name: "Menu principal" });
	expect(within(menu).getByRole("link", { name: "Journal" })).toHaveAttribute("href", "#/journal");
	unmount();
	const { fake } = open("/journal", { profile: "superviseur" });
	const list = vi.spyOn(fake.desktop.Journal, "List");
	expect(await screen.findByText("Cette page est réservée aux Administrateurs.")).toBeVisible();
	expect(screen.queryByRole("link", { name: "Journal" })).not.toBeInTheDocument();
	expect(list).not.toHaveBeenCalled();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/journal/899?objet=account-2", { ...boss, colorScheme });
	await filledGrid(LIST);
	await screen.findByRole("region", { name: "Précisions" });
	expect(await faults()).toEqual([]);
});
