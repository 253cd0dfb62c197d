import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

const settings = () => screen.findByRole("form", { name: "Réglages" });
const hostKey = "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDGSQ7gd1ZSgcHEsc8";

/** Opens a new SFTP connector of the first firm, set up but for its server's key. */
async function server(more: Record<string, string> = {}) {
	const view = open("/cabinets/1", {
		prepare: ({ desktop: { Connectors } }) => {
			void (async () => {
				const row = await Connectors.Add(1, "sftp", "");
				const given = { host: "sftp.exemple.fr", user: "cabinet", ...more };
				await Connectors.Save({ id: row.id, name: "SFTP", settings: given, paused: false });
				await Connectors.SetSecrets(row.id, { password: "x" });
				window.location.hash = `/cabinets/1/connecteurs/${row.id}`;
			})();
		},
	});
	await screen.findByRole("region", { name: "SFTP" });
	return view;
}

it("a place is chosen, and only what it needs is asked for", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/3");
	const save = vi.spyOn(fake.desktop.Connectors, "Save");
	const form = await settings();
	expect(within(form).getByLabelText("Dossier de dépôt")).toBeVisible();
	expect(within(form).queryByLabelText("Serveur SFTP")).not.toBeInTheDocument();
	expect(screen.queryByRole("form", { name: "Identifiants" })).not.toBeInTheDocument();
	await user.click(within(form).getByRole("radio", { name: "Sur un serveur SFTP" }));
	expect(within(form).queryByLabelText("Dossier de dépôt")).not.toBeInTheDocument();
	expect(within(form).getByText("Enregistrez : le reste à donner suit ce choix.")).toBeVisible();
	await user.type(within(form).getByLabelText("Serveur SFTP"), "sftp.exemple.fr");
	await user.type(within(form).getByLabelText("Utilisateur"), "cabinet");
	expect(within(form).getByLabelText("Port (facultatif)")).toHaveValue("22");
	await user.selectOptions(
		within(form).getByLabelText("Un fichier contient"),
		"les relevés d'un client (ZIP)",
	);
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(await screen.findByRole("form", { name: "Identifiants" })).toBeVisible();
	expect(save).toHaveBeenCalledWith({
		...{ id: 3, name: "Fulll", paused: false },
		settings: {
			...{ place: "sftp", host: "sftp.exemple.fr", port: "22", user: "cabinet" },
			...{ remote_folder: ".", form: "client" },
		},
	});
	expect(await screen.findAllByText(/Il manque les identifiants de Fulll/)).not.toHaveLength(0);
});

