import { screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { faults, open } from "../../test/app";

const parts = () => screen.findByRole("list", { name: "Logiciels tiers" });

it("says which program this is, to be copied for the support", async () => {
	const { user, fake } = open("/a-propos");
	const program = await screen.findByRole("region", { name: "Ce programme" });
	expect(program).toHaveTextContent("1.4.0");
	expect(program).toHaveTextContent("Windows (amd64)");
	await user.click(within(program).getByRole("button", { name: "Copier ces informations" }));
	expect(fake.runtime.clipboard.text).toContain("So bank 1.4.0\nSystème : Windows (amd64)");
});

it("lists what others wrote, and reads a licence only when its line is opened", async () => {
	const asked = vi.fn();
	const { user } = open("/a-propos", {
		prepare: (fake) => {
			const read = fake.desktop.About.Text;
			fake.desktop.About.Text = async (...of) => {
				asked(...of);
				return read(...of);
			};
		},
	});
	const list = await parts();
	expect(within(list).getAllByRole("listitem")).toHaveLength(6);
	expect(asked).not.toHaveBeenCalled();
	await user.click(within(list).getByText("github.com/wailsapp/wails/v2"));
	const text = await screen.findByRole("document", {
		name: "Licence de github.com/wailsapp/wails/v2",
	});
	expect(text).toHaveTextContent("Permission is hereby granted");
	expect(asked.mock.calls).toEqual([["go", "github.com/wailsapp/wails/v2", "v2.16.0"]]);
});

it("finds a component by its name or its licence", async () => {
	const { user } = open("/a-propos");
	await user.type(await screen.findByRole("searchbox"), "bsd");
	expect(within(await parts()).getAllByRole("listitem")).toHaveLength(1);
	await user.clear(screen.getByRole("searchbox"));
	await user.type(screen.getByRole("searchbox"), "zzz");
	expect(await screen.findByText("Aucun composant ne répond à « zzz ».")).toBeVisible();
});

it("says when a licence cannot be read", async () => {
	const { user } = open("/a-propos", {
		prepare: (fake) => {
			fake.desktop.About.Text = async () => refuse("internal", "Une erreur est survenue.");
		},
	});
	await user.click(within(await parts()).getByText("SQLite"));
	expect(await screen.findByText("Une erreur est survenue.")).toBeVisible();
});

it("is reached from the person's menu and from « Aide »", async () => {
	const { user } = open("/aide");
	await user.click(await screen.findByRole("link", { name: "À propos" }));
	await screen.findByRole("heading", { level: 1, name: "À propos" });
	window.location.hash = "#/aide";
	await user.click(await screen.findByRole("button", { name: /Anne Collab/ }));
	await user.click(await screen.findByRole("menuitem", { name: "À propos de So bank" }));
	expect(window.location.hash).toBe("#/a-propos");
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/a-propos", { colorScheme });
	await user.click(within(await parts()).getByText("SQLite"));
	await screen.findByRole("document");
	expect(await faults()).toEqual([]);
});
