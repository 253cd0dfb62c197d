import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { faults, filledGrid, open, rowsOf } from "../../test/app";

const LIST = "Soldes au 31/12/2025";

it("says where each IBAN stood, how sure that is, and which days of the year are missing", async () => {
	open("/cloture?au=2025-12-31&exercice=2025-01-01");
	const [header, first, second] = rowsOf(await filledGrid(LIST));
	expect(header).toBe("Dénomination sociale | IBAN | Banque | Solde | Solde du jour | Exercice");
	expect(first).toMatch(/1\s204,10 € \| Exact \| Complet$/);
	expect(second).toContain("Interruption, au 20/12/2025 | Manque 21/12/2025 – 03/01/2026");
	expect(screen.getByText(/1 solde exact, 1 exercice complet sur 2 IBAN/)).toBeVisible();
});

it("asks for another day and year, and for what lacks alone", async () => {
	const { user, fake } = open("/cloture");
	const list = vi.spyOn(fake.desktop.Closings, "List");
	await screen.findByRole("grid");
	await user.clear(screen.getByRole("textbox", { name: "Soldes au" }));
	await user.type(screen.getByRole("textbox", { name: "Soldes au" }), "300625");
	await user.tab();
	await waitFor(() =>
		expect(list).toHaveBeenLastCalledWith(expect.objectContaining({ on: "2025-06-30" })),
	);
	await user.click(screen.getByRole("switch", { name: "À compléter seulement" }));
	await waitFor(() =>
		expect(list).toHaveBeenCalledWith(expect.objectContaining({ incomplete: true, limit: 200 })),
	);
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/cloture?au=2025-12-31", { colorScheme });
	await filledGrid(LIST);
	expect(await faults()).toEqual([]);
});
