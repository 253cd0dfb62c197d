import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { render, screen, waitFor, within } from "@testing-library/react";
import { Marked, type Token } from "marked";
import { MemoryRouter } from "react-router";
import { expect, it, vi } from "vitest";
import { button, faults, open } from "../../test/app";
import { articles } from "./faq";
import { anchor, contents, INDEX, pageAddress, pages, plain, readPage, searchGuide } from "./guide";
import { Markdown } from "./Markdown";
import { guideAddress, pageOfScreen } from "./pageOf";
import { search } from "./search";

const root = resolve(import.meta.dirname, "../../../..");
const guide = join(root, "docs/guide");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The links and the pictures of a page, as it writes them. */
function references(text: string): string[] {
	const found: string[] = [];
	const marked = new Marked();
	marked.walkTokens(marked.lexer(text), (t: Token) => {
		if (t.type === "link" || t.type === "image") found.push(String(t.href));
	});
	return found;
}

const anchorsOf = (path: string) => {
	const all = readPage("", readFileSync(path, "utf8")).sections;
	return all.map((s) => s.id);
};

const pagesOnDisk = ["README.md", "docs", "docs/guide"].flatMap((where) =>
	where.endsWith(".md")
		? [where]
		: readdirSync(join(root, where))
				.filter((name) => name.endsWith(".md"))
				.map((name) => `${where}/${name}`),
);

it.each(pagesOnDisk)(
	"%s: every link and picture leads to a file, and to a heading of it",
	(path) => {
		const broken = references(read(path)).filter((href) => {
			if (/^(https?:|mailto:)/.test(href)) return false;
			const [file, id] = decodeURIComponent(href).split("#");
			const target = file ? resolve(root, dirname(path), file) : join(root, path);
			if (!existsSync(target) || relative(root, target).startsWith("..")) return true;
			return Boolean(id) && target.endsWith(".md") && !anchorsOf(target).includes(id ?? "");
		});
		expect(broken).toEqual([]);
	},
);

it.each([...pages.keys()])(
	"%s: what it links to is a page of the program, or a site that it may open",
	(key) => {
		const hosts = [...read("backend/page/links.go").matchAll(/^\t"([\w.-]+)",$/gm)].map(
			(m) => m[1],
		);
		expect(hosts.length).toBeGreaterThan(3);
		const nowhere = references(read(`docs/guide/${key}.md`)).filter((href) => {
			if (href.startsWith("../screenshots/") || href.startsWith("#")) return false;
			if (href.startsWith("https://")) return !hosts.includes(new URL(href).host);
			return !pages.has(pageAddress(href)?.key ?? "");
		});
		expect(nowhere).toEqual([]);
	},
);

it("the index lists every page once", () => {
	const files = readdirSync(guide).filter((name) => name.endsWith(".md"));
	const listed = contents.flatMap((g) => g.pages.map((p) => `${p.key}.md`));
	expect([...listed, `${INDEX}.md`].sort()).toEqual(files.sort());
	for (const { title, line } of contents.flatMap((g) => g.pages))
		expect([title, line].every(Boolean)).toBe(true);
});

it("every page has one title", () => {
	for (const page of pages.values()) {
		const titles = page.tokens.filter((t) => t.type === "heading" && t.depth === 1);
		expect([page.key, titles.length]).toEqual([page.key, 1]);
	}
});

it("each screen has its page of the guide, and each page of F1 is there", () => {
	const screens = [...read("frontend/src/Screens.tsx").matchAll(/path="([^"*]+)"/g)];
	expect(Object.keys(pageOfScreen).sort()).toEqual(["/", ...screens.map((m) => `/${m[1]}`)].sort());
	for (const page of Object.values(pageOfScreen)) {
		const [key = "", id = ""] = page.split("#");
		const found = pages.get(key || INDEX);
		expect([page, found?.sections.some((s) => s.id === id)]).toEqual([page, true]);
	}
});

it("each short answer names the page of the guide that says more", () => {
	for (const { key, guide } of articles) {
		const [page = "", id = ""] = guide.split("#");
		expect([key, pages.get(page)?.sections.some((s) => s.id === id)]).toEqual([key, true]);
	}
});

