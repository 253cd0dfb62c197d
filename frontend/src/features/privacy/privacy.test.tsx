import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

const page = "/reglages/donnees-personnelles";
const admin = { profile: "administrateur" } as const;

it("« Effacer… » says what goes and what stands against it, and wants the client's own name", async () => {
	const { user, fake } = open("/clients/3", admin);
	const erase = vi.spyOn(fake.desktop.Privacies, "Erase");
	await user.click(await button("Effacer…"));
	const form = await screen.findByRole("form", { name: "Effacer « Boulangerie Kerjean »" });
	expect(within(form).getByText("41 opérations")).toBeVisible();
	expect(within(form).queryByText(/note/)).toBeNull();
	expect(within(form).getByText("La mission n'est pas terminée.")).toBeVisible();
	expect(within(form).getByText(/Les sauvegardes automatiques gardent/)).toBeVisible();
	const submit = within(form).getByRole("button", { name: "Effacer pour toujours" });
	const typed = within(form).getByRole("textbox", { name: /Pour confirmer/ });
	await user.type(typed, "Boulangerie");
	await user.click(within(form).getByRole("checkbox"));
	await user.type(within(form).getByRole("textbox", { name: "Motif" }), "demande écrite");
	expect(submit).toBeDisabled();
	await user.type(typed, " kerjean");
	expect(submit).toBeEnabled();
	await user.click(within(form).getByRole("checkbox"));
	expect(submit).toBeDisabled();
	await user.click(within(form).getByRole("checkbox"));
	expect(await faults()).toEqual([]);
	await user.click(submit);
	expect(await screen.findByText("Le client est effacé.")).toBeVisible();
	expect(erase).toHaveBeenCalledWith({
		...{ clientId: 3, typed: "Boulangerie kerjean", reason: "demande écrite", despite: true },
	});
	await waitFor(() => expect(window.location.hash).toBe("#/clients"));
});

it("what the backend refuses stands on its field, and nothing is lost", async () => {
	const { user } = open("/clients/3", {
		...admin,
		prepare: (fake) => {
			fake.desktop.Privacies.Erase = async () =>
				refuse("invalid", "Le motif reste après l'effacement.", "reason");
		},
	});
	await user.click(await button("Effacer…"));
	await user.click(await screen.findByRole("checkbox", { name: /quand même/ }));
	await user.type(screen.getByRole("textbox", { name: "Motif" }), "Kerjean part");
	await user.type(screen.getByRole("textbox", { name: /Pour confirmer/ }), "Boulangerie Kerjean");
	await user.click(await button("Effacer pour toujours"));
	expect(await screen.findByText("Le motif reste après l'effacement.")).toBeVisible();
	expect(screen.getByRole("textbox", { name: "Motif" })).toHaveValue("Kerjean part");
});

