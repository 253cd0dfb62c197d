import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const OPERATIONS = "Opérations du relevé";

it("adds up on one line, and says each check in words", async () => {
	open("/releves/1");
	await filledGrid(OPERATIONS);
	expect(screen.getByText("Solde départ au 12/03/2026").parentElement).toHaveTextContent(
		"1 204,10 €",
	);
	expect(screen.getByText("Solde fin au 16/03/2026").parentElement).toHaveTextContent(
		"32 066,60 €",
	);
	expect(screen.getByText("Le compte est juste")).toBeVisible();
	const checks = screen.getByRole("list", { name: "Vérifications" });
	expect(checks).toHaveTextContent("Le solde de départ et les opérations donnent le solde de fin.");
	expect(within(checks).getAllByRole("img", { name: "Vérifié" }).length).toBeGreaterThan(0);
	expect(checks).toHaveTextContent("ligne 212");
});

it("says the amount that is missing where it is wrong", async () => {
	open("/releves/5");
	await filledGrid(OPERATIONS);
	expect(screen.getByText("Il manque 224,10 €")).toBeVisible();
	expect(screen.getAllByRole("img", { name: "Faux" }).length).toBeGreaterThan(0);
});

it("says that nothing can be added up without an opening", async () => {
	open("/releves/7");
	await filledGrid(OPERATIONS);
	expect(screen.getByText(/Calcul impossible/)).toBeVisible();
});

it("lists operations as a ledger, drawing only those in view", async () => {
	open("/releves/1");
	const grid = await filledGrid(OPERATIONS);
	expect(rowsOf(grid)[0]).toBe(
		"Date | Valeur | Code | Libellé | Référence | Débit (€) | Crédit (€) | Solde (€)",
	);
	expect(rowsOf(grid)[2]).toBe(
		"12/03/2026 | 16/03/2026 | 08 | PRLV SEPA EDF ENTREPRISES CONTRAT 6007712 |  | 99,87 |  | 1\u202f228,79",
	);
	expect(grid).toHaveAttribute("aria-rowcount", "1251");
	expect(within(grid).getAllByRole("row").length).toBeLessThan(60);
});

it("the keyboard is on the list at once; Enter opens an operation, arrows change it, Escape closes it", async () => {
	const { user } = open("/releves/1");
	const grid = await filledGrid(OPERATIONS);
	expect(grid).toHaveFocus();
	await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
	const panel = await screen.findByRole("region", { name: /Opération 3 sur/ });
	expect(panel).toHaveTextContent("11 – Paiement par carte");
	expect(within(panel).getByText("NPY Nom du payeur")).toBeVisible();
	expect(within(panel).getByText("MARTIN ET FILS")).toBeVisible();
	await user.keyboard("{ArrowDown}");
	expect(await screen.findByRole("region", { name: /Opération 4 sur/ })).toBeVisible();
	await user.keyboard("{Escape}");
	await waitFor(() =>
		expect(screen.queryByRole("region", { name: /Opération/ })).not.toBeInTheDocument(),
	);
	expect(window.location.hash).toBe("#/releves/1");
});

it("asks for operations by pages of 200 as one scrolls", async () => {
	const { fake, user } = open("/releves/1");
	const read = vi.spyOn(fake.desktop.Statements, "Operations");
	const grid = await filledGrid(OPERATIONS);
	grid.focus();
	await user.keyboard("{End}");
	await waitFor(() => expect(read).toHaveBeenLastCalledWith(1, 1200, 200));
	await waitFor(() => expect(rowsOf(grid).at(-1)).toMatch(/CB CARREFOUR|PRLV SEPA/));
});

it("releases a held statement with a reason, which is asked for", async () => {
	const { fake, user } = open("/releves/5");
	const release = vi.spyOn(fake.desktop.Statements, "Release");
	await user.click(await button("Débloquer"));
	const dialog = await screen.findByRole("dialog", { name: "Débloquer ce relevé" });
	await user.click(within(dialog).getByRole("button", { name: "Débloquer le relevé" }));
	expect(within(dialog).getByText("À remplir.")).toBeVisible();
	await user.type(within(dialog).getByLabelText("Motif"), "vérifié sur papier");
	await user.click(within(dialog).getByRole("button", { name: "Débloquer le relevé" }));
	await waitFor(() => expect(release).toHaveBeenCalledWith(5, "vérifié sur papier"));
	expect(await screen.findByText("Débloqué")).toBeVisible();
	await waitFor(() =>
		expect(screen.queryByRole("button", { name: "Débloquer" })).not.toBeInTheDocument(),
	);
});

it("offers no release to who may not", async () => {
	open("/releves/5", {
		prepare: ({ desktop }) => {
			const get = desktop.Statements.Get;
			desktop.Statements.Get = async (id) => ({ ...(await get(id)), canRelease: false });
		},
	});
	await filledGrid(OPERATIONS);
	expect(screen.queryByRole("button", { name: "Débloquer" })).not.toBeInTheDocument();
});

it("goes to the statement before of the same account", async () => {
	const { user } = open("/releves/1");
	await filledGrid(OPERATIONS);
	const previous = await button("Relevé précédent du compte");
	await waitFor(() => expect(previous).toBeEnabled());
	expect(await button("Relevé suivant du compte")).toBeDisabled();
	await user.click(previous);
	await waitFor(() => expect(window.location.hash).toBe("#/releves/13"));
});

it("a statement that is gone says so and leads back", async () => {
	open("/releves/9999", {
		prepare: ({ desktop }) => {
			desktop.Statements.Get = async () => refuse("not_found", "Ce relevé n'existe pas.");
		},
	});
	expect(await screen.findByRole("alert")).toHaveTextContent("Ce relevé n'existe pas.");
	expect(within(screen.getByRole("main")).getByRole("link", { name: "Relevés" })).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/releves/5?op=2", { colorScheme });
	await filledGrid(OPERATIONS);
	await screen.findByRole("region", { name: /Opération 3 sur/ });
	expect(await faults()).toEqual([]);
});
