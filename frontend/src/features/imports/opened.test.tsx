import { act, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Fake } from "../../api/fake";
import { button, open } from "../../test/app";

/** Has the system open files, as the backend tells it: each once. */
function opens(fake: Fake, ...paths: string[]) {
	fake.desktop.Imports.Opened = async () => {
		fake.desktop.Imports.Opened = async () => ({ paths: [], leftOut: 0, problem: "" });
		return { paths, leftOut: 0, problem: "" };
	};
}

const chosen = async () => {
	const list = await screen.findByRole("list", { name: "Fichiers et dossiers choisis" });
	return within(list)
		.getAllByRole("listitem")
		.map((line) => line.textContent);
};

it("a file opened with the program is chosen in « Importer »", async () => {
	open("/", { prepare: (fake) => opens(fake, "C:\\Banque\\mars.ofx") });
	await screen.findByRole("dialog", { name: "Importer des relevés" });
	expect(await chosen()).toEqual([expect.stringContaining("mars.ofx")]);
});

it("files opened meanwhile join what is chosen, each once", async () => {
	const { fake, user } = open("/releves");
	await user.click(await button("Importer"));
	await user.click(await button("Ajouter des fichiers…"));
	opens(fake, "C:\\Banque\\mars.ofx", "C:\\Banque\\avril.qif", "C:\\Banque\\mars.ofx");
	act(() => fake.runtime.emit("files:opened", null));
	await screen.findByText(/avril\.qif/);
	expect(await chosen()).toHaveLength(3);
});

it("a file opened during an import waits for its report to be read", async () => {
	const { fake, user } = open("/releves");
	await user.click(await button("Importer"));
	await user.click(await button("Ajouter des fichiers…"));
	await user.click(await button("Aperçu"));
	await screen.findByRole("dialog", { name: "Aperçu de l'import" }, { timeout: 4000 });
	await user.click(await button(/^Importer 1\sfichier$/));
	opens(fake, "C:\\Banque\\mars.ofx");
	act(() => fake.runtime.emit("files:opened", null));
	const report = await screen.findByRole(
		"dialog",
		{ name: "Compte rendu de l'import" },
		{ timeout: 8000 },
	);
	await user.click(within(report).getAllByRole("button", { name: "Fermer" })[0] as HTMLElement);
	expect(await chosen()).toEqual([expect.stringContaining("mars.ofx")]);
});

it("says what could not be opened", async () => {
	open("/", {
		prepare: (fake) => {
			fake.desktop.Imports.Opened = async () => ({
				paths: [],
				leftOut: 1,
				problem: "« C:\\x » n'est pas un fichier que So bank peut ouvrir.",
			});
		},
	});
	expect(
		await screen.findByText(/Choisissez un fichier de relevés dans « Importer »/),
	).toBeVisible();
	expect(screen.queryByRole("dialog")).toBeNull();
});
