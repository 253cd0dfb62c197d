package support

import (
	"context"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/deliver"
	"sobank/backend/diagnose"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/statement"
)

// Bounds of what is listed: enough to understand, short enough to be read before it is saved.
const (
	mostDeliveries = 50
	mostDiagnoses  = 100
	mostProblems   = 100
)

// gathering writes the archive's texts.
type gathering struct {
	*Service
	ctx      context.Context
	actor    rights.Actor
	asked    Request
	at       time.Time
	standing rights.Standing
	settings settings.Settings
	cleaner  cleaner
	tx       Tx
}

// page is a text that is written line by line.
type page struct{ strings.Builder }

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// system tells of the program, the machine and the data file: never a path, which holds the
// name of a person.
func (g *gathering) system() (File, error) {
	file, err := g.tx.DataFile()
	if err != nil {
		return File{}, err
	}
	var p page
	p.line("So bank : %s", g.asked.Version)
	p.line("Système : %s/%s, %d processeurs, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	p.line("Fichier de données : schéma %d, SQLite %s, %d octets", file.Schema, file.SQLite, file.Size)
	p.line("Profil : %s, %s", g.standing.Profile.French(), reach(g.standing))
	p.line("Réglages : relance du client après %d jours, de la banque après %d jours, verrouillage après %d minutes",
		g.settings.ReminderClientDays, g.settings.ReminderBankDays, g.settings.LockMinutes)
	return File{Name: "systeme.txt", Title: "Programme et machine", Text: p.String()}, nil
}

func reach(s rights.Standing) string {
	if s.AllFirms() {
		return "tous les cabinets"
	}
	return fmt.Sprintf("%d cabinet(s)", len(s.Firms))
}

// data counts what the actor sees.
func (g *gathering) data() (File, error) {
	_, clients, err := g.tx.Clients(g.standing, client.Query{Sort: "name", Limit: 1})
	if err != nil {
		return File{}, err
	}
	_, accounts, err := g.tx.Accounts(g.standing, account.Query{Sort: "iban", Limit: 1})
	if err != nil {
		return File{}, err
	}
	places, err := g.tx.PlaceCounts(g.standing, false)
	if err != nil {
		return File{}, err
	}
	deliveries, err := g.tx.DeliveryCounts(g.standing, false)
	if err != nil {
		return File{}, err
	}
	var p page
	p.line("Clients : %d", clients)
	p.line("IBAN : %d", accounts)
	p.line("\nRelevés, par place")
	for _, place := range statement.Places {
		p.line("- %s : %d", place.French(), places[place])
	}
	p.line("\nEnvois, par état")
	for _, state := range deliver.States {
		p.line("- %s : %d", state.French(), deliveries[state])
	}
	return File{Name: "donnees.txt", Title: "Ce que contient le fichier de données", Text: p.String()}, nil
}

// connectors tells how each one stands. Of its settings: which are filled in.
func (g *gathering) connectors() (File, error) {
	cards, err := g.firms()
	if err != nil {
		return File{}, err
	}
	var p page
	for _, card := range cards {
		list, err := g.tx.Connectors(card.ID)
		if err != nil {
			return File{}, err
		}
		sources, err := g.tx.Sources(card.ID)
		if err != nil {
			return File{}, err
		}
		for _, c := range append(list, sources...) {
			status, err := g.tx.ConnectorStatus(c.ID, g.OSAccount)
			if err != nil {
				return File{}, err
			}
			g.connector(&p, c, status)
		}
	}
	if p.Len() == 0 {
		p.line("Aucun connecteur.")
	}
	return File{Name: "connecteurs.txt", Title: "Connecteurs", Text: p.String()}, nil
}

func (g *gathering) firms() ([]firm.Card, error) {
	if g.standing.AllFirms() {
		return g.tx.Firms(nil)
	}
	return g.tx.Firms(append([]int64{}, g.standing.Firms...))
}

func (g *gathering) connector(p *page, c firm.Connector, st deliver.Status) {
	partner, _ := firm.PartnerOf(c.Partner)
	p.line("Connecteur n° %d du cabinet n° %d : %s (%s)%s", c.ID, c.FirmID, partner.Name, partner.Mode.French(), paused(c))
	known := map[string]bool{}
	for _, f := range partner.Settings {
		known[f.Key] = true
		p.line("- réglage « %s » : %s", f.Label, shownSetting(c, f))
	}
	others := 0
	for key := range c.Settings {
		if !known[key] {
			others++
		}
	}
	if others > 0 {
		p.line("- autres réglages : %d, non montrés", others)
	}
	if st.NeedsSecrets {
		p.line("- identifiants : sur %d compte(s) de la machine, celui-ci : %s", len(st.OSAccounts), yes(st.HereToo))
	}
	p.line("- dernier essai réussi : %s ; dernier envoi réussi : %s", instant(st.TestedAt), instant(st.LastSuccessAt))
	p.line("- IBAN associés : %d", st.Accounts)
	for _, state := range deliver.States {
		if n := st.Counts[state]; n > 0 {
			p.line("- envois « %s » : %d", state.French(), n)
		}
	}
	if st.Trouble != "" {
		p.line("- arrêté : %s (code %s)", g.cleaner.unquoted(st.Trouble), g.cleaner.code(st.TroubleCode))
	}
	p.line("")
}

func paused(c firm.Connector) string {
	if c.Paused {
		return ", en pause"
	}
	return ""
}

// shownSetting says what a setting holds as far as it tells of no person and no path: an address
// and a server by their host alone, since the rest may hold a credential; a port and a choice
// whole. Users, e-mails and what a test settled are only said to be there.
func shownSetting(c firm.Connector, f firm.Field) string {
	value := c.Setting(f.Key)
	switch {
	case !c.Asks(f):
		return "sans objet"
	case value == "":
		return "vide"
	}
	switch f.Kind {
	case firm.URL:
		return shownAddress(value, f.Default)
	case firm.Host, firm.Port, firm.Choice:
		return chosen(f, value)
	}
	return "renseigné (masqué)"
}

func shownAddress(value, usual string) string {
	if value == usual {
		return "celle d'origine"
	}
	u, err := url.Parse(value)
	if err != nil || u.Host == "" {
		return "renseigné (masqué)"
	}
	return "autre que celle d'origine, chez " + u.Host
}

// chosen is a value that its check bounds to a host, a number, or one of the catalogue's own; what
// was written into the data file by other means is not shown.
func chosen(f firm.Field, value string) string {
	if f.Check(value) != nil {
		return "renseigné (masqué)"
	}
	return value
}

// deliveries lists the last ones, with their codes.
func (g *gathering) deliveries() (File, error) {
	rows, total, err := g.tx.Deliveries(g.standing, deliver.Query{AccountID: g.asked.AccountID, Limit: mostDeliveries})
	if err != nil {
		return File{}, err
	}
	var p page
	p.line("%d envoi(s), les %d derniers :", total, len(rows))
	for _, r := range rows {
		p.line("\n%s · envoi n° %d : %s%s", instant(r.UpdatedAt), r.ID, r.State.French(), coded(g.cleaner.code(r.Code)))
		p.line("  relevé n° %d (du %s au %s), IBAN n° %d %s, connecteur n° %d (%s), essais : %d", r.StatementID, r.Start.French(), r.End.French(),
			r.AccountID, masked(r.IBAN, r.Key), r.ConnectorID, partnerName(r.Partner), r.Tries)
		if r.RequestID != "" {
			p.line("  requête : %s", g.cleaner.code(r.RequestID))
		}
		if r.Message != "" {
			p.line("  %s", g.cleaner.unquoted(r.Message))
		}
	}
	return File{Name: "envois.txt", Title: "Derniers envois", Text: p.String()}, nil
}

func coded(code string) string {
	if code == "" {
		return ""
	}
	return " (code " + code + ")"
}

func partnerName(key string) string {
	name, _ := firm.PartnerName(key)
	return name
}

// diagnostic tells the checks of one IBAN, or of those that need somebody.
func (g *gathering) diagnostic(list []diagnose.Diagnosis) File {
	var p page
	wrong := slices.DeleteFunc(slices.Clone(list), func(d diagnose.Diagnosis) bool { return d.OK && g.asked.AccountID == 0 })
	if g.asked.AccountID == 0 {
		p.line("%d IBAN vérifiés, %d à régler.", len(list), len(wrong))
	}
	for _, d := range wrong[:min(len(wrong), mostDiagnoses)] {
		p.line("\nIBAN n° %d %s, client n° %d, cabinet n° %d", d.Account.ID, masked(d.Account.IBAN, d.Account.Key), d.Account.ClientID, d.Account.FirmID)
		for _, s := range d.Steps {
			p.line("%s %s : %s", marks[s.Verdict], s.Title, g.sentence(s))
		}
	}
	return File{Name: "diagnostic.txt", Title: "Diagnostic", Text: p.String()}
}

var marks = map[diagnose.Verdict]string{diagnose.OK: "✔", diagnose.Wrong: "✖", diagnose.Unknown: "–"}

// mayQuote names the checks whose sentence may repeat the partner.
var mayQuote = []string{"runs", "accepted"}

func (g *gathering) sentence(s diagnose.Step) string {
	if slices.Contains(mayQuote, s.Key) {
		return g.cleaner.unquoted(s.Sentence)
	}
	return g.cleaner.clean(s.Sentence)
}

// checkup tells what checking the data file found, to those who may.
func (g *gathering) checkup() (File, error) {
	file := File{Name: "verification.txt", Title: "Vérification du fichier de données"}
	ctx, cancel := context.WithTimeout(g.ctx, g.VerifyWithin)
	defer cancel()
	found, err := g.Verify(ctx, g.actor)
	switch {
	case fault.CodeOf(err) == fault.Refused:
		file.Text = "Réservée au profil Administrateur : elle n'a pas été faite.\n"
		return file, nil
	case err != nil && ctx.Err() != nil && g.ctx.Err() == nil:
		file.Text = "Trop longue pour une archive : elle n'a pas été terminée. La commande « sobank verify » la fait en entier.\n"
		return file, nil
	case err != nil:
		return file, err
	}
	var p page
	p.line("%s", map[bool]string{true: "Rien à signaler.", false: fmt.Sprintf("%d problème(s) :", len(found.Problems))}[found.OK])
	for _, problem := range found.Problems[:min(len(found.Problems), mostProblems)] {
		p.line("- %s", g.cleaner.clean(problem))
	}
	p.line("")
	for _, c := range found.Counts {
		p.line("%s : %d", c.What, c.N)
	}
	file.Text = p.String()
	return file, nil
}

func yes(is bool) string { return map[bool]string{true: "oui", false: "non"}[is] }

// instant is an instant in UTC, as the data file has it.
func instant(t time.Time) string {
	if t.IsZero() {
		return "jamais"
	}
	return t.UTC().Format("02/01/2006 15:04:05") + " UTC"
}
