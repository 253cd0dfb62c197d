import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

/** Opens the assistant for a table whose columns are not known. */
async function assistant(options?: Parameters<typeof open>[1]) {
	const opened = open("/releves", options);
	const { user, fake } = opened;
	const look = vi.spyOn(fake.desktop.Imports, "Preview");
	const read = vi.spyOn(fake.desktop.Mappings, "Preview");
	await user.click(await button("Importer"));
	await user.click(await screen.findByLabelText("Coller un chemin de fichier ou de dossier"));
	await user.paste("/b/banque.csv");
	await user.keyboard("{Enter}{Enter}");
	await user.click(await button("Lire les colonnes…"));
	const dialog = await screen.findByRole("dialog", { name: "Lire les colonnes : banque.csv" });
	await within(dialog).findByRole("form", { name: "Lire les colonnes" });
	return { ...opened, dialog, look, read };
}

const lines = () =>
	within(screen.getByRole("table", { name: "Les premières lignes, telles qu'elles seront lues" }))
		.getAllByRole("row")
		.map((r) => [...r.children].map((c) => c.textContent).join(" | "));

it("asks an ambiguous date, and reads nothing until it is answered", async () => {
	const { user, dialog, look } = await assistant();
	expect(within(dialog).getByRole("button", { name: "Lire ainsi" })).toBeDisabled();
	const doubt = within(dialog).getByRole("radiogroup", { name: /3 avril ou le 4 mars/ });
	expect(within(doubt).queryByRole("radio", { checked: true })).not.toBeInTheDocument();
	await user.click(within(doubt).getByRole("radio", { name: /^Le 3 avril/ }));
	await waitFor(() => expect(lines()[1]).toContain("03/04/2026 | 04/04/2026 | PRLV EDF"));
	expect(lines()[1]).toMatch(/−89,90 \| 1.410,10$/);
	await user.click(within(dialog).getByRole("button", { name: "Lire ainsi" }));
	await waitFor(() => expect(look).toHaveBeenCalledTimes(2));
	const given = look.mock.calls[1]?.[0].given[0];
	expect(given?.path).toBe("/b/banque.csv");
	expect(JSON.parse(given?.mapping ?? "")).toMatchObject({ dates: "dmy", delimiter: ";" });
	expect(await button(/^Importer 1\sfichier$/)).toBeVisible();
});

it("reads the first lines again at each change, and says what does not read", async () => {
	const { user, dialog, read } = await assistant();
	await user.click(within(dialog).getByRole("radio", { name: /^Le 4 mars/ }));
	await waitFor(() => expect(lines()[1]).toContain("04/03/2026"));
	await user.selectOptions(within(dialog).getByLabelText("Rôle de Valeur"), "Laissée de côté");
	await waitFor(() => expect(lines()[1]).toContain("04/03/2026 |  | PRLV"));
	expect(read.mock.lastCall?.[1]?.roles).toEqual([
		"booked_on",
		"",
		"label",
		"debit",
		"credit",
		"balance",
	]);
	await user.selectOptions(within(dialog).getByLabelText("Décimales"), ".");
	expect(await within(dialog).findByText("5 lignes ne se lisent pas ainsi")).toBeVisible();
	expect(lines()[2]).toContain("« 1 410,10 » n'est pas un montant avec un point décimal.");
	await user.selectOptions(within(dialog).getByLabelText("Séparateur"), ",");
	expect(await within(dialog).findByText(/Aucune ligne ne se lit ainsi/)).toBeVisible();
});

it("keeps the reading for the bank under a name", async () => {
	const { user, dialog, fake, look } = await assistant();
	const save = vi.spyOn(fake.desktop.Mappings, "Save");
	await user.click(within(dialog).getByRole("radio", { name: /^Le 3 avril/ }));
	await user.click(
		within(dialog).getByRole("checkbox", { name: "Enregistrer cette lecture pour cette banque" }),
	);
	expect(within(dialog).getByRole("button", { name: "Lire ainsi" })).toBeDisabled();
	await user.type(within(dialog).getByLabelText(/^Nom de cette lecture/), "Banque Postale");
	await waitFor(() =>
		expect(within(dialog).getByRole("button", { name: "Lire ainsi" })).toBeEnabled(),
	);
	await user.click(within(dialog).getByRole("button", { name: "Lire ainsi" }));
	await waitFor(() =>
		expect(save).toHaveBeenCalledWith(
			expect.any(String),
			"Banque Postale",
			expect.objectContaining({ dates: "dmy" }),
		),
	);
	await waitFor(() => expect(look).toHaveBeenCalledTimes(2));
	expect(await screen.findByText("La lecture « Banque Postale » est enregistrée.")).toBeVisible();
});

it("a change that cannot be read is told, and can be taken back", async () => {
	const { user, dialog } = await assistant({
		prepare: ({ desktop }) => {
			const read = desktop.Mappings.Preview;
			desktop.Mappings.Preview = async (path, mapping) =>
				mapping?.charset === "utf-16"
					? refuse("unreadable", "Ce fichier n'est pas en UTF-16.", "charset")
					: read(path, mapping);
		},
	});
	await user.click(within(dialog).getByRole("radio", { name: /^Le 3 avril/ }));
	await user.selectOptions(within(dialog).getByLabelText("Alphabet"), "utf-16");
	expect(await within(dialog).findByText("Ce fichier n'est pas en UTF-16.")).toBeVisible();
	expect(within(dialog).getByRole("button", { name: "Lire ainsi" })).toBeDisabled();
	await user.selectOptions(within(dialog).getByLabelText("Alphabet"), "utf-8");
	await waitFor(() =>
		expect(within(dialog).getByRole("button", { name: "Lire ainsi" })).toBeEnabled(),
	);
	expect(within(dialog).queryByRole("alert")).not.toBeInTheDocument();
});

it("Escape closes the assistant, not the preview under it", async () => {
	const { user } = await assistant();
	await user.keyboard("{Escape}");
	await waitFor(() =>
		expect(screen.queryByRole("form", { name: "Lire les colonnes" })).not.toBeInTheDocument(),
	);
	expect(screen.getByRole("dialog", { name: "Aperçu de l'import" })).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	await assistant({ colorScheme });
	expect(await faults()).toEqual([]);
});
