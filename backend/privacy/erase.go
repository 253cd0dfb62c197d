package privacy

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"unicode/utf8"

	"sobank/backend/backup"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Plan is what erasing a client would do.
type Plan struct {
	Client client.Row
	Kept   Kept // EndedOn is 0 while the mission goes on
	Holding
	Refusal  string   // why it cannot be erased now, "" when it can
	Warnings []string // what stands against it: it takes a reason to go on
	Notes    []string // what else is to be known
}

// Consent is how a person says that they mean it.
type Consent struct {
	Typed   string // the client's reference or name
	Reason  string // needed when the plan has warnings
	Despite bool   // the warnings were read
}

// longestReason bounds a reason, in characters.
const longestReason = 200

// PreviewErase says what erasing a client would take away, and what stands against it
// (Administrateur). Errors: Refused, NotFound.
func (s *Service) PreviewErase(ctx context.Context, actor rights.Actor, clientID int64) (p Plan, err error) {
	copies, err := s.Store.Copies()
	if err != nil {
		return p, err
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		p, err = s.plan(tx, actor, clientID, len(copies))
		return err
	})
	return p, err
}

func (s *Service) plan(tx Tx, actor rights.Actor, clientID int64, copies int) (p Plan, err error) {
	if p.Client, err = seen(tx, actor, rights.Erase, clientID); err != nil {
		return p, err
	}
	if p.Kept, err = s.keptOf(tx, actor, p.Client); err != nil {
		return p, err
	}
	if p.Holding, err = tx.Holding(Scope{ClientID: clientID}); err != nil {
		return p, err
	}
	p.Copies = copies
	p.weigh(civil.Of(s.Now()))
	return p, nil
}

func (s *Service) keptOf(tx Tx, actor rights.Actor, row client.Row) (Kept, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return Kept{}, err
	}
	k := Kept{ClientID: row.ID, Name: row.Name, Reference: row.Reference, FirmID: row.FirmID, FirmName: row.FirmName}
	if k.EndedOn, err = tx.MissionEnd(row.ID); err != nil || k.EndedOn == 0 {
		return k, err
	}
	rules, err := tx.Rules(standing)
	for _, r := range rules {
		if r.FirmID == row.FirmID {
			k.Until = yearsAfter(k.EndedOn, r.Years)
		}
	}
	return k, err
}

// weigh puts in words what stands against erasing.
func (p *Plan) weigh(today civil.Date) {
	if p.Open > 0 {
		p.Refusal = many(p.Open, "envoi est en cours, ou son sort n'est pas connu : attendez sa fin, ou dites dans « Envois » s'il est arrivé.",
			"envois sont en cours, ou leur sort n'est pas connu : attendez leur fin, ou dites dans « Envois » s'ils sont arrivés.")
	}
	switch {
	case p.Kept.EndedOn == 0:
		p.Warnings = append(p.Warnings, "La mission n'est pas terminée.")
	case !p.Kept.Over(today):
		p.Warnings = append(p.Warnings, fmt.Sprintf("La durée de conservation du cabinet court jusqu'au %s.", p.Kept.Until.French()))
	}
	p.Warnings = someOf(p.Warnings, p.Waiting, "envoi attend de partir : il est annulé avec le reste.", "envois attendent de partir : ils sont annulés avec le reste.")
	p.Warnings = someOf(p.Warnings, p.NotTaken, "relevé n'a été ni envoyé, ni téléchargé.", "relevés n'ont été ni envoyés, ni téléchargés.")
	p.Notes = p.notes()
}

func (p *Plan) notes() (notes []string) {
	notes = someOf(notes, p.Downloads, "téléchargement passé ne pourra plus être refait à l'identique.", "téléchargements passés ne pourront plus être refaits à l'identique.")
	notes = someOf(notes, p.Shared, "fichier porte aussi les relevés d'autres clients : ils restent, mais le fichier d'origine ne pourra plus être rendu entier.",
		"fichiers portent aussi les relevés d'autres clients : ils restent, mais ces fichiers d'origine ne pourront plus être rendus entiers.")
	notes = someOf(notes, p.Received, "fichier reçu peut être encore hors de So bank (dossier surveillé ou serveur de la banque) : à vous de l'effacer.",
		"fichiers reçus peuvent être encore hors de So bank (dossier surveillé ou serveur de la banque) : à vous de les effacer.")
	notes = someOf(notes, p.Copies, "copie d'avant une mise à jour est effacée aussi, puisque ces données y sont.", "copies d'avant une mise à jour sont effacées aussi, puisque ces données y sont.")
	return append(notes,
		fmt.Sprintf("Les sauvegardes automatiques gardent ces données jusqu'à ce que %d autres soient faites, une par jour où So bank est ouvert. Les copies faites ailleurs sont à votre main.", backup.Keep),
		"Ce que le cabinet a remis (envois, téléchargements, exports) reste là où il est ; un libellé d'un autre client qui le nomme aussi.")
}

