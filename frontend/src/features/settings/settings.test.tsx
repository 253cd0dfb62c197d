import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

afterEach(() => vi.useRealTimers());

const form = () => screen.findByRole("form", { name: "Pour toute l'installation" });
const admin = { profile: "administrateur" } as const;

it("an Administrateur changes a setting, and this window obeys at once", async () => {
	const { user, fake } = open("/reglages", admin);
	const save = vi.spyOn(fake.desktop.Settings, "Save");
	const lock = within(await form()).getByLabelText("Verrouillage après (minutes)");
	expect(await button("Enregistrer")).toBeDisabled();
	await user.clear(lock);
	await user.type(lock, "5");
	await user.click(await button("Enregistrer"));
	expect(await screen.findByText("Les réglages sont enregistrés.")).toBeVisible();
	expect(save).toHaveBeenCalledWith(
		expect.objectContaining({ lockMinutes: 5, reminderClientDays: 15 }),
	);
	await waitFor(async () => expect(await button("Enregistrer")).toBeDisabled());
	expect(lock).toHaveValue("5");
});

it("a new delay counts in this window at once", async () => {
	vi.useFakeTimers({ shouldAdvanceTime: true });
	const { user } = open("/reglages", admin);
	const lock = within(await form()).getByLabelText("Verrouillage après (minutes)");
	await user.clear(lock);
	await user.type(lock, "2{Enter}");
	await screen.findByText("Les réglages sont enregistrés.");
	act(() => void vi.advanceTimersByTime(3 * 60_000));
	expect(await button("Déverrouiller")).toBeVisible();
});

it("says that something is not saved, and takes it back", async () => {
	const { user } = open("/reglages", admin);
	const name = within(await form()).getByLabelText("Nom du support");
	await user.type(name, " Rennes");
	expect(screen.getByText("Modifications non enregistrées.")).toBeVisible();
	await user.click(await button("Annuler les modifications"));
	expect(name).toHaveValue("Support Sogescot");
	expect(screen.queryByText("Modifications non enregistrées.")).not.toBeInTheDocument();
});

it.each([
	["Relance du client (jours)", "0", "De 1 à 365 jours."],
	["Relance de la banque (jours)", "400", "De 1 à 365 jours."],
	["Verrouillage après (minutes)", "1000", "De 0 (jamais) à 480 minutes."],
	["Verrouillage après (minutes)", "", "De 0 (jamais) à 480 minutes."],
])("refuses %s = « %s » on its field", async (label, value, says) => {
	const { user, fake } = open("/reglages", admin);
	const save = vi.spyOn(fake.desktop.Settings, "Save");
	const field = within(await form()).getByLabelText(label);
	await user.clear(field);
	if (value) await user.type(field, value);
	await user.click(await button("Enregistrer"));
	expect(await screen.findByText(says)).toBeVisible();
	expect(field).toBeInvalid();
	expect(save).not.toHaveBeenCalled();
});

it("what the backend refuses of a field stands on it, the rest above the buttons", async () => {
	const { user, fake } = open("/reglages", admin);
	const email = within(await form()).getByLabelText("Adresse e-mail du support");
	await user.type(email, "aide");
	await user.click(await button("Enregistrer"));
	expect(await screen.findByText(/« aide » n'est pas une adresse e-mail/)).toBeVisible();
	expect(email).toBeInvalid();
	fake.desktop.Settings.Save = async () => refuse("refused", "Réservé.", "", "Demandez.");
	await user.type(email, "@exemple.fr");
	await user.click(await button("Enregistrer"));
	expect(await screen.findByRole("alert")).toHaveTextContent("Réservé.");
});

it.each(["collaborateur", "superviseur"] as const)(
	"a %s reads them, and has their own",
	async (profile) => {
		const { user } = open("/reglages", { profile });
		expect(
			await screen.findByText("Ces réglages se changent avec le profil Administrateur."),
		).toBeVisible();
		expect(screen.queryByRole("form")).not.toBeInTheDocument();
		await user.click(screen.getByRole("radio", { name: "Sombre" }));
		expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
		await user.click(await button("Raccourcis du clavier"));
		expect(await screen.findByRole("dialog", { name: "Raccourcis du clavier" })).toBeVisible();
	},
);

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	for (const profile of ["administrateur", "superviseur"] as const) {
		const { unmount } = open("/reglages", { profile, colorScheme });
		await screen.findByText("Relance du client (jours)");
		expect(await faults()).toEqual([]);
		unmount();
	}
});
