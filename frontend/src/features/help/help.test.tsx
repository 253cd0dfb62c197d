import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { faults, open } from "../../test/app";
import { articles } from "./faq";
import { search } from "./search";

const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 2, name });

it("lists every article, each at its own address", async () => {
	const { user } = open("/aide");
	await heading("Comment faire");
	const links = screen
		.getAllByRole("link")
		.filter((a) => a.getAttribute("href")?.startsWith("#/aide/"));
	const hrefs = links.map((a) => a.getAttribute("href") ?? "");
	expect(hrefs.filter((href) => !href.startsWith("#/aide/guide"))).toEqual(
		articles.map((a) => `#/aide/${a.key}`),
	);
	await user.click(screen.getByRole("link", { name: "Associer un IBAN client à un connecteur" }));
	expect(window.location.hash).toBe("#/aide/connecteur-iban");
	await heading("Associer un IBAN client à un connecteur");
});

it("a step leads to its screen: « Ouvrir « IBAN » »", async () => {
	const { user } = open("/aide/connecteur-iban");
	await user.click(await screen.findByRole("link", { name: "Ouvrir « IBAN »" }));
	await screen.findByRole("grid", { name: "Liste des IBANS" });
});

it.each([1, 2, 3, 4, 5, 6])(
	"rule %d is found by its number, and leads to its screen",
	async (n) => {
		const { user } = open("/aide");
		await user.type(await screen.findByRole("searchbox"), `regle ${n}`);
		const list = await screen.findByRole("list", { name: "Articles trouvés" });
		await waitFor(() =>
			expect(within(list).getAllByRole("link")[0]).toHaveTextContent(`Règle ${n} :`),
		);
		await user.click(within(list).getByRole("link", { name: new RegExp(`^Règle ${n} :`) }));
		await heading(new RegExp(`^Règle ${n} :`));
		expect((await screen.findAllByRole("link", { name: /^Ouvrir / })).length).toBeGreaterThan(0);
	},
);

it.each([
	["aucun connecteur", "regle-4"],
	["SUPPRESSION", "regle-2"],
	["profil identifiants", "connecteur-cabinet"],
	["rien n'arrive", "releves-absents"],
	["incoherent", "retenu"],
	["deja integre", "etats-envoi"],
	["hors application", "mandat"],
])("without accents nor case, « %s » finds %s", (text, key) => {
	expect(search(text).map((a) => a.key)).toContain(key);
});

it("says when nothing is found, and when an address is no article's", async () => {
	const { user } = open("/aide");
	await user.type(await screen.findByRole("searchbox"), "zzz");
	expect(await screen.findByText("Aucun article ne parle de « zzz ».")).toBeVisible();
	window.location.hash = "#/aide/rien";
	expect(await screen.findByText("Cet article n'existe pas.")).toBeVisible();
});

it("a search from an article can be gone back from", async () => {
	const { user } = open("/aide/retenu");
	await user.type(await screen.findByRole("searchbox"), "p");
	await screen.findByRole("list", { name: "Articles trouvés" });
	expect(screen.getByRole("searchbox")).toHaveFocus();
	window.history.back();
	await heading("Pourquoi un relevé est retenu, et que faire");
});

it("the first steps are there too, as they stand", async () => {
	open("/aide/premiers-pas", { scene: "empty" });
	expect(await screen.findByText("1 sur 7")).toBeVisible();
});

it("every link of the help leads to a screen or an article that exists", async () => {
	const keys = new Set(articles.map((a) => a.key));
	expect(keys.size).toBe(articles.length);
	expect(articles.flatMap((a) => a.see ?? []).filter((key) => !keys.has(key))).toEqual([]);
	const targets = new Set(
		articles.flatMap((a) =>
			[...(a.steps ?? []), ...(a.terms ?? [])].flatMap((s) => s.open?.to ?? []),
		),
	);
	for (const to of targets) {
		const { unmount } = open(to);
		expect(await screen.findByRole("heading", { level: 1 })).not.toHaveTextContent("So bank");
		unmount();
	}
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	for (const address of ["/aide/retenu", "/aide/releves-absents", "/aide?q=connecteur"]) {
		const { unmount } = open(address, { colorScheme });
		await screen.findByRole("heading", { level: 1, name: "Aide" });
		expect(await faults()).toEqual([]);
		unmount();
	}
});
