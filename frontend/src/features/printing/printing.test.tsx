import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { today } from "../../lib/dates";
import { usualPeriods } from "../../lib/periods";
import { button, faults, open } from "../../test/app";

it("prints the statement on screen, and says where", async () => {
	const { user, fake } = open("/releves/1");
	const print = vi.spyOn(fake.desktop.Prints, "Statement");
	await user.click(await button("Imprimer (PDF)"));
	await waitFor(() => expect(print).toHaveBeenCalledWith(1));
	expect(await screen.findByText("PDF de 3 pages : /home/anne/Bureau/releve.pdf")).toBeVisible();
});

it("a file dialog that is closed prints nothing and says nothing", async () => {
	const { user, fake } = open("/releves/1");
	const print = vi
		.spyOn(fake.desktop.Prints, "Statement")
		.mockResolvedValue({ path: "", statements: 0, operations: 0, pages: 0 });
	await user.click(await button("Imprimer (PDF)"));
	await waitFor(() => expect(print).toHaveBeenCalled());
	expect(screen.queryByText(/^PDF/)).toBeNull();
});

it("says what failed and what to do", async () => {
	const { user } = open("/releves/1", {
		prepare: ({ desktop }) => {
			desktop.Prints.Statement = async () =>
				refuse("unreadable", "Le fichier ne peut pas être écrit.", "", "Vérifiez le dossier.");
		},
	});
	await user.click(await button("Imprimer (PDF)"));
	expect(await screen.findByText("Le fichier ne peut pas être écrit.")).toBeVisible();
	expect(screen.getByText("Vérifiez le dossier.")).toBeVisible();
});

it("prints an IBAN's statements over a usual period, or between two days", async () => {
	const { user, fake } = open("/ibans/2");
	const print = vi.spyOn(fake.desktop.Prints, "Period");
	await user.click(await button("Relevé sur une période…"));
	const form = await screen.findByRole("form", { name: "Relevé sur une période" });
	const usual = usualPeriods(today());
	expect(within(form).getByRole("button", { name: "Mois dernier", pressed: true })).toBeVisible();
	await user.click(within(form).getByRole("button", { name: "Trimestre dernier" }));
	await user.click(within(form).getByRole("button", { name: "Imprimer (PDF)" }));
	await waitFor(() =>
		expect(print).toHaveBeenLastCalledWith(2, usual.quarter.from, usual.quarter.to),
	);
	await waitFor(() => expect(screen.queryByRole("form")).toBeNull());

	await user.click(await button("Relevé sur une période…"));
	const again = await screen.findByRole("form", { name: "Relevé sur une période" });
	await user.clear(within(again).getByLabelText("Du"));
	await user.type(within(again).getByLabelText("Du"), "15012026");
	await user.clear(within(again).getByLabelText("Au"));
	await user.type(within(again).getByLabelText("Au"), "14022026");
	expect(within(again).queryByRole("button", { pressed: true })).toBeNull();
	expect(await faults()).toEqual([]);
	await user.keyboard("{Enter}");
	await waitFor(() => expect(print).toHaveBeenLastCalledWith(2, "2026-01-15", "2026-02-14"));
});

it("a period without statements is said in the dialog, which stays", async () => {
	const { user } = open("/ibans/2", {
		prepare: ({ desktop }) => {
			desktop.Prints.Period = async () =>
				refuse(
					"invalid",
					"Aucun relevé de cet IBAN du 01/01/2020 au 31/01/2020.",
					"from",
					"Le dernier va jusqu'au 16/03/2026.",
				);
		},
	});
	await user.click(await button("Relevé sur une période…"));
	const form = await screen.findByRole("form", { name: "Relevé sur une période" });
	await user.click(within(form).getByRole("button", { name: "Imprimer (PDF)" }));
	expect(await within(form).findByRole("alert")).toHaveTextContent("Aucun relevé de cet IBAN");
	await user.click(within(form).getByRole("button", { name: "Année en cours" }));
	expect(within(form).queryByRole("alert")).toBeNull();
});
