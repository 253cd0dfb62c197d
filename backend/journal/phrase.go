package journal

import (
	"slices"
	"strings"
)

// Family is a kind of action, to filter by.
type Family string

// The families.
const (
	Sessions Family = "sessions"
	People   Family = "people"
	Firms    Family = "firms"
	Clients  Family = "clients"
	Mandates Family = "mandates"
	Received Family = "received"
	Left     Family = "left"
	Exports  Family = "exports"
)

// Families lists them in the order of the screen.
var Families = []Family{Sessions, People, Firms, Clients, Mandates, Received, Left, Exports}

var familyFrench = map[Family]string{
	Sessions: "Connexions", People: "Collaborateurs", Firms: "Cabinets et connecteurs", Clients: "Clients et IBAN",
	Mandates: "Mandats", Received: "Imports et relevés", Left: "Envois et téléchargements", Exports: "Exports",
}

// French is the family on screen, "" for one that is none.
func (f Family) French() string { return familyFrench[f] }

// FamilyOf is the family of an action, "" for one that this program does not know.
func FamilyOf(action string) Family { return phrases[action].family }

// Actions lists the actions of families, in order of name.
func Actions(families []Family) (list []string) {
	return acting(func(_ string, p phrase) bool { return slices.Contains(families, p.family) })
}

// Saying lists the actions whose words satisfy a test, in order of name.
func Saying(says func(words string) bool) []string {
	return acting(func(_ string, p phrase) bool { return says(blanks.Replace(p.words)) })
}

var blanks = strings.NewReplacer("{o}", "", "{firm}", "", "{connector}", "")

// Unproven lists the actions of which nobody knows who did them.
func Unproven() []string {
	return acting(func(_ string, p phrase) bool { return p.unproven })
}

// Words is what an action reads like, without what it was done to; the action itself when this
// program does not know it.
func Words(action string) string {
	if !Known(action) {
		return action
	}
	return strings.Join(strings.Fields(blanks.Replace(phrases[action].words)), " ")
}

func acting(is func(string, phrase) bool) (list []string) {
	for action, p := range phrases {
		if is(action, p) {
			list = append(list, action)
		}
	}
	slices.Sort(list)
	return list
}

// Known reports whether an action has its words.
func Known(action string) bool { _, ok := phrases[action]; return ok }

// phrase is what an action reads like, after the name of who did it.
type phrase struct {
	family   Family
	words    string   // {o} is the object, {firm} the firm, {connector} the connector of the facts
	counts   []string // facts said after it: « 3 relevés, 12 opérations »
	unproven bool     // nobody knows who did it: the words stand alone
}

