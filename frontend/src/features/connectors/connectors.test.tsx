import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

const card = () => screen.findByRole("region", { name: "Connecteurs So bank" });
const lines = async () => {
	const list = await screen.findByRole("list", { name: "Connecteurs du cabinet" });
	return within(list)
		.getAllByRole("link", { name: /^Ouvrir / })
		.map((a) => a.textContent);
};

it("[FAQ 1] « + » offers the catalogue under « Choisir »; choosing adds at once", async () => {
	const { user, fake } = open("/cabinets/1");
	const add = vi.spyOn(fake.desktop.Connectors, "Add");
	expect(await lines()).toEqual(["Fulll", "Inqom", "MyUnisoft"]);
	const [plus] = within(await card()).getAllByRole("button", { name: "Ajouter un connecteur" });
	await user.click(plus as HTMLElement);
	const menu = await screen.findByRole("menu");
	expect(within(menu).getByText("Choisir")).toBeVisible();
	expect(
		within(menu)
			.getAllByRole("menuitem")
			.map((i) => i.textContent),
	).toEqual([
		"FizenDépôt de fichier",
		"FulllDépôt de fichier",
		"InqomDépôt de fichier",
		"MyUnisoftEnvoi direct",
		"DossierDépôt de fichier",
		"SFTPDépôt de fichier",
	]);
	expect(within(menu).getByText("Autre outil")).toBeVisible();
	await user.click(within(menu).getByRole("menuitem", { name: /Fizen/ }));
	await waitFor(async () => expect(await lines()).toContain("Fizen"));
	expect(add).toHaveBeenCalledWith(1, "fizen", "");
	expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

it("[FAQ 1] a second one of the same partner asks nothing", async () => {
	const { user } = open("/cabinets/1");
	await lines();
	const [, under] = within(await card()).getAllByRole("button", { name: "Ajouter un connecteur" });
	await user.click(under as HTMLElement);
	await user.click(await screen.findByRole("menuitem", { name: /MyUnisoft/ }));
	await waitFor(async () =>
		expect(await lines()).toEqual(["Fulll", "Inqom", "MyUnisoft", "MyUnisoft 2"]),
	);
});

it("a line says its partner, its mode and its health; what lacks is a banner with its button", async () => {
	const { user } = open("/cabinets/1");
	await lines();
	const [, inqom, mine] = within(await card()).getAllByRole("listitem");
	expect(mine).toHaveTextContent("MyUnisoft Envoi direct");
	expect(mine).toHaveTextContent("Dernier envoi réussi le 17/03/2026");
	expect(mine).toHaveTextContent("en attente");
	expect(within(mine as HTMLElement).getByRole("link", { name: /refusé/ })).toHaveAttribute(
		"href",
		"#/envois?connecteur=1&etat=refused",
	);
	expect(inqom).toHaveTextContent("Il manque « Dossier de dépôt » : rien ne part encore.");
	await user.click(within(inqom as HTMLElement).getByRole("link", { name: "Compléter" }));
	await waitFor(() => expect(window.location.hash).toBe("#/cabinets/1/connecteurs/2"));
	expect(await screen.findByRole("region", { name: "Inqom" })).toBeVisible();
});

it("[FAQ 2] a connector that IBANs use is not removed: the refusal names them and leads to them", async () => {
	const { user } = open("/cabinets/1");
	await lines();
	await user.click(await button("Supprimer MyUnisoft"));
	const dialog = await screen.findByRole("dialog", { name: "Supprimer le connecteur" });
	const refusal = await within(dialog).findByRole("alert");
	expect(refusal).toHaveTextContent(/« MyUnisoft » est encore associé à 5 IBAN : FR76 30002 45856/);
	expect(refusal).toHaveTextContent("Choisissez « Aucun connecteur »");
	expect(within(dialog).getByRole("link", { name: "Voir ces IBAN" })).toHaveAttribute(
		"href",
		"#/ibans?connecteur=1",
	);
	expect(within(dialog).queryByRole("button", { name: "Supprimer" })).not.toBeInTheDocument();
});

it("[FAQ 2] its IBANs are given to another connector, and it goes, at once", async () => {
	const { user, fake } = open("/cabinets/1");
	const handOver = vi.spyOn(fake.desktop.Connectors, "HandOver");
	await lines();
	await user.click(await button("Supprimer MyUnisoft"));
	const offer = await screen.findByRole("region", { name: "Ou donnez ces IBAN d'un coup" });
	await user.selectOptions(within(offer).getByLabelText("Donner ces IBAN à"), "Inqom");
	await user.click(within(offer).getByRole("button", { name: "Donner ces IBAN et supprimer" }));
	await waitFor(async () => expect(await lines()).toEqual(["Fulll", "Inqom"]));
	expect(handOver).toHaveBeenCalledWith(1, 2);
	expect(await screen.findByText(/5 IBAN donnés ; « MyUnisoft » est supprimé/)).toBeVisible();
});

it("[FAQ 2] one that no IBAN uses is removed after a word", async () => {
	const { user, fake } = open("/cabinets/1");
	const remove = vi.spyOn(fake.desktop.Connectors, "Remove");
	await lines();
	await user.click(await button("Supprimer Fulll"));
	const dialog = await screen.findByRole("dialog", { name: "Supprimer le connecteur" });
	expect(await within(dialog).findByRole("button", { name: "Retour" })).toBeVisible();
	expect(remove).not.toHaveBeenCalled();
	await user.click(within(dialog).getByRole("button", { name: "Supprimer" }));
	await waitFor(async () => expect(await lines()).toEqual(["Inqom", "MyUnisoft"]));
});

it("[FAQ 1, 2] a Collaborateur sees them and changes nothing", async () => {
	const { unmount } = open("/cabinets/1", { profile: "collaborateur" });
	await lines();
	const region = await card();
	expect(within(region).getByRole("button", { name: "Ajouter un connecteur" })).toBeDisabled();
	expect(within(region).queryByRole("button", { name: /Supprimer/ })).not.toBeInTheDocument();
	expect(
		within(region).getByText("Réservé aux profils Superviseur et Administrateur"),
	).toBeVisible();
	unmount();
	open("/cabinets/1/connecteurs/1", { profile: "collaborateur" });
	const panel = await screen.findByRole("region", { name: "MyUnisoft" });
	expect(await within(panel).findByText("https://api.myunisoft.fr/api/v1")).toBeVisible();
	expect(within(panel).queryByRole("textbox")).not.toBeInTheDocument();
	expect(within(panel).queryByLabelText("Jeton du cabinet")).not.toBeInTheDocument();
});

it("settings: renames, browses a folder, and the banner goes", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/2");
	const save = vi.spyOn(fake.desktop.Connectors, "Save");
	const form = await screen.findByRole("form", { name: "Réglages" });
	const name = within(form).getByLabelText("Nom");
	await user.clear(name);
	await user.type(name, "Inqom social");
	await user.click(within(form).getByRole("button", { name: "Parcourir…" }));
	await waitFor(() =>
		expect(within(form).getByLabelText("Dossier de dépôt")).toHaveValue("/home/anne/Depots/inqom"),
	);
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(await screen.findByRole("region", { name: "Inqom social" })).toBeVisible();
	expect(save).toHaveBeenCalledWith({
		id: 2,
		name: "Inqom social",
		settings: {
			client_id: "cabinet",
			username: "a@cabinet.fr",
			place: "folder",
			folder: "/home/anne/Depots/inqom",
			form: "client",
			base_url: "https://api.inqom.com",
			auth_url: "https://auth.inqom.com",
		},
		paused: false,
	});
	await waitFor(() => expect(screen.queryByText(/Il manque/)).not.toBeInTheDocument());
});

it("a refused setting is told on its field, with what to do", async () => {
	const { user } = open("/cabinets/1/connecteurs/1");
	const url = await screen.findByLabelText("Adresse de l'API");
	await user.clear(url);
	await user.type(url, "http://ailleurs");
	await user.click(
		within(screen.getByRole("form", { name: "Réglages" })).getByRole("button", {
			name: "Enregistrer",
		}),
	);
	expect(
		await screen.findByText(
			"L'adresse doit commencer par https://. Reprenez celle que MyUnisoft vous a donnée.",
		),
	).toBeVisible();
	expect(url).toBeInvalid();
});

it("credentials: on which accounts they are; given, never filled back, forgotten after a word", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1");
	const set = vi.spyOn(fake.desktop.Connectors, "SetSecrets");
	const token = await screen.findByLabelText("Jeton du cabinet");
	expect(token).toHaveAttribute("type", "password");
	expect(token).toHaveValue("");
	expect(
		screen.getByText("Dans le trousseau de ces sessions de la machine : anne, compta-rds."),
	).toBeVisible();
	await user.click(await button("Enregistrer les identifiants"));
	expect(await screen.findByText("Remplissez au moins un champ.")).toBeVisible();
	await user.type(token, "jeton-neuf");
	await user.click(await button("Enregistrer les identifiants"));
	await waitFor(() => expect(set).toHaveBeenCalledWith(1, { token: "jeton-neuf" }));
	await waitFor(() => expect(token).toHaveValue(""));

	await user.click(await button("Oublier les identifiants"));
	const dialog = await screen.findByRole("dialog", { name: "Oublier les identifiants" });
	await user.click(within(dialog).getByRole("button", { name: "Oublier" }));
	expect(
		await screen.findByText("Dans le trousseau de ces sessions de la machine : compta-rds."),
	).toBeVisible();
	expect(screen.getByText(/Ils ne sont pas dans cette session-ci/)).toBeVisible();
});

