import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Reconciliation } from "../../api";
import { type Fake, refuse } from "../../api/fake";
import { today } from "../../lib/dates";
import { button, faults, open } from "../../test/app";
import { monthBounds, monthName, shiftMonth } from "./months";

const part = () => screen.findByRole("region", { name: "Rapprochement" });
const month = today().slice(0, 7);

/** Has the backend answer something else. */
function answering(change: Partial<Reconciliation>) {
	return (fake: Fake) => {
		const real = fake.desktop.Connectors.Reconcile;
		fake.desktop.Connectors.Reconcile = async (id: number, from: string, to: string) =>
			({ ...(await real(id, from, to)), ...change }) as Reconciliation;
	};
}

it("months go over the years, and end when they end", () => {
	expect(shiftMonth("2026-01", -1)).toBe("2025-12");
	expect(shiftMonth("2025-12", 1)).toBe("2026-01");
	expect(monthBounds("2028-02")).toEqual(["2028-02-01", "2028-02-29"]);
	expect(monthName("2026-03")).toBe("mars 2026");
});

it("says first what came of this month, then the accounts that differ, and what the support asks for", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1");
	const section = await part();
	expect(await within(section).findByText(/^128 opérations envoyées, 123 intégrées/)).toBeVisible();
	expect(within(section).getByText(/donnez à son support/)).toBeVisible();
	const table = within(section).getByRole("table", { name: "Comptes rapprochés" });
	expect(
		within(table)
			.getAllByRole("columnheader")
			.map((h) => h.textContent),
	).toEqual([..."Compte|Envoyées|Intégrées|À 0\u00a0€|Déjà là|Écart".split("|")]);
	expect(within(table).getAllByRole("row")).toHaveLength(4); // head, 0 €, the difference and its request
	expect(within(table).getByText("−3")).toBeVisible();
	expect(
		within(table).getByRole("link", { name: /^13\sopérations intégrées sur 16/ }),
	).toHaveAttribute("href", "#/envois/5003");
	await user.click(within(table).getByRole("button", { name: "Copier l'identifiant de requête" }));
	expect(fake.runtime.clipboard.text).toBe("b1946ac9-2d27-4e0a-9b1d-7f7a1f0c55e2");
	await user.click(within(section).getByRole("checkbox", { name: "Tous les comptes (4)" }));
	expect(within(table).getAllByRole("row")).toHaveLength(6);
	await user.click(within(section).getByRole("button", { name: "Copier le tableau" }));
	const lines = fake.runtime.clipboard.text.split("\r\n");
	expect(lines).toHaveLength(5);
	expect(lines[3]).toMatch(/\t32\t29\t0\t0\t-3\tb1946ac9/);
	expect(await faults()).toEqual([]);
});

it("another month is chosen, or reached by its neighbours; none after this one", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1");
	const ask = vi.spyOn(fake.desktop.Connectors, "Reconcile");
	const section = await part();
	expect(within(section).getByRole("button", { name: "Mois suivant" })).toBeDisabled();
	await user.click(within(section).getByRole("button", { name: "Mois précédent" }));
	const before = shiftMonth(month, -1);
	await waitFor(() => expect(ask).toHaveBeenLastCalledWith(1, ...monthBounds(before)));
	await user.selectOptions(
		within(section).getByRole("combobox", { name: "Mois" }),
		monthName(shiftMonth(month, -3)),
	);
	await waitFor(() =>
		expect(ask).toHaveBeenLastCalledWith(1, ...monthBounds(shiftMonth(month, -3))),
	);
	expect(within(section).getByRole("button", { name: "Mois suivant" })).toBeEnabled();
});

