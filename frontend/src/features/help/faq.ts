// What « Aide » says. The terms are those of the screens; each step leads to its own.

/** One thing to do, and the screen where it is done. */
export interface HelpStep {
	text: string;
	open?: HelpLink;
}

export interface HelpLink {
	/** What stands after « Ouvrir ». */
	name: string;
	to: string;
}

/** A term and what it means, or what to do about it. */
export interface HelpTerm {
	term: string;
	text: string;
	open?: HelpLink;
}

export interface Article {
	/** Its address: /aide/<key>. */
	key: string;
	group: HelpGroup;
	title: string;
	lead: string;
	steps?: HelpStep[];
	terms?: HelpTerm[];
	notes?: string[];
	/** Other words it is looked for by. */
	words?: string;
	see?: string[];
	/** The page of the guide that says more, and its heading after « # ». */
	guide: string;
}

export const groups = {
	procedures: "Comment faire",
	rules: "Les six règles",
	states: "Ce que disent les écrans",
} as const;

export type HelpGroup = keyof typeof groups;

const links = {
	firms: { name: "« Cabinet(s) »", to: "/cabinets" },
	ibans: { name: "« IBAN »", to: "/ibans" },
	mandates: { name: "les mandats", to: "/ibans/mandats" },
	aside: { name: "« Sans IBAN »", to: "/ibans/sans-iban" },
	statements: { name: "« Relevés »", to: "/releves" },
	held: { name: "les relevés retenus", to: "/releves?place=held" },
	deliveries: { name: "« Envois »", to: "/envois" },
	diagnostic: { name: "« Diagnostic »", to: "/diagnostic" },
	clients: { name: "« Clients »", to: "/clients" },
	imports: { name: "l'historique des imports", to: "/releves/imports" },
} satisfies Record<string, HelpLink>;

