package inqom

import (
	"context"
	"fmt"

	"sobank/backend/deliver"
)

// Test signs in anew, whatever was refused before, reads the folders, then tests the place.
// See deliver.Partner.
func (c *Client) Test(ctx context.Context, a deliver.Access) deliver.Trial {
	bounded, cancel := c.bounded(ctx)
	defer cancel()
	var t trial
	s, err := c.session(a)
	if err == nil {
		err = t.trySignIn(bounded, s)
	}
	if err == nil {
		err = t.tryFolders(bounded, s)
	}
	if err != nil {
		t.fail(receiptOf(err))
		return t.Trial
	}
	place := c.place.Test(ctx, forPlace(a))
	place.Steps = append(t.Steps, place.Steps...)
	return place
}

// trial gathers the steps of a test, and stops at the first that fails.
type trial struct{ deliver.Trial }

func (t *trial) pass(hint, format string, args ...any) {
	t.Steps = append(t.Steps, deliver.TrialStep{OK: true, Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (t *trial) fail(r deliver.Receipt) {
	t.Steps = append(t.Steps, deliver.TrialStep{Message: r.Message, Hint: askedHint(r.Hint)})
	t.Code, t.RequestID = r.Code, r.RequestID
}

func (t *trial) trySignIn(ctx context.Context, s session) error {
	if err := s.reopen(ctx); err != nil {
		return err
	}
	_, err := s.bearer(ctx, true)
	if err == nil || statusOf(err) != 0 {
		t.pass("", "L'adresse de connexion %s répond.", s.auth)
	}
	if err != nil {
		return err
	}
	t.pass("", "Inqom accepte l'utilisateur « %s » et l'identifiant d'API.", s.username)
	return nil
}

func (t *trial) tryFolders(ctx context.Context, s session) error {
	list, err := s.list(ctx, 0)
	if err == nil || statusOf(err) != 0 || receiptOf(err).Code == codeNone {
		t.pass("", "L'adresse de l'API %s répond.", s.base)
	}
	if err != nil {
		return err
	}
	open := keep(list, func(folder) bool { return true })
	if len(open) == 0 {
		return trouble(deliver.Refused, codeNone, "Inqom ne donne à cet utilisateur aucun dossier ouvert à lire.",
			"Dans Inqom, affectez les dossiers du cabinet à cet utilisateur, puis testez.")
	}
	t.pass("", "Les dossiers du cabinet sont lisibles (%d).", len(open))
	if n := len(list) - len(open); n > 0 {
		t.pass("", "%s de côté.", count(n, "dossier fermé est laissé", "dossiers fermés sont laissés"))
	}
	if n := len(keep(open, func(f folder) bool { return f.siren == "" })); n > 0 {
		t.pass("Choisissez le dossier dans « Détails » de leurs IBAN, ou complétez le SIREN dans Inqom.",
			"%s pas de SIREN.", count(n, "dossier n'a", "dossiers n'ont"))
	}
	return nil
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