// phrases has the words of every action that the program records, and of those it once did.
var phrases = map[string]phrase{
	"session.start":   {family: Sessions, words: "a ouvert une session"},
	"session.resume":  {family: Sessions, words: "a retrouvé sa session, restée ouverte sur ce poste"},
	"session.end":     {family: Sessions, words: "a fermé sa session"},
	"session.refused": {family: Sessions, words: "connexion refusée à {o} : le mot de passe donné est faux", unproven: true},

	"staff.create":          {family: People, words: "a créé le compte de {o}"},
	"staff.update":          {family: People, words: "a modifié le compte de {o}"},
	"staff.join":            {family: People, words: "a rattaché {o} au cabinet {firm}"},
	"staff.deactivate":      {family: People, words: "a désactivé le compte de {o}"},
	"staff.reactivate":      {family: People, words: "a réactivé le compte de {o}"},
	"staff.reset_password":  {family: People, words: "a réinitialisé le mot de passe de {o}"},
	"staff.change_password": {family: People, words: "a changé son mot de passe"},

	"firm.create":       {family: Firms, words: "a créé le cabinet {o}"},
	"firm.update":       {family: Firms, words: "a modifié la fiche du cabinet {o}"},
	"connector.create":  {family: Firms, words: "a ajouté le connecteur {o} au cabinet {firm}"},
	"connector.update":  {family: Firms, words: "a modifié le connecteur {o}"},
	"connector.secrets": {family: Firms, words: "a enregistré les identifiants du connecteur {o}"},
	"connector.forget":  {family: Firms, words: "a effacé les identifiants du connecteur {o}"},
	"connector.remove":  {family: Firms, words: "a supprimé le connecteur {o} du cabinet {firm}"},
	"source.again":      {family: Received, words: "a demandé de relire un fichier de {o}"},
	"source.noticed":    {family: Received, words: "a vu les fichiers rejetés de {o}"},
	"registry.account":  {family: Firms, words: "a enregistré le compte INPI"},
	"registry.forget":   {family: Firms, words: "a effacé le compte INPI"},
	"settings.update":   {family: Firms, words: "a modifié les réglages"},
	"backup.daily":      {family: Firms, words: "a fait la sauvegarde du jour", counts: []string{"statements"}},
	"backup.make":       {family: Firms, words: "a fait une sauvegarde à la demande", counts: []string{"statements"}},
	"backup.restore":    {family: Firms, words: "a restauré une sauvegarde", counts: []string{"statements"}},
	"backup.key":        {family: Firms, words: "a fait une nouvelle clé pour les sauvegardes"},
	"backup.sheet":      {family: Firms, words: "a rangé la fiche de secours"},
	"backup.folder":     {family: Firms, words: "a changé le dossier des sauvegardes"},
	"schedule.on":       {family: Firms, words: "a planifié la synchronisation fenêtre fermée"},
	"schedule.repair":   {family: Firms, words: "a remis en place la synchronisation planifiée"},
	"schedule.off":      {family: Firms, words: "a arrêté la synchronisation planifiée"},

	"client.create":           {family: Clients, words: "a créé le client {o}"},
	"client.update":           {family: Clients, words: "a modifié le client {o}"},
	"client.transfer":         {family: Clients, words: "a transféré le client {o} au cabinet {firm}", counts: []string{"accounts"}},
	"client.mission_end":      {family: Clients, words: "a mis fin à la mission pour le client {o}"},
	"client.export":           {family: Exports, words: "a exporté les données du client {o}", counts: []string{"statements", "operations"}},
	"client.erase":            {family: Clients, words: "a effacé les données du client {o}", counts: []string{"accounts", "statements", "operations"}},
	"aside.purge":             {family: Received, words: "a purgé « Sans IBAN »", counts: []string{"accounts", "statements", "operations"}},
	"firm.retention":          {family: Firms, words: "a changé la durée de conservation du cabinet {o}"},
	"firm.register":           {family: Exports, words: "a enregistré la fiche de registre du cabinet {o}"},
	"client.mission_resume":   {family: Clients, words: "a repris la mission pour le client {o}"},
	"account.create":          {family: Clients, words: "a ajouté l'IBAN {o}"},
	"account.update":          {family: Clients, words: "a modifié l'IBAN {o}"},
	"account.associate":       {family: Clients, words: "a associé l'IBAN {o} à {connector}"},
	"account.partner_folder":  {family: Clients, words: "a désigné le dossier de l'IBAN {o} chez le partenaire"},
	"account.open_at_partner": {family: Clients, words: "a créé le RIB de l'IBAN {o} dans {connector}"},
	"account.transfer":        {family: Clients, words: "a transféré l'IBAN {o} au cabinet {firm}"},
	"account.alias_add":       {family: Clients, words: "a ajouté un autre numéro à l'IBAN {o}"},
	"account.alias_remove":    {family: Clients, words: "a retiré un autre numéro de l'IBAN {o}"},
	"account.send_history":    {family: Clients, words: "a demandé l'envoi de l'historique de l'IBAN {o}", counts: []string{"statements"}},
	"roster.apply":            {family: Clients, words: "a importé une liste de clients et d'IBAN dans le cabinet {firm}", counts: []string{"clients", "accounts", "changed"}},

	"mandate.created":           {family: Mandates, words: "a passé le mandat de l'IBAN {o} à « Créé »"},
	"mandate.to_sign":           {family: Mandates, words: "a passé le mandat de l'IBAN {o} à « À signer »"},
	"mandate.signed":            {family: Mandates, words: "a passé le mandat de l'IBAN {o} à « Signé »"},
	"mandate.sent":              {family: Mandates, words: "a passé le mandat de l'IBAN {o} à « Transmis à la banque »"},
	"mandate.approved":          {family: Mandates, words: "a passé le mandat de l'IBAN {o} à « Approuvé »"},
	"mandate.approve":           {family: Mandates, words: "a enregistré le mandat de l'IBAN {o} comme approuvé hors application"},
	"mandate.rejected":          {family: Mandates, words: "a passé le mandat de l'IBAN {o} à « Rejeté »"},
	"mandate.suspended":         {family: Mandates, words: "a suspendu le mandat de l'IBAN {o}"},
	"mandate.termination_asked": {family: Mandates, words: "a demandé la résiliation du mandat de l'IBAN {o}"},
	"mandate.terminated":        {family: Mandates, words: "a enregistré la résiliation du mandat de l'IBAN {o}"},
	"mandate.remind":            {family: Mandates, words: "a noté une relance pour le mandat de l'IBAN {o}"},
	"mandate.bundle":            {family: Mandates, words: "a préparé un lot de mandats", counts: []string{"papers", "accounts"}},
	"document.mandate":          {family: Mandates, words: "a préparé le mandat à signer {o}"},
	"document.termination":      {family: Mandates, words: "a préparé la lettre de résiliation {o}"},
	"document.signed":           {family: Mandates, words: "a joint le mandat signé {o}"},
	"document.bank_form":        {family: Mandates, words: "a joint le formulaire de la banque {o}"},
	"document.copy":             {family: Mandates, words: "a enregistré une copie du document {o}"},

	"import":            {family: Received, words: "a importé le fichier {o}", counts: []string{"statements", "operations"}},
	"import.undo":       {family: Received, words: "a annulé l'import du fichier {o}", counts: []string{"statements", "operations"}},
	"mapping.save":      {family: Received, words: "a enregistré une lecture de tableaux"},
	"mapping.remove":    {family: Received, words: "a effacé une lecture de tableaux"},
	"statement.review":  {family: Received, words: "a marqué le relevé {o}"},
	"statement.note":    {family: Received, words: "a noté le relevé {o}"},
	"statement.release": {family: Received, words: "a débloqué le relevé {o}"},

	"delivery.retry":  {family: Left, words: "a repris l'envoi du relevé {o}"},
	"delivery.cancel": {family: Left, words: "a annulé l'envoi du relevé {o}"},
	"delivery.there":  {family: Left, words: "a vérifié que le relevé {o} est chez le partenaire"},
	"delivery.absent": {family: Left, words: "a vérifié que le relevé {o} n'est pas chez le partenaire"},
	"download":        {family: Left, words: "a téléchargé le fichier global {o} du cabinet {firm}", counts: []string{"statements", "operations"}},
	"download.again":  {family: Left, words: "a refait le fichier global {o} du cabinet {firm}"},

	"export.client":     {family: Exports, words: "a exporté la liste des clients", counts: []string{"rows"}},
	"export.account":    {family: Exports, words: "a exporté la liste des IBAN", counts: []string{"rows"}},
	"export.statement":  {family: Exports, words: "a exporté la liste des relevés", counts: []string{"rows"}},
	"export.operation":  {family: Left, words: "a exporté les opérations d'une recherche", counts: []string{"rows"}},
	"export.operations": {family: Exports, words: "a exporté des opérations", counts: []string{"operations"}},
	"export.delivery":   {family: Exports, words: "a exporté la liste des envois", counts: []string{"rows"}},
	"export.journal":    {family: Exports, words: "a exporté le journal", counts: []string{"rows"}},
	"print.statement":   {family: Exports, words: "a imprimé le relevé {o} en PDF", counts: []string{"operations"}},
	"print.account":     {family: Exports, words: "a imprimé en PDF les relevés de l'IBAN {o} sur une période", counts: []string{"statements", "operations"}},
	"support.archive":   {family: Exports, words: "a enregistré une archive pour le support"},
}