export const articles: Article[] = [
	{
		key: "fichiers",
		guide: "importer",
		group: "procedures",
		title: "Quels fichiers importer",
		lead: "So bank reconnaît un fichier à son contenu, jamais à son nom. Un ZIP de ces fichiers s'importe tel quel. L'aperçu montre ce qui serait pris avant que rien ne soit gardé.",
		steps: [
			{
				text: "Ouvrez « Relevés », puis « Importer », et choisissez des fichiers, un dossier ou un ZIP.",
				open: links.statements,
			},
			{
				text: "Cliquez sur « Aperçu » : chaque fichier dit son format, ses comptes, ses opérations nouvelles et déjà là, et ses remarques.",
			},
			{
				text: "Décochez ce qui ne convient pas, puis importez. Un import s'annule tant que rien n'en est parti.",
				open: links.imports,
			},
		],
		terms: [
			{
				term: "CFONB120",
				text: "Le format des banques françaises : soldes, opérations et compléments. Le seul que les partenaires reçoivent.",
			},
			{
				term: "camt.053, camt.052",
				text: "Le relevé ISO 20022. Un camt.054 est le détail d'opérations que le relevé contient aussi : il les complète, sans rien y ajouter.",
			},
			{ term: "MT940, MT942", text: "Le relevé SWIFT. Le MT942, provisoire, n'a pas de soldes." },
			{
				term: "OFX, QFX",
				text: "Un nouveau solde, pas d'ancien : le relevé reste « Non vérifiable ».",
			},
			{
				term: "QIF",
				text: "Ni compte ni soldes : l'aperçu demande l'IBAN, et l'ordre des dates s'il n'est pas certain.",
			},
			{
				term: "CSV, XLSX",
				text: "Chaque banque a ses colonnes. « Lire les colonnes… » les montre telles qu'elles seront lues ; enregistrée, cette lecture sert aux fichiers suivants.",
			},
			{
				term: "Deux formats pour les mêmes jours",
				text: "Un jour déjà tenu d'un format ne prend rien d'un autre : le même total est un double, un autre total est un « Conflit ».",
			},
		],
		words: "format ofx qif camt iso 20022 mt940 swift csv excel xlsx tableau zip colonnes importer",
		see: ["connecteur-cabinet"],
	},
	{
		key: "connecteur-cabinet",
		guide: "connecteurs",
		group: "procedures",
		title: "Associer un connecteur à votre cabinet",
		lead: "Le connecteur d'abord, sur la page du cabinet : vos équipes pourront ensuite le choisir pour chaque IBAN. Il y faut le profil « Superviseur » ou « Administrateur » de ce cabinet.",
		steps: [
			{ text: "Allez sur la page « Cabinet(s) » et ouvrez votre cabinet.", open: links.firms },
			{
				text: "Dans la carte « Connecteurs So bank », cliquez sur « + » : la liste « Choisir » propose Fizen, Fulll, Inqom et MyUnisoft.",
			},
			{
				text: "Sélectionnez celui qu'il vous faut : il est ajouté aussitôt. Ouvrez-le pour donner ses identifiants ou son dossier, et tester la connexion.",
			},
		],
		notes: [
			"Leur nombre n'est pas limité : « Ajouter un connecteur » en ajoute un autre, et le même partenaire peut figurer deux fois, sous deux noms.",
			"Un connecteur ne se supprime (par sa corbeille) que si aucun IBAN du cabinet n'y est rattaché, et avec les mêmes profils.",
		],
		words: "ajouter supprimer partenaire logiciel outil de production identifiants jeton",
		see: ["regle-1", "regle-2", "connecteur-iban"],
	},
	{
		key: "connecteur-iban",
		guide: "associer-un-iban",
		group: "procedures",
		title: "Associer un IBAN client à un connecteur",
		lead: "Tous les profils peuvent le faire, dès lors que le connecteur a été ajouté sur la page du cabinet.",
		steps: [
			{ text: "Allez sur la page « IBAN » : c'est la « Liste des IBANS ».", open: links.ibans },
			{
				text: "Sur la ligne de l'IBAN, colonne « Connecteur », cliquez sur « + » (« Ajouter un connecteur ») : la liste « Choisir » s'ouvre.",
			},
			{
				text: "Sélectionnez le connecteur : le choix est enregistré aussitôt, sans autre question.",
			},
		],
		notes: [
			"Le même choix se trouve dans « Détails », par les « ... » au bout de la ligne.",
			"Le connecteur voulu n'est pas dans la liste ? Il n'est pas encore au niveau du cabinet : un Superviseur ou un Administrateur l'y ajoute.",
			"Pour retirer le connecteur d'un IBAN, choisissez « Aucun connecteur ».",
			"Dès l'association, les relevés de ce client partent d'eux-mêmes vers le partenaire ; ils ne sont plus dans le fichier global des relevés de votre cabinet (page « Relevés », action « Télécharger »).",
		],
		words: "lier rattacher client Aucun connecteur fichier global",
		see: ["regle-3", "regle-4", "regle-5", "connecteur-cabinet"],
	},
	{
		key: "releves-absents",
		guide: "diagnostic",
		group: "procedures",
		title: "Les relevés ne sont pas récupérés dans votre outil de production",
		lead: "Quatre points à vérifier, dans cet ordre. La page « Diagnostic » les vérifie pour vous, IBAN par IBAN, et dit quoi faire.",
		steps: [
			{ text: "Un connecteur est bien associé au cabinet.", open: links.firms },
			{ text: "L'IBAN est associé à un connecteur.", open: links.ibans },
			{
				text: "Le mandat est en statut « approuvé », et l'IBAN est donc actif.",
				open: links.mandates,
			},
			{
				text: "Tout cela est en ordre et rien n'arrive : contactez le support Sogescot. Le bouton est sur la page « Diagnostic » ; il prépare le message et une archive sans identifiant ni nom.",
				open: links.diagnostic,
			},
		],
		notes: [
			"So bank regarde aussi ce qu'il sait de plus : rien n'est arrivé de la banque, un relevé est retenu, le partenaire a refusé, des identifiants manquent, le réseau est coupé.",
		],
		words: "manquant absent rien n'arrive diagnostic support Sogescot panne",
		see: ["regle-6", "retenu", "etats-envoi"],
	},
	{
		key: "premiers-pas",
		guide: "premier-demarrage",
		group: "procedures",
		title: "Premiers pas",
		lead: "De rien au premier relevé envoyé, en sept étapes. Elles se cochent d'elles-mêmes : So bank regarde ce qui est fait.",
		words: "démarrer commencer guide installation nouveau cabinet",
		see: ["connecteur-cabinet", "connecteur-iban"],
	},
	{
		key: "reception",
		guide: "importer#un-dossier-surveillé-un-serveur-sftp",
		group: "procedures",
		title: "Recevoir les relevés sans les importer à la main",
		lead: "So bank relève un dossier de cette machine, ou le serveur SFTP de la banque, tant qu'il est ouvert et à chaque synchronisation planifiée.",
		steps: [
			{
				text: "Page du cabinet, carte « Réception des relevés » : « Ajouter une réception » (Superviseur ou Administrateur).",
				open: links.firms,
			},
			{
				text: "Choisissez le dossier ; ou donnez le serveur, l'utilisateur et le mot de passe ou la clé, puis testez : comparez l'empreinte du serveur à celle que la banque vous a donnée, et confirmez-la.",
			},
			{ text: "« Relever maintenant » montre aussitôt ce qui arrive." },
			{ text: "Chaque fichier relevé est un import, qui peut être annulé.", open: links.imports },
		],
		terms: [
			{
				term: "traités",
				text: "Sous-dossier des fichiers lus : importés, ou qui l'étaient déjà.",
			},
			{
				term: "rejetés",
				text: "Sous-dossier des fichiers qui n'ont pas pu être importés ; le motif est à côté, dans un fichier « .motif.txt ». Corrigez le fichier, puis remettez-le dans le dossier.",
			},
		],
		notes: [
			"Un fichier est lu quand sa taille et sa date ne changent plus : une copie en cours n'est jamais prise à moitié.",
			"Sur un serveur qui garde ses fichiers, chacun n'est lu qu'une fois, sauf s'il change.",
		],
		words:
			"automatique dossier surveillé SFTP serveur banque relever réception motif rejeté traité",
		see: ["releves-absents", "premiers-pas"],
	},
	{
		key: "fichier-global",
		guide: "telechargement",
		group: "procedures",
		title: "Prendre le fichier global des relevés",
		lead: "Les relevés des IBAN sans connecteur se prennent en un fichier, par cabinet.",
		steps: [
			{ text: "Allez sur la page « Relevés ».", open: links.statements },
			{
				text: "Cliquez sur « Télécharger » (ou tapez T) : choisissez le cabinet, et une période ou « depuis le dernier téléchargement ».",
			},
			{ text: "Vérifiez ce qui est laissé de côté et pourquoi, puis enregistrez le fichier." },
		],
		notes: [
			"Un relevé n'y est qu'une fois ; un ancien fichier peut être refait à l'octet près, dans l'historique des téléchargements.",
		],
		words: "télécharger CFONB120 export dernier téléchargement",
		see: ["regle-5", "places"],
	},
	{
		key: "regle-1",
		guide: "connecteurs",
		group: "rules",
		title: "Règle 1 : ajouter un connecteur au cabinet",
		lead: "Un Superviseur ou un Administrateur de ce cabinet, et eux seuls. Autant de connecteurs que vous voulez.",
		steps: [{ text: "Page « Cabinet(s) », carte « Connecteurs So bank ».", open: links.firms }],
		words: "droits profil limite nombre",
		see: ["connecteur-cabinet"],
	},
	{
		key: "regle-2",
		guide: "connecteurs#mettre-en-pause-supprimer",
		group: "rules",
		title: "Règle 2 : supprimer un connecteur du cabinet",
		lead: "Mêmes profils, et seulement si aucun IBAN du cabinet n'y est rattaché. Sinon, So bank refuse, nomme ces IBAN et propose de les passer à un autre connecteur ou de les libérer.",
		steps: [{ text: "Page du cabinet, corbeille du connecteur.", open: links.firms }],
		words: "retirer suppression rattaché corbeille",
		see: ["connecteur-cabinet"],
	},
	{
		key: "regle-3",
		guide: "associer-un-iban",
		group: "rules",
		title: "Règle 3 : associer un IBAN et un connecteur",
		lead: "Tous les profils, si et seulement si le connecteur a été ajouté au cabinet de l'IBAN. Le statut du mandat n'y change rien.",
		steps: [{ text: "Page « IBAN », colonne « Connecteur ».", open: links.ibans }],
		words: "droits profil collaborateur",
		see: ["connecteur-iban"],
	},
	{
		key: "regle-4",
		guide: "associer-un-iban#ce-que-cela-change",
		group: "rules",
		title: "Règle 4 : « Aucun connecteur »",
		lead: "Ce choix retire l'association. Les relevés suivants iront dans le fichier global ; ce qui est déjà envoyé le reste.",
		steps: [{ text: "Page « IBAN », colonne « Connecteur », « Choisir ».", open: links.ibans }],
		words: "retirer enlever dissocier",
		see: ["connecteur-iban", "fichier-global"],
	},
	{
		key: "regle-5",
		guide: "associer-un-iban#ce-que-cela-change",
		group: "rules",
		title: "Règle 5 : un relevé n'est remis qu'à un seul endroit",
		lead: "IBAN associé : ses relevés partent d'eux-mêmes vers le partenaire, et ne sont plus dans le fichier global. Sans connecteur : ils sont dans le fichier global.",
		steps: [
			{ text: "Les envois se suivent page « Envois ».", open: links.deliveries },
			{ text: "Le fichier global se prend page « Relevés ».", open: links.statements },
		],
		notes: [
			"Ce qui attendait déjà le téléchargement y reste, jusqu'à « envoyer l'historique depuis le … » dans les « Détails » de l'IBAN.",
		],
		words: "automatique envoi fichier global historique",
		see: ["fichier-global", "places"],
	},
	{
		key: "regle-6",
		guide: "diagnostic",
		group: "rules",
		title: "Règle 6 : le diagnostic",
		lead: "Connecteur au cabinet, connecteur de l'IBAN, mandat « approuvé », puis le support : la première chose qui manque est la réponse.",
		steps: [{ text: "Page « Diagnostic ».", open: links.diagnostic }],
		words: "vérifier support Sogescot",
		see: ["releves-absents"],
	},
	{
		key: "retenu",
		guide: "releves#relevés-retenus",
		group: "states",
		title: "Pourquoi un relevé est retenu, et que faire",
		lead: "Un relevé retenu ne part pas et n'est pas dans le fichier global. Son motif est écrit sur sa ligne ; voici ce qui le libère.",
		terms: [
			{
				term: "Le relevé ne tombe pas juste.",
				text: "Incohérent : le solde de départ et les opérations ne donnent pas le solde d'arrivée. Demandez un nouveau fichier à la banque ; un Superviseur peut le débloquer, avec un motif.",
				open: links.held,
			},
			{
				term: "Deux fichiers se contredisent.",
				text: "Conflit : comparez avec le relevé de la banque, annulez l'import du mauvais fichier, ou faites débloquer le relevé par un Superviseur.",
				open: links.imports,
			},
			{
				term: "Le solde de départ ou d'arrivée manque.",
				text: "Non vérifiable : contrôlez le total, puis débloquez-le ; tous les profils le peuvent.",
				open: links.held,
			},
			{
				term: "Un relevé manque avant celui-ci.",
				text: "Interruption, dans un cabinet qui a choisi de les retenir : importez le relevé manquant, et celui-ci part de lui-même.",
				open: links.statements,
			},
			{
				term: "Le mandat n'est pas approuvé.",
				text: "Faites avancer le mandat jusqu'à « Approuvé » ; pour un fichier que le client vous a remis, cochez « Relevés remis par le client (sans mandat) » à l'import.",
				open: links.mandates,
			},
			{
				term: "Le connecteur n'a pas ses identifiants.",
				text: "Un Superviseur les saisit sur la page du connecteur, puis teste la connexion.",
				open: links.firms,
			},
			{
				term: "Le connecteur n'a pas encore tous ses réglages.",
				text: "Remplissez le réglage manquant sur la page du connecteur.",
				open: links.firms,
			},
			{
				term: "La mission pour ce client est terminée.",
				text: "Rien à faire, à moins que la mission ne reprenne : page du client.",
				open: links.clients,
			},
			{
				term: "Il est antérieur au début de la collecte.",
				text: "Il est gardé sans être remis. Pour l'envoyer, « envoyer l'historique depuis le … » dans les « Détails » de l'IBAN.",
				open: links.ibans,
			},
		],
		words: "bloqué débloquer motif incohérent conflit interruption non vérifiable quarantaine",
		see: ["places", "releves-absents"],
	},
	{
		key: "places",
		guide: "releves#places",
		group: "states",
		title: "Où est un relevé",
		lead: "Chaque relevé est à un seul endroit à la fois ; « Accueil » les compte.",
		terms: [
			{ term: "À envoyer", text: "Il attend le connecteur de son IBAN.", open: links.deliveries },
			{ term: "Envoyé", text: "Le partenaire l'a reçu." },
			{
				term: "Téléchargeable",
				text: "Il sera dans le prochain fichier global.",
				open: links.statements,
			},
			{ term: "Téléchargé", text: "Il est dans un fichier global déjà pris." },
			{ term: "Retenu", text: "Quelque chose manque ; le motif le dit.", open: links.held },
			{ term: "Sans mouvement", text: "Il n'apporte aucune opération : rien n'est à remettre." },
			{
				term: "Sans IBAN",
				text: "Aucun client n'a ce compte : créez l'IBAN, et le relevé prend sa place.",
				open: links.aside,
			},
		],
		words: "statut endroit compte inconnu",
		see: ["retenu", "regle-5"],
	},
	{
		key: "etats-envoi",
		guide: "envois",
		group: "states",
		title: "Ce que veut dire l'état d'un envoi",
		lead: "Un envoi est la remise d'un relevé à un partenaire. Ce qui n'a pas abouti dit pourquoi, avec le code du partenaire.",
		terms: [
			{
				term: "À envoyer",
				text: "Il part à la prochaine synchronisation, ou par « Synchroniser ».",
			},
			{ term: "En cours", text: "Il part en ce moment." },
			{ term: "Intégré", text: "Le partenaire a pris ses opérations." },
			{ term: "Déjà intégré", text: "Le partenaire avait déjà ce relevé : rien n'est en double." },
			{ term: "Déposé", text: "Le fichier est à sa place dans le dossier convenu." },
			{
				term: "À vérifier",
				text: "On ne sait pas s'il est arrivé : regardez dans l'outil, puis dites « Il y est » ou « Il n'y est pas ».",
				open: { name: "les envois à vérifier", to: "/envois?etat=to_check" },
			},
			{
				term: "Refusé",
				text: "Le partenaire n'en veut pas : lisez son message, réglez la cause, puis renvoyez avec un motif.",
				open: { name: "les envois refusés", to: "/envois?etat=refused" },
			},
			{
				term: "À reprendre",
				text: "Réseau ou partenaire indisponible : il est repris de lui-même, à l'heure indiquée.",
			},
			{ term: "Annulé", text: "L'IBAN a changé de connecteur avant le départ." },
		],
		words: "code refus erreur identifiants absents de cette session",
		see: ["releves-absents", "retenu"],
	},
	{
		key: "mandat",
		guide: "mandats",
		group: "states",
		title: "Les cinq pastilles du mandat",
		lead: "Sans mandat approuvé, aucune collecte : la colonne « Statut » dit où il en est.",
		terms: [
			{ term: "1. Créé", text: "L'IBAN est là ; le mandat reste à préparer." },
			{ term: "2. À signer", text: "Le PDF est fait ; on attend le client.", open: links.mandates },
			{ term: "3. Signé", text: "Le mandat est revenu ; il reste à le transmettre." },
			{ term: "4. Transmis à la banque", text: "On attend la réponse de la banque." },
			{ term: "5. Approuvé", text: "Cinq pastilles vertes : l'IBAN est actif." },
			{
				term: "Approuvé hors application le …",
				text: "Pour un mandat qui vit déjà : un Superviseur note sa date, pour un IBAN ou pour plusieurs.",
				open: links.ibans,
			},
			{
				term: "Rejeté, Suspendu, Résiliation demandée, Résilié",
				text: "Hors de la ligne : un mandat rejeté, avec le motif de la banque, revient à « À signer ».",
			},
		],
		words: "statut approuvé signature banque relance actif",
		see: ["releves-absents", "premiers-pas"],
	},
];

export const articleOf = (key: string) => articles.find((a) => a.key === key);
