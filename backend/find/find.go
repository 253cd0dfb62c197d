// Package find answers what a person types anywhere in the program: the clients and IBANs
// that they mean, the likeliest first.
//
//	found, err := finder.Search(ctx, actor, "fr76 3000 4458")
package find

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Store reads what is looked for. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
}

// Tx is what finding needs of a transaction.
type Tx interface {
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// FindClients gives the clients that the standing may see and that match, likeliest first.
	FindClients(s rights.Standing, q Query, most int) ([]Client, error)
	// FindAccounts gives the known IBANs that the standing may see and that match, likeliest
	// first.
	FindAccounts(s rights.Standing, q Query, most int) ([]Account, error)
}

// Client is a client that was found.
type Client struct {
	ID        int64
	Name      string
	SIRET     string
	Reference string
	FirmName  string
}

// Account is a known IBAN that was found.
type Account struct {
	ID         int64
	IBAN       iban.IBAN
	BankCode   string
	ClientName string
	Holder     string
	FirmName   string
}

// Found is what a text may mean.
type Found struct {
	Clients  []Client
	Accounts []Account
}

// most is how many clients, and how many IBANs, are given at once.
const most = 10

// Service finds clients and IBANs.
type Service struct{ Store Store }

// Search finds at most ten clients and ten IBANs that the actor may see: clients by name,
// SIREN, SIRET or reference, IBANs by any part of them in any spacing, by holder, or by
// what finds their client. Accents and case do not matter. An empty text finds nothing.
func (s *Service) Search(ctx context.Context, actor rights.Actor, text string) (found Found, err error) {
	q := parse(text)
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil || len(q.Words) == 0 {
			return err
		}
		if found.Clients, err = tx.FindClients(standing, q, most); err != nil {
			return err
		}
		found.Accounts, err = tx.FindAccounts(standing, q, most)
		return err
	})
	return found, err
}

// Query is what a person typed, made comparable.
type Query struct {
	Text  string   // lower case without accents, single spaces
	Words []string // those of Text: each must be found somewhere
	// Number is Text as a number is kept, upper case with letters and digits alone: an IBAN or a
	// SIRET in any spacing. "" for what is too short, or has no digit, to be part of one.
	Number string
}

// What one types is short: the rest would only slow the search down.
const (
	maxText   = 100 // characters
	maxWords  = 8
	minNumber = 2
)

func parse(text string) Query {
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	q := Query{Text: strings.TrimSpace(statement.Fold(text))}
	q.Words = strings.Fields(q.Text)
	q.Words = slices.Compact(q.Words[:min(len(q.Words), maxWords)])
	q.Number = number(q.Text)
	return q
}

func number(text string) string {
	kept := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
	kept = strings.TrimPrefix(kept, "IBAN")
	if len(kept) < minNumber || !strings.ContainsAny(kept, "0123456789") {
		return ""
	}
	return kept
}
