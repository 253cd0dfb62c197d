import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Liste des IBANS";
const FAQ = "FR76 30004 45856 45856523322 08";
const HINT =
	"Si vous ne voyez pas le connecteur souhaité, assurez vous qu'il soit dans la liste des connecteurs au niveau du cabinet.";

const cellOf = (name: string) => button(`${name} : ${FAQ}`);
const item = (name: RegExp) => screen.findByRole("menuitemradio", { name });

it("« + » « Ajouter un connecteur » → « Choisir »: the hint, « Aucun connecteur », the firm's", async () => {
	const { user } = open("/ibans");
	await filledGrid(LIST);
	await user.click(await cellOf("Ajouter un connecteur"));
	expect(await cellOf("Choisir")).toBeVisible();
	const menu = await screen.findByRole("menu");
	expect(within(menu).getByText(HINT)).toBeVisible();
	await item(/MyUnisoft/);
	const names = within(menu)
		.getAllByRole("menuitemradio")
		.map((i) => i.textContent);
	expect(names).toEqual([
		"Aucun connecteur",
		"FulllDépôt de fichier",
		"InqomDépôt de fichier",
		"MyUnisoftEnvoi direct",
	]);
	expect(await item(/Aucun/)).toBeChecked();
	expect(await faults()).toEqual([]);
});

it("[FAQ 3] every profile associates: saved on selection, no dialog, and can be taken back", async () => {
	const { user, fake } = open("/ibans", { profile: "collaborateur" });
	const associate = vi.spyOn(fake.desktop.Accounts, "Associate");
	await filledGrid(LIST);
	await user.click(await cellOf("Ajouter un connecteur"));
	await user.click(await item(/Fulll/));
	expect(await cellOf("Fulll")).toBeVisible();
	expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
	expect(associate).toHaveBeenCalledWith([1], 3);
	await user.click(await button("Annuler"));
	expect(await cellOf("Ajouter un connecteur")).toBeVisible();
	expect(associate).toHaveBeenLastCalledWith([1], 0);
});

it("says how many statements stay with the download", async () => {
	const { user, fake } = open("/ibans");
	fake.desktop.Accounts.Associate = async () => ({ changed: 1, waiting: 3 });
	await filledGrid(LIST);
	await user.click(await cellOf("Ajouter un connecteur"));
	await user.click(await item(/MyUnisoft/));
	expect(await screen.findByRole("alert")).toHaveTextContent(
		`${FAQ} : MyUnisoft. 3 relevés attendent déjà le téléchargement et y restent.`,
	);
});

it("[FAQ 4] « Aucun connecteur » takes the association away", async () => {
	const { user } = open("/ibans?q=Jardins");
	const grid = await filledGrid(LIST);
	await screen.findByText("1 RÉSULTAT");
	await user.click(within(grid).getByRole("button", { name: /^MyUnisoft : / }));
	await user.click(await item(/Aucun connecteur/));
	await waitFor(() => expect(rowsOf(grid)[1]).toContain("| Ajouter un connecteur |"));
	expect(await screen.findByRole("alert")).toHaveTextContent(": aucun connecteur.");
});

it("works by keyboard alone: C opens it, arrows and Enter choose, Ctrl Z takes it back", async () => {
	const { user } = open("/ibans?q=Entreprise 1");
	const grid = await filledGrid(LIST);
	await screen.findByText("1 RÉSULTAT");
	grid.focus();
	await user.keyboard("c");
	await item(/MyUnisoft/);
	await waitFor(() => expect(screen.getByRole("menuitemradio", { name: /Aucun/ })).toHaveFocus());
	await user.keyboard("{ArrowDown}{Enter}");
	expect(await cellOf("Fulll")).toBeVisible();
	await waitFor(() => expect(grid).toHaveFocus());
	await user.keyboard("{Control>}z{/Control}");
	expect(await cellOf("Ajouter un connecteur")).toBeVisible();
});

it("a refusal says why and what to do, and the IBAN keeps its connector", async () => {
	const { user, fake } = open("/ibans");
	fake.desktop.Accounts.Associate = async () =>
		refuse(
			"conflict",
			"Ce connecteur vient d'être retiré du cabinet.",
			"",
			"Choisissez-en un autre.",
		);
	await filledGrid(LIST);
	await user.click(await cellOf("Ajouter un connecteur"));
	await user.click(await item(/MyUnisoft/));
	const alert = await screen.findByRole("alert");
	expect(alert).toHaveTextContent("Ce connecteur vient d'être retiré du cabinet.");
	expect(alert).toHaveTextContent("Choisissez-en un autre.");
	expect(await cellOf("Ajouter un connecteur")).toBeVisible();
});

it("the filter knows every connector of the firms that one reaches", async () => {
	const { user, fake } = open("/ibans?q=Entreprise 1");
	const list = vi.spyOn(fake.desktop.Accounts, "List");
	await filledGrid(LIST);
	await user.click(await button("Filtrer par Connecteur"));
	await user.click(await screen.findByRole("checkbox", { name: /^MyUnisoft · Cabinet Le Goff/ }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ connectorIds: [4] })),
	);
});

it("several lines are associated at once, and each goes back to what it had", async () => {
	const { user, fake } = open("/ibans?cabinet=1");
	const associate = vi.spyOn(fake.desktop.Accounts, "Associate");
	await filledGrid(LIST);
	await screen.findByText("9 RÉSULTATS");
	await user.click(screen.getByRole("checkbox", { name: "Choisir toutes les lignes chargées" }));
	await user.click(await button("Choisir un connecteur"));
	await user.click(await item(/Fulll/));
	expect(await screen.findByRole("alert")).toHaveTextContent("9 IBAN : Fulll.");
	await user.click(await button("Annuler"));
	await screen.findByText("C'est annulé.");
	expect(
		associate.mock.calls
			.slice(1)
			.map(([ids, to]) => `${ids.length} → ${to}`)
			.sort(),
	).toEqual(["2 → 0", "2 → 2", "5 → 1"]);
});

it("lines of two firms have no connector in common: it says so", async () => {
	const { user } = open("/ibans");
	await filledGrid(LIST);
	await user.click(screen.getByRole("checkbox", { name: "Choisir toutes les lignes chargées" }));
	const bulk = await button("Choisir un connecteur");
	expect(bulk).toHaveAttribute("aria-disabled", "true");
	expect(bulk).toHaveAccessibleDescription(
		"Choisissez des IBAN d'un seul cabinet pour leur donner un connecteur.",
	);
});
