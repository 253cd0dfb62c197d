// « Tester la connexion » of the fake: what each step finds, what it asks.

import type * as t from "../types";
import type { FakeConnector } from "./catalogue";

const trial = (
	ok: boolean,
	steps: [ok: boolean, message: string, hint?: string][],
	more: Partial<t.ConnectorTrial> = {},
): t.ConnectorTrial => ({
	...{ ok, code: "", requestId: "", questions: [] },
	steps: steps.map(([ok, message, hint = ""]) => ({ ok, message, hint })),
	...more,
});

/** The key that every server of the fake shows. */
export const hostKey = "ssh-ed25519 SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDGSQ7gd1ZSgcHEsc8";

/** A server that nobody confirmed, or that shows another key than the confirmed one. */
function unknownServer({ settings: { host, host_key: known } }: FakeConnector) {
	const sentence = known
		? `La clé du serveur « ${host} » a changé : celle qui est retenue a pour empreinte ${known}. Ne confirmez la nouvelle que si le partenaire dit qu'il a changé de clé, et que c'est cette empreinte-ci.`
		: `Le serveur « ${host} » n'est pas encore connu. Comparez l'empreinte de sa clé avec celle que le partenaire vous a donnée ; si c'est la même, confirmez-la.`;
	return trial(
		false,
		[
			[true, `Le serveur « ${host} » répond.`],
			[
				false,
				`Sa clé a pour empreinte ${hostKey}. Rien n'a été envoyé.`,
				"Comparez cette empreinte avec celle que le partenaire vous a donnée.",
			],
		],
		{
			code: known ? "CLE-CHANGEE" : "CLE-A-CONFIRMER",
			questions: [{ setting: "host_key", sentence, answers: [{ value: hostKey, label: hostKey }] }],
		},
	);
}

/** A sign-in that gives access to two entities. */
const whichEntity = () =>
	trial(false, [[true, "MyUnisoft accepte l'adresse et le mot de passe."]], {
		questions: [
			{
				setting: "entity",
				sentence: "Cette adresse donne accès à plusieurs entités : choisissez celle du cabinet.",
				answers: [
					{ value: "11", label: "Cabinet Kerjean" },
					{ value: "12", label: "Kerjean Social" },
				],
			},
		],
	});

export function tryOut(c: FakeConnector): t.ConnectorTrial {
	const { settings, row } = c;
	const direct = row.mode === "direct";
	const server = row.partner === "sftp" || settings.place === "sftp";
	const unsettled = row.missing.includes("testez");
	if (server && settings.host_key !== hostKey && (unsettled || !row.missing))
		return unknownServer(c);
	if (row.trouble || row.missing)
		return trial(
			false,
			[
				[true, "Les réglages sont complets."],
				[
					false,
					row.trouble || row.missing,
					row.troubleHint || "Donnez-le, puis testez de nouveau.",
				],
			],
			direct ? { code: "401", requestId: "7f3c9a52-0d11-4c7e-9d9b-2f61c1a0be14" } : {},
		);
	if (direct && settings.access === "firm" && !settings.entity) return whichEntity();
	c.testedAt = "2026-03-17T09:12:00Z";
	const found = direct
		? "MyUnisoft répond et accepte le jeton."
		: "Le dossier existe et un fichier peut y être écrit.";
	return trial(true, [
		[true, "Les réglages sont complets."],
		[true, found],
	]);
}
