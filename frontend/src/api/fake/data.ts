// Invented firms, clients, accounts and statements for tests and for looking at the screens
// in a browser. Nothing here reaches the application that is built.

import type {
	AccountRow,
	AsideRow,
	ClientRow,
	Firm,
	ImportRow,
	OperationRow,
	StatementRow,
} from "../types";

export const firms: Firm[] = [
	{
		id: 1,
		guid: "3500bed5-9000-ee11-8517-00003a78b311",
		clientNumber: "",
		name: "Cabinet 1 démonstration - So bank",
		address: "11 rue Léo Lagrange",
		postcode: "35131",
		city: "Chartres de bretagne",
		phone: "0764403186",
		directorName: "Nom Prénom",
		directorQuality: "",
		legalForm: "",
		siret: "41944449200016",
		productionSoftware: "",
		holdInterruptions: false,
		mandataryName: "",
		mandataryAddress: "",
		warning: "La clé de ce SIRET est fausse : un chiffre est sans doute mal recopié.",
		canEdit: true,
	},
	{
		id: 2,
		guid: "7c1f2a90-1234-4e11-9a6b-5f1f0a7712ce",
		clientNumber: "C-0042",
		name: "Cabinet Le Goff & Associés",
		address: "",
		postcode: "29000",
		city: "Quimper",
		phone: "",
		directorName: "",
		directorQuality: "",
		legalForm: "SELARL",
		siret: "",
		productionSoftware: "MyUnisoft",
		holdInterruptions: true,
		mandataryName: "Collecte & Cie",
		mandataryAddress: "1 quai de la Prévalaye, 35000 Rennes",
		warning: "",
		canEdit: true,
	},
];

const names = [
	"Entreprise 1",
	"Jardins de l'Odet SARL",
	"Boulangerie Kerjean",
	"SCI des Trois Rochers",
	"Atelier Mécanique Générale de Basse-Bretagne et du Pays de Landerneau SAS",
	"Pharmacie du Port",
	"Transports Abgrall",
	"Menuiserie Le Bihan",
	"Cabinet médical Ty Coz",
	"Crêperie La Sarrasine",
	"Garage Central",
	"Conserverie du Guilvinec",
];

export const clients: ClientRow[] = names.map((name, i) => ({
	id: i + 1,
	firmId: i % 4 === 3 ? 2 : 1,
	firmName: firms[i % 4 === 3 ? 1 : 0]?.name ?? "",
	name,
	siret: i % 3 === 0 ? "" : `8${String(10203040 + i * 7919)}000${String(10 + i)}`,
	reference: i % 2 ? `J-${String(10 + i).padStart(3, "0")}` : "",
	responsableId: i % 3 ? 1 : 0,
	responsable: i % 3 ? "Anne Collab" : "",
	...{ standInId: 0, standIn: "", standInUntil: "" },
	confidential: i === 8,
	accounts: 1,
	warning: "",
	address: i === 1 ? "12 rue de l'Église" : "",
	postcode: i === 1 ? "29000" : "",
	city: i === 1 ? "Quimper" : "",
	email: i === 3 ? "contact@trois-rochers.example" : "",
	signatoryName: i === 1 ? "Zoé Lœuillet" : "",
	signatoryQuality: i === 1 ? "gérante" : "",
}));

const banks = ["BNP Paribas", "LCL", "Crédit Agricole", "CIC", "Crédit Mutuel Arkéa"];
const codes = ["30004", "30002", "12906", "30047", "15589"];
const mandates = [
	["approved", "Approuvé", 5],
	["sent", "Transmis à la banque", 4],
	["approved", "Approuvé", 5],
	["to_sign", "À signer", 2],
	["created", "Créé", 1],
	["rejected", "Rejeté", 0],
	["signed", "Signé", 3],
] as const;

