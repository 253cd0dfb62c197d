import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";

it("a list of statements leaves as a list, or as the operations that they bring", async () => {
	const { user, fake } = await open("/releves");
	const write = vi.spyOn(fake.desktop.Exports, "Operations");
	await user.click(await button("Exporter"));
	expect(await screen.findByText("Les opérations")).toBeVisible();
	expect(await faults()).toEqual([]);
	await user.click(screen.getByRole("menuitem", { name: "OFX 2.2" }));
	await waitFor(() =>
		expect(write).toHaveBeenCalledWith(expect.objectContaining({ after: "" }), [], "ofx2"),
	);
	expect(await screen.findByText(/^12 opérations exportées :/)).toBeVisible();
});
