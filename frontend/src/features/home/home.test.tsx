import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { button, filledGrid, open } from "../../test/app";

it("shows every place with its count, and leads to its statements", async () => {
	const { user } = open("/");
	const places = await screen.findByRole("region", { name: "Où sont les relevés" });
	expect(within(places).getAllByRole("link")).toHaveLength(7);
	await user.click(within(places).getByRole("link", { name: /Retenu/ }));
	expect(window.location.hash).toBe("#/releves?place=held");
	await filledGrid("Liste des relevés");
});

it("says what needs somebody, one sentence and one button each", async () => {
	open("/");
	expect(await screen.findByText("107 relevés sont retenus et ne partiront pas.")).toBeVisible();
	expect(screen.getByRole("link", { name: "Créer les IBAN" })).toHaveAttribute(
		"href",
		"#/ibans/sans-iban",
	);
});

it("says when nothing needs anyone", async () => {
	open("/", {
		prepare: ({ desktop }) => {
			desktop.Statements.Places = async () => [{ key: "downloaded", name: "Téléchargé", count: 4 }];
		},
	});
	expect(await screen.findByText("Rien n'attend votre intervention.")).toBeVisible();
});

it("guides an empty firm to its first IBAN and its first import", async () => {
	const { user } = open("/", { scene: "empty" });
	expect(await screen.findByRole("link", { name: "Ajouter un IBAN" })).toHaveAttribute(
		"href",
		"#/ibans/nouveau",
	);
	await user.click(await button("Importer"));
	expect(await screen.findByRole("dialog", { name: "Importer des relevés" })).toBeVisible();
});
