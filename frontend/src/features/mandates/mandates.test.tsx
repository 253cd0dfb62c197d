import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { today } from "../../lib/dates";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const papers = () => screen.findByRole("region", { name: "Documents du mandat" });
const dialog = (name: string) => screen.findByRole("dialog", { name });

it("makes the mandate to sign, says what will be missing, and saves it where one chose", async () => {
	const { user, fake } = open("/ibans/5");
	const prepare = vi.spyOn(fake.desktop.Mandates, "Prepare");
	const save = vi.spyOn(fake.desktop.Mandates, "SaveCopy");
	await papers();
	await user.click(await button("Préparer le mandat (PDF)"));
	const form = within(await dialog("Mandat à signer"));
	expect(
		await form.findByText(/Restera à remplir à la main : le nom du signataire\./),
	).toBeVisible();
	expect(form.getByRole("link", { name: "Compléter la fiche du client" })).toHaveAttribute(
		"href",
		"#/clients/5",
	);
	expect(form.getByRole("checkbox", { name: /· Créé$/ })).toBeChecked();
	await user.type(form.getByLabelText("Agence de la banque (facultatif)"), "Rennes Centre");
	await user.click(form.getByRole("button", { name: "Préparer et enregistrer" }));
	await waitFor(() =>
		expect(prepare).toHaveBeenCalledWith({ accountIds: [5], agency: "Rennes Centre" }),
	);
	await waitFor(() => expect(save).toHaveBeenCalledWith(1, "/home/anne/Bureau/Mandat.pdf"));
	const kept = await within(await papers()).findByRole("list", { name: "Documents gardés" });
	expect(within(kept).getByRole("listitem")).toHaveTextContent(/Mandat à signer.*Anne Collab/);
	expect(await button("Marquer comme signé")).toBeVisible();
});

it("keeps the paper when nobody says where to save it", async () => {
	const { user, fake } = open("/ibans/5", {
		prepare: ({ desktop }) => {
			desktop.Mandates.PickPath = async () => "";
		},
	});
	const save = vi.spyOn(fake.desktop.Mandates, "SaveCopy");
	await papers();
	await user.click(await button("Préparer le mandat (PDF)"));
	await user.click(await button("Préparer et enregistrer"));
	expect(await button("Enregistrer une copie de Mandat.pdf")).toBeVisible();
	expect(save).not.toHaveBeenCalled();
});

it("attaches a signed scan, marks the mandate as signed, and says what it refuses", async () => {
	const { user, fake } = open("/ibans/4");
	const attach = vi.spyOn(fake.desktop.Mandates, "Attach");
	await papers();
	await user.click(await button("Joindre un document"));
	const form = within(await dialog("Joindre un document"));
	const path = await form.findByLabelText(/^Fichier/);
	await user.type(path, "/tmp/mandat.exe");
	await user.click(form.getByRole("button", { name: "Joindre" }));
	expect(await form.findByText(/ni un PDF, ni une image.*Ce qui compte/)).toBeVisible();
	await user.click(form.getByRole("button", { name: "Parcourir…" }));
	await waitFor(() => expect(path).toHaveValue("/home/anne/Numérisations/mandat signé.pdf"));
	expect(form.getByLabelText("Marquer comme signé le")).toBeChecked();
	await user.click(form.getByRole("button", { name: "Joindre" }));
	await waitFor(() =>
		expect(attach).toHaveBeenLastCalledWith({
			accountIds: [4],
			kind: "signed",
			path: "/home/anne/Numérisations/mandat signé.pdf",
			signedOn: today(),
		}),
	);
	expect(await button("Marquer comme transmis à la banque")).toBeVisible();
	expect(await button("Enregistrer une copie de mandat signé.pdf")).toBeVisible();
});

it("the letter that ends a mandate is for those who may", async () => {
	const { user, fake, unmount } = open("/ibans/3");
	const terminate = vi.spyOn(fake.desktop.Mandates, "Terminate");
	await papers();
	await user.click(await button("Lettre de résiliation (PDF)"));
	const form = within(await dialog("Lettre de résiliation"));
	await user.click(form.getByRole("button", { name: "Préparer et enregistrer" }));
	await waitFor(() => expect(terminate).toHaveBeenCalledWith([3], today()));
	expect(await button("Marquer comme résilié")).toBeVisible();
	unmount();
	open("/ibans/3", { profile: "collaborateur" });
	await papers();
	expect(screen.queryByRole("button", { name: "Lettre de résiliation (PDF)" })).toBeNull();
});

it("makes the mandates of the chosen IBANs at once, zipped", async () => {
	const { user, fake } = open("/ibans");
	const all = vi.spyOn(fake.desktop.Mandates, "PrepareAll");
	await filledGrid("Liste des IBANS");
	await user.click(screen.getByRole("checkbox", { name: "Choisir toutes les lignes chargées" }));
	await user.click(await button("Mandats à signer (ZIP)"));
	expect(await screen.findByText(/mandats préparés pour .* laissés de côté/)).toBeVisible();
	expect(all.mock.calls[0]?.[1]).toBe("/home/anne/Bureau/Mandats à signer.zip");
});