it("a place is looked into when it is asked for, and again on demand", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/3");
	const ask = vi.spyOn(fake.desktop.Connectors, "Reconcile");
	const section = await part();
	expect(within(section).getByText(/^So bank compare les fichiers déposés/)).toBeVisible();
	expect(ask).not.toHaveBeenCalled();
	await user.click(within(section).getByRole("button", { name: "Regarder la place" }));
	const table = await within(section).findByRole("table", { name: "Fichiers de la place" });
	expect(within(table).getByText(/^960 au lieu de 1.920\soctets$/)).toBeVisible();
	expect(within(table).getByText("Inconnu")).toBeVisible();
	expect(within(table).getAllByRole("row")).toHaveLength(3);
	await user.click(within(section).getByRole("checkbox", { name: "Tous les fichiers (3)" }));
	expect(within(table).getByText("Encore là")).toBeVisible();
	expect(await faults()).toEqual([]);
	await user.click(within(section).getByRole("button", { name: "Regarder de nouveau" }));
	await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
});

it("a place that cannot be looked into says why, and is tried again", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/3", {
		prepare: answering({
			...{ problem: "Le dossier n'est plus là.", problemHint: "Rebranchez le disque.", files: [] },
			sentence: "12 fichiers déposés (12 relevés) ; leur place n'a pas pu être regardée.",
		}),
	});
	const ask = vi.spyOn(fake.desktop.Connectors, "Reconcile");
	await user.click(await button("Regarder la place"));
	const said = await within(await part()).findByRole("alert");
	expect(said).toHaveTextContent("Le dossier n'est plus là.Rebranchez le disque.");
	await user.click(within(said).getByRole("button", { name: "Réessayer" }));
	await waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
});

it("what is empty, explained or hidden says so", async () => {
	const { unmount } = open("/cabinets/1/connecteurs/1", {
		prepare: answering({ accounts: [], clean: true, hidden: 2, sentence: "Aucun envoi." }),
	});
	const section = await part();
	expect(await within(section).findByText(/^Rien n'est parti ce mois-ci/)).toBeVisible();
	expect(
		within(section).getByText(/^2\srelevés de dossiers confidentiels ne sont pas/),
	).toBeVisible();
	unmount();
	open("/cabinets/1/connecteurs/3", { prepare: answering({ files: [], clean: true }) });
	(await button("Regarder la place")).click();
	expect(await screen.findByText("La place est vide.")).toBeVisible();
});

it("an error says what to do, with « Réessayer »", async () => {
	const { user, fake } = open("/cabinets/1/connecteurs/1", {
		prepare: (f) => {
			f.desktop.Connectors.Reconcile = async () => refuse("busy", "La base est occupée.");
		},
	});
	const section = await part();
	await within(section).findByText("La base est occupée.");
	const ask = vi.spyOn(fake.desktop.Connectors, "Reconcile");
	await user.click(within(section).getByRole("button", { name: "Réessayer" }));
	await waitFor(() => expect(ask).toHaveBeenCalled());
});

it("pauses and resumes on the connector's line; a Collaborateur does not", async () => {
	const { user, fake, unmount } = open("/cabinets/1");
	const pause = vi.spyOn(fake.desktop.Connectors, "Pause");
	(await button("Mettre MyUnisoft en pause")).focus();
	await user.keyboard("{Enter}");
	await user.click(await button("Reprendre les envois de MyUnisoft"));
	await waitFor(() => expect(pause.mock.calls).toEqual([...[[1, true]], ...[[1, false]]]));
	unmount();
	open("/cabinets/1", { profile: "collaborateur" });
	await screen.findByRole("list", { name: "Connecteurs du cabinet" });
	expect(screen.queryByRole("button", { name: /en pause$/ })).not.toBeInTheDocument();
});

it("a partner that rests says until when, and is tried at once when somebody wants it", async () => {
	const { user, fake } = open("/cabinets/1", {
		prepare: (f) => {
			const list = f.desktop.Connectors.List;
			f.desktop.Connectors.List = async (firm: number) =>
				(await list(firm)).map((r) =>
					r.id === 1 ? { ...r, failures: 5, restingUntil: "2026-03-17T08:40:00Z" } : r,
				);
		},
	});
	const sync = vi.spyOn(fake.desktop.Deliveries, "Sync");
	expect(await screen.findByText(/^5\séchecs de suite .* jusqu'à 17\/03\/2026/)).toBeVisible();
	await user.click(await button("Réessayer maintenant"));
	await waitFor(() => expect(sync).toHaveBeenCalled());
});
