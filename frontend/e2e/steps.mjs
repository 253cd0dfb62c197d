// What the end-to-end tests share: steps that need those before them, and the ways to find
// things on a page.

import { test } from "node:test";

/**
 * Makes `step(name, run)`: a test that needs those before it. When one fails it keeps a
 * picture and says what the program wrote.
 */
export function stepsOf(program) {
	let broken = false;
	return (name, run) =>
		test(name, async (t) => {
			if (broken) return t.skip("a step before it failed");
			try {
				await run();
			} catch (error) {
				broken = true;
				await program()?.picture(`failed-${name.replaceAll(/\W+/g, "-")}`);
				error.message += `\nThe program wrote:\n${await program()?.log()}`;
				throw error;
			}
		});
}

/** Finds things on a page as a person names them, and asks the backend directly. */
export function finders(page) {
	/** Imports all that the preview shows and waits for the report. */
	const take = async () => {
		await page()
			.getByRole("button", { name: /^Importer \d+ fichiers?$/ })
			.click();
		await page().getByRole("dialog", { name: "Compte rendu de l'import" }).waitFor();
	};
	return {
		take,
		button: (name, within = page()) => within.getByRole("button", { name, exact: true }),
		field: (name, within = page()) => within.getByLabel(name, { exact: true }),
		menu: (name) => page().getByRole("navigation").first().getByRole("link", { name, exact: true }),
		grid: (name) => page().getByRole("grid", { name }),
		/** Chooses a file by its path in the import dialog and asks for its preview. */
		look: async (path) => {
			const form = page().getByRole("dialog", { name: "Importer des relevés" });
			await form
				.getByLabel("Coller un chemin de fichier ou de dossier", { exact: true })
				.fill(path);
			await form.getByRole("button", { name: "Ajouter", exact: true }).click();
			await form.getByRole("button", { name: "Aperçu", exact: true }).click();
			const preview = page().getByRole("dialog", { name: "Aperçu de l'import" });
			await preview.getByRole("grid", { name: "Fichiers à importer" }).waitFor();
			return preview;
		},
		/** Calls a bound method as the frontend's own code could. */
		call: (struct, method, ...args) =>
			page().evaluate(([s, m, a]) => window.go.desktop[s][m](...a), [struct, method, args]),
		/** Calls one that is to be refused, and gives its error's code. */
		refusal: (struct, method, ...args) =>
			page().evaluate(
				async ([s, m, a]) => {
					try {
						await window.go.desktop[s][m](...a);
						return "accepted";
					} catch (error) {
						return JSON.parse(error instanceof Error ? error.message : String(error)).code;
					}
				},
				[struct, method, args],
			),
	};
}