it("a delivery under way leaves nothing to press but the way back", async () => {
	const { user } = open("/clients/3", {
		...admin,
		prepare: (fake) => {
			const preview = fake.desktop.Privacies.PreviewErase;
			fake.desktop.Privacies.PreviewErase = async (id) => ({
				...(await preview(id)),
				refusal: "1 envoi est en cours.",
			});
		},
	});
	await user.click(await button("Effacer…"));
	expect(await screen.findByText("1 envoi est en cours.")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Effacer pour toujours" })).toBeNull();
	await user.click(await button("Retour"));
	await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("a client's data are exported beside the window, with progress and a cancel", async () => {
	const { user, fake } = open("/clients/3", { profile: "superviseur" });
	fake.desktop.Privacies.Export = async () => "7";
	const cancel = vi.spyOn(fake.desktop.Privacies, "CancelExport");
	expect(screen.queryByRole("button", { name: "Effacer…" })).toBeNull();
	await user.click(await button("Exporter les données…"));
	act(() => fake.runtime.emit("privacy:progress", { job: "7", done: 30, total: 120 }));
	expect(screen.getByRole("contentinfo")).toHaveTextContent("export du client 25 %");
	await user.click(await button("Annuler l'export du client"));
	expect(cancel).toHaveBeenCalledWith("7");
	act(() => fake.runtime.emit("privacy:exported", { job: "7", path: "/b/donnees.zip", files: 16 }));
	expect(await screen.findByText(/sont dans \/b\/donnees.zip \(16 fichiers\)/)).toBeVisible();
	expect(screen.getByRole("contentinfo")).not.toHaveTextContent("export du client");
});

it("an export that fails says why", async () => {
	const { fake } = open("/clients/3");
	await screen.findByRole("region", { name: "Boulangerie Kerjean" });
	const failure = { code: "unreadable", message: "Le disque est plein.", hint: "Libérez-en." };
	act(() => fake.runtime.emit("privacy:exported", { job: "7", path: "", files: 0, failure }));
	expect(await screen.findByText("Le disque est plein.")).toBeVisible();
});

it("a Collaborateur neither exports nor erases a client", async () => {
	open("/clients/3", { profile: "collaborateur" });
	await screen.findByRole("region", { name: "Boulangerie Kerjean" });
	expect(screen.queryByRole("heading", { name: "Données du client" })).toBeNull();
});

it("an Administrateur changes a firm's retention, within bounds", async () => {
	const { user, fake } = open(page, admin);
	const set = vi.spyOn(fake.desktop.Privacies, "SetRetention");
	const rule = await screen.findByRole("form", { name: /^Cabinet 1/ });
	const years = within(rule).getByRole("textbox");
	await user.clear(years);
	await user.type(years, "60");
	expect(within(rule).getByText("De 1 à 50 ans.")).toBeVisible();
	expect(within(rule).getByRole("button")).toBeDisabled();
	await user.clear(years);
	await user.type(years, "12{Enter}");
	expect(await screen.findByText("La durée de conservation est changée.")).toBeVisible();
	expect(set).toHaveBeenCalledWith(1, 12);
});

it("« À purger » erases the clients that were chosen, once the word is typed", async () => {
	const { user, fake } = open(page, admin);
	const erase = vi.spyOn(fake.desktop.Privacies, "EraseOver");
	await user.click(await screen.findByRole("checkbox", { name: "Choisir Boulangerie Kerjean" }));
	await user.click(await button(/^Effacer 1\sclient…$/));
	const dialog = await screen.findByRole("dialog", { name: "Effacer des clients" });
	const submit = within(dialog).getByRole("button", { name: "Effacer pour toujours" });
	expect(submit).toBeDisabled();
	await user.type(within(dialog).getByLabelText("Pour confirmer, écrivez EFFACER"), "EFFACER");
	await user.click(submit);
	expect(erase).toHaveBeenCalledWith([3], "EFFACER");
	expect(await screen.findByText(/^Aucun client à purger\./)).toBeVisible();
	expect(screen.getByText("Client effacé n° 3")).toBeVisible();
});

it("clients that were left stay in sight, with the reason", async () => {
	const { user } = open(page, {
		...admin,
		prepare: (fake) => {
			const erase = fake.desktop.Privacies.EraseOver;
			fake.desktop.Privacies.EraseOver = async (ids, typed) => ({
				...(await erase([], typed)),
				left: ids.map((clientId) => ({ clientId, name: "Kerjean", why: "1 envoi attend." })),
			});
		},
	});
	await user.click(await screen.findByRole("checkbox", { name: "Choisir Boulangerie Kerjean" }));
	await user.click(await button(/^Effacer 1\sclient…$/));
	await user.type(await screen.findByLabelText("Pour confirmer, écrivez EFFACER"), "EFFACER");
	await user.click(await button("Effacer pour toujours"));
	expect(await screen.findByText("Kerjean est laissé : 1 envoi attend.")).toBeVisible();
});

it("« Sans IBAN » says what is past its days, and lets an Administrateur erase it now", async () => {
	const { user } = open(page, admin);
	expect(await screen.findByText("2 relevés ont passé ce délai.")).toBeVisible();
	await user.click(await button("Effacer maintenant"));
	expect(await screen.findByText("2 relevés sont effacés")).toBeVisible();
});

it("the register's sheet is copied whole, and follows the firm", async () => {
	const { user, fake } = open(page, { profile: "collaborateur" });
	await user.click(await button("Copier la fiche"));
	expect(fake.runtime.clipboard.text).toContain("La mission, puis 10 ans.");
	expect(screen.queryByText("À purger")).toBeNull();
	expect(screen.queryByText("Ce qui a été effacé")).toBeNull();
	await user.click(await button("Enregistrer en texte…"));
	expect(
		await screen.findByText("La fiche est dans /home/anne/Bureau/registre.txt."),
	).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open(page, { ...admin, colorScheme });
	await screen.findByText("Finalités");
	expect(await faults()).toEqual([]);
});