/** The connector of an account by its place: none for the first, as in the FAQ. */
function connectorOf(i: number, firmId: number) {
	const none = { connectorId: 0, connectorName: "", connectorMode: "", partnerFolder: "" };
	if (i % 6 === 0) return none;
	if (firmId === 2)
		return { ...none, connectorId: 4, connectorName: "MyUnisoft", connectorMode: "Envoi direct" };
	if (i % 5 === 4)
		return { ...none, connectorId: 2, connectorName: "Inqom", connectorMode: "Dépôt de fichier" };
	return {
		connectorId: 1,
		connectorName: "MyUnisoft",
		connectorMode: "Envoi direct",
		partnerFolder: i === 2 ? "4012" : "",
	};
}

export const accounts: AccountRow[] = clients.map((c, i) => {
	const [mandate, mandateName, dots] = mandates[i % mandates.length] ?? mandates[0];
	const bank = codes[i % codes.length];
	const number = String(45856523322 + i * 1337).slice(0, 11);
	const iban =
		i === 0 ? "FR7630004458564585652332208" : `FR76${bank}45856${number}${String(10 + i)}`;
	return {
		id: i + 1,
		iban,
		ibanShown: iban.replace(/^(.{4})(.{5})(.{5})(.{11})(.{2})$/, "$1 $2 $3 $4 $5"),
		bank: banks[i % banks.length] ?? "",
		clientId: c.id,
		clientName: c.name,
		reference: c.reference,
		siret: c.siret,
		firmId: c.firmId,
		firmName: c.firmName,
		responsable: c.responsable,
		mandate,
		mandateName,
		mandateSince: "2026-01-12",
		dots,
		...connectorOf(i, c.firmId),
		holder: "",
		collectFrom: i % 2 ? "2026-01-01" : "",
		ledgerAccount: "512000",
		journalCode: "BQ1",
		statements: 24,
		lastOn: "2026-03-16",
	};
});

export const aside: AsideRow[] = [
	{
		accountId: 901,
		iban: "FR7610278061390002071220144",
		shown: "FR76 10278 06139 00020712201 44",
		bank: "Crédit Mutuel",
		firmId: 1,
		firmName: firms[0]?.name ?? "",
		statements: 6,
		operations: 118,
		firstOn: "2026-02-02",
		lastOn: "2026-03-13",
	},
	{
		accountId: 902,
		iban: "",
		shown: "99999 00001 00000000042",
		bank: "99999",
		firmId: 0,
		firmName: "",
		statements: 1,
		operations: 3,
		firstOn: "2026-03-10",
		lastOn: "2026-03-10",
	},
];

const states = [
	["conforming", "Conforme"],
	["conforming", "Conforme"],
	["interruption", "Interruption"],
	["conforming", "Conforme"],
	["incoherent", "Incohérent"],
	["conforming", "Conforme"],
	["unverifiable", "Non vérifiable"],
	["conforming", "Conforme"],
] as const;
const placeNames = {
	downloadable: "Téléchargeable",
	downloaded: "Téléchargé",
	held: "Retenu",
	no_movement: "Sans mouvement",
	aside: "Sans IBAN",
	to_send: "À envoyer",
	sent: "Envoyé",
};

function placeOf(i: number, state: string, connected: boolean): keyof typeof placeNames {
	if (state === "incoherent" || state === "unverifiable") return "held";
	if (i % 11 === 9) return "no_movement";
	if (connected) return i > 24 ? "sent" : "to_send";
	return i > 180 ? "downloaded" : "downloadable";
}

