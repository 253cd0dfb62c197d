import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, filledGrid, open } from "../../test/app";

it("a list of statements leaves as a list, or as the operations that they bring", async () => {
	const { user, fake } = await open("/releves");
	const write = vi.spyOn(fake.desktop.Exports, "Operations");
	await user.click(await button("Exporter"));
	expect(await screen.findByText("Les opérations")).toBeVisible();
	expect(await faults()).toEqual([]);
	await user.click(screen.getByRole("menuitem", { name: "Les opérations : OFX 2.2" }));
	await waitFor(() =>
		expect(write).toHaveBeenCalledWith(expect.objectContaining({ after: "" }), [], "ofx2"),
	);
	expect(await screen.findByText(/^12 opérations exportées :/)).toBeVisible();
});

it("only the chosen statements, once some are", async () => {
	const { user, fake } = await open("/releves");
	const write = vi.spyOn(fake.desktop.Exports, "Operations");
	(await filledGrid("Liste des relevés")).focus();
	await user.keyboard("{ArrowDown} ");
	await user.click(await button("Exporter"));
	expect(await screen.findByText("Les opérations du relevé choisi")).toBeVisible();
	await user.click(screen.getByRole("menuitem", { name: "Les opérations : QIF (sans soldes)" }));
	await waitFor(() =>
		expect(write).toHaveBeenCalledWith(expect.anything(), [expect.any(Number)], "qif"),
	);
});
