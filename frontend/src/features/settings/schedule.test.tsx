import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { ScheduleCard } from "../../api";
import { type Fake, refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

const admin = { profile: "administrateur" } as const;
const title = "Synchroniser même quand l'application est fermée";
const card = () => screen.findByRole("region", { name: title });
const radio = (name: string) => screen.findByRole("radio", { name });

/** The card as the system would have it. */
const having = (changes: Partial<ScheduleCard>) => (fake: Fake) => {
	const get = fake.desktop.Schedules.Get;
	fake.desktop.Schedules.Get = async () => ({ ...(await get()), ...changes });
};

it("is turned on, changed and turned off, for the account that is said", async () => {
	const { user, fake } = open("/reglages", admin);
	const set = vi.spyOn(fake.desktop.Schedules, "Set");
	expect(await screen.findByText("Désactivé")).toBeVisible();
	expect(within(await card()).getByText("CABINET\\anne")).toBeVisible();
	expect(within(await card()).getByText("Aucun passage encore")).toBeVisible();
	await user.click(await button("Activer"));
	expect(await screen.findByText("Activé, toutes les heures")).toBeVisible();
	expect(await button("Modifier")).toBeDisabled();
	await user.click(await radio("Chaque jour à une heure"));
	const at = await screen.findByLabelText("Heure");
	await user.clear(at);
	await user.type(at, "07:15{Enter}");
	expect(await screen.findByText("Activé, chaque jour à 07:15")).toBeVisible();
	expect(set).toHaveBeenLastCalledWith({ rhythm: "daily", at: "07:15" });
	await user.click(await button("Désactiver"));
	expect(await screen.findByText("Désactivé")).toBeVisible();
});

it("refuses what is no hour, on its field", async () => {
	const { user, fake } = open("/reglages", admin);
	const set = vi.spyOn(fake.desktop.Schedules, "Set");
	await user.click(await radio("Chaque jour à une heure"));
	const at = await screen.findByLabelText("Heure");
	await user.clear(at);
	await user.type(at, "25:00{Enter}");
	expect(await screen.findByText("Une heure comme 08:30.")).toBeVisible();
	expect(at).toBeInvalid();
	expect(set).not.toHaveBeenCalled();
});

it.each(["broken", "foreign"])("says what is wrong with it, and mends it (%s)", async (state) => {
	const sentence = "La tâche planifiée lance un autre programme : « C:\\ancien.exe ».";
	const hint = "« Réparer » la remet en place.";
	const { user, fake } = open("/reglages", {
		...admin,
		prepare: having({ state, sentence, hint }),
	});
	expect(await screen.findByText("À réparer")).toBeVisible();
	expect(screen.getByText(sentence)).toBeVisible();
	expect(screen.queryByRole("button", { name: "Activer" })).not.toBeInTheDocument();
	having({ state: "on", sentence: "", hint: "" })(fake);
	await user.click(await button("Réparer"));
	expect(await screen.findByText("Activé, toutes les heures")).toBeVisible();
	expect(screen.queryByText(sentence)).not.toBeInTheDocument();
});

it("a system that cannot says why and what to do, and is asked again", async () => {
	const { user, fake } = open("/reglages", {
		...admin,
		prepare: having({
			state: "unavailable",
			sentence: "Cette session n'a pas de systemd qui lui soit propre.",
			hint: "Ouvrez une session graphique ordinaire.",
		}),
	});
	expect(await screen.findByText("Impossible ici")).toBeVisible();
	expect(screen.getByText("Ouvrez une session graphique ordinaire.")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Activer" })).not.toBeInTheDocument();
	having({ state: "off", sentence: "", hint: "" })(fake);
	await user.click(await button("Vérifier à nouveau"));
	expect(await button("Activer")).toBeVisible();
});

it("what the system refuses stands in the card, and nothing changes", async () => {
	const { user, fake } = open("/reglages", admin);
	fake.desktop.Schedules.Set = async () =>
		refuse("conflict", "Windows a refusé la tâche planifiée.", "", "Demandez à votre service.");
	await user.click(await button("Activer"));
	const alert = await screen.findByRole("alert");
	expect(alert).toHaveTextContent("Windows a refusé la tâche planifiée.");
	expect(alert).toHaveTextContent("Demandez à votre service.");
	expect(screen.getByText("Désactivé")).toBeVisible();
});

it.each([
	[{ outcome: "done", tried: 3 }, "3 envois faits"],
	[{ outcome: "nothing" }, "rien à envoyer"],
	[{ outcome: "needs" }, "quelque chose demande quelqu'un"],
	[{ outcome: "offline" }, "un partenaire n'a pas pu être joint"],
	[{ outcome: "failed", message: "Le disque est plein." }, "échec : Le disque est plein."],
])("says how the last run went: %o", async (run, says) => {
	const lastRun = { at: "2026-03-17T08:00:00Z", tried: 0, message: "", ...run };
	open("/reglages", { ...admin, prepare: having({ state: "on", lastRun }) });
	expect(await screen.findByText(new RegExp(`17/03/2026.* : ${says}`))).toBeVisible();
	expect(screen.queryAllByRole("link", { name: "Voir les envois" })).toHaveLength(
		run.outcome === "needs" ? 1 : 0,
	);
});

it("a Collaborateur sees how it stands, and chooses to be told or not", async () => {
	const { user, fake } = open("/reglages", { profile: "collaborateur" });
	const wanted = vi.spyOn(fake.desktop.Schedules, "Notify");
	expect(await screen.findByText("Un Administrateur peut l'activer.")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Activer" })).not.toBeInTheDocument();
	const told = screen.getByRole("switch", { name: /^M'avertir quand quelque chose/ });
	expect(told).toBeChecked();
	await user.click(told);
	await waitFor(() => expect(told).not.toBeChecked());
	expect(wanted).toHaveBeenCalledWith(false);
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	for (const state of ["on", "broken", "unavailable"]) {
		const sentence = state === "on" ? "" : "Pas ici.";
		const { unmount } = open("/reglages", {
			...admin,
			colorScheme,
			prepare: having({ state, sentence, plan: { rhythm: "daily", at: "08:30" } }),
		});
		await card();
		await screen.findByText("Aucun passage encore");
		expect(await faults()).toEqual([]);
		unmount();
	}
});
