package firm

import (
	"context"
	"fmt"

	"sobank/backend/rights"
)

// Vault keeps secrets by name, in the keychain of the OS account. Get and Delete answer
// NotFound for a secret that is not there; no error repeats one.
type Vault interface {
	Set(name, secret string) error
	Get(name string) (string, error)
	Delete(name string) error
}

// SecretName is a connector's secret in the keychain. The installation is part of it: one
// OS account may work on several data folders.
func SecretName(installation string, connectorID int64, name string) string {
	return fmt.Sprintf("%s/connector/%d/%s", installation, connectorID, name)
}

// SetSecrets keeps credentials in this session's keychain (Superviseur of the firm); an empty
// one leaves what is there. They count once all that the partner asks for are there.
// Errors: Refused, NotFound, Invalid with the secret's key, and those of the keychain.
func (s *Service) SetSecrets(ctx context.Context, actor rights.Actor, connectorID int64, secrets map[string]string) (c Connector, err error) {
	safe, c, err := s.safe(ctx, actor, connectorID)
	if err != nil {
		return c, err
	}
	given, err := safe.given(secrets)
	if err != nil || len(given) == 0 {
		return c, err
	}
	complete, err := safe.Keep(given)
	if err != nil {
		return c, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if _, c, err = editable(tx, actor, connectorID); err != nil {
			return err
		}
		return NoteSecrets(tx, actor, c, s.OSAccount, complete)
	})
	if err != nil {
		safe.Undo()
	}
	return c, err
}

// ForgetSecrets takes a connector's credentials out of this session's keychain (Superviseur
// of the firm). Errors: Refused, NotFound, and those of the keychain.
func (s *Service) ForgetSecrets(ctx context.Context, actor rights.Actor, connectorID int64) (c Connector, err error) {
	safe, c, err := s.safe(ctx, actor, connectorID)
	if err != nil {
		return c, err
	}
	if err := safe.Forget(); err != nil {
		return c, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if _, c, err = editable(tx, actor, connectorID); err != nil {
			return err
		}
		if err := tx.DropCredentials(c.ID, s.OSAccount); err != nil {
			return err
		}
		if err := tx.SettleFirm(c.FirmID); err != nil {
			return err
		}
		return record(tx, actor, "connector.forget", c, nil)
	})
	if err != nil {
		safe.Undo()
	}
	return c, err
}

// NoteSecrets keeps, in a transaction that has checked the rights, that credentials were put
// into an OS account's keychain: complete, or not all of them yet.
func NoteSecrets(tx Tx, actor rights.Actor, c Connector, osAccount string, complete bool) error {
	note := tx.DropCredentials
	if complete {
		note = tx.NoteCredentials
	}
	if err := note(c.ID, osAccount); err != nil {
		return err
	}
	if err := mended(tx, c); err != nil {
		return err
	}
	return record(tx, actor, "connector.secrets", c, map[string]any{"complete": complete})
}

// safe reads, for whoever may change it, where a connector's secrets are kept. The keychain
// may wait for a person: it is asked outside of any transaction.
func (s *Service) safe(ctx context.Context, actor rights.Actor, connectorID int64) (*Safe, Connector, error) {
	var c Connector
	var installation string
	err := s.Store.Write(ctx, func(tx Tx) (err error) {
		if _, c, err = editable(tx, actor, connectorID); err != nil {
			return err
		}
		installation, err = tx.Installation()
		return err
	})
	if err != nil {
		return nil, Connector{}, err
	}
	vault, err := s.Vault()
	return &Safe{Vault: vault, Installation: installation, Connector: c}, c, err
}

// clear takes the secrets of a connector that is gone out of this session's keychain, as far
// as it answers: ids are never used twice, so what stays there opens nothing here.
func (s *Service) clear(installation string, c Connector) {
	partner, _ := PartnerOf(c.Partner)
	if len(partner.Secrets) == 0 {
		return
	}
	if vault, err := s.Vault(); err == nil {
		_ = (&Safe{Vault: vault, Installation: installation, Connector: c}).Forget()
	}
}
