import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { refuse } from "../../api/fake";
import { today } from "../../lib/dates";
import { button, faults, open } from "../../test/app";

const section = () => screen.findByRole("region", { name: "Mandat" });
const focused = () => document.activeElement as HTMLElement;
const french = (iso: string) => iso.split("-").reverse().join("/");

it("shows the five dots with their names, and where the mandate stands", async () => {
	open("/ibans/2");
	const line = within(await section());
	const dots = within(await line.findByRole("list", { name: "Étapes du mandat" }));
	expect(dots.getAllByRole("img").map((i) => i.getAttribute("aria-label"))).toEqual([
		"Créé, étape 1 sur 5, faite",
		"À signer, étape 2 sur 5, faite",
		"Signé, étape 3 sur 5, faite",
		"Transmis à la banque, étape 4 sur 5, faite",
		"Approuvé, étape 5 sur 5, à venir",
	]);
	expect(dots.getAllByRole("listitem")[3]).toHaveAttribute("aria-current", "step");
});

it("keeps its history: date, author, note", async () => {
	open("/ibans/6");
	const history = await within(await section()).findByRole("list", {
		name: "Historique du mandat",
	});
	expect(within(history).getAllByRole("listitem")[0]).toHaveTextContent(
		"12/01/2026Rejeté · Anne CollabLa signature ne correspond pas au spécimen.",
	);
});

it("a Collaborateur moves it up to dot 4; the bank's answer is not theirs, and it says whose", async () => {
	const { user, fake, unmount } = open("/ibans/4", { profile: "collaborateur" });
	const move = vi.spyOn(fake.desktop.Accounts, "MoveMandate");
	await user.click(await button("Marquer comme signé"));
	const form = await screen.findByRole("form", { name: "Marquer comme signé" });
	expect(within(form).getByLabelText("Date")).toHaveValue(french(today()));
	await user.type(within(form).getByLabelText("Note (facultatif)"), "Reçu par courrier");
	await user.click(within(form).getByRole("button", { name: "Marquer comme signé" }));
	await waitFor(() =>
		expect(move).toHaveBeenCalledWith({
			accountIds: [4],
			to: "signed",
			on: today(),
			note: "Reçu par courrier",
		}),
	);
	expect(await button("Marquer comme transmis à la banque")).toBeEnabled();
	unmount();

	open("/ibans/2", { profile: "collaborateur" });
	const approve = await button("Marquer comme approuvé");
	expect(approve).toBeDisabled();
	expect(
		within(await section()).getByText("Réservé aux profils Superviseur et Administrateur"),
	).toBeVisible();
	expect(
		screen.queryByRole("button", { name: "Approuvé hors application le …" }),
	).not.toBeInTheDocument();
});

it("asks why when the bank rejects, and takes no day of the future", async () => {
	const { user, fake } = open("/ibans/2");
	const move = vi.spyOn(fake.desktop.Accounts, "MoveMandate");
	await user.click(await button("Marquer comme rejeté"));
	const form = await screen.findByRole("form", { name: "Marquer comme rejeté" });
	const day = within(form).getByLabelText("Date");
	await user.clear(day);
	await user.type(day, "31/12/2199");
	await user.click(within(form).getByRole("button", { name: "Marquer comme rejeté" }));
	expect(await within(form).findByText("À remplir.")).toBeVisible();
	expect(within(form).getByText("La date ne peut pas être dans le futur.")).toBeVisible();
	expect(move).not.toHaveBeenCalled();
	await user.clear(day);
	await user.type(day, "02/03/2026");
	await user.type(within(form).getByLabelText("Motif"), "Signature");
	await user.click(within(form).getByRole("button", { name: "Marquer comme rejeté" }));
	await waitFor(() =>
		expect(move).toHaveBeenCalledWith({
			accountIds: [2],
			to: "rejected",
			on: "2026-03-02",
			note: "Signature",
		}),
	);
	expect(await button("Marquer comme à signer")).toBeVisible();
});

it("a refused move says why and what to do", async () => {
	const { user, fake } = open("/ibans/4");
	fake.desktop.Accounts.MoveMandate = async () =>
		refuse("conflict", "Ce mandat a changé entre-temps.", "", "Relisez-le.");
	await user.click(await button("Marquer comme signé"));
	const form = await screen.findByRole("form", { name: "Marquer comme signé" });
	await user.click(within(form).getByRole("button", { name: "Marquer comme signé" }));
	expect(await within(form).findByRole("alert")).toHaveTextContent("Relisez-le.");
});

it("« Approuvé hors application le … » stays for those who may", async () => {
	const { user } = open("/ibans/4");
	await user.click(
		await within(await section()).findByRole("button", { name: "Approuvé hors application le …" }),
	);
	expect(await screen.findByRole("dialog", { name: "Approuvé hors application" })).toBeVisible();
});

it("the partner's company is chosen when the connector sends directly, and not otherwise", async () => {
	const { user, fake, unmount } = open("/ibans/2");
	const set = vi.spyOn(fake.desktop.Accounts, "SetPartnerFolder");
	const field = await screen.findByRole("combobox", { name: "Société dans MyUnisoft" });
	expect(field).toHaveValue("Trouvée d'après l'IBAN");
	await user.click(field);
	await user.click(await screen.findByRole("option", { name: /^JARDINS DE L'ODET/ }));
	await waitFor(() => expect(set).toHaveBeenCalledWith(2, "4013"));
	await waitFor(() => expect(field).toHaveValue("JARDINS DE L'ODET · 810 210 959 00011 · J-011"));
	unmount();
	open("/ibans/5");
	await section();
	await screen.findAllByRole("button", { name: /^Inqom : / });
	expect(screen.queryByRole("combobox", { name: /^Société/ })).not.toBeInTheDocument();
});

it("leads to the deliveries and the diagnosis of this IBAN, and offers the same choice as the list", async () => {
	const { user } = open("/ibans/2");
	const panel = await screen.findByRole("region", { name: /^FR76 30002/ });
	expect(within(panel).getByRole("link", { name: "Envois" })).toHaveAttribute(
		"href",
		"#/envois?compte=2",
	);
	expect(within(panel).getByRole("link", { name: "Diagnostic" })).toHaveAttribute(
		"href",
		"#/diagnostic/2",
	);
	await user.click(within(panel).getByRole("button", { name: /^MyUnisoft : / }));
	const fulll = await screen.findByRole("menuitemradio", { name: /Fulll/ });
	await waitFor(() => expect(fulll.closest("[role=menu]")).toContainElement(focused()));
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("menu")).not.toBeInTheDocument());
	expect(panel).toBeVisible();
	await user.click(within(panel).getByRole("button", { name: /^MyUnisoft : / }));
	await user.click(await screen.findByRole("menuitemradio", { name: /Fulll/ }));
	expect(await within(panel).findByRole("button", { name: /^Fulll : / })).toBeVisible();
});

it.each(["light", "dark"] as const)("has no accessibility fault (%s)", async (colorScheme) => {
	const { user } = open("/ibans/2", { colorScheme });
	await user.click(await button("Marquer comme rejeté"));
	await screen.findByRole("combobox", { name: "Société dans MyUnisoft" });
	expect(await faults()).toEqual([]);
});
