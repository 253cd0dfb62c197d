import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open } from "../../test/app";

const choice = async (name: string) =>
	within(await screen.findByRole("radiogroup", { name: "Dossiers affichés" })).getByRole("radio", {
		name,
	});

it.each([
	["/clients", "Liste des clients", 8, 12],
	["/ibans", "Liste des IBANS", 8, 12],
	["/releves", "Liste des relevés", 286, 430],
] as const)(
	"%s opens on « Mes dossiers » of who has some, one click to all",
	async (address, list, mine, all) => {
		const { user } = open(address, { keeper: true });
		await filledGrid(list);
		expect(await choice("Mes dossiers")).toBeChecked();
		expect(screen.getByText(`${mine} RÉSULTATS`)).toBeVisible();
		await user.click(await choice("Tous"));
		expect(await screen.findByText(`${all} RÉSULTATS`)).toBeVisible();
	},
);

it("asks the diagnostic, the deliveries and the home screen for the same", async () => {
	const { user, fake } = open("/diagnostic", { keeper: true });
	const all = vi.spyOn(fake.desktop.Diagnostics, "All");
	const list = vi.spyOn(fake.desktop.Deliveries, "List");
	const places = vi.spyOn(fake.desktop.Statements, "Places");
	const counts = vi.spyOn(fake.desktop.Deliveries, "Counts");
	await waitFor(() => expect(all).toHaveBeenLastCalledWith(true));
	await user.click(screen.getByRole("link", { name: "Envois" }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ mine: true })),
	);
	await user.click(await choice("Tous"));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ mine: false })),
	);
	await user.click(screen.getByRole("link", { name: "Accueil" }));
	await waitFor(() => expect(places).toHaveBeenLastCalledWith(false));
	await user.click(await choice("Mes dossiers"));
	await waitFor(() => expect(places).toHaveBeenLastCalledWith(true));
	await waitFor(() => expect(counts).toHaveBeenLastCalledWith(true));
});

it("who keeps nobody begins with all; what one chose is remembered for that person", async () => {
	const first = open("/clients");
	await filledGrid("Liste des clients");
	expect(await choice("Tous")).toBeChecked();
	await first.user.click(await choice("Mes dossiers"));
	first.unmount();
	open("/ibans");
	expect(await choice("Mes dossiers")).toBeChecked();
	expect(JSON.parse(localStorage.getItem("sobank.mine.1") ?? "")).toBe(true);
});

it("accounts of nobody stay on the home screen of everybody", async () => {
	open("/", { keeper: true });
	const places = await screen.findByRole("region", { name: "Où sont les relevés" });
	expect(within(places).getByRole("link", { name: /Sans IBAN/ })).toHaveTextContent(/^7/);
	expect(screen.getByRole("link", { name: "Créer les IBAN" })).toBeVisible();
});

it("an empty portfolio says so, and leads to all", async () => {
	const { user } = open("/clients", {
		keeper: true,
		prepare: ({ desktop }) => {
			const { List } = desktop.Clients;
			desktop.Clients.List = async (q) => (q.mine ? { rows: [], total: 0 } : List(q));
		},
	});
	expect(await screen.findByText("Rien dans « Mes dossiers ».")).toBeVisible();
	await user.click(await button("Voir tous les dossiers"));
	expect(await screen.findByText("12 RÉSULTATS")).toBeVisible();
});

it("a link to one client's IBANs, or somebody's clients, shows them whoever keeps them", async () => {
	const first = open("/ibans?client=1", { keeper: true });
	await filledGrid("Liste des IBANS");
	expect(screen.queryByRole("radiogroup", { name: "Dossiers affichés" })).not.toBeInTheDocument();
	expect(screen.getByText("1 RÉSULTAT")).toBeVisible();
	first.unmount();
	open("/clients?responsable=0", { keeper: true });
	expect(await screen.findByText("4 RÉSULTATS")).toBeVisible();
});

it.each([
	["/clients", "Liste des clients"],
	["/ibans", "Liste des IBANS"],
] as const)("filters %s by « Responsable »", async (address, list) => {
	const { user } = open(address);
	await filledGrid(list);
	await user.click(await button("Filtrer par Responsable"));
	await user.click(await screen.findByRole("checkbox", { name: "Personne" }));
	expect(await screen.findByText("4 RÉSULTATS")).toBeVisible();
});

it("gives a client a responsable and a stand-in of its firm, until a day", async () => {
	const { user, fake } = open("/clients/1");
	const save = vi.spyOn(fake.desktop.Clients, "Save");
	const panel = await screen.findByRole("region", { name: "Entreprise 1" });
	const responsable = within(panel).getByLabelText("Responsable");
	await waitFor(() => expect(within(responsable).getAllByRole("option")).toHaveLength(5));
	expect(within(responsable).queryByRole("option", { name: /Denis/ })).not.toBeInTheDocument();
	await user.selectOptions(responsable, "Anne Collab");
	expect(within(panel).queryByLabelText("Suppléant jusqu'au")).not.toBeInTheDocument();
	await user.selectOptions(within(panel).getByLabelText("Suppléant"), "Bruno Le Meur");
	await user.type(within(panel).getByLabelText("Suppléant jusqu'au"), "31/08/2026");
	await user.click(within(panel).getByRole("button", { name: "Enregistrer" }));
	await waitFor(() =>
		expect(save).toHaveBeenLastCalledWith(
			expect.objectContaining({ responsableId: 1, standInId: 2, standInUntil: "2026-08-31" }),
		),
	);
});

it("a client that is created in « Mes dossiers » is one's own", async () => {
	open("/clients/nouveau", { keeper: true });
	const form = await screen.findByRole("form", { name: "Nouveau client" });
	await waitFor(() => expect(within(form).getByLabelText("Responsable")).toHaveValue("1"));
});

it("says « Confidentiel » in words; only a Superviseur changes it and who keeps it", async () => {
	const first = open("/clients/9");
	const grid = await filledGrid("Liste des clients");
	expect(within(grid).getByText("Confidentiel")).toBeVisible();
	expect(await screen.findByText(/^Dossier confidentiel : seuls/)).toBeVisible();
	expect(screen.getByRole("checkbox", { name: "Dossier confidentiel" })).toBeChecked();
	first.unmount();
	open("/clients/9", { profile: "collaborateur" });
	const panel = await screen.findByRole("region", { name: "Cabinet médical Ty Coz" });
	expect(within(panel).queryByRole("checkbox")).not.toBeInTheDocument();
	expect(within(panel).getByLabelText("Responsable")).toBeDisabled();
	expect(within(panel).getByLabelText("Suppléant")).toBeDisabled();
	expect(within(panel).getByLabelText("Référence dossier")).toBeEnabled();
});

it("has no accessibility fault", async () => {
	open("/clients/9", { keeper: true });
	await filledGrid("Liste des clients");
	await screen.findByRole("region", { name: "Cabinet médical Ty Coz" });
	expect(await faults()).toEqual([]);
});
