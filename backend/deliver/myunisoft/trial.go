package myunisoft

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"sobank/backend/deliver"
)

// Test tries what a delivery needs: the address, the credentials, the right to deliver, the
// list of societies. Its call of key/info is also what activates a new token. See
// deliver.Partner.
func (c *Client) Test(ctx context.Context, a deliver.Access) deliver.Trial {
	var t trial
	s, err := c.session(a)
	if err != nil {
		t.fail(receiptOf(err))
		return t.Trial
	}
	s.anew()
	if t.trySignIn(ctx, s) && t.tryKey(ctx, s) && t.trySocieties(ctx, s) {
		t.OK = true
	}
	s.remember(t.OK && t.confirmed)
	return t.Trial
}

// trial gathers the steps of a test, and stops at the first that fails.
type trial struct {
	deliver.Trial
	confirmed bool // key/info itself said that the credentials are good
}

func (t *trial) pass(message, hint string) {
	t.Steps = append(t.Steps, deliver.TrialStep{OK: true, Message: message, Hint: hint})
}

func (t *trial) fail(r deliver.Receipt) {
	t.Steps = append(t.Steps, deliver.TrialStep{Message: r.Message, Hint: askedHint(r.Hint)})
	t.Code, t.RequestID = r.Code, r.RequestID
}

// trySignIn tests the way in of « API Cabinet ». A person who tests may have mended what was
// refused, so that it is asked even then.
func (t *trial) trySignIn(ctx context.Context, s session) bool {
	if s.door == nil {
		return true
	}
	_, err := s.enter(ctx)
	if b, ok := errors.AsType[*setback](err); ok && b.receipt.Code == codeEntity {
		t.Questions = []deliver.Question{{Setting: "entity", Sentence: "Cette adresse e-mail donne accès à plusieurs entités de MyUnisoft : laquelle reçoit les relevés ?", Answers: b.entities}}
	}
	if err != nil {
		t.fail(receiptOf(err))
		return false
	}
	of := ""
	if firm := s.door.held.name(); firm != "" {
		of = " « " + firm + " »"
	}
	t.pass("MyUnisoft ouvre la session du cabinet"+of+".", "")
	return true
}

// tryKey tests address, credentials and route with one call.
func (t *trial) tryKey(ctx context.Context, s session) bool {
	info, ok, err := s.keyInfo(ctx)
	if err == nil || statusOf(err) != 0 {
		t.pass("L'adresse "+s.base+" répond.", "")
	}
	switch {
	case err != nil:
		t.fail(receiptOf(err))
		return false
	case !ok:
		t.pass("MyUnisoft ne dit pas ce que le jeton permet : le premier envoi le dira.", "")
		return true
	}
	t.confirmed = true
	t.pass("MyUnisoft accepte les identifiants.", "")
	if !info.mayDeliver() {
		t.fail(info.refusal())
		return false
	}
	t.pass("Le jeton permet d'importer des relevés.", "")
	return true
}

// trySocieties lists the societies. A token that may not list them can still deliver.
func (t *trial) trySocieties(ctx context.Context, s session) bool {
	a, err := s.ask(ctx, pathSociety, url.Values{"q": {""}})
	list, ok := parseSocieties(a.body)
	switch {
	case err != nil && receiptOf(err).Code == codeForbiddenRoute:
		t.pass("Le jeton ne permet pas de lire la liste des sociétés.", "Saisissez vous-même le numéro de la société MyUnisoft dans « Détails » de chaque IBAN.")
	case err != nil:
		t.fail(receiptOf(err))
		return false
	case a.tooBig:
		t.pass("Les sociétés du cabinet sont lisibles.", "")
	case !a.whole || !ok:
		t.fail(s.unclear(a).receipt)
		return false
	default:
		t.pass("Les sociétés du cabinet sont lisibles ("+strconv.Itoa(len(list))+").", "")
	}
	return true
}
