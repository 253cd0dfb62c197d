import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Liste des envois";
const idle = {
	...{ running: false, done: 0, waiting: 0, lastAt: "", offline: false, nextAt: "" },
	sentences: [],
};

it("lists deliveries with their state in words, what it means, and the next try", async () => {
	open("/envois");
	const grid = await filledGrid(LIST);
	const [header, ...rows] = rowsOf(grid);
	expect(header).toBe(
		" | Dénomination sociale | Période | Connecteur | État | Explication | Essais | Prochain essai",
	);
	expect(rows[0]).toBe(
		" | Jardins de l'Odet SARL | 12/03 – 16/03/2026 | MyUnisoft | À envoyer |  | 0 | ",
	);
	expect(rows.find((r) => r.includes("Refusé"))).toContain(
		"Ce compte n'est pas connu de MyUnisoft : aucun RIB n'y correspond à cet IBAN.",
	);
	expect(rows.find((r) => r.includes("À reprendre"))).toMatch(/\| 2 \| 17\/03\/2026 \d\d:40$/);
});

it("its filters combine, show, and stay in the address", async () => {
	const { user, fake } = open("/envois?cabinet=1&q=Kerjean");
	const list = vi.spyOn(fake.desktop.Deliveries, "List");
	await filledGrid(LIST);
	await user.click(await button("Filtrer par État"));
	await user.click(await screen.findByRole("checkbox", { name: "Intégré" }));
	await user.keyboard("{Escape}");
	await user.click(await button("Filtrer par Connecteur"));
	await user.click(await screen.findByRole("checkbox", { name: /^MyUnisoft · Cabinet 1/ }));
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith({
			search: "Kerjean",
			firmIds: [1],
			states: ["integrated"],
			connectorIds: [1],
			accountId: 0,
			mine: false,
			offset: 0,
			limit: 200,
		}),
	);
	expect(decodeURIComponent(window.location.hash)).toBe(
		"#/envois?cabinet=1&q=Kerjean&etat=integrated&connecteur=1",
	);
	await user.keyboard("{Escape}");
	await user.click(await button("Effacer Intégré"));
	await waitFor(() => expect(window.location.hash).not.toContain("etat"));
});

