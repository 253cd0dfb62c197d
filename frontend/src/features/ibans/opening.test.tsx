import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { type Fake, refuse } from "../../api/fake";
import { button, faults, filledGrid, open } from "../../test/app";

const CREATE = "Créer le RIB dans MyUnisoft";
const ASK = /Demandez à un Superviseur/;

/** Opens the panel of the first refused delivery, and gives the address of its IBAN. */
async function refused(options: Parameters<typeof open>[1] = {}) {
	const view = open("/envois?etat=refused", options);
	const grid = await filledGrid("Liste des envois");
	grid.focus();
	await view.user.keyboard("{Enter}");
	const panel = await screen.findByRole("region", { name: /^Envoi du relevé/ });
	return { ...view, panel };
}

const waitingFor = async (fake: Fake) => {
	const { rows } = await fake.desktop.Deliveries.List({
		...{ search: "", firmIds: [], connectorIds: [], accountId: 0, mine: false },
		...{ states: ["refused"], offset: 0, limit: 1 },
	});
	return rows[0]?.accountId ?? 0;
};

it("a Superviseur opens the account: what it is, where, in which journal, then it says so", async () => {
	const { user, fake, panel } = await refused({ profile: "superviseur" });
	const create = vi.spyOn(fake.desktop.Connectors, "OpenAccount");
	await user.click(await within(panel).findByRole("button", { name: CREATE }));
	const dialog = await screen.findByRole("dialog", { name: CREATE });
	expect(await within(dialog).findByText(/^FR76/)).toBeVisible();
	expect(dialog).toHaveTextContent("société n° 4012");
	expect(dialog).toHaveTextContent("Les relevés qui attendent partent ensuite");
	expect(await faults()).toEqual([]);
	await user.click(within(dialog).getByRole("button", { name: "Créer le RIB" }));
	expect(await within(dialog).findByText(/Choisissez le journal de banque/)).toBeVisible();
	await user.selectOptions(
		within(dialog).getByLabelText("Journal de banque"),
		"BQ2 · CRÉDIT AGRICOLE",
	);
	await user.type(within(dialog).getByLabelText("BIC"), "BNPAFRPPXXX");
	await user.click(within(dialog).getByRole("button", { name: "Créer le RIB" }));
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	expect(create).toHaveBeenLastCalledWith(
		expect.objectContaining({ journalId: "92", bic: "BNPAFRPPXXX" }),
	);
	expect(await screen.findByRole("alert")).toHaveTextContent(/est créé dans MyUnisoft/);
	expect(within(panel).queryByRole("button", { name: CREATE })).not.toBeInTheDocument();
});

it("what the partner refuses is said in the dialog, which stays", async () => {
	const { user, fake, panel } = await refused();
	fake.desktop.Connectors.OpenAccount = async () =>
		refuse("conflict", "Cet IBAN est déjà collecté pour une autre société.", "", "Retirez-l'y.");
	await user.click(await within(panel).findByRole("button", { name: CREATE }));
	const dialog = await screen.findByRole("dialog", { name: CREATE });
	await user.click(await within(dialog).findByRole("button", { name: "Créer le RIB" }));
	expect(await within(dialog).findByText("Retirez-l'y.")).toBeVisible();
	expect(dialog).toBeVisible();
});

it("when the partner cannot be asked, it says why and lets one ask again", async () => {
	const { user, fake, panel } = await refused();
	const answer = fake.desktop.Connectors.Opening;
	fake.desktop.Connectors.Opening = async () => refuse("busy", "MyUnisoft est en maintenance.");
	await user.click(await within(panel).findByRole("button", { name: CREATE }));
	const dialog = await screen.findByRole("dialog", { name: CREATE });
	expect(await within(dialog).findByText("MyUnisoft est en maintenance.")).toBeVisible();
	fake.desktop.Connectors.Opening = answer;
	await user.click(within(dialog).getByRole("button", { name: "Réessayer" }));
	expect(await within(dialog).findByLabelText("Journal de banque")).toBeVisible();
});

it("a company without a bank journal cannot have the account yet", async () => {
	const { user, fake, panel } = await refused();
	const answer = fake.desktop.Connectors.Opening;
	fake.desktop.Connectors.Opening = async (id) => ({ ...(await answer(id)), journals: [] });
	await user.click(await within(panel).findByRole("button", { name: CREATE }));
	const dialog = await screen.findByRole("dialog", { name: CREATE });
	expect(await within(dialog).findByText(/aucun journal de banque/)).toBeVisible();
	expect(within(dialog).queryByRole("button", { name: "Créer le RIB" })).not.toBeInTheDocument();
});

it("a Collaborateur reads whom to ask", async () => {
	const { panel } = await refused({ profile: "collaborateur" });
	expect(within(panel).getByText(ASK)).toBeVisible();
	expect(within(panel).queryByRole("button", { name: CREATE })).not.toBeInTheDocument();
});

it("« Détails » of the IBAN says it too, and nothing once it is done", async () => {
	const first = open("/envois");
	const id = await waitingFor(first.fake);
	first.unmount();
	const { user } = open(`/ibans/${id}`);
	await user.click(await button(CREATE));
	const dialog = await screen.findByRole("dialog", { name: CREATE });
	await user.selectOptions(
		await within(dialog).findByLabelText("Journal de banque"),
		"BQ · BANQUE",
	);
	await user.type(within(dialog).getByLabelText("BIC"), "BNPAFRPP");
	await user.click(within(dialog).getByRole("button", { name: "Créer le RIB" }));
	await waitFor(() =>
		expect(screen.queryByRole("button", { name: CREATE })).not.toBeInTheDocument(),
	);
});
