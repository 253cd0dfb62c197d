// The catalogue as the backend gives it, and the connectors of the invented firms.

import type { ConnectorRow, Partner, PartnerField } from "../types";
import { kinds } from "./sources";

/** A field with what it does not say left empty. */
function field(key: string, label: string, more: Partial<PartnerField> = {}): PartnerField {
	const always = { setting: "", value: "" };
	return {
		...{ key, label, help: "", kind: "text", required: false, default: "" },
		...{ options: [], when: always, or: "", ...more },
	};
}

const onServer = { setting: "place", value: "sftp" };
const always = { setting: "", value: "" };

const place = field("place", "Où déposer", {
	...{ kind: "choice", required: true, default: "folder" },
	options: [
		{ value: "folder", label: "Dans un dossier" },
		{ value: "sftp", label: "Sur un serveur SFTP" },
	],
});
const folder = (when = always) =>
	field("folder", "Dossier de dépôt", {
		...{ kind: "folder", required: true, when },
		help: "Les fichiers y sont déposés entiers, jamais par morceaux.",
	});
const server = (when = always) => [
	field("host", "Serveur SFTP", {
		...{ kind: "host", required: true, when, help: "Son nom, comme sftp.exemple.fr." },
	}),
	field("port", "Port", { kind: "port", default: "22", when }),
	field("user", "Utilisateur", { required: true, when }),
	field("remote_folder", "Dossier sur le serveur", {
		...{ default: ".", when, help: "Vide : celui où le serveur accueille l'utilisateur." },
	}),
	field("host_key", "Clé du serveur", {
		...{ kind: "settled", required: true, when },
		help: "Confirmée au premier test ; si elle change, plus rien ne part avant que quelqu'un la confirme à nouveau.",
	}),
];
const keys = (when = always) => [
	field("password", "Mot de passe SFTP", {
		...{ kind: "secret", required: true, or: "private_key", when },
	}),
	field("private_key", "Clé privée", {
		...{ kind: "key", required: true, or: "password", when },
		help: "Ed25519 ou RSA, au format OpenSSH ou PEM.",
	}),
	field("passphrase", "Phrase secrète de la clé", {
		...{ kind: "secret", when, help: "Si la clé privée en demande une." },
	}),
];
const form = (proposed: string) =>
	field("form", "Un fichier contient", {
		...{ kind: "choice", required: true, default: proposed },
		help: "Les ZIP portent un manifeste et sont coupés à 20 Mo, comme le fichier CFONB multi-sociétés.",
		options: [
			{ value: "single", label: "un relevé (CFONB120)" },
			{ value: "client", label: "les relevés d'un client (ZIP)" },
			{ value: "all", label: "les relevés de tous les clients (ZIP)" },
			{ value: "merged", label: "les relevés de tous les clients (CFONB120 multi-sociétés)" },
		],
	});
const anyPlace = (proposed: string) => [
	place,
	folder({ setting: "place", value: "folder" }),
	...server(onServer),
	form(proposed),
];
const replay =
	"Un dossier que le logiciel vide lui-même ne permet pas de savoir si un fichier y est déjà passé : après une coupure au mauvais moment, le même fichier peut y être déposé une seconde fois, sous le même nom.";

function byFile(key: string, name: string, more: Partial<Partner>): Partner {
	return {
		...{ key, name, mode: "file", modeName: "Dépôt de fichier", other: false },
		settings: anyPlace("single"),
		secrets: keys(onServer),
		steps: [
			`Convenez avec ${name} de la place où il vient prendre les fichiers CFONB120 : un dossier, ou un serveur SFTP.`,
			"Indiquez cette place ici, puis testez.",
		],
		limits: [
			`${name} ne publie pas d'interface pour recevoir les relevés : ils passent par un fichier.`,
			replay,
		],
		...more,
	};
}

const https = (key: string, label: string, value: string, when = always) =>
	field(key, label, { kind: "url", required: true, default: value, when });
const secret = (key: string, label: string, more: Partial<PartnerField> = {}) =>
	field(key, label, { kind: "secret", required: true, ...more });
const signIn = { setting: "access", value: "firm" };

const inqom = byFile("inqom", "Inqom", {
	settings: [
		field("client_id", "Identifiant d'API (client_id)", { required: true }),
		field("username", "Utilisateur Inqom", { required: true }),
		...anyPlace("client"),
		https("base_url", "Adresse de l'API", "https://api.inqom.com"),
		https("auth_url", "Adresse de connexion", "https://auth.inqom.com"),
	],
	secrets: [
		secret("client_secret", "Secret d'API (client_secret)"),
		secret("inqom_password", "Mot de passe Inqom"),
		...keys(onServer),
	],
});