it.each([
	["/", "matin"],
	["/clients/liste", "clients#plusieurs-à-la-fois"],
	["/clients/12", "clients"],
	["/cabinets/1/connecteurs/4", "connecteurs"],
	["/ibans/mandats", "mandats"],
	["/ibans/3", "associer-un-iban"],
	["/releves/imports", "importer#revenir-sur-un-import"],
	["/releves/7", "releves"],
	["/diagnostic/3", "diagnostic"],
])("F1 on %s leads to %s", (pathname, page) => {
	expect(guideAddress(pathname)).toBe(`/aide/guide/${page}`);
});

it("F1 leads to the list of pages where no page is meant", () => {
	expect(guideAddress("/aide/retenu")).toBe("/aide/guide");
	expect(guideAddress("/nulle-part")).toBe("/aide/guide");
});

it("F1 opens the page of the screen, even while one types", async () => {
	const { user } = open("/ibans");
	await user.type(await screen.findByRole("searchbox"), "FR76{F1}");
	const title = { level: 2, name: "Associer un IBAN à un connecteur" };
	expect(await screen.findByRole("heading", title)).toHaveFocus();
	expect(window.location.hash).toBe("#/aide/guide/associer-un-iban");
});

it("F1 leaves a dialog alone, and the list of shortcuts has it", async () => {
	const { user } = open("/releves");
	await screen.findByRole("heading", { level: 1, name: "Relevés" });
	await user.keyboard("?");
	const list = await screen.findByRole("dialog", { name: "Raccourcis du clavier" });
	expect(within(list).getByRole("rowheader", { name: "F1" })).toBeVisible();
	await user.keyboard("{F1}");
	expect(window.location.hash).toBe("#/releves");
});

it("« Aide » lists the guide's pages in the order of its index", async () => {
	open("/aide");
	const shelf = await screen.findByRole("region", { name: "Guide d'utilisation" });
	await within(shelf).findByRole("link", { name: "Installer So bank" });
	const links = within(shelf).getAllByRole("link");
	expect(links.map((a) => a.getAttribute("href"))).toEqual(
		contents.flatMap((g) => g.pages.map((p) => `#/aide/guide/${p.key}`)),
	);
});

it("a page opens, and its links lead to the others, to the heading meant", async () => {
	const { user } = open("/aide/guide/premier-demarrage");
	await screen.findByRole("heading", { level: 2, name: "Premier démarrage" });
	expect(document.title).toBe("Premier démarrage · So bank");
	await user.click(screen.getByRole("link", { name: "une liste entière" }));
	expect(
		await screen.findByRole("heading", { level: 3, name: "Plusieurs à la fois" }),
	).toHaveFocus();
	expect(decodeURI(window.location.hash)).toBe("#/aide/guide/clients#plusieurs-à-la-fois");
	const nav = screen.getByRole("navigation", { name: "Guide d'utilisation" });
	expect(within(nav).getByRole("link", { name: "Clients et entreprises" })).toHaveAttribute(
		"aria-current",
		"page",
	);
	expect(screen.queryByRole("img", { name: "Clients" })).not.toBeInTheDocument();
});

it("the index is a page too, and a page that is none says so", async () => {
	const { user } = open("/aide/guide");
	const main = await screen.findByRole("article", { name: "Guide d'utilisation" });
	await user.click(within(main).getByRole("link", { name: "Le matin" }));
	await screen.findByRole("heading", { level: 2, name: "Le matin" });
	window.location.hash = "#/aide/guide/rien";
	expect(await screen.findByText("Cette page du guide n'existe pas.")).toBeVisible();
});

it("prints a page", async () => {
	const print = vi.spyOn(window, "print").mockImplementation(() => {});
	const { user } = open("/aide/guide/mandats");
	await user.click(await button("Imprimer"));
	expect(print).toHaveBeenCalledOnce();
	print.mockRestore();
});

