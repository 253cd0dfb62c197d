import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open } from "../../test/app";

async function openDialog(options?: Parameters<typeof open>[1]) {
	const opened = open("/releves", options);
	await opened.user.click(await button("Importer"));
	const dialog = await screen.findByRole("dialog", { name: "Importer des relevés" });
	return { ...opened, dialog };
}

type User = Awaited<ReturnType<typeof openDialog>>["user"];

/** From what is chosen to its preview. */
async function toPreview(user: User) {
	await user.click(await button("Aperçu"));
	return screen.findByRole("dialog", { name: "Aperçu de l'import" }, { timeout: 4000 });
}

it("imports chosen files, a folder and pasted paths, and reports file by file", async () => {
	const { user, dialog, fake } = await openDialog();
	const preview = vi.spyOn(fake.desktop.Imports, "Preview");
	const start = vi.spyOn(fake.desktop.Imports, "Start");
	expect(within(dialog).getByRole("button", { name: "Aperçu" })).toBeDisabled();
	await user.click(within(dialog).getByRole("button", { name: "Ajouter des fichiers…" }));
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	await user.click(within(dialog).getByLabelText("Coller un chemin de fichier ou de dossier"));
	await user.paste('"C:\\Banque\\releve.pdf"\n/tmp/b.txt');
	await user.keyboard("{Enter}");
	const chosen = within(dialog).getByRole("list", { name: "Fichiers et dossiers choisis" });
	expect(within(chosen).getAllByRole("listitem")).toHaveLength(4);
	await user.click(within(chosen).getByRole("button", { name: "Retirer /tmp/b.txt" }));
	await user.selectOptions(within(dialog).getByLabelText("Cabinet des comptes inconnus"), "2");
	await user.click(
		within(dialog).getByRole("checkbox", { name: "Relevés remis par le client (sans mandat)" }),
	);
	await toPreview(user);
	const form = { firmId: 2, handedOver: true, given: [] };
	const march = "/home/anne/Téléchargements/cfonb120-2026-03-17.txt";
	expect(preview).toHaveBeenCalledWith({
		...form,
		paths: [march, "/home/anne/Banque", "C:\\Banque\\releve.pdf"],
	});
	expect(start).not.toHaveBeenCalled();
	await user.click(await button(/^Importer 2\sfichiers$/));
	expect(start).toHaveBeenCalledWith({ ...form, paths: [march, "/home/anne/Banque"] });
	expect(await screen.findByRole("dialog", { name: "Import en cours" })).toBeVisible();

	const report = await screen.findByRole(
		"dialog",
		{ name: "Compte rendu de l'import" },
		{ timeout: 8000 },
	);
	expect(report).toHaveTextContent("14 relevés, dont 12 nouveaux");
	await user.click(within(report).getByRole("button", { name: "Copier" }));
	await waitFor(() => expect(fake.runtime.clipboard.text).toContain(`${march} : Importé`));
	await user.click(within(report).getByRole("button", { name: "Voir « Sans IBAN »" }));
	expect(window.location.hash).toBe("#/ibans/sans-iban");
});

it("reports what really happened, also when it is not what was previewed", async () => {
	const { user, dialog, fake } = await openDialog({
		prepare: ({ desktop }) => {
			desktop.Imports.Start = async () => "9";
		},
	});
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	await toPreview(user);
	await user.click(await button(/^Importer 1\sfichier$/));
	await screen.findByRole("dialog", { name: "Import en cours" });
	const file = {
		path: "/home/anne/Banque",
		name: "Banque",
		outcome: "failed",
		fileId: 0,
		format: "",
		statements: 0,
		newStatements: 0,
		operations: 0,
		newOperations: 0,
		warnings: 0,
		states: null,
		places: null,
		message: "Le fichier « Banque » n'existe plus.",
		hint: "Vérifiez son nom et son dossier.",
	};
	act(() => fake.runtime.emit("import:done", { job: "9", files: [file], failure: null }));
	const line = await screen.findByRole("listitem", { name: "Compte rendu de Banque" });
	expect(line).toHaveTextContent("Refusé");
	expect(line).toHaveTextContent("Vérifiez son nom et son dossier.");
});

it("an import is undone from its report, once one has seen what that takes away", async () => {
	const { user, dialog, fake } = await openDialog();
	const undo = vi.spyOn(fake.desktop.Imports, "Undo");
	await user.click(within(dialog).getByRole("button", { name: "Ajouter des fichiers…" }));
	await toPreview(user);
	await user.click(await button(/^Importer 1\sfichier$/));
	const report = await screen.findByRole(
		"dialog",
		{ name: "Compte rendu de l'import" },
		{ timeout: 8000 },
	);
	const open = within(report).getByRole("button", { name: /^Annuler cet import…/ });
	await user.click(open);
	await screen.findByText(/Seront retirés : 9 relevés et 240 opérations/);
	expect(undo).not.toHaveBeenCalled();
	await user.keyboard("{Escape}");
	await waitFor(() =>
		expect(screen.queryByRole("dialog", { name: "Annuler un import" })).not.toBeInTheDocument(),
	);
	expect(report).toBeVisible();
	await user.click(open);
	await screen.findByText(/Seront retirés/);
	await user.click(await button("Annuler l'import"));
	await waitFor(() => expect(undo).toHaveBeenCalledWith(10));
	const line = screen.getByRole("listitem", { name: /^Compte rendu de cfonb120/ });
	await waitFor(() => expect(line).toHaveTextContent("L'import de ce fichier est annulé."));
	expect(line).not.toHaveTextContent("dont 12 nouveaux");
});

