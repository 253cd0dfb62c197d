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

it("imports chosen files, a folder and pasted paths, and reports file by file", async () => {
	const { user, dialog, fake } = await openDialog();
	const start = vi.spyOn(fake.desktop.Imports, "Start");
	expect(within(dialog).getByRole("button", { name: "Importer" })).toBeDisabled();
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
	await user.click(within(dialog).getByRole("button", { name: "Importer" }));
	expect(start).toHaveBeenCalledWith({
		paths: [
			"/home/anne/Téléchargements/cfonb120-2026-03-17.txt",
			"/home/anne/Banque",
			"C:\\Banque\\releve.pdf",
		],
		firmId: 2,
		handedOver: true,
	});
	expect(await screen.findByRole("dialog", { name: "Import en cours" })).toBeVisible();

	const report = await screen.findByRole(
		"dialog",
		{ name: "Compte rendu de l'import" },
		{ timeout: 8000 },
	);
	const refused = within(report).getByRole("listitem", { name: "Compte rendu de releve.pdf" });
	expect(refused).toHaveTextContent("Refusé");
	expect(refused).toHaveTextContent("Demandez à la banque le fichier CFONB120");
	expect(report).toHaveTextContent("14 relevés, dont 12 nouveaux");
	await user.click(within(report).getByRole("button", { name: "Copier" }));
	await waitFor(() =>
		expect(fake.runtime.clipboard.text).toContain("C:\\Banque\\releve.pdf : Refusé"),
	);
	await user.click(within(report).getByRole("button", { name: "Voir « Sans IBAN »" }));
	expect(window.location.hash).toBe("#/ibans/sans-iban");
});

it("closed while it runs, the import goes on; opened again, it shows it", async () => {
	const { user, dialog, fake } = await openDialog({
		prepare: ({ desktop }) => {
			desktop.Imports.Start = async () => "9";
		},
	});
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	await user.click(within(dialog).getByRole("button", { name: "Importer" }));
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
	await user.click(within(dialog).getByRole("button", { name: "Importer" }));
	expect(await screen.findByRole("dialog", { name: "Compte rendu de l'import" })).toBeVisible();
});

it("a start that is refused is told in the dialog, and what was chosen stays", async () => {
	const { user, dialog } = await openDialog({
		prepare: ({ desktop }) => {
			desktop.Imports.Start = async () =>
				refuse("busy", "Un import est en cours.", "", "Attendez sa fin.");
		},
	});
	await user.click(within(dialog).getByRole("button", { name: "Ajouter un dossier…" }));
	await user.click(within(dialog).getByRole("button", { name: "Importer" }));
	expect(await within(dialog).findByRole("alert")).toHaveTextContent("Attendez sa fin.");
	expect(within(dialog).getByText("/home/anne/Banque")).toBeVisible();
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
	await user.click(within(dialog).getByRole("button", { name: "Importer" }));
	await screen.findByRole("dialog", { name: "Compte rendu de l'import" }, { timeout: 8000 });
	expect(await faults()).toEqual([]);
});