// someOf adds a sentence about some things, when there are any.
func someOf(list []string, n int, one, several string) []string {
	if n == 0 {
		return list
	}
	return append(list, many(n, one, several))
}

func many(n int, one, several string) string {
	if n > 1 {
		one = several
	}
	return fmt.Sprintf("%d %s", n, one)
}

// Gone is what an erasure did.
type Gone struct {
	Counts
	// Wiped is false when the data file's bytes are still to be cleaned, which is done by itself
	// later: the data is no longer there for anybody who uses So bank.
	Wiped bool
}

// Erase takes away all that is kept about a client, in one transaction, then cleans the data
// file's bytes (Administrateur). Errors: Refused, NotFound, Invalid (what was typed, the reason),
// Conflict (deliveries in flight, warnings that were not confirmed).
func (s *Service) Erase(ctx context.Context, actor rights.Actor, clientID int64, c Consent) (gone Gone, err error) {
	err = s.Store.Write(ctx, func(tx Tx) error {
		p, err := s.plan(tx, actor, clientID, 0)
		if err != nil {
			return err
		}
		if err := p.allows(c); err != nil {
			return err
		}
		if err := s.reason(tx, clientID, c.Reason); err != nil {
			return err
		}
		gone.Counts, err = s.erase(tx, actor, p, c.Reason)
		return err
	})
	if err != nil {
		return Gone{}, err
	}
	gone.Wiped = s.wipe(ctx)
	return gone, nil
}

// allows answers why a consent is not enough.
func (p *Plan) allows(c Consent) error {
	typed := statement.Fold(strings.TrimSpace(c.Typed))
	switch {
	case p.Refusal != "":
		return fault.New(fault.Conflict, p.Refusal)
	case typed == "" || typed != statement.Fold(p.Client.Name) && typed != statement.Fold(p.Client.Reference):
		return fault.New(fault.Invalid, "Ce n'est ni le nom, ni la référence de ce client.").WithField("typed").
			WithHint("Recopiez l'un ou l'autre, pour être sûr que c'est le bon.")
	case len(p.Warnings) > 0 && !c.Despite:
		return fault.New(fault.Conflict, "Quelque chose s'oppose à cet effacement : "+p.Warnings[0]).WithField("despite").
			WithHint("Confirmez que vous l'avez lu, et donnez le motif.")
	case len(p.Warnings) > 0 && strings.TrimSpace(c.Reason) == "":
		return fault.New(fault.Invalid, "Donnez le motif : ce client est effacé avant l'heure.").WithField("reason")
	}
	return nil
}

// reason refuses one that would keep what is to be erased.
func (s *Service) reason(tx Tx, clientID int64, text string) error {
	if utf8.RuneCountInString(text) > longestReason {
		return fault.Newf(fault.Invalid, "Le motif a %d caractères au plus.", longestReason).WithField("reason")
	}
	named, err := tx.Identifies(clientID, text)
	if err == nil && named {
		err = fault.New(fault.Invalid, "Le motif reste après l'effacement : n'y nommez ni le client, ni ses comptes.").WithField("reason")
	}
	return err
}

func (s *Service) erase(tx Tx, actor rights.Actor, p Plan, reason string) (Counts, error) {
	done, err := tx.Erase(Scope{ClientID: p.Client.ID})
	if err != nil {
		return done, err
	}
	t := Tombstone{ClientID: p.Client.ID, FirmID: p.Client.FirmID, Reason: strings.TrimSpace(reason), Early: len(p.Warnings) > 0, Counts: done}
	if err := tx.Bury(actor, t); err != nil {
		return done, err
	}
	return done, tx.Record(journal.Entry{Actor: actor, Action: "client.erase", FirmID: t.FirmID, Object: "client", ObjectID: t.ClientID,
		Facts: map[string]any{"accounts": done.Accounts, "statements": done.Statements, "operations": done.Operations}})
}

// wipe cleans the data file's bytes; when it cannot now, Finish does later.
func (s *Service) wipe(ctx context.Context) bool {
	if err := s.Store.Wipe(ctx); err != nil {
		slog.Warn("clean the data file after an erasure", "error", err)
		return false
	}
	return true
}

// Tombstones lists what was erased, latest first (Administrateur). Errors: Refused.
func (s *Service) Tombstones(ctx context.Context, actor rights.Actor) (list []Tombstone, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if err := standing.May(rights.Erase, 0); err != nil {
			return err
		}
		list, err = tx.Tombstones(500)
		return err
	})
	return list, err
}