const myunisoft: Partner = {
	...{
		key: "myunisoft",
		name: "MyUnisoft",
		mode: "direct",
		modeName: "Envoi direct",
		other: false,
	},
	settings: [
		field("access", "Accès", {
			...{ kind: "choice", required: true, default: "partner" },
			options: [
				{ value: "partner", label: "API partenaires : un jeton du cabinet" },
				{ value: "firm", label: "API Cabinet : une connexion du cabinet" },
			],
		}),
		field("mail", "Adresse e-mail", { required: true, when: signIn }),
		field("entity", "Entité", {
			...{ kind: "settled", when: signIn },
			help: "Choisie au premier test quand l'adresse donne accès à plusieurs.",
		}),
		https("base_url", "Adresse de l'API", "https://api.myunisoft.fr/api/v1"),
		https("auth_url", "Adresse de connexion", "https://app.prodcomptable.myunisoft.fr/api", signIn),
	],
	secrets: [
		secret("third_party_secret", "Secret du partenaire", {
			help: "Remis par MyUnisoft à l'intégrateur (X-Third-Party-Secret).",
		}),
		secret("token", "Jeton du cabinet", {
			when: { setting: "access", value: "partner" },
			help: "Dans MyUnisoft : Paramètres > Connecteurs cabinet > la carte du partenaire > Générer. Il n'est montré qu'une fois.",
		}),
		secret("password", "Mot de passe MyUnisoft", { when: signIn }),
	],
	steps: [
		"Dans MyUnisoft, ouvrez Paramètres > Connecteurs cabinet, puis la carte du partenaire, et cliquez sur « Générer ».",
		"Collez ici le jeton et le secret du partenaire : ils vont dans le trousseau de cette session.",
		"Cliquez sur « Tester la connexion » : le jeton quitte l'état « En attente de connexion ».",
		"Un IBAN qui n'est pas encore un RIB de sa société est annoncé « RIB à créer dans MyUnisoft » : un Superviseur peut le créer d'ici.",
	],
	limits: [
		"MyUnisoft accepte 20 requêtes par 10 secondes : les relevés d'un IBAN partent ensemble, dans leur ordre.",
		"Un relevé sans opération n'est pas envoyé.",
	],
};

export const partners: Partner[] = [
	byFile("fizen", "Fizen", {}),
	byFile("fulll", "Fulll", { settings: anyPlace("merged") }),
	inqom,
	myunisoft,
	byFile("dossier", "Dossier", {
		...{ other: true, settings: [folder(), form("single")], secrets: [] },
		steps: ["Choisissez le dossier où l'outil vient prendre les fichiers CFONB120, puis testez."],
		limits: [replay],
	}),
	byFile("sftp", "SFTP", {
		...{ other: true, settings: [...server(), form("single")], secrets: keys() },
		steps: [
			"Indiquez le serveur, l'utilisateur et le dossier, puis le mot de passe ou la clé privée.",
			"Testez : l'empreinte de la clé du serveur s'affiche. Comparez-la à celle que l'exploitant du serveur vous a donnée, puis confirmez-la.",
		],
		limits: [replay],
	}),
];

/** A connector as the fake keeps it. */
export interface FakeConnector {
	row: ConnectorRow;
	settings: Record<string, string>;
	osAccounts: string[];
	testedAt: string;
}

export function partnerOf(key: string): Partner | undefined {
	return [...partners, ...kinds].find((p) => p.key === key);
}

/** The fields that are asked for, with a connector's settings as they are. */
const askedOf = (c: FakeConnector, fields: PartnerField[] = []) =>
	fields.filter((f) => !f.when.setting || c.settings[f.when.setting] === f.when.value);

export const needsSecrets = (c: FakeConnector): boolean =>
	askedOf(c, partnerOf(c.row.partner)?.secrets).some((f) => f.required);

/** The banner of a connector: what is typed first, then what a test settles. */
export function missingOf(c: FakeConnector): string {
	const empty = askedOf(c, partnerOf(c.row.partner)?.settings).filter(
		(f) => f.required && !c.settings[f.key],
	);
	const typed = empty.find((f) => f.kind !== "settled");
	if (typed) return `Il manque « ${typed.label} » : rien ne part encore.`;
	if (needsSecrets(c) && c.osAccounts.length === 0)
		return `Il manque les identifiants de ${c.row.partnerName} : rien ne part encore.`;
	if (empty[0])
		return `Il reste à confirmer « ${empty[0].label} » : testez la connexion, rien ne part avant.`;
	return "";
}

export function newConnector(
	id: number,
	firmId: number,
	partner: Partner,
	name: string,
	settings: Record<string, string> = {},
): FakeConnector {
	const proposed = Object.fromEntries(partner.settings.map((f) => [f.key, f.default]));
	const made: FakeConnector = {
		row: {
			...{ id, firmId, partner: partner.key, partnerName: partner.name, name },
			...{ mode: partner.mode, modeName: partner.modeName, paused: false },
			...{ missing: "", trouble: "", troubleHint: "", notBefore: "", restingUntil: "" },
			...{ failures: 0, lastSuccessAt: "", accounts: 0, counts: [] },
		},
		settings: { ...proposed, ...settings },
		osAccounts: [],
		testedAt: "",
	};
	made.row.missing = missingOf(made);
	return made;
}

function ready(
	id: number,
	firmId: number,
	key: string,
	name: string,
	change: Partial<ConnectorRow>,
) {
	const c = newConnector(id, firmId, partnerOf(key) as Partner, name);
	Object.assign(c.row, { missing: "", lastSuccessAt: "2026-03-17T07:12:00Z", ...change });
	if (c.row.mode === "direct") c.osAccounts = ["anne", "compta-rds"];
	else c.settings.folder = "/home/anne/Depots/inqom";
	c.testedAt = "2026-03-02T09:30:00Z";
	return c;
}

/** Inqom, which knows its API and not yet its place. */
function placeless() {
	const c = newConnector(2, 1, inqom, "Inqom", { client_id: "cabinet", username: "a@cabinet.fr" });
	c.osAccounts = ["anne"];
	return c;
}

export const connectors: FakeConnector[] = [
	ready(1, 1, "myunisoft", "MyUnisoft", {}),
	placeless(),
	ready(3, 1, "fulll", "Fulll", { lastSuccessAt: "" }),
	ready(4, 2, "myunisoft", "MyUnisoft", {
		trouble: "MyUnisoft refuse le jeton de ce cabinet : rien ne part depuis le 16 mars.",
		troubleHint: "Générez un nouveau jeton dans MyUnisoft, puis collez-le ici.",
		lastSuccessAt: "2026-03-16T07:02:00Z",
	}),
];
