import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { previewed } from "../../api/fake/importing";
import { button, faults, open, rowsOf } from "../../test/app";

const FILES = "Fichiers à importer";
const PREVIEW = "Aperçu de l'import";

/** Opens the window, chooses files by their paths and asks for their preview. */
async function preview(paths: string[], options?: Parameters<typeof open>[1]) {
	const opened = open("/releves", options);
	const { user } = opened;
	await user.click(await button("Importer"));
	await user.click(await screen.findByLabelText("Coller un chemin de fichier ou de dossier"));
	await user.paste(paths.join("\n"));
	await user.keyboard("{Enter}{Enter}"); // adds them, then goes on
	const dialog = await screen.findByRole("dialog", { name: PREVIEW }, { timeout: 4000 });
	return { ...opened, dialog, grid: within(dialog).getByRole("grid", { name: FILES }) };
}

const details = (name: string) => screen.findByRole("region", { name: `Détail de ${name}` });

it("says per file what it holds, what is new, and where it will go", async () => {
	const { grid, dialog } = await preview(["/b/mars.txt"]);
	const row = rowsOf(grid)[1]?.replaceAll("\u00a0", " ");
	expect(row).toContain("mars.txt | CFONB120 | 28/02 – 17/03/2026 | 12 | 2 | 340 | 48 | 1");
	expect(row).toMatch(/Incohérent 2\s?Conforme 12$/);
	expect(dialog).toHaveTextContent("12 nouveaux relevés, 340 nouvelles opérations");
	expect(dialog).toHaveTextContent("Rien n'est encore enregistré.");
	const lines = within(screen.getByRole("table", { name: "Comptes de mars.txt" }))
		.getAllByRole("row")
		.map((r) => [...r.children].map((c) => c.textContent?.replaceAll("\u00a0", " ")).join(" | "));
	expect(lines[1]).toBe(
		"FR76 30004 45856 45856523322 08 | Jardins de Bretagne SARL | 28/02 – 17/03/2026 | 290 | 40 | Conforme 12 | À envoyer 12 vers MyUnisoft",
	);
	expect(lines[2]).toContain("Atelier du Port");
	expect(lines[2]).toContain("Incohérent | Retenu");
	expect(lines[3]).toContain("20041 01005 0500013M026 | Sans IBAN");
});

it("shows the warnings by line once asked for", async () => {
	const { user } = await preview(["/b/mars.txt"]);
	expect(screen.queryByText(/caractère inconnu/)).not.toBeInTheDocument();
	await user.click(await button(/^1\savertissement$/));
	const notes = screen.getByRole("list", { name: /1\savertissement/ });
	expect(notes).toHaveTextContent("ligne 212La zone de référence");
});

it("takes all, some or none, by mouse and keyboard, and imports what is taken", async () => {
	const { user, grid, fake, dialog } = await preview(["/b/1.txt", "/b/2.txt", "/b/3.txt"]);
	const start = vi.spyOn(fake.desktop.Imports, "Start");
	await button(/^Importer 3\sfichiers$/);
	expect(grid).toHaveFocus();
	await user.keyboard("{ArrowDown} ");
	await button(/^Importer 2\sfichiers$/);
	expect(await details("2.txt")).toBeVisible();
	const all = within(grid).getByRole("checkbox", { name: "Prendre tous les fichiers" });
	await user.click(all);
	await user.click(all);
	expect(within(dialog).getByRole("button", { name: "Importer" })).toBeDisabled();
	await user.click(within(grid).getByRole("checkbox", { name: "Prendre 3.txt" }));
	await user.click(within(grid).getByRole("checkbox", { name: "Prendre 1.txt" }));
	await user.click(within(grid).getByRole("checkbox", { name: "Prendre 3.txt" }));
	grid.focus();
	await user.keyboard("{Enter}");
	await waitFor(() =>
		expect(start).toHaveBeenCalledWith(expect.objectContaining({ paths: ["/b/1.txt"] })),
	);
});

it("a file that is refused, or there already, cannot be taken and says why", async () => {
	const { user, grid } = await preview(["/b/releve.pdf", "/b/double.txt", "/b/1.txt"]);
	const box = (name: string) => within(grid).getByRole("checkbox", { name: `Prendre ${name}` });
	expect(box("releve.pdf")).toBeDisabled();
	expect(box("double.txt")).toBeDisabled();
	expect(box("1.txt")).toBeChecked();
	expect(await details("releve.pdf")).toHaveTextContent("Demandez à la banque le fichier CFONB120");
	await user.keyboard(" ");
	await button(/^Importer 1\sfichier$/);
	await user.keyboard("{ArrowDown}");
	expect(await details("double.txt")).toHaveTextContent("Ce fichier est déjà importé");
	await user.click(screen.getByRole("radio", { name: "Refusés (1)" }));
	expect(rowsOf(screen.getByRole("grid", { name: FILES }))).toHaveLength(2);
});