it("closed while it runs, the import goes on; opened again, it shows it", async () => {
	const { user, dialog, fake } = await openDialog({
		prepare: ({ desktop }) => {
			desktop.Imports.Start = async () => "9";
		},
	});
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	await toPreview(user);
	await user.click(await button(/^Importer 1\sfichier$/));
	await user.click(await button("Continuer en arrière-plan"));
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	act(() =>
		fake.runtime.emit("import:progress", {
			job: "9",
			file: 1,
			files: 2,
			name: "a.txt",
			bytes: 1,
			totalBytes: 4,
			operations: 1234,
		}),
	);
	await user.keyboard("i");
	const running = await screen.findByRole("dialog", { name: "Import en cours" });
	expect(running).toHaveTextContent("Fichier 1 sur 2");
	expect(running).toHaveTextContent("1 234 opérations lues");
	const failure = {
		code: "cancelled",
		message: "L'import est annulé.",
		field: "",
		hint: "Les fichiers déjà lus sont gardés.",
	};
	act(() => fake.runtime.emit("import:done", { job: "9", files: null, failure }));
	expect(await screen.findByRole("dialog", { name: "Compte rendu de l'import" })).toHaveTextContent(
		"Les fichiers déjà lus sont gardés.",
	);
});

it("an import that ends before its answer is not lost", async () => {
	const { user, dialog } = await openDialog({
		prepare: ({ desktop, runtime }) => {
			desktop.Imports.Start = async () => {
				act(() => runtime.emit("import:done", { job: "3", files: [], failure: null }));
				return "3";
			};
		},
	});
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	await toPreview(user);
	await user.click(await button(/^Importer 1\sfichier$/));
	expect(await screen.findByRole("dialog", { name: "Compte rendu de l'import" })).toBeVisible();
});

it("a start that is refused is told in the preview, and what was chosen stays", async () => {
	const { user, dialog } = await openDialog({
		prepare: ({ desktop }) => {
			desktop.Imports.Start = async () =>
				refuse("busy", "Un import est en cours.", "", "Attendez sa fin.");
		},
	});
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	const preview = await toPreview(user);
	await user.click(await button(/^Importer 1\sfichier$/));
	expect(await within(preview).findByText("Attendez sa fin.")).toBeVisible();
	await user.click(await button("Revenir au choix"));
	expect(screen.getByText("/home/anne/Banque")).toBeVisible();
});

it("says what undoing takes away before it is done", async () => {
	const { user, fake } = open("/releves/imports");
	const undo = vi.spyOn(fake.desktop.Imports, "Undo");
	await filledGrid("Imports");
	await user.click(await button("Actions pour cfonb120-2026-03-17.txt"));
	await user.click(await screen.findByRole("menuitem", { name: "Annuler cet import" }));
	const dialog = await screen.findByRole("dialog", { name: "Annuler un import" });
	expect(
		await within(dialog).findByText(/Seront retirés : 9 relevés et 240 opérations/),
	).toBeVisible();
	expect(dialog).toHaveTextContent("3 relevés resteront");
	expect(undo).not.toHaveBeenCalled();
	await user.click(within(dialog).getByRole("button", { name: "Annuler l'import" }));
	await waitFor(() => expect(undo).toHaveBeenCalledWith(9));
	await waitFor(() =>
		expect(screen.queryByText("cfonb120-2026-03-17.txt")).not.toBeInTheDocument(),
	);
});

it("says why an import cannot be undone", async () => {
	const { user } = open("/releves/imports");
	await filledGrid("Imports");
	await user.click(await button("Actions pour cfonb120-2026-03-16.txt"));
	await user.click(await screen.findByRole("menuitem", { name: "Annuler cet import" }));
	const dialog = await screen.findByRole("dialog", { name: "Annuler un import" });
	expect(await within(dialog).findByText(/déjà dans un fichier global/)).toBeVisible();
	expect(
		within(dialog).queryByRole("button", { name: "Annuler l'import" }),
	).not.toBeInTheDocument();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user, dialog } = await openDialog({ colorScheme });
	await user.click(within(dialog).getByRole("button", { name: "Ajouter des fichiers…" }));
	expect(await faults()).toEqual([]);
	await toPreview(user);
	expect(await faults()).toEqual([]);
	await user.click(await button(/^Importer 1\sfichier$/));
	await screen.findByRole("dialog", { name: "Compte rendu de l'import" }, { timeout: 8000 });
	expect(await faults()).toEqual([]);
});