it("the search finds a word that only the guide has, and leads to its section", async () => {
	expect(search("FileVault")).toEqual([]);
	const { user } = open("/aide");
	await user.type(await screen.findByRole("searchbox"), "filevault");
	const list = await screen.findByRole("list", { name: "Pages du guide trouvées" });
	await waitFor(() => expect(within(list).getAllByRole("link").length).toBeGreaterThan(0));
	expect(screen.queryByRole("list", { name: "Articles trouvés" })).not.toBeInTheDocument();
	const link = within(list).getByRole("link", { name: /^Premier démarrage › Votre cabinet/ });
	expect(link.closest("li")).toHaveTextContent("FileVault");
	await user.click(link);
	await screen.findByRole("heading", { level: 3, name: "Votre cabinet" });
});

it("without accents nor case, titles come first; a page whose words stand apart is found", () => {
	expect(searchGuide("MANDATS")[0]?.key).toBe("mandats");
	expect(searchGuide("deja integre")[0]?.key).toBe("envois");
	expect(searchGuide("citrix ubuntu").map((h) => h.key)).toContain("installer");
	expect(searchGuide("zzz")).toEqual([]);
	expect(searchGuide(" . ")).toEqual([]);
});

it("what a line says too long is cut around the word", () => {
	for (const hit of searchGuide("trousseau")) expect(hit.excerpt.length).toBeLessThan(170);
});

function show(text: string) {
	return render(
		<MemoryRouter>
			<Markdown tokens={readPage("x", text).tokens} />
		</MemoryRouter>,
	).container;
}

it("HTML in a page is not rendered, in a block or in a line, and runs nothing", () => {
	const page = show(
		'<script>window.taken = 1</script>\n\n<img src=x onerror="window.taken = 1">\n\nUn <b onclick="x">mot</b>, [ici](javascript:alert(1)), [là](data:text/html,x).',
	);
	expect(page.querySelectorAll("script, img, b, a, [style]")).toHaveLength(0);
	expect(page).toHaveTextContent("Un mot, ici, là.");
	expect("taken" in window).toBe(false);
});

it("a table, a list, code and a quotation are elements of the program", () => {
	const page = show(
		"| a | b |\n|---|---|\n| 1 | `x < y` |\n\n3. trois\n4. **quatre**\n\n> dit\n\n```\nsobank verify\n```\n\n---\n",
	);
	expect(
		within(page)
			.getAllByRole("columnheader")
			.map((c) => c.textContent),
	).toEqual(["a", "b"]);
	expect(within(page).getByRole("cell", { name: "x < y" })).toBeInTheDocument();
	expect(page.querySelector("ol")).toHaveAttribute("start", "3");
	expect(page.querySelector("blockquote")).toHaveTextContent("dit");
	expect(page.querySelector("pre")).toHaveTextContent("sobank verify");
});

it("a cited site opens in the browser, by the program's own opener", async () => {
	const { fake, user, unmount } = open("/aide");
	await screen.findByRole("heading", { level: 1, name: "Aide" });
	const page = show("[Cnil](https://www.cnil.fr/fr), ![image](../screenshots/x.png)");
	await user.click(within(page).getByRole("link", { name: "Cnil" }));
	expect(fake.runtime.opened).toEqual(["https://www.cnil.fr/fr"]);
	unmount();
});

it("anchors are those that forges write", () => {
	expect(anchor("Un dossier surveillé, un serveur SFTP")).toBe(
		"un-dossier-surveillé-un-serveur-sftp",
	);
	expect(anchor("Changer d'ordinateur")).toBe("changer-dordinateur");
	expect(plain(undefined)).toBe("");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const addresses = ["/aide", "/aide/guide", "/aide/guide/releves", "/aide/guide/sauvegardes"];
	for (const address of [...addresses, "/aide?q=identifiants", "/aide/guide/rien"]) {
		const { unmount } = open(address, { colorScheme });
		await screen.findByRole("heading", { level: 1, name: "Aide" });
		await screen.findAllByRole("link", { name: /Les connecteurs du cabinet/ });
		expect([address, ...(await faults())]).toEqual([address]);
		unmount();
	}
});
