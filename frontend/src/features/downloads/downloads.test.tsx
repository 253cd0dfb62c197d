import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

async function openDialog(options?: Parameters<typeof open>[1]) {
	const opened = open("/releves", options);
	await opened.user.click(await button("Télécharger"));
	const dialog = await screen.findByRole("dialog", { name: "Télécharger le fichier global" });
	return { ...opened, dialog };
}

const PATH = "/home/anne/Téléchargements/releves-cabinet-1-2026-03-17.txt";

it("says what the file will hold, what it leaves out and who took the previous one", async () => {
	const { dialog } = await openDialog();
	const preview = await within(dialog).findByRole("region", {
		name: "Ce que contiendra le fichier",
	});
	expect(preview).toHaveTextContent("121 relevés · 2 874 opérations · 12 comptes");
	expect(preview).toHaveTextContent("53 · Retenus : ne tombent pas juste");
	expect(preview).toHaveTextContent("Dernier téléchargement par Anne Collab");
	expect(within(dialog).getByLabelText("Fichier à écrire")).toHaveValue(PATH);
});

it("takes the file and gives its path and SHA-256 to copy", async () => {
	const { dialog, user, fake } = await openDialog();
	const take = vi.spyOn(fake.desktop.Downloads, "Take");
	await within(dialog).findByText(/121 relevés/);
	await user.click(within(dialog).getByRole("button", { name: "Télécharger" }));
	expect(await within(dialog).findByText("Le fichier global est écrit")).toBeVisible();
	expect(take).toHaveBeenCalledWith({
		...{ firmId: 1, from: "", to: "", format: "", byClient: false, mostMb: 0, path: PATH },
	});
	await user.click(within(dialog).getByRole("button", { name: "Copier l'empreinte" }));
	await waitFor(() => expect(fake.runtime.clipboard.text).toMatch(/^[0-9a-f]{64}$/));
});

it("takes a period of another firm to a path chosen in the system's dialog", async () => {
	const { dialog, user, fake } = await openDialog();
	const take = vi.spyOn(fake.desktop.Downloads, "Take");
	await user.selectOptions(within(dialog).getByLabelText("Cabinet"), "2");
	await user.click(within(dialog).getByRole("radio", { name: "Une période" }));
	const submit = within(dialog).getByRole("button", { name: "Télécharger" });
	expect(submit).toBeDisabled();
	await user.type(within(dialog).getByRole("textbox", { name: "Du" }), "01/03/2026");
	await user.type(within(dialog).getByRole("textbox", { name: "au" }), "31/03/2026");
	await user.click(within(dialog).getByRole("button", { name: "Parcourir…" }));
	await within(dialog).findByDisplayValue("/home/anne/Bureau/releves-cabinet-1-2026-03-17.txt");
	await within(dialog).findByText(/14 relevés/);
	await user.click(submit);
	await waitFor(() =>
		expect(take).toHaveBeenCalledWith({
			firmId: 2,
			from: "2026-03-01",
			to: "2026-03-31",
			...{ format: "", byClient: false, mostMb: 0 },
			path: "/home/anne/Bureau/releves-cabinet-1-2026-03-17.txt",
		}),
	);
});

it("writes another format, a file a client", async () => {
	const { dialog, user, fake } = await openDialog();
	const take = vi.spyOn(fake.desktop.Downloads, "Take");
	await within(dialog).findByText(/121 relevés/);
	await user.click(within(dialog).getByRole("button", { name: "Parcourir…" }));
	await user.selectOptions(within(dialog).getByLabelText("Format"), "OFX 2.2");
	await user.selectOptions(
		within(dialog).getByLabelText("Découpage"),
		"Un fichier par client (ZIP)",
	);
	await within(dialog).findByDisplayValue("/home/anne/Bureau/releves-cabinet-1-2026-03-17.zip");
	await user.click(within(dialog).getByRole("button", { name: "Télécharger" }));
	await waitFor(() =>
		expect(take).toHaveBeenCalledWith(
			expect.objectContaining({ format: "ofx2", byClient: true, mostMb: 0 }),
		),
	);
});

it("says when there is nothing to take", async () => {
	const { dialog } = await openDialog({ scene: "empty" });
	expect(await within(dialog).findByText("Rien n'est à télécharger.")).toBeVisible();
	expect(within(dialog).getByRole("button", { name: "Télécharger" })).toBeDisabled();
});

it("a path that cannot be written is told, and the form stays", async () => {
	const { dialog, user } = await openDialog({
		prepare: ({ desktop }) => {
			desktop.Downloads.Take = async () =>
				refuse("invalid", "Le dossier n'existe pas.", "path", "Choisissez-en un autre.");
		},
	});
	await within(dialog).findByText(/121 relevés/);
	await user.click(within(dialog).getByRole("button", { name: "Télécharger" }));
	expect(await within(dialog).findByRole("alert")).toHaveTextContent("Choisissez-en un autre.");
	expect(within(dialog).getByLabelText("Fichier à écrire")).toHaveValue(PATH);
});

it("makes a past file again", async () => {
	const { dialog, user, fake } = await openDialog();
	const again = vi.spyOn(fake.desktop.Downloads, "Again");
	await user.click(within(dialog).getByRole("tab", { name: "Historique" }));
	await user.click(
		await within(dialog).findByRole("button", {
			name: "Refaire le fichier releves-cabinet-1-2026-03-10.txt",
		}),
	);
	expect(await within(dialog).findByText("Le fichier global est écrit")).toBeVisible();
	expect(again).toHaveBeenCalledWith(1, "/home/anne/Bureau/releves-cabinet-1-2026-03-10.txt");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { dialog, user } = await openDialog({ colorScheme });
	await within(dialog).findByText(/121 relevés/);
	expect(await faults()).toEqual([]);
	await user.click(within(dialog).getByRole("tab", { name: "Historique" }));
	await within(dialog).findByRole("table");
	expect(await faults()).toEqual([]);
});
