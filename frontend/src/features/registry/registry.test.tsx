import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { CompanyCard, Firm, RegistryAnswer } from "../../api";
import { refuse } from "../../api/fake";
import { button, faults, filledGrid, open, rowsOf } from "../../test/app";
import { changed, changesOf } from "./changes";
import { numberOf } from "./number";

const LIST = "Entreprises trouvées";
const offline = () =>
	refuse(
		"busy",
		"Recherche d'entreprises n'a pas pu être joint : cette machine semble hors connexion.",
		"",
		"Vérifiez la connexion à Internet, puis recommencez.",
	);

it("searches when told to, and shows where the answer comes from", async () => {
	const { user, fake } = open("/inpi");
	const search = vi.spyOn(fake.desktop.Registry, "Search");
	await user.type(await screen.findByRole("searchbox"), "jardins");
	expect(search).not.toHaveBeenCalled();
	await user.keyboard("{Enter}");
	const rows = rowsOf(await filledGrid(LIST));
	expect(rows[0]).toBe("Dénomination | SIREN | Forme juridique | Ville | État");
	expect(rows[1]).toBe("JARDINS SARL | 732 829 320 | SARL | 29000 QUIMPER | En activité");
	expect(screen.getByText("2 RÉSULTATS")).toBeVisible();
	expect(screen.getByText(/^Recherche d'entreprises, réponse du 17\/03\/2026/)).toBeVisible();
	expect(search).toHaveBeenCalledExactlyOnceWith("jardins", false);
});

it("a company has its own address, and its card says all that is known", async () => {
	const { user } = open("/inpi?q=jardins");
	const grid = await filledGrid(LIST);
	grid.focus();
	await user.keyboard("{Enter}");
	await waitFor(() => expect(window.location.hash).toBe("#/inpi/732829320?q=jardins"));
	const panel = await screen.findByRole("region", { name: "JARDINS SARL" });
	const lines = within(panel)
		.getAllByRole("term")
		.map((term) => `${term.textContent} = ${term.nextSibling?.textContent}`);
	expect(lines).toEqual([
		"État = En activité",
		"SIREN = 732 829 320",
		"SIRET (siège) = 732 829 320 00074",
		"Sigle = Non renseigné",
		"Forme juridique = SARL",
		"Adresse = 8 QUAI DE L'ODET",
		"Ville = 29000 - QUIMPER",
		"Code APE = 81.30Z",
		"Créée le = 14/03/2011",
	]);
	expect(within(panel).getByRole("region", { name: "Dirigeants" })).toHaveTextContent(
		"LE GOFF ANNE MARIE Gérant",
	);
	await user.click(within(panel).getByRole("link", { name: "732 829 320 00082" }));
	expect(await screen.findByText("2 RUE DU PORT")).toBeVisible();
});

it("a SIRET opens its own establishment", async () => {
	const { user } = open(`/inpi?q=${encodeURIComponent("732 829 320 00082")}`);
	(await filledGrid(LIST)).focus();
	await user.keyboard("{Enter}");
	await waitFor(() => expect(window.location.hash).toContain("/inpi/73282932000082"));
});

it("« Créer le client » opens the client's form filled in", async () => {
	const { user, fake } = open("/inpi/732829320");
	const save = vi.spyOn(fake.desktop.Clients, "Save");
	await user.click(await button("Créer le client"));
	const form = await screen.findByRole("form", { name: "Nouveau client" });
	expect(within(form).getByLabelText("Dénomination sociale")).toHaveValue("JARDINS SARL");
	expect(within(form).getByLabelText("Siret")).toHaveValue("73282932000074");
	await user.click(within(form).getByRole("button", { name: "Enregistrer" }));
	await waitFor(() =>
		expect(save).toHaveBeenCalledWith(
			expect.objectContaining({ id: 0, name: "JARDINS SARL", siret: "73282932000074" }),
		),
	);
	expect(await screen.findByRole("region", { name: "JARDINS SARL" })).toBeVisible();
});

it("says when the company is a client already", async () => {
	open("/inpi/732829320", {
		prepare: ({ desktop }) => {
			const list = desktop.Clients.List;
			desktop.Clients.List = async (q) => {
				const page = await list({ ...q, search: "" });
				return { ...page, rows: page.rows.map((c) => ({ ...c, siret: "73282932000074" })) };
			};
		},
	});
	expect(await screen.findByText(/Déjà parmi vos clients/)).toHaveTextContent("Entreprise 1");
});

it("« Compléter la fiche cabinet » shows each change, applies the chosen ones, and undoes", async () => {
	const { user, fake } = open("/inpi/732829320");
	const save = vi.spyOn(fake.desktop.Firms, "Save");
	await user.click(await button("Compléter la fiche cabinet"));
	const table = await screen.findByRole("table", { name: "Ce qui changerait" });
	const chosen = within(table)
		.getAllByRole("checkbox")
		.map((box) => `${(box as HTMLInputElement).checked} ${box.closest("td")?.textContent}`);
	expect(chosen).toEqual([
		"false Raison sociale",
		"false Adresse de l'entreprise",
		"false Code postal",
		"false Ville",
		"false Nom/prénom du dirigeant",
		"true Qualité",
		"true Forme juridique",
		"false SIRET",
	]);
	expect(within(table).getByRole("row", { name: /SIRET/ })).toHaveTextContent(
		"419 444 492 00016732 829 320 00074",
	);
	await user.click(within(table).getByRole("checkbox", { name: "Forme juridique" }));
	await user.click(within(table).getByRole("checkbox", { name: "Ville" }));
	await user.click(await button(/^Appliquer 2/));
	await waitFor(() =>
		expect(save).toHaveBeenCalledWith(
			expect.objectContaining({
				...{ id: 1, name: "Cabinet 1 démonstration - So bank", city: "QUIMPER" },
				...{ directorQuality: "Gérant", legalForm: "", siret: "41944449200016" },
			}),
		),
	);
	await user.click(await button("Annuler"));
	await waitFor(() =>
		expect(save).toHaveBeenLastCalledWith(
			expect.objectContaining({ city: "Chartres de bretagne", directorQuality: "" }),
		),
	);
});

it("a Collaborateur creates clients, and neither touches the firm's card nor the account", async () => {
	open("/inpi/732829320", { profile: "collaborateur" });
	expect(await button("Créer le client")).toBeVisible();
	expect(screen.queryByRole("button", { name: /fiche cabinet/ })).not.toBeInTheDocument();
	expect(screen.queryByRole("button", { name: /compte INPI/i })).not.toBeInTheDocument();
});

it("offline: says what to do, tries again, and lets one type by hand", async () => {
	const { user, fake } = open("/inpi?q=jardins", {
		prepare: ({ desktop }) => {
			desktop.Registry.Search = async () => offline();
		},
	});
	expect(await screen.findByRole("alert")).toHaveTextContent(
		"semble hors connexion.Vérifiez la connexion à Internet",
	);
	const search = vi.spyOn(fake.desktop.Registry, "Search");
	await user.click(await button("Réessayer"));
	await waitFor(() => expect(search).toHaveBeenCalledOnce());
	await user.click(await button("Saisir le client à la main"));
	const form = await screen.findByRole("form", { name: "Nouveau client" });
	expect(within(form).getByLabelText("Dénomination sociale")).toHaveValue("jardins");
});

it("an older answer says of when it is and why", async () => {
	const stale: RegistryAnswer = {
		...{ source: "Recherche d'entreprises", at: "2026-01-05T08:00:00Z", stale: true },
		...{ note: "Recherche d'entreprises limite le nombre de demandes.", warning: "" },
	};
	open("/inpi?q=jardins", {
		prepare: ({ desktop }) => {
			const search = desktop.Registry.Search;
			desktop.Registry.Search = async (...asked) => ({
				...(await search(...asked)),
				answer: stale,
			});
		},
	});
	expect(await screen.findByText(/Voici la réponse du 05\/01\/2026/)).toHaveTextContent(
		"limite le nombre de demandes",
	);
});

it("unknown or not published: typing by hand keeps the number", async () => {
	const { user } = open("/inpi/90040004500010");
	expect(await screen.findByRole("alert")).toHaveTextContent(
		"absente du registre, ou non diffusée",
	);
	await user.click(await button("Saisir le client à la main"));
	const form = await screen.findByRole("form", { name: "Nouveau client" });
	expect(within(form).getByLabelText("Siret")).toHaveValue("90040004500010");
});

it("nothing found says so, and a wrong key warns", async () => {
	open("/inpi?q=419444493", {
		prepare: ({ desktop }) => {
			const search = desktop.Registry.Search;
			desktop.Registry.Search = async (...asked) => {
				const page = await search(...asked);
				const warning = "La clé du SIREN 419 444 493 est fausse.";
				return { ...page, answer: { ...page.answer, warning } };
			};
		},
	});
	expect(await screen.findByText("Aucune entreprise trouvée.")).toBeVisible();
	expect(screen.getByText("La clé du SIREN 419 444 493 est fausse.")).toBeVisible();
	expect(await button("Saisir le client à la main")).toBeVisible();
});

it("asks again on demand", async () => {
	const { user } = open("/inpi/732829320");
	await screen.findByText(/réponse du 17\/03\/2026/);
	await user.click(await button("Actualiser"));
	expect(await screen.findByText(/réponse du 18\/03\/2026/)).toBeVisible();
});

it("keeps the INPI's account, says what is refused, and forgets it", async () => {
	const { user } = open("/inpi/732829320");
	await user.click(await button("Ajouter un compte INPI"));
	const dialog = await screen.findByRole("dialog", { name: "Compte INPI" });
	await user.type(within(dialog).getByLabelText("Identifiant (adresse e-mail)"), "a@b.fr");
	await user.type(within(dialog).getByLabelText("Mot de passe"), "faux");
	await user.click(within(dialog).getByRole("button", { name: "Enregistrer" }));
	expect(await within(dialog).findByRole("alert")).toHaveTextContent("L'INPI refuse");
	await user.clear(within(dialog).getByLabelText("Mot de passe"));
	await user.type(within(dialog).getByLabelText("Mot de passe"), "juste");
	await user.click(within(dialog).getByRole("button", { name: "Enregistrer" }));
	expect(await screen.findByText(/^Registre de l'INPI, réponse du/)).toBeVisible();
	await user.click(await button("Compte INPI"));
	await user.click(await button("Oublier le compte"));
	expect(await button("Ajouter un compte INPI")).toBeVisible();
});

it("changes only what is chosen, and nothing that the register does not say", () => {
	const firm = { name: "A", city: "Rennes", address: "", siret: "" } as Firm;
	const card = {
		row: { name: "A", legalForm: "" },
		shown: { address: "1 RUE", postcode: "", city: "QUIMPER", siret: "" },
		directors: [],
	} as unknown as CompanyCard;
	const changes = changesOf(firm, card);
	expect(changes.map((c) => c.key)).toEqual(["address", "city"]);
	expect(changed(firm, changes, new Set(["address"]))).toEqual({ ...firm, address: "1 RUE" });
});

it.each([
	["732 829 320", "732829320"],
	["732.829.320 00074", "73282932000074"],
	["jardins", ""],
	["12345", ""],
])("%s as a number is « %s »", (typed, number) => expect(numberOf(typed)).toBe(number));

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/inpi/900200023?q=jardins", { colorScheme });
	await filledGrid(LIST);
	await screen.findByText("Cette entreprise a cessé son activité.");
	expect(await faults()).toEqual([]);
	await user.click(await button("Compléter la fiche cabinet"));
	await screen.findByRole("table");
	expect(await faults()).toEqual([]);
	await user.keyboard("{Escape}");
	await user.click(await button("Ajouter un compte INPI"));
	await screen.findByLabelText("Mot de passe");
	expect(await faults()).toEqual([]);
});
