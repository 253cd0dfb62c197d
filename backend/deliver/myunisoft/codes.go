package myunisoft

import (
	"strings"

	"sobank/backend/deliver"
)

// kind is what a documented code is about.
type kind int

const (
	statement kind = iota // this statement, or the set-up of its company at the partner
	connector             // the credentials or rights of the whole connector
	passing               // the partner, for a time
)

func (k kind) state() deliver.State {
	if k == passing {
		return deliver.ToRetry
	}
	return deliver.Refused
}

// meaning is a code for people.
type meaning struct {
	kind kind
	says string // what happened
	hint string // what to do, and where
}

// codeNothingNew needs to know more than the code: see settled.
const codeNothingNew = "IMPORT15"

// codeForbiddenRoute is also what a token without the listing routes gets on them.
const codeForbiddenRoute = "ERR-FORBIDDEN-ROUTE"

// inside is the codes that are about the bytes themselves: of several statements one may be the
// cause, and the others right.
var inside = map[string]bool{"IMPORT11": true, "IMPORT14": true, "IMPORT18": true, "IMPORT25": true, "DOCUMENT9": true, "DOCUMENT10": true,
	"RB2": true, "RB3": true}

// saysRate is the sentence of every limit.
const saysRate = "MyUnisoft limite le nombre de requêtes."

// Hints that several codes share.
const (
	hintNewToken   = "Dans MyUnisoft, Paramètres > Connecteurs cabinet, ouvrez la carte du partenaire et cliquez sur « Générer », puis collez le nouveau jeton dans le connecteur." // #nosec G101 -- a sentence
	hintSecret     = "Vérifiez « Secret du partenaire » dans le connecteur avec celui que MyUnisoft vous a remis."                                                                  // #nosec G101 -- a sentence
	hintRights     = "Dans MyUnisoft, vérifiez que le jeton est de type « Cabinet » et demandez à MyUnisoft d'ouvrir l'import des relevés bancaires à ce connecteur."
	hintSociety    = "Choisissez la société MyUnisoft dans « Détails » de l'IBAN."
	hintFile       = "Contactez le support avec le code et l'identifiant de la requête : le fichier était conforme à son départ."
	hintBankDetail = "Dans MyUnisoft, ouvrez la société et vérifiez ses RIB, puis renvoyez le relevé."
	hintFolder     = "Dans MyUnisoft, vérifiez l'état du dossier de cette société avec votre administrateur, puis renvoyez le relevé."
	hintAccess     = "Dans MyUnisoft, vérifiez que le jeton donne accès à cette société, puis renvoyez le relevé."
	hintMyUnisoft  = "Contactez MyUnisoft : il dit pourquoi et rétablit l'accès, puis testez la connexion."
)

// meaningOf finds a code's meaning. Every ERR-TOO-MANY-… asks to come back later.
func meaningOf(code string) (m meaning, known bool) {
	if m, known = meanings[code]; !known && strings.HasPrefix(code, "ERR-TOO-MANY-") {
		return meanings["ERR-TOO-MANY-REQUEST"], true
	}
	return m, known
}

