import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Fake } from "../../api/fake";
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

it("says which connector lacks something or is in trouble, and which deliveries did not arrive", async () => {
	open("/");
	const needs = await screen.findByRole("region", { name: "Ce qui vous attend" });
	const lines = async () =>
		within(needs)
			.getAllByRole("listitem")
			.map((li) => `${li.querySelector("p")?.textContent} → ${li.querySelector("a")?.hash}`);
	await within(needs).findByText(/refusés? par le partenaire/);
	expect((await lines()).slice(0, 4)).toEqual([
		"Inqom (Cabinet 1 démonstration - So bank) : Il manque « Dossier de dépôt » : rien ne part encore. → #/cabinets/1/connecteurs/2",
		"MyUnisoft (Cabinet Le Goff & Associés) : MyUnisoft refuse le jeton de ce cabinet : rien ne part depuis le 16 mars. → #/cabinets/2/connecteurs/4",
		"3 envois sont refusés par le partenaire. → #/envois?etat=refused",
		"3 envois sont à vérifier : on ne sait pas s'ils sont arrivés. → #/envois?etat=to_check",
	]);
});

it("says when nothing needs anyone", async () => {
	open("/", {
		prepare: ({ desktop }) => {
			desktop.Statements.Places = async () => [{ key: "downloaded", name: "Téléchargé", count: 4 }];
			desktop.Deliveries.Counts = async () => [{ key: "integrated", name: "Intégré", count: 4 }];
			desktop.Connectors.List = async () => [];
			desktop.Receptions.List = async () => [];
			desktop.Mandates.Board = async () => ({ groups: [], clientDays: 15, bankDays: 15 });
			const covered = desktop.Coverages.List;
			desktop.Coverages.List = async (q) => ({ ...(await covered(q)), late: 0 });
		},
	});
	expect(await screen.findByText("Rien n'attend votre intervention.")).toBeVisible();
});

it("an empty firm has its first steps alone, until they are put aside", async () => {
	const { user } = open("/", { scene: "empty" });
	expect(await screen.findByText(/Votre cabinet est prêt/)).toBeVisible();
	expect(screen.queryByRole("region", { name: "Où sont les relevés" })).not.toBeInTheDocument();
	await user.click(await button("Mettre de côté"));
	expect(await screen.findByRole("region", { name: "Où sont les relevés" })).toBeVisible();
	expect(screen.queryByText(/Votre cabinet est prêt/)).not.toBeInTheDocument();
});

it("a firm that is on its way keeps its first steps above the rest", async () => {
	open("/", {
		prepare: ({ desktop }) => {
			const list = desktop.Guide.List;
			desktop.Guide.List = async () => (await list()).map((g) => ({ ...g, finished: false }));
		},
	});
	expect(await screen.findByRole("region", { name: /^Premiers pas : Cabinet 1/ })).toBeVisible();
	expect(screen.getByRole("region", { name: "Ce qui vous attend" })).toBeVisible();
});

it("says once that the disk is not encrypted, and what to do", async () => {
	const clear = { clear: true, system: "windows" };
	const prepare = ({ desktop }: Fake) => {
		desktop.Settings.Disk = async () => clear;
	};
	const { user, unmount } = open("/", { prepare });
	expect(await screen.findByText("Le disque de cet ordinateur n'est pas chiffré.")).toBeVisible();
	expect(screen.getByText(/^Activez BitLocker/)).toBeVisible();
	await user.click(await button("J'ai compris"));
	expect(screen.queryByText(/n'est pas chiffré/)).not.toBeInTheDocument();
	unmount();
	open("/", { prepare });
	await screen.findByRole("region", { name: "Où sont les relevés" });
	expect(screen.queryByText(/n'est pas chiffré/)).not.toBeInTheDocument();
});
