import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { faults, open } from "../../test/app";

const table = () => screen.findByRole("table", { name: "Mois par mois (€)" });
const lines = async () =>
	within(await table())
		.getAllByRole("row")
		.map((r) => [...r.children].map((c) => c.textContent).join(" | "));

it("says month by month what came in, went out, and what was left", async () => {
	const { fake } = open("/soldes?compte=1&du=2026-01-01&au=2026-03-31");
	const of = vi.spyOn(fake.desktop.Trends, "Of");
	expect(await lines()).toEqual([
		"Mois | Opérations | Crédits (€) | Débits (€) | Net (€) | Solde (€)",
		"janv. 26 | 12 | 1\u202f000,00 | −400,00 | 600,00 | inconnu",
		"févr. 26 | 12 | 1\u202f000,00 | −400,00 | 600,00 | 1\u202f600,00",
		"mars 26 | 12 | 1\u202f000,00 | −400,00 | 600,00 | 2\u202f200,00",
	]);
	expect(of).not.toHaveBeenCalledWith(expect.objectContaining({ clientId: 1 }));
	expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(
		"Soldes et mouvements : Entreprise 1",
	);
});

it("sets a period beside the same one a year before", async () => {
	const { user, fake } = open("/soldes?client=1&du=2026-01-01&au=2026-03-31");
	await table();
	const of = vi.spyOn(fake.desktop.Trends, "Of");
	await user.click(screen.getByRole("switch", { name: "Comparer à l'année précédente" }));
	await waitFor(() =>
		expect(of).toHaveBeenCalledWith({
			...{ accountId: 0, clientId: 1, from: "2025-01-01", to: "2025-03-31" },
		}),
	);
	await waitFor(async () => expect((await lines())[0]).toContain("Net un an avant (€)"));
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	open("/soldes?compte=1", { colorScheme });
	await table();
	expect(await faults()).toEqual([]);
});