it("says why it could not make them", async () => {
	const { user } = open("/ibans", {
		prepare: ({ desktop }) => {
			desktop.Mandates.PrepareAll = async () =>
				refuse("unreadable", "Le fichier ne peut pas être écrit.", "path", "Vérifiez le dossier.");
		},
	});
	await filledGrid("Liste des IBANS");
	await user.click(screen.getByRole("checkbox", { name: "Choisir toutes les lignes chargées" }));
	await user.click(await button("Mandats à signer (ZIP)"));
	expect(await screen.findByText("Vérifiez le dossier.")).toBeVisible();
});

it("says what waits for whom, for how many days, and what is to be reminded", async () => {
	const { user } = open("/ibans/mandats");
	const groups = within(await screen.findByRole("list", { name: "Mandats par statut" }));
	expect(groups.getAllByRole("link").map((a) => a.textContent)).toContainEqual(
		expect.stringMatching(/^2 À signerClient · [\d\s]+\sjours2 à relancer$/),
	);
	const grid = await filledGrid("Mandats en cours");
	expect(rowsOf(grid)[1]).toMatch(/(Client|Banque) \| [\d\s]+ \| À relancer$/);
	await user.click(groups.getByRole("link", { name: /À signer/ }));
	expect(window.location.hash).toBe("#/ibans/mandats?statut=to_sign");
	await waitFor(() => expect(rowsOf(screen.getByRole("grid"))).toHaveLength(3));
});

it("notes a reminder, with a text for the mail program", async () => {
	const { user, fake } = open("/ibans/mandats?statut=to_sign&relance=1");
	await filledGrid("Mandats en cours");
	await user.click(screen.getByRole("checkbox", { name: /^Choisir FR76 30047 45856 45856527333/ }));
	await user.click(await button("Relancer"));
	const letter = within(await dialog("Relance"));
	expect(await letter.findByText("contact@trois-rochers.example")).toBeVisible();
	await user.click(letter.getByRole("button", { name: "Ouvrir dans la messagerie" }));
	expect(fake.runtime.opened[0]).toMatch(
		/^mailto:contact@trois-rochers\.example\?subject=Votre%20mandat.*%28CIC%29.*merci%20%21%0D%0A$/,
	);
	await user.click(letter.getByRole("button", { name: "Relance faite" }));
	expect(await screen.findByText("1 relance notée")).toBeVisible();
	await waitFor(() => expect(rowsOf(screen.getByRole("grid"))).toHaveLength(2));
});

it("notes several reminders at once", async () => {
	const { user, fake } = open("/ibans/mandats?relance=1");
	const remind = vi.spyOn(fake.desktop.Mandates, "Remind");
	await filledGrid("Mandats en cours");
	await user.click(screen.getByRole("checkbox", { name: "Choisir toutes les lignes chargées" }));
	await user.click(await button("Relance faite"));
	await waitFor(() => expect(remind).toHaveBeenCalledTimes(1));
	expect(await screen.findByText("Aucun mandat ne correspond.")).toBeVisible();
});

it("the client's card says who signs, the firm's who receives the statements", async () => {
	const { user, fake, unmount } = open("/clients/2");
	const save = vi.spyOn(fake.desktop.Clients, "Save");
	expect(await screen.findByLabelText("Nom du signataire")).toHaveValue("Zoé Lœuillet");
	await user.type(screen.getByLabelText("E-mail"), "zoe@jardins.example");
	await user.click(await button("Enregistrer"));
	await waitFor(() =>
		expect(save).toHaveBeenCalledWith(
			expect.objectContaining({ email: "zoe@jardins.example", signatoryQuality: "gérante" }),
		),
	);
	unmount();
	open("/cabinets/2");
	expect(
		await screen.findByText("Collecte & Cie, 1 quai de la Prévalaye, 35000 Rennes"),
	).toBeVisible();
});

it("Accueil says whose signature or answer is late", async () => {
	open("/");
	const needs = within(await screen.findByRole("region", { name: "Ce qui vous attend" }));
	const line = await needs.findByText("2 mandats attendent la signature depuis plus de 15 jours.");
	expect(within(line.closest("li") as HTMLElement).getByRole("link")).toHaveAttribute(
		"href",
		"#/ibans/mandats?relance=1&statut=to_sign",
	);
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user, unmount } = open("/ibans/4", { colorScheme });
	await user.click(await button("Joindre un document"));
	await screen.findByLabelText("Marquer comme signé le");
	expect(await faults()).toEqual([]);
	unmount();
	const page = open("/ibans/mandats?statut=to_sign", { colorScheme });
	await filledGrid("Mandats en cours");
	await page.user.click(screen.getByRole("checkbox", { name: /^Choisir FR76 30047/ }));
	await page.user.click(await button("Relancer"));
	await screen.findByText("contact@trois-rochers.example");
	expect(await faults()).toEqual([]);
});