// meanings is every documented code that a delivery may meet (docs/erreurs.md, and the
// pages of the routes for those it does not list).
var meanings = map[string]meaning{
	// The file.
	"IMPORT11":     {statement, "MyUnisoft n'accepte pas l'extension de ce fichier.", hintFile},
	"IMPORT14":     {statement, "MyUnisoft a reçu un fichier vide.", hintFile},
	codeNothingNew: {statement, "MyUnisoft n'a trouvé aucune opération à prendre dans ce relevé.", hintFile},
	"IMPORT18":     {statement, "MyUnisoft trouve ce fichier mal formé.", hintFile},
	"IMPORT25":     {statement, "MyUnisoft n'a pas pu importer ce fichier.", hintFile},
	"DOCUMENT9":    {statement, "MyUnisoft n'accepte pas l'extension de ce fichier.", hintFile},
	"DOCUMENT10":   {statement, "MyUnisoft n'accepte pas l'extension de ce fichier pour un relevé CFONB.", hintFile},
	"RB2":          {statement, "MyUnisoft trouve une erreur dans le format CFONB de ce relevé.", hintFile},
	"RB3":          {statement, "MyUnisoft n'a pas pu lire la structure CFONB120 de ce relevé.", hintFile},

	// The company.
	"GBL10":                    {statement, "MyUnisoft ne reconnaît pas la société ou le fichier indiqués.", hintSociety},
	"ERR-FOLDER-NOT-FOUND":     {statement, "MyUnisoft ne trouve plus la société associée à cet IBAN.", hintSociety},
	"ERR-SOCIETY-DOESNT-EXIST": {statement, "La société associée à cet IBAN n'existe pas dans MyUnisoft.", hintSociety},
	"SOCIETE10":                {statement, "MyUnisoft n'a pas reçu de société pour ce relevé.", hintSociety},
	"SOCIETE16":                {statement, "MyUnisoft ne trouve pas la société associée à cet IBAN.", hintSociety},
	"SOCIETE17":                {statement, "MyUnisoft trouve plusieurs sociétés pour cet IBAN.", hintSociety},
	"SOCIETE12":                {statement, "Le dossier de cette société est inactif dans MyUnisoft.", hintFolder},
	"SOCIETE13":                {statement, "Le dossier de cette société n'a pas de formule de facturation dans MyUnisoft.", hintFolder},
	"DROIT1":                   {statement, "Le connecteur n'a pas accès à cette société dans MyUnisoft.", hintAccess},
	"IMPORT1":                  {statement, "Le connecteur n'appartient pas au membre de cette société dans MyUnisoft.", hintAccess},
	"IMPORT2":                  {statement, "MyUnisoft refuse au connecteur l'accès au membre de cette société.", hintAccess},

	// The bank account.
	"RIB13": {statement, "Aucun RIB n'existe dans MyUnisoft pour cette société.", "RIB à créer dans MyUnisoft : ouvrez la société, Paramètres > Banques, ajoutez le RIB de ce compte, puis renvoyez le relevé."},
	"RIB14": {statement, "MyUnisoft trouve invalide l'IBAN du RIB de cette société.", hintBankDetail},
	"RIB16": {statement, "Cet IBAN est déjà collecté dans MyUnisoft pour une autre société.", "Dans MyUnisoft, cherchez la société qui porte ce RIB : retirez-l'y, ou choisissez cette société dans « Détails » de l'IBAN."},
	"RIB17": {statement, "Cet IBAN est déjà présent sur cette société dans MyUnisoft.", hintBankDetail},
	"IBAN1": {statement, "MyUnisoft trouve cet IBAN invalide.", hintBankDetail},

	// The access.
	"ERR-SECRET-HEADER-NOT-SET":    {connector, "MyUnisoft n'a pas reçu le secret du partenaire.", hintSecret},
	"ERR-INVALID-SECRET":           {connector, "MyUnisoft refuse le secret du partenaire.", hintSecret},
	"ERR-SECRET-NOT-CONFIGURED":    {connector, "MyUnisoft n'a pas configuré de secret pour ce partenaire.", hintMyUnisoft},
	"ERR-INVALID-AUTH-HEADER":      {connector, "MyUnisoft ne reconnaît pas la forme du jeton du cabinet.", hintNewToken},
	"ERR-INVALID-JWT":              {connector, "MyUnisoft refuse le jeton du cabinet : il n'est pas valable.", hintNewToken},
	"ERR-INVALID-API-JWT":          {connector, "MyUnisoft refuse le jeton du cabinet : il n'est pas valable.", hintNewToken},
	"ERR-INVALID-USER-JWT":         {connector, "MyUnisoft refuse le jeton : ce n'est pas un jeton de cabinet.", hintNewToken},
	"ERR-API-TOKEN-NOT-FOUND":      {connector, "Le jeton du cabinet n'existe plus dans MyUnisoft : il a été déconnecté ou révoqué.", hintNewToken},
	"ERR-FIRM-TOKEN-NOT-FOUND":     {connector, "Le jeton du cabinet n'existe plus dans MyUnisoft : il a été déconnecté ou révoqué.", hintNewToken},
	"ERR-TOKEN-ACTIVATION-FAILURE": {connector, "MyUnisoft n'a pas pu activer le jeton du cabinet.", hintMyUnisoft},
	"ERR-THIRD-PARTY-DOESNT-EXIST": {connector, "MyUnisoft ne trouve pas le cabinet de ce jeton.", hintNewToken},
	"ERR-THIRD-PARTY-DISCONNECTED": {connector, "MyUnisoft a déconnecté ce partenaire.", hintMyUnisoft},
	"ERR-USER-UNEXPECTED-TYPE":     {connector, "La personne qui a généré le jeton n'en avait pas le droit dans MyUnisoft.", hintNewToken},
	"ERR-MISSING-RULE":             {connector, "MyUnisoft n'a pas de règle d'accès pour ce connecteur.", hintRights},
	codeForbiddenRoute:             {connector, "MyUnisoft n'autorise pas cette opération à ce connecteur.", hintRights},
	"ERR-FORBIDDEN-ACCESS":         {connector, "MyUnisoft refuse l'accès à ce connecteur.", hintRights},
	"DROIT2":                       {connector, "Ce connecteur n'a pas les droits nécessaires dans MyUnisoft.", hintRights},
	"DROIT5":                       {connector, "MyUnisoft n'a pas reconnu les identifiants du connecteur.", hintNewToken},

	// The partner, for a time.
	"ERR-TOO-MANY-REQUEST":            {passing, saysRate, hintAlone},
	"ERR-TOO-MANY-CONCURRENT-REQUEST": {passing, "MyUnisoft traite déjà trop de demandes à la fois.", hintAlone},
	"ERR-API-UNDER-MAINTENANCE":       {passing, "MyUnisoft est en maintenance.", hintAlone},
	"ERR-INTERNAL":                    {passing, "MyUnisoft a rencontré une erreur de son côté.", hintAlone},
	"GBL4":                            {passing, "MyUnisoft a rencontré une erreur de son côté.", hintAlone},
	"GBL30":                           {passing, "MyUnisoft a rencontré une erreur de son côté.", hintAlone},
	"GBL32":                           {passing, "MyUnisoft a rencontré une erreur de son côté.", hintAlone},
	"GBL33":                           {passing, "MyUnisoft n'a pas pu enregistrer le fichier.", hintAlone},
}