it("draws no more lines than fit, whatever the number of files", async () => {
	const { fake, grid } = await preview(["/b/1.txt"], {
		prepare: ({ desktop, runtime }) => {
			desktop.Imports.Preview = async () => {
				const files = Array.from({ length: 1000 }, (_, i) => previewed(`/b/${i}.txt`));
				runtime.emit("import:preview", { job: "5", files, failure: null });
				return "5";
			};
		},
	});
	expect(fake).toBeDefined();
	await button(/^Importer 1\s000\sfichiers$/);
	expect(grid).toHaveAttribute("aria-rowcount", "1001");
	expect(rowsOf(grid).length).toBeLessThan(60);
});

it("asks of which account a file is, and looks again with the answer", async () => {
	const { user, fake, dialog } = await preview(["/b/export.qif", "/b/avril.qif"]);
	const look = vi.spyOn(fake.desktop.Imports, "Preview");
	const asked = await details("export.qif");
	expect(asked).toHaveTextContent("Ce fichier ne dit pas de quel compte il est");
	expect(within(dialog).getByRole("button", { name: "Importer" })).toBeDisabled();
	expect(within(asked).getByRole("button", { name: "Répondre" })).toBeDisabled();
	const picker = within(asked).getByRole("combobox", { name: "IBAN de ce fichier" });
	await user.click(picker);
	await user.click((await screen.findAllByRole("option"))[0] as HTMLElement);
	await user.click(
		within(asked).getByRole("checkbox", {
			name: "Répondre de même pour l'autre fichier qui le demande",
		}),
	);
	await user.click(within(asked).getByRole("button", { name: "Répondre" }));
	const iban = (await fake.desktop.Accounts.List({ ...every })).rows[0]?.iban ?? "";
	await waitFor(() => expect(look).toHaveBeenCalledTimes(1));
	expect(look.mock.calls[0]?.[0].given).toEqual([
		{ path: "/b/export.qif", account: iban, dates: "", mapping: "" },
		{ path: "/b/avril.qif", account: iban, dates: "", mapping: "" },
	]);
	expect(await screen.findByRole("form", { name: /l'ordre du jour et du mois/ })).toBeVisible();
});

const every = {
	search: "",
	sort: "client",
	desc: false,
	firmIds: [],
	statuses: [],
	connectorIds: [],
	responsableIds: [],
	mine: false,
	clientId: 0,
	offset: 0,
	limit: 30,
};

it("takes an IBAN that is typed whole, though nobody has it", async () => {
	const { user, fake } = await preview(["/b/export.qif"]);
	const look = vi.spyOn(fake.desktop.Imports, "Preview");
	await user.click(await screen.findByRole("combobox", { name: "IBAN de ce fichier" }));
	await user.paste("FR14 2004 1010 0505 0001 3M02 606");
	await user.click(await screen.findByRole("option", { name: /inconnu, ira dans « Sans IBAN »/ }));
	await user.click(await button("Répondre"));
	await waitFor(() =>
		expect(look.mock.calls[0]?.[0].given[0]?.account).toBe("FR1420041010050500013M02606"),
	);
});

it("an answer that is refused is told, and forgotten", async () => {
	const { user, fake } = await preview(["/b/export.qif"]);
	const preview0 = fake.desktop.Imports.Preview;
	fake.desktop.Imports.Preview = async (form) =>
		form.given.length > 0 ? refuse("invalid", "La clé de cet IBAN est fausse.") : preview0(form);
	await user.click(await screen.findByRole("combobox", { name: "IBAN de ce fichier" }));
	await user.paste("FR14 2004 1010 0505 0001 3M02 607");
	await user.click((await screen.findAllByRole("option"))[0] as HTMLElement);
	await user.click(await button("Répondre"));
	expect(await screen.findByText("La clé de cet IBAN est fausse.")).toBeVisible();
	await user.click(await button("Revenir au choix"));
	await user.click(await button("Aperçu"));
	expect(await details("export.qif")).toHaveTextContent("de quel compte il est");
});

it("asks the order of dates, imports with the answer, and lets one change it", async () => {
	const account = "FR7630004458564585652332208";
	const { user, fake } = await preview(["/b/export.qif"]);
	const start = vi.spyOn(fake.desktop.Imports, "Start");
	await user.click(await screen.findByRole("combobox", { name: "IBAN de ce fichier" }));
	await user.paste(account);
	await user.click((await screen.findAllByRole("option"))[0] as HTMLElement);
	await user.click(await button("Répondre"));
	const form = await screen.findByRole("form", { name: /l'ordre du jour et du mois/ });
	const orders = within(form).getAllByRole("radio");
	expect(orders[0]).toBeChecked();
	expect(orders).toHaveLength(3);
	await user.click(within(form).getByRole("radio", { name: /^Mois, jour, année/ }));
	await user.click(within(form).getByRole("button", { name: "Répondre" }));
	expect(await button("Changer la réponse")).toBeVisible();
	await user.click(await button(/^Importer 1\sfichier$/));
	await waitFor(() =>
		expect(start.mock.calls[0]?.[0].given).toEqual([
			{ path: "/b/export.qif", account, dates: "mdy", mapping: "" },
		]),
	);
});

it("tells how far a long preview is, and gives it up when asked; the choice stays", async () => {
	let cancelled = "";
	const opened = open("/releves", {
		prepare: ({ desktop, runtime }) => {
			desktop.Imports.Preview = async () => "7";
			desktop.Imports.Cancel = async (job: string) => {
				cancelled = job;
				const failure = { code: "cancelled", message: "Annulé.", field: "", hint: "" };
				act(() => runtime.emit("import:preview", { job, files: null, failure }));
			};
		},
	});
	const { user, fake } = opened;
	await user.click(await button("Importer"));
	await user.click(await button("Ajouter un dossier…"));
	await user.click(await button("Aperçu"));
	const looking = await screen.findByRole("dialog", { name: "Aperçu en préparation" });
	const progress = { job: "7", file: 3, files: 7, name: "c.txt", operations: 5 };
	act(() => fake.runtime.emit("import:progress", { ...progress, bytes: 1, totalBytes: 2 }));
	expect(looking).toHaveTextContent("Fichier 3 sur 7");
	expect(screen.getByRole("contentinfo", { hidden: true })).not.toHaveTextContent("import 3/7");
	await user.click(await button("Annuler l'aperçu"));
	expect(cancelled).toBe("7");
	expect(await screen.findByRole("dialog", { name: "Importer des relevés" })).toBeVisible();
	expect(screen.getByText("/home/anne/Banque")).toBeVisible();
	expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("closed while it looks, the preview is given up; opened again, the choice is there", async () => {
	const { user, fake } = open("/releves", {
		prepare: ({ desktop }) => {
			desktop.Imports.Preview = async () => "7";
		},
	});
	const cancel = vi.spyOn(fake.desktop.Imports, "Cancel");
	await user.click(await button("Importer"));
	await user.click(await button("Ajouter un dossier…"));
	await user.click(await button("Aperçu"));
	await screen.findByRole("dialog", { name: "Aperçu en préparation" });
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
	expect(cancel).toHaveBeenCalledWith("7");
	await user.keyboard("i");
	expect(await screen.findByText("/home/anne/Banque")).toBeVisible();
});

it("a preview that fails says why on the choice", async () => {
	const { user } = open("/releves", {
		prepare: ({ desktop, runtime }) => {
			desktop.Imports.Preview = async () => {
				const failure = {
					code: "unavailable",
					message: "Le disque est plein.",
					field: "",
					hint: "Libérez de la place.",
				};
				runtime.emit("import:preview", { job: "4", files: [], failure });
				return "4";
			};
		},
	});
	await user.click(await button("Importer"));
	await user.click(await button("Ajouter un dossier…"));
	await user.click(await button("Aperçu"));
	expect(await screen.findByRole("alert")).toHaveTextContent("Libérez de la place.");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const files = ["/b/export.qif", "/b/t.csv", "/b/releve.pdf", "/b/double.txt", "/b/1.txt"];
	const { user } = await preview(files, { colorScheme });
	for (const name of ["export.qif", "t.csv", "releve.pdf", "double.txt", "1.txt"]) {
		expect(await details(name)).toBeVisible();
		expect(await faults()).toEqual([]);
		await user.keyboard("{ArrowDown}");
	}
});