it("a password or a key: one is enough, and a key is read from its file", async () => {
	const { user, fake } = await server();
	const give = vi.spyOn(fake.desktop.Connectors, "SetSecrets");
	const form = await screen.findByRole("form", { name: "Identifiants" });
	expect(within(form).getByText(/l'un des deux suffit/)).toHaveTextContent(
		"« Mot de passe SFTP » ou « Clé privée »",
	);
	const key = within(form).getByLabelText("Clé privée");
	const pick = form.querySelector("input[type=file]") as HTMLInputElement;
	await user.upload(pick, new File(["k".repeat(70_000)], "id_rsa"));
	expect(await within(form).findByText(/trop grand pour une clé/)).toBeVisible();
	await user.upload(pick, new File(["-----BEGIN\nabc\n-----END\n"], "id_ed25519"));
	await waitFor(() => expect(key).toHaveValue("-----BEGIN\nabc\n-----END\n"));
	await user.click(within(form).getByRole("button", { name: "Enregistrer les identifiants" }));
	await waitFor(() => expect(key).toHaveValue(""));
	expect(give).toHaveBeenLastCalledWith(expect.any(Number), {
		private_key: "-----BEGIN\nabc\n-----END\n",
	});
});

it("a server's key is shown, never typed; the test asks, confirming saves and tests again", async () => {
	const { user, fake } = await server();
	const save = vi.spyOn(fake.desktop.Connectors, "Save");
	const test = vi.spyOn(fake.desktop.Connectors, "Test");
	const form = await settings();
	expect(within(form).getByText("À confirmer : testez la connexion.")).toBeVisible();
	expect(within(form).queryByLabelText(/Clé du serveur/)).not.toBeInTheDocument();
	expect(screen.getAllByText(/Il reste à confirmer « Clé du serveur »/)).not.toHaveLength(0);
	await user.click(await button("Tester la connexion"));
	const dialog = await screen.findByRole("dialog", { name: "À confirmer : Clé du serveur" });
	expect(within(dialog).getByText(/n'est pas encore connu/)).toBeVisible();
	expect(within(dialog).getByText(hostKey)).toBeVisible();
	expect(await faults()).toEqual([]);
	await user.click(within(dialog).getByRole("button", { name: "Copier : Clé du serveur" }));
	await waitFor(() => expect(fake.runtime.clipboard.text).toBe(hostKey));
	await user.click(within(dialog).getByRole("button", { name: "Confirmer et tester" }));
	expect(await screen.findByText("La connexion marche.")).toBeVisible();
	expect(save).toHaveBeenCalledWith(expect.objectContaining({ settings: { host_key: hostKey } }));
	expect(test).toHaveBeenCalledTimes(2);
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	expect(await within(form).findByText(hostKey)).toBeVisible();
	expect(screen.queryByText(/Il reste à confirmer/)).not.toBeInTheDocument();
});

it("cancelling leaves all as it was, and the question comes back with the next test", async () => {
	const { user, fake } = await server();
	const save = vi.spyOn(fake.desktop.Connectors, "Save");
	await user.click(await button("Tester la connexion"));
	const dialog = await screen.findByRole("dialog");
	await user.click(within(dialog).getByRole("button", { name: "Annuler" }));
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	expect(save).not.toHaveBeenCalled();
	expect(screen.getByText("La connexion ne marche pas encore.")).toBeVisible();
	await user.click(await button("Tester la connexion"));
	expect(await screen.findByRole("dialog")).toBeVisible();
});

it("a key that changed says the one before, and the way back has the focus", async () => {
	const { user } = await server({ host_key: "ssh-ed25519 SHA256:ancienne" });
	await user.click(await button("Tester la connexion"));
	const dialog = await screen.findByRole("dialog");
	expect(within(dialog).getByText(/SHA256:ancienne/)).toBeVisible();
	await waitFor(() =>
		expect(within(dialog).getByRole("button", { name: "Annuler" })).toHaveFocus(),
	);
});

it("what is refused of an answer is told in the dialog", async () => {
	const { user, fake } = await server();
	await user.click(await button("Tester la connexion"));
	const dialog = await screen.findByRole("dialog");
	fake.desktop.Connectors.Save = async () => refuse("conflict", "Un import est en cours.");
	await user.click(within(dialog).getByRole("button", { name: "Confirmer et tester" }));
	expect(await within(dialog).findByText("Un import est en cours.")).toBeVisible();
});

it("one of several answers is chosen", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1");
	const save = vi.spyOn(fake.desktop.Connectors, "Save");
	const form = await settings();
	await user.selectOptions(
		within(form).getByLabelText("Accès"),
		"API Cabinet : une connexion du cabinet",
	);
	await user.type(within(form).getByLabelText("Adresse e-mail"), "a@cabinet.fr");
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	expect(await screen.findByLabelText("Mot de passe MyUnisoft")).toBeVisible();
	expect(screen.queryByLabelText("Jeton du cabinet")).not.toBeInTheDocument();
	await user.click(await button("Tester la connexion"));
	const dialog = await screen.findByRole("dialog", { name: "À confirmer : Entité" });
	await user.click(within(dialog).getByRole("button", { name: "Choisir et tester" }));
	expect(await within(dialog).findByText("Choisissez une ligne.")).toBeVisible();
	await user.click(within(dialog).getByRole("radio", { name: "Kerjean Social" }));
	await user.click(within(dialog).getByRole("button", { name: "Choisir et tester" }));
	expect(await screen.findByText("La connexion marche.")).toBeVisible();
	expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ settings: { entity: "12" } }));
});

it("whoever may only read sees a choice in its words, and no field of another place", async () => {
	open("/cabinets/1/connecteurs/3", { profile: "collaborateur" });
	const panel = await screen.findByRole("region", { name: "Fulll" });
	expect(await within(panel).findByText("Dans un dossier")).toBeVisible();
	expect(within(panel).queryByText("Serveur SFTP")).not.toBeInTheDocument();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/cabinets/1/connecteurs/3", { colorScheme });
	await settings();
	expect(await faults()).toEqual([]);
});