/** 430 statements, latest first: the first of them has 1 250 operations. */
export const statements: StatementRow[] = Array.from({ length: 430 }, (_, i) => {
	const a = accounts[i % accounts.length] ?? (accounts[0] as AccountRow);
	const [state, stateName] = states[i % states.length] ?? states[0];
	const place = placeOf(i, state, a.connectorId > 0);
	const end = new Date(Date.UTC(2026, 2, 16) - Math.floor(i / 12) * 5 * 86_400_000);
	const start = new Date(end.getTime() - 4 * 86_400_000);
	const operations = place === "no_movement" ? 0 : i === 0 ? 1250 : 3 + (i % 29);
	const credits = operations * 12_345;
	const debits = operations * 9_876 + (i % 7) * 100;
	const opening = 120_410 - (i % 5) * 60_000;
	return {
		id: i + 1,
		accountId: a.id,
		ibanShown: a.ibanShown,
		bank: a.bank,
		clientId: a.clientId,
		clientName: a.clientName,
		firmName: a.firmName,
		currency: "EUR",
		decimals: 2,
		startOn: start.toISOString().slice(0, 10),
		endOn: end.toISOString().slice(0, 10),
		opening: state === "unverifiable" ? undefined : opening,
		closing:
			state === "unverifiable"
				? undefined
				: opening + credits - debits + (state === "incoherent" ? 22_410 : 0),
		credits,
		debits: -debits,
		operations,
		own: operations,
		state,
		stateName,
		place,
		placeName: placeNames[place],
		reason:
			place === "held"
				? state === "incoherent"
					? "Le relevé ne tombe pas juste : il manque 224,10 € entre les opérations et le solde de fin."
					: "Le solde de départ manque dans le fichier : rien ne prouve que le relevé est complet."
				: "",
		receivedAt: "2026-03-17T07:12:00Z",
		...{ mark: "", markName: "Non vu", reviewedBy: "", reviewedAt: "", note: "" },
	};
});

const labels = [
	["VIR SEPA CLIENT MARTIN FACTURE 2026-0312", "05", "Virement reçu"],
	["PRLV SEPA EDF ENTREPRISES CONTRAT 6007712", "08", "Prélèvement"],
	["CB CARREFOUR QUIMPER 14/03", "11", "Paiement par carte"],
	["CHEQUE 4511207", "01", "Chèque émis"],
	["COMMISSION D'INTERVENTION", "62", "Commissions et frais"],
	["VIR URSSAF BRETAGNE COTISATIONS MARS", "06", "Virement émis"],
] as const;

/** The operations of a statement, from one position on. */
export function operations(row: StatementRow, from: number, limit: number): OperationRow[] {
	const count = Math.max(0, Math.min(limit, row.operations - from));
	return Array.from({ length: count }, (_, k) => {
		const i = from + k;
		const [label, code, codeMeaning] = labels[i % labels.length] ?? labels[0];
		const amount = i % labels.length === 0 ? 74_070 : -(9_876 + (i % 13) * 111);
		return {
			position: i,
			bookedOn: row.startOn,
			valueOn: row.endOn,
			amount,
			balanceAfter: row.opening == null ? undefined : row.opening + i * 2_469,
			code,
			codeMeaning,
			bankCode: i % 4 === 0 ? "0568" : "",
			rejectCode: i % 37 === 36 ? "15" : "",
			rejectMeaning: i % 37 === 36 ? "Compte soldé" : "",
			label,
			reference: i % 3 === 0 ? `REF${String(700_000 + i)}` : "",
			entryNumber: i % 5 === 0 ? String(4_511_207 + i) : "",
			exempt: i % 10 === 9,
			unavailable: i % 15 === 14,
			own: i % 17 !== 16,
			note: "",
			details:
				i % 2 === 0
					? [
							{ qualifier: "NPY", meaning: "Nom du payeur", text: "MARTIN ET FILS" },
							{ qualifier: "RCN", meaning: "Référence client", text: "FACTURE 2026-0312 SOLDE" },
							{ qualifier: "LIB", meaning: "Libellé complémentaire", text: "REGLEMENT MARS" },
						]
					: [],
		};
	});
}

export const imports: ImportRow[] = Array.from({ length: 9 }, (_, i) => ({
	fileId: 9 - i,
	name:
		i === 2
			? "releves-quotidiens-cabinet-demonstration-2026-03-14-080000-cfonb120.txt"
			: `cfonb120-2026-03-${17 - i}.txt`,
	receivedAt: `2026-03-${17 - i}T07:12:00Z`,
	by: i % 3 ? "Système (cabinet)" : "Anne Collab",
	handedOver: i === 4,
	statements: 12 + i,
	operations: 340 + i * 17,
	newOperations: i === 1 ? 0 : 340 + i * 17,
	warnings: i === 2 ? 3 : 0,
}));