it("one opens at its own address: what to do, the attempts, the partner's words, the bytes", async () => {
	const { user, fake } = open("/envois?etat=refused");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	const panel = await screen.findByRole("region", { name: /^Envoi du relevé/ });
	expect(window.location.hash).toMatch(/^#\/envois\/\d+\?etat=refused$/);
	const said = within(panel).getByRole("alert");
	expect(said).toHaveTextContent("Ce compte n'est pas connu de MyUnisoft");
	expect(said).toHaveTextContent("puis cliquez sur « Reprendre »");
	const tries = within(panel).getByRole("region", { name: "Essais" });
	expect(tries).toHaveTextContent("1,8 s");
	expect(tries).toHaveTextContent("rib not found for this society");
	expect(within(panel).getByText(/^9f86d081884c7d65/)).toBeVisible();
	expect(within(panel).getByText(/\.dat$/)).toBeVisible();
	const [copy] = within(panel).getAllByRole("button", { name: "Copier l'identifiant de requête" });
	await user.click(copy as HTMLElement);
	expect(fake.runtime.clipboard.text).toBe("b1946ac9-2d27-4e0a-9b1d-7f7a1f0c55e2");
	expect(within(panel).getByRole("link", { name: "Ouvrir le relevé" })).toHaveAttribute(
		"href",
		expect.stringMatching(/^#\/releves\/\d+$/),
	);
});

it("« Reprendre » is there when it can be, and says what failed", async () => {
	const { user, fake, unmount } = open("/envois?etat=refused");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	fake.desktop.Deliveries.Retry = async () =>
		refuse("conflict", "Le connecteur est en pause.", "", "Reprenez ses envois d'abord.");
	await user.click(await button("Reprendre"));
	const dialog = await screen.findByRole("dialog", { name: "Reprendre l'envoi du relevé" });
	await user.click(within(dialog).getByRole("button", { name: "Reprendre" }));
	expect(await within(dialog).findByText("À remplir.")).toBeVisible();
	await user.type(within(dialog).getByLabelText("Motif"), "RIB créé{Tab}");
	expect(await faults()).toEqual([]);
	await user.click(within(dialog).getByRole("button", { name: "Reprendre" }));
	expect(await screen.findByText("Le connecteur est en pause.")).toBeVisible();
	expect(screen.getByText("Reprenez ses envois d'abord.")).toBeVisible();
	unmount();

	open("/envois?etat=integrated");
	const sent = await filledGrid(LIST);
	sent.focus();
	await user.keyboard("{Enter}");
	await screen.findByRole("region", { name: /^Envoi du relevé/ });
	expect(screen.queryByRole("button", { name: "Reprendre" })).not.toBeInTheDocument();
});

it("the chosen lines are taken again at once: those that can be", async () => {
	const { user, fake } = open("/envois");
	const retry = vi.spyOn(fake.desktop.Deliveries, "Retry");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard(" {ArrowDown}{ArrowDown} {ArrowDown} ");
	await user.click(await button("Reprendre (2)"));
	await user.type(await screen.findByLabelText("Motif"), " RIB créé ");
	await user.click(await button("Reprendre"));
	await waitFor(() => expect(retry).toHaveBeenCalledWith([5002, 5003], "RIB créé"));
	expect(await screen.findByText("2 envois repris")).toBeVisible();
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

it("what only waits for its next try is taken again at once", async () => {
	const { user, fake } = open("/envois?etat=to_retry");
	const retry = vi.spyOn(fake.desktop.Deliveries, "Retry");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	await user.click(await button("Reprendre"));
	await waitFor(() => expect(retry).toHaveBeenCalledWith([expect.any(Number)], ""));
	expect(await screen.findByText("1 envoi repris")).toBeVisible();
});

it.each([
	["Il y est", true, "Vérifié : il y est", "Déjà intégré"],
	["Il n'y est pas", false, "Vérifié : il n'y est pas", "À envoyer"],
] as const)("« À vérifier » ends when a person says « %s »", async (answer, there, kept, state) => {
	const { user, fake } = open("/envois?etat=to_check");
	const check = vi.spyOn(fake.desktop.Deliveries, "Check");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	await user.click(await button(answer));
	const dialog = await screen.findByRole("dialog");
	const submit = within(dialog).getByRole("button", { name: answer });
	await user.click(submit);
	expect(await within(dialog).findByText("À remplir.")).toBeVisible();
	expect(check).not.toHaveBeenCalled();
	await user.type(within(dialog).getByLabelText("Motif"), "vu dans le journal BQ");
	expect(await faults()).toEqual([]);
	await user.click(submit);
	await waitFor(() =>
		expect(check).toHaveBeenCalledWith(expect.any(Number), there, "vu dans le journal BQ"),
	);
	const panel = await screen.findByRole("region", { name: /^Envoi du relevé/ });
	await waitFor(() =>
		expect(within(panel).getByRole("region", { name: "Essais" })).toHaveTextContent(kept),
	);
	expect(within(panel).getByText("vu dans le journal BQ")).toBeVisible();
	expect(within(panel).getByText("par Camille Martin")).toBeVisible();
	expect(within(panel).getAllByText(state)[0]).toBeVisible();
	expect(screen.queryByRole("button", { name: answer })).not.toBeInTheDocument();
});

it("only what is « À vérifier » asks whether it is there", async () => {
	const { user } = open("/envois?etat=refused");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	await button("Reprendre");
	expect(screen.queryByRole("button", { name: "Il y est" })).not.toBeInTheDocument();
});

it("« Synchroniser » shows how far it is and « Arrêter »; at its end the lists are read again", async () => {
	const { user, fake } = open("/envois");
	fake.desktop.Deliveries.Sync = async () => {};
	const stop = vi.spyOn(fake.desktop.Deliveries, "StopSync");
	await filledGrid(LIST);
	await user.click(await button("Synchroniser"));
	act(() => fake.runtime.emit("sync:state", { ...idle, running: true, done: 3, waiting: 9 }));
	const main = screen.getByRole("main");
	expect(await within(main).findByText("3 faits, 9 en attente")).toBeVisible();
	expect(
		within(main).getByRole("progressbar", { name: "Synchronisation en cours" }),
	).toHaveAttribute("aria-valuenow", "25");
	await user.click(within(main).getByRole("button", { name: "Arrêter" }));
	expect(stop).toHaveBeenCalled();
	const list = vi.spyOn(fake.desktop.Deliveries, "List");
	act(() => fake.runtime.emit("sync:state", { ...idle, lastAt: new Date().toISOString() }));
	expect(await button("Synchroniser")).toBeVisible();
	await waitFor(() => expect(list).toHaveBeenCalled());
});

it("says what a person should know of the last synchronisation", async () => {
	open("/envois");
	expect(await screen.findByText(/^MyUnisoft : MyUnisoft refuse le jeton/)).toBeVisible();
});

it("a synchronisation that is refused says so", async () => {
	const { user, fake } = open("/envois");
	fake.desktop.Deliveries.Sync = async () =>
		refuse("busy", "Une autre fenêtre synchronise déjà.", "", "Attendez qu'elle ait fini.");
	await user.click(await button("Synchroniser"));
	expect(await screen.findByText("Attendez qu'elle ait fini.")).toBeVisible();
});

it("an empty list says why and what to do", async () => {
	const { unmount } = open("/envois", { scene: "empty" });
	expect(await screen.findByText("Aucun envoi pour l'instant.")).toBeVisible();
	expect(screen.getByRole("link", { name: "Voir les IBAN" })).toBeVisible();
	unmount();
	open("/envois?q=personne");
	expect(await screen.findByText("Aucun envoi ne correspond.")).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { fake } = open("/envois/5003?etat=refused", { colorScheme });
	await filledGrid(LIST);
	await screen.findByRole("region", { name: /^Envoi du relevé/ });
	act(() => fake.runtime.emit("sync:state", { ...idle, running: true, done: 3, waiting: 9 }));
	expect(await faults()).toEqual([]);
});
