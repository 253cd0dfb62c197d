import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { SupportCase } from "../../api";
import { refuse } from "../../api/fake";
import { button, faults, open } from "../../test/app";

const TITLE = "Contacter le support Sogescot";

async function ask(options: Parameters<typeof open>[1] = {}) {
	const opened = open("/diagnostic/3", options);
	await screen.findByRole("region", { name: "Réponse" });
	const [head] = await screen.findAllByRole("button", { name: TITLE });
	await opened.user.click(head as HTMLElement);
	const dialog = await screen.findByRole("dialog", { name: TITLE });
	return { ...opened, dialog };
}

it("shows each text of the archive before it is saved, then saves the one that was shown", async () => {
	const { user, fake, dialog } = await ask();
	const save = vi.spyOn(fake.desktop.Support, "Save");
	expect(await within(dialog).findByText(/ni mot de passe ou jeton/)).toBeVisible();
	await user.click(within(dialog).getByRole("combobox", { name: "Texte à lire" }));
	await user.click(await screen.findByRole("option", { name: "Derniers envois (envois.txt)" }));
	expect(await within(dialog).findByText("Refusé (code RB2)")).toBeVisible();
	expect(save).not.toHaveBeenCalled();
	await user.click(within(dialog).getByRole("button", { name: "Enregistrer l'archive…" }));
	expect(save).toHaveBeenCalledWith("T", "so-bank-support-2026-03-17-0912.zip");
	expect(
		await within(dialog).findByText(/Archive enregistrée : \/home\/anne\/Bureau\/so-bank-support/),
	).toBeVisible();
});

it("opens a message that the window may open, with nothing of a whole IBAN", async () => {
	const { user, fake, dialog } = await ask({
		prepare: ({ desktop }) => {
			const prepare = desktop.Support.Prepare;
			desktop.Support.Prepare = async (id) => ({
				...(await prepare(id)),
				to: "aide@exemple.fr",
				subject: "IBAN n° 3 ; (test) $`|!",
			});
		},
	});
	await user.click(await within(dialog).findByRole("button", { name: "Ouvrir le message" }));
	const address = fake.runtime.opened.at(-1) ?? "";
	expect(address).toMatch(/^mailto:aide@exemple\.fr\?subject=/);
	// What the window's own check refuses in an address.
	expect(address).not.toMatch(/[;|`$\\<>*{}[\]()~! \t\n\r]/);
	expect(decodeURIComponent(address)).toContain("FR76 … 9612");
});

it("without an address of the support, says who can give it", async () => {
	const { user, dialog } = await ask();
	await user.click(await within(dialog).findByRole("link", { name: "Ouvrir « Réglages »" }));
	await screen.findByRole("heading", { level: 1, name: "Réglages" });
	await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

it("stays as it was read, whatever arrives meanwhile", async () => {
	const { fake, dialog } = await ask();
	await within(dialog).findByText(/ni mot de passe ou jeton/);
	const prepare = vi.spyOn(fake.desktop.Support, "Prepare");
	fake.runtime.emit("data:changed", null);
	await button("Enregistrer l'archive…");
	expect(prepare).not.toHaveBeenCalled();
});

it("says what failed, and tries again", async () => {
	let broken = true;
	const { user, dialog } = await ask({
		prepare: ({ desktop }) => {
			const prepare = desktop.Support.Prepare;
			desktop.Support.Prepare = async (id): Promise<SupportCase> =>
				broken ? refuse("busy", "Un import est en cours.", "", "Réessayez.") : prepare(id);
		},
	});
	expect(await within(dialog).findByRole("alert")).toHaveTextContent("Un import est en cours.");
	broken = false;
	await user.click(within(dialog).getByRole("button", { name: "Réessayer" }));
	expect(await within(dialog).findByText(/ni mot de passe ou jeton/)).toBeVisible();
});

it("a closed save dialog says nothing", async () => {
	const { user, fake, dialog } = await ask();
	fake.desktop.Support.Save = async () => "";
	await user.click(await within(dialog).findByRole("button", { name: "Enregistrer l'archive…" }));
	expect(within(dialog).queryByText(/Archive enregistrée/)).not.toBeInTheDocument();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { dialog } = await ask({ colorScheme });
	await within(dialog).findByText(/ni mot de passe ou jeton/);
	expect(await faults()).toEqual([]);
});