it("« Tester la connexion » says each step, the hint, and the request id that copies", async () => {
	const { user, fake } = open("/cabinets/2/connecteurs/4");
	await user.click(await button("Tester la connexion"));
	expect(await screen.findByText("La connexion ne marche pas encore.")).toBeVisible();
	expect(screen.getByRole("img", { name: "Réussi" })).toBeVisible();
	expect(screen.getByRole("img", { name: "Échec" })).toBeVisible();
	expect(
		screen.getAllByText("Générez un nouveau jeton dans MyUnisoft, puis collez-le ici."),
	).not.toHaveLength(0);
	await user.click(await button("Copier l'identifiant de requête"));
	await waitFor(() =>
		expect(fake.runtime.clipboard.text).toBe("7f3c9a52-0d11-4c7e-9d9b-2f61c1a0be14"),
	);
});

it("a test that fails as a whole says so", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1");
	fake.desktop.Connectors.Test = async () =>
		refuse("offline", "MyUnisoft n'a pas pu être joint.", "", "Vérifiez le réseau.");
	await user.click(await button("Tester la connexion"));
	expect(await screen.findByRole("alert")).toHaveTextContent("Vérifiez le réseau.");
});

it("pauses and resumes", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1");
	const pause = vi.spyOn(fake.desktop.Connectors, "Pause");
	await user.click(await button("Mettre en pause"));
	expect(await button("Reprendre les envois")).toBeVisible();
	expect(pause).toHaveBeenCalledWith(1, true);
	const panel = await screen.findByRole("region", { name: "MyUnisoft" });
	expect(within(panel).getByText(/^En pause/)).toBeVisible();
});

it("its figures lead to their lists; Escape closes the panel", async () => {
	const { user } = open("/cabinets/1/connecteurs/1");
	const panel = await screen.findByRole("region", { name: "MyUnisoft" });
	expect(within(panel).getByRole("link", { name: "5" })).toHaveAttribute(
		"href",
		"#/ibans?connecteur=1",
	);
	expect(within(panel).getByRole("link", { name: /Refusé/ })).toHaveAttribute(
		"href",
		"#/envois?connecteur=1&etat=refused",
	);
	expect(
		within(panel).getByText(/^Dans MyUnisoft, ouvrez Paramètres > Connecteurs cabinet/),
	).toBeVisible();
	await user.keyboard("{Escape}");
	await waitFor(() => expect(window.location.hash).toBe("#/cabinets/1"));
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/cabinets/1/connecteurs/1", { colorScheme });
	await screen.findByRole("form", { name: "Réglages" });
	await lines();
	expect(await faults()).toEqual([]);
});
