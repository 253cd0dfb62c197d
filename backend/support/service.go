package support

import (
	"archive/zip"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"slices"
	"time"

	"sobank/backend/diagnose"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
	"sobank/backend/sheet"
)

// prepared is an archive that was shown, and to whom.
type prepared struct {
	token, session string
	accountID      int64
	at             time.Time
	files          []File
}

// mostPrepared bounds what is kept in memory.
const mostPrepared = 4

// Prepare gathers what the support needs about one IBAN, or about all that the actor sees.
// Errors: NotFound for an account that they may not see.
func (s *Service) Prepare(ctx context.Context, actor rights.Actor, asked Request) (Case, error) {
	list, err := s.diagnoses(ctx, actor, asked)
	if err != nil {
		return Case{}, err
	}
	g := &gathering{Service: s, ctx: ctx, actor: actor, asked: asked, at: s.Now()}
	var files []File
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := g.begin(tx); err != nil {
			return err
		}
		files, err = g.files(list)
		return err
	})
	if err != nil {
		return Case{}, err
	}
	checkup, err := g.checkup()
	if err != nil {
		return Case{}, err
	}
	files = append(files, checkup)
	c := Case{Contact: g.settings, Name: "so-bank-support-" + g.at.Format("2006-01-02-1504") + ".zip"}
	c.Files = append([]File{g.readMe(files)}, files...)
	c.Letter = g.letter(c.Name, list)
	c.Token = s.keep(prepared{session: actor.SessionID, accountID: asked.AccountID, at: g.at, files: c.Files})
	return c, nil
}

func (s *Service) diagnoses(ctx context.Context, actor rights.Actor, asked Request) ([]diagnose.Diagnosis, error) {
	if asked.AccountID == 0 {
		return s.Diagnoses.All(ctx, actor, false)
	}
	d, err := s.Diagnoses.One(ctx, actor, asked.AccountID)
	return []diagnose.Diagnosis{d}, err
}

// begin reads what every text needs.
func (g *gathering) begin(tx Tx) (err error) {
	g.tx = tx
	if g.standing, err = tx.Standing(g.actor); err != nil {
		return err
	}
	names, err := tx.KnownNames()
	if err != nil {
		return err
	}
	g.cleaner = newCleaner(names)
	g.settings, err = settings.Read(tx)
	return err
}

func (g *gathering) files(list []diagnose.Diagnosis) (files []File, err error) {
	for _, write := range []func() (File, error){g.system, g.data, g.connectors, g.deliveries} {
		f, err := write()
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return append(files, g.diagnostic(list)), nil
}

// readMe says what the archive holds, and what it does not.
func (g *gathering) readMe(files []File) File {
	var p page
	p.line("Archive pour le support, préparée le %s par So bank %s.", instant(g.at), g.asked.Version)
	p.line("\nElle ne contient ni mot de passe ou jeton, ni opération, ni montant, ni nom de cabinet, de client ou de personne.")
	p.line("Les IBAN y sont masqués ; les numéros sont ceux de cette installation. Chaque texte peut être lu avant l'enregistrement.\n")
	for _, f := range files {
		p.line("- %s : %s", f.Name, f.Title)
	}
	return File{Name: "lisez-moi.txt", Title: "Ce que contient l'archive", Text: p.String()}
}

// letter is the message: short, since a mail program takes about 2 000 characters from another.
func (g *gathering) letter(archive string, list []diagnose.Diagnosis) Letter {
	l := Letter{To: g.settings.SupportEmail, Subject: "So bank : demande d'aide"}
	var p page
	p.line("Bonjour,\n")
	if g.asked.AccountID != 0 {
		d := list[0]
		l.Subject = fmt.Sprintf("So bank : IBAN n° %d, cabinet n° %d", d.Account.ID, d.Account.FirmID)
		p.line("Les relevés de l'IBAN n° %d (%s) du cabinet n° %d :\n", d.Account.ID, masked(d.Account.IBAN, d.Account.Key), d.Account.FirmID)
		for _, s := range d.Steps {
			p.line("%s %s", marks[s.Verdict], s.Title)
		}
		if first := slices.IndexFunc(d.Steps, func(s diagnose.Step) bool { return s.Verdict == diagnose.Wrong }); first >= 0 {
			p.line("\n%s", g.sentence(d.Steps[first]))
		}
	} else {
		wrong := 0
		for _, d := range list {
			if !d.OK {
				wrong++
			}
		}
		p.line("%d IBAN vérifiés, %d à régler.", len(list), wrong)
	}
	p.line("\nSo bank %s. Archive à joindre : %s", g.asked.Version, archive)
	l.Body = p.String()
	return l
}

// keep holds what was shown until it is saved.
func (s *Service) keep(p prepared) string {
	p.token = rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.prepared = append(s.prepared, p)
	s.prepared = s.prepared[max(0, len(s.prepared)-mostPrepared):]
	return p.token
}

func (s *Service) find(token, session string) (prepared, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.prepared, func(p prepared) bool { return p.token == token && p.session == session })
	if i < 0 {
		return prepared{}, false
	}
	return s.prepared[i], true
}

// Save writes an archive that was prepared for this session, to the byte as it was shown.
// Errors: Unauthenticated, Conflict when it is no more there, Invalid or Unreadable for the
// path.
func (s *Service) Save(ctx context.Context, actor rights.Actor, token, path string) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		p, found := s.find(token, actor.SessionID)
		if !found {
			return fault.New(fault.Conflict, "L'archive préparée n'est plus là.").WithHint("Préparez-la de nouveau, page « Diagnostic ».")
		}
		entry := journal.Entry{Actor: actor, Action: "support.archive"}
		if p.accountID != 0 {
			row, err := tx.Account(standing, p.accountID)
			if err != nil {
				return err
			}
			entry.FirmID, entry.Object, entry.ObjectID = row.FirmID, "account", row.ID
		}
		if err := tx.Record(entry); err != nil {
			return err
		}
		return sheet.Save(path, s.Reserved, p.write)
	})
}

// write zips the texts.
func (p prepared) write(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, f := range p.files {
		entry, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: p.at.Truncate(time.Second)})
		if err != nil {
			return fmt.Errorf("support: zip: %w", err)
		}
		if _, err := io.WriteString(entry, f.Text); err != nil {
			return fmt.Errorf("support: zip: %w", err)
		}
	}
	return z.Close()
}

// masked is an account by the ends of its number.
func masked(number iban.IBAN, key string) string {
	if number != "" {
		return number.Masked()
	}
	return lastOf(key)
}
