import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const PREVIEW = "Aperçu de la liste";

async function previewed(options?: Parameters<typeof open>[1]) {
	const opened = open("/clients/liste", options);
	const form = await screen.findByRole("form", { name: "Liste à importer" });
	await opened.user.click(within(form).getByRole("button", { name: "Parcourir…" }));
	await waitFor(() =>
		expect(within(form).getByLabelText("Fichier")).toHaveValue("/home/anne/Documents/clients.xlsx"),
	);
	await opened.user.click(within(form).getByRole("button", { name: "Voir l'aperçu" }));
	return { ...opened, grid: await filledGrid(PREVIEW) };
}

it.each(["/clients", "/ibans"])("is reached from %s", async (address) => {
	const { user } = open(address);
	await user.click(await screen.findByRole("link", { name: "Importer une liste" }));
	expect(await screen.findByRole("form", { name: "Liste à importer" })).toBeVisible();
});

it("shows what each line does, and one verdict at a time", async () => {
	const { user, grid } = await previewed();
	expect(rowsOf(grid)[1]).toContain("2 | Nouveau | Abers Marine");
	expect(screen.getByText("Colonnes laissées de côté : Couleur.")).toBeVisible();
	expect(screen.getByText("1 ligne refusée sera laissée de côté.")).toBeVisible();
	await user.click(screen.getByRole("radio", { name: "Refusé (1)" }));
	const rows = rowsOf(await filledGrid(PREVIEW));
	expect(rows).toHaveLength(2);
	expect(rows[1]).toContain("n'a pas la forme d'un IBAN");
});

it("opens a line to read it whole", async () => {
	const { user, grid } = await previewed();
	await user.click(within(grid).getByText("Conserverie du Guilvinec"));
	const panel = await screen.findByRole("region", { name: "Ligne 6" });
	expect(within(panel).getByRole("list", { name: "Ce qui se passe" })).toHaveTextContent(
		"IBAN : « FR76 3000 » n'a pas la forme d'un IBAN.",
	);
	expect(await faults()).toEqual([]);
});

it("applies what was previewed, and says what it did", async () => {
	const { user, fake } = await previewed();
	const apply = vi.spyOn(fake.desktop.Rosters, "Apply");
	await user.click(await button(/Appliquer 3/));
	expect(await screen.findByText("La liste est appliquée.")).toBeVisible();
	expect(screen.getByText(/1 nouveau client, 2 nouveaux IBAN, 1 modification/)).toBeVisible();
	expect(apply).toHaveBeenCalledWith({
		path: "/home/anne/Documents/clients.xlsx",
		firmId: 1,
		token: "1f2e",
	});
});

it("previews again when something changed meanwhile", async () => {
	const { user, fake } = await previewed({
		prepare: ({ desktop }) => {
			desktop.Rosters.Apply = async () =>
				refuse("conflict", "Ce qui est enregistré a changé depuis l'aperçu : rien n'a été fait.");
		},
	});
	const preview = vi.spyOn(fake.desktop.Rosters, "Preview");
	await user.click(await button(/Appliquer 3/));
	expect(await screen.findByText(/a changé depuis l'aperçu/)).toBeVisible();
	await user.click(await button("Réessayer"));
	await waitFor(() => expect(preview).toHaveBeenCalledTimes(1));
	await waitFor(() => expect(screen.queryByText(/a changé depuis/)).toBeNull());
});

it("says why a file is none, and gives the template", async () => {
	const { user } = open("/clients/liste");
	await user.type(await screen.findByLabelText("Fichier"), "/home/anne/x.pdf");
	await user.click(await button("Voir l'aperçu"));
	expect(await screen.findByText("Ce fichier n'est ni un CSV, ni un classeur XLSX.")).toBeVisible();
	await user.click(await button("Télécharger le modèle"));
	await user.click(await screen.findByRole("menuitem", { name: "Modèle CSV" }));
	expect(await screen.findByText(/modele-clients-iban.csv/)).toBeVisible();
});

it.each([
	["/clients", "Clients", "Liste des clients"],
	["/ibans", "Accounts", "Liste des IBANS"],
	["/releves", "Statements", "Liste des relevés"],
	["/envois", "Deliveries", "Liste des envois"],
] as const)("exports %s with its filters", async (address, list, label) => {
	const { user, fake } = open(address);
	await filledGrid(label);
	const write = vi.spyOn(fake.desktop.Exports, list);
	await user.click(await button("Exporter"));
	await user.click(await screen.findByRole("menuitem", { name: "Classeur XLSX" }));
	expect(await screen.findByText(/exportées : .*\.xlsx/)).toBeVisible();
	expect(write).toHaveBeenCalledWith(expect.objectContaining({ search: "" }), "xlsx");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	await previewed({ colorScheme });
	expect(await faults()).toEqual([]);
});
