import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { faults, open } from "../../test/app";
import { daysInWords, runsOf } from "./Days";

const list = () => screen.findByRole("grid", { name: /^Jours couverts, / });

it("draws each IBAN's days, says what is missing, and puts who is late on top", async () => {
	open("/couverture");
	const grid = await list();
	await waitFor(() => expect(grid).toHaveTextContent("Entreprise 1"));
	const rows = [...grid.querySelectorAll('[role="row"]')].map((r) => r.textContent);
	expect(rows[1]).toMatch(/6\sjours\souvrés/);
	expect(screen.getAllByRole("img", { name: /^Manque : / }).length).toBe(1);
});

it("shows who is late alone, over a year", async () => {
	const { user, fake } = open("/couverture");
	const ask = vi.spyOn(fake.desktop.Coverages, "List");
	await list();
	await user.click(screen.getByRole("switch", { name: "En retard seulement" }));
	await waitFor(() => expect(ask).toHaveBeenCalledWith(expect.objectContaining({ late: true })));
	await user.click(screen.getAllByLabelText("Jours montrés")[0] as HTMLElement);
	await user.click(await screen.findByRole("option", { name: "Un an" }));
	await waitFor(() => {
		const asked = ask.mock.lastCall?.[0];
		const days = (Date.parse(asked?.to ?? "") - Date.parse(asked?.from ?? "")) / 86_400_000;
		expect(days).toBe(364);
	});
});

it("Accueil says how many banks stopped sending, and leads there", async () => {
	const { user } = open("/");
	await user.click(await screen.findByRole("link", { name: "Voir les retards" }));
	expect(window.location.hash).toBe("#/couverture?retard=1");
});

it("an IBAN's panel shows the days of its last three years", async () => {
	open("/ibans/1");
	const ribbon = await screen.findByRole("region", { name: "Jours couverts" });
	await waitFor(() => expect(within(ribbon).getAllByRole("img")).toHaveLength(3));
	expect(await faults()).toEqual([]);
});

it("a statement's page shows the days of its year", async () => {
	open("/releves/1");
	const ribbon = await screen.findByRole("region", { name: "Jours couverts" });
	expect(within(ribbon).getAllByRole("img")).toHaveLength(1);
	expect(within(ribbon).getByText("2026")).toBeVisible();
});

it("runs of days read in words", () => {
	expect(runsOf("rr.mm")).toEqual([
		{ kind: "r", at: 0, days: 2 },
		{ kind: ".", at: 2, days: 1 },
		{ kind: "m", at: 3, days: 2 },
	]);
	expect(daysInWords("rreemmr", "2026-03-30")).toBe("Manque : 03/04/2026 – 04/04/2026");
	expect(daysInWords("..rre.", "2026-03-30")).toBe("Couvert : 01/04/2026 – 03/04/2026");
	expect(daysInWords("....", "2026-03-30")).toBe("Aucun relevé");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/couverture", { colorScheme });
	await list();
	expect(await faults()).toEqual([]);
});
