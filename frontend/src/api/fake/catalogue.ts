// The catalogue as the backend gives it, and the connectors of the invented firms.

import type { ConnectorRow, Partner } from "../types";

const folder = {
	key: "folder",
	label: "Dossier de dépôt",
	help: "Chaque relevé y est déposé comme un fichier CFONB120 (.dat).",
	kind: "folder",
	required: true,
	default: "",
};
const replay =
	"Un dossier que le logiciel vide lui-même ne permet pas de savoir si un fichier y est déjà passé : après une coupure au mauvais moment, le même fichier peut y être déposé une seconde fois, sous le même nom.";

function byFile(key: string, name: string, what: string): Partner {
	return {
		key,
		name,
		mode: "file",
		modeName: "Dépôt de fichier",
		settings: [folder],
		secrets: [],
		steps: [
			`Convenez avec ${name} du dossier où il vient prendre les fichiers ${what}.`,
			"Indiquez ce dossier ici, puis testez.",
		],
		limits: [
			`${name} ne publie pas d'interface pour recevoir les relevés : ils passent par un fichier.`,
			replay,
		],
	};
}

export const partners: Partner[] = [
	byFile("fizen", "Fizen", "CFONB120"),
	byFile("fulll", "Fulll", "CFONB120"),
	byFile("inqom", "Inqom", "EBICS (CFONB120)"),
	{
		key: "myunisoft",
		name: "MyUnisoft",
		mode: "direct",
		modeName: "Envoi direct",
		settings: [
			{
				key: "base_url",
				label: "Adresse de l'API",
				help: "Ne la changez que si MyUnisoft vous en a donné une autre.",
				kind: "url",
				required: true,
				default: "https://api.myunisoft.fr/api/v1",
			},
		],
		secrets: [
			{
				key: "third_party_secret",
				label: "Secret du partenaire",
				help: "Remis par MyUnisoft à l'intégrateur (X-Third-Party-Secret).",
				kind: "secret",
				required: true,
				default: "",
			},
			{
				key: "token",
				label: "Jeton du cabinet",
				help: "Dans MyUnisoft : Paramètres > Connecteurs cabinet > la carte du partenaire > Générer. Il n'est montré qu'une fois.",
				kind: "secret",
				required: true,
				default: "",
			},
		],
		steps: [
			"Dans MyUnisoft, ouvrez Paramètres > Connecteurs cabinet, puis la carte du partenaire, et cliquez sur « Générer ».",
			"Collez ici le jeton et le secret du partenaire : ils vont dans le trousseau de cette session.",
			"Cliquez sur « Tester la connexion » : le jeton quitte l'état « En attente de connexion ».",
			"Vérifiez que chaque IBAN existe comme RIB de sa société dans MyUnisoft.",
		],
		limits: [
			"MyUnisoft accepte 20 requêtes par 10 secondes : un long historique part en plusieurs minutes.",
			"Un relevé sans opération n'est pas envoyé.",
		],
	},
];

/** A connector as the fake keeps it. */
export interface FakeConnector {
	row: ConnectorRow;
	settings: Record<string, string>;
	osAccounts: string[];
	testedAt: string;
}

export function partnerOf(key: string): Partner | undefined {
	return partners.find((p) => p.key === key);
}

export function newConnector(
	id: number,
	firmId: number,
	partner: Partner,
	name: string,
): FakeConnector {
	return {
		row: {
			id,
			firmId,
			partner: partner.key,
			partnerName: partner.name,
			name,
			mode: partner.mode,
			modeName: partner.modeName,
			paused: false,
			missing:
				partner.mode === "direct"
					? `Il manque les identifiants de ${partner.name} : rien ne part encore.`
					: "Il manque le dossier de dépôt : rien ne part encore.",
			trouble: "",
			troubleHint: "",
			notBefore: "",
			lastSuccessAt: "",
			accounts: 0,
			counts: [],
		},
		settings: Object.fromEntries(partner.settings.map((f) => [f.key, f.default])),
		osAccounts: [],
		testedAt: "",
	};
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
	else c.settings = { folder: "/home/anne/Depots/inqom" };
	c.testedAt = "2026-03-02T09:30:00Z";
	return c;
}

export const connectors: FakeConnector[] = [
	ready(1, 1, "myunisoft", "MyUnisoft", {}),
	newConnector(2, 1, partnerOf("inqom") as Partner, "Inqom"),
	ready(3, 1, "fulll", "Fulll", { lastSuccessAt: "" }),
	ready(4, 2, "myunisoft", "MyUnisoft", {
		trouble: "MyUnisoft refuse le jeton de ce cabinet : rien ne part depuis le 16 mars.",
		troubleHint: "Générez un nouveau jeton dans MyUnisoft, puis collez-le ici.",
		lastSuccessAt: "2026-03-16T07:02:00Z",
	}),
];
