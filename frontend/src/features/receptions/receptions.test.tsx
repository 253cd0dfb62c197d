import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";

const card = () => screen.findByRole("region", { name: "Réception des relevés" });

it("the firm's page says where statements come from, and when it was looked into", async () => {
	open("/cabinets/1");
	const list = await screen.findByRole("list", { name: "Réceptions du cabinet" });
	const [line] = within(list).getAllByRole("listitem");
	expect(line).toHaveTextContent("Dossier surveillé /home/anne/Banque");
	expect(line).toHaveTextContent("2 fichiers");
	expect(within(line as HTMLElement).getByRole("link", { name: /1\srejeté/ })).toBeVisible();
	const connectors = await screen.findByRole("list", { name: "Connecteurs du cabinet" });
	expect(within(connectors).queryByText("Dossier surveillé")).not.toBeInTheDocument();
});

it("a source is no tool that an IBAN can be given", async () => {
	const { user } = open("/cabinets/1");
	await card();
	const [plus] = await screen.findAllByRole("button", { name: "Ajouter un connecteur" });
	await user.click(plus as HTMLElement);
	const menu = await screen.findByRole("menu");
	expect(within(menu).queryByText("Dossier surveillé")).not.toBeInTheDocument();
});

it("without one, the card says what to do; choosing opens its page", async () => {
	const { user, fake } = open("/cabinets/2");
	const add = vi.spyOn(fake.desktop.Receptions, "Add");
	const region = await card();
	expect(await within(region).findByText(/ne sont importés qu'à la main/)).toBeVisible();
	await user.click(within(region).getByRole("button", { name: "Ajouter une réception" }));
	await user.click(await screen.findByRole("menuitem", { name: "Serveur SFTP de la banque" }));
	expect(add).toHaveBeenCalledWith(2, "source_sftp");
	await waitFor(() => expect(window.location.hash).toMatch(/^#\/cabinets\/2\/receptions\/\d+$/));
	const panel = await screen.findByRole("region", { name: "Serveur SFTP de la banque" });
	expect(await within(panel).findByText(/rien n'est relevé encore/)).toBeVisible();
	expect(within(panel).getByRole("button", { name: "Relever maintenant" })).toBeDisabled();
	expect(within(panel).getByText("Rien n'a encore été relevé.", { exact: false })).toBeVisible();
	expect(within(panel).getByText(/regarde tous les quarts d'heure/)).toBeVisible();
	expect(within(panel).queryByLabelText(/Dossier des fichiers lus/)).not.toBeInTheDocument();
	await user.selectOptions(within(panel).getByLabelText(/Après lecture/), "move");
	expect(within(panel).getByLabelText(/Dossier des fichiers lus/)).toBeVisible();
});

it("its page lists the last files: what came of each, the import, the reason", async () => {
	open("/cabinets/1/receptions/50");
	const files = await screen.findByRole("list", { name: "Derniers fichiers" });
	const [taken, refused] = within(files).getAllByRole("listitem");
	expect(taken).toHaveTextContent("Importé");
	expect(taken).toHaveTextContent("12 nouveaux relevés, 340 opérations");
	expect(taken).toHaveTextContent("dans traités/RELEVES_20260317.txt");
	expect(within(taken as HTMLElement).getByRole("link", { name: "Voir l'import" })).toHaveAttribute(
		"href",
		"#/releves?fichier=9",
	);
	expect(refused).toHaveTextContent("Rejeté");
	expect(refused).toHaveTextContent("n'est pas un fichier de relevés");
	expect(refused).toHaveTextContent("Demandez à la banque");
	expect(await faults()).toEqual([]);
});

it("« Accueil » asks about a rejected file until somebody says that they saw it", async () => {
	const { user } = open("/");
	const need = await screen.findByText(/1\sfichier n'a pas été pris en entier/);
	await user.click(
		within(need.closest("li") as HTMLElement).getByRole("link", { name: "Ouvrir la réception" }),
	);
	await user.click(await button("C'est vu"));
	expect(await screen.findByText("L'accueil ne les demande plus.")).toBeVisible();
	await waitFor(() => expect(screen.queryByRole("button", { name: "C'est vu" })).toBeNull());
	expect(screen.getByRole("list", { name: "Derniers fichiers" })).toHaveTextContent("Rejeté");
});

it("« Relever maintenant » shows its progress, and can be stopped", async () => {
	const { user, fake } = open("/cabinets/1/receptions/50");
	const stop = vi.spyOn(fake.desktop.Receptions, "Stop");
	await user.click(await button("Relever maintenant"));
	expect(
		await screen.findByText(/Lecture de « RELEVES_20260318.txt »… Encore 1 fichier/),
	).toBeVisible();
	expect(screen.getByRole("progressbar", { name: "Progression de la réception" })).toHaveAttribute(
		"aria-valuenow",
		"40",
	);
	await user.click(await button("Interrompre"));
	expect(stop).toHaveBeenCalled();
	expect(await button("Relever maintenant")).toBeEnabled();
});

it("pausing, saving and removing speak of a reception", async () => {
	const { user } = open("/cabinets/1/receptions/50");
	await user.click(await button("Mettre en pause"));
	expect(await screen.findByText("La réception est en pause.")).toBeVisible();
	expect(await button("Reprendre la réception")).toBeVisible();
	expect(await button("Relever maintenant")).toBeDisabled();
	await user.click(await button("Supprimer cette réception"));
	const dialog = await screen.findByRole("dialog", { name: "Supprimer la réception" });
	expect(dialog).toHaveTextContent("Les relevés importés restent");
	await user.click(within(dialog).getByRole("button", { name: "Supprimer" }));
	await waitFor(() => expect(window.location.hash).toBe("#/cabinets/1"));
	expect(await screen.findByText(/ne sont importés qu'à la main/)).toBeVisible();
});

it("a Collaborateur sees it and may have it looked into, and changes nothing", async () => {
	open("/cabinets/1/receptions/50", { profile: "collaborateur" });
	const panel = await screen.findByRole("region", { name: "Dossier surveillé" });
	expect(await within(panel).findByRole("button", { name: "Relever maintenant" })).toBeEnabled();
	expect(within(panel).queryByRole("button", { name: /pause|Supprimer|Enregistrer/ })).toBeNull();
	const add = within(await card()).getByRole("button", { name: "Ajouter une réception" });
	expect(add).toBeDisabled();
});

it("Accueil says what stops a reception, and leads to it", async () => {
	open("/", {
		prepare: ({ desktop }) => {
			const list = desktop.Receptions.List;
			desktop.Receptions.List = async (firmId: number) =>
				(await list(firmId)).map((row) => ({
					...row,
					trouble: "Le dossier « /home/anne/Banque » est introuvable.",
				}));
		},
	});
	const need = await screen.findByText(/Le dossier « \/home\/anne\/Banque » est introuvable/);
	const line = need.closest("li") as HTMLElement;
	expect(within(line).getByRole("link", { name: "Ouvrir la réception" })).toHaveAttribute(
		"href",
		"#/cabinets/1/receptions/50",
	);
});

it("a link to it as to a connector, from the journal, leads to its own page", async () => {
	open("/cabinets/1/connecteurs/50");
	expect(await screen.findByRole("list", { name: "Derniers fichiers" })).toBeVisible();
	expect(window.location.hash).toBe("#/cabinets/1/receptions/50");
});
