package backup

import (
	"context"
	"strings"
	"unicode/utf8"

	"filippo.io/age"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// ShortestPassphrase is in characters.
const ShortestPassphrase = 12

// secretName is where an identity lies in the keychain. Those of former recipients stay: older
// backups are theirs.
func secretName(installation, recipient string) string {
	return installation + "/backup/" + recipient
}

// recipient is for whom the daily backups are. The first one is made when there is none, its identity
// put into the keychain before anything is written for it.
func (s *Service) recipient(ctx context.Context) (to *age.X25519Recipient, err error) {
	var text string
	if err := s.Store.Read(ctx, func(tx Tx) error { text, err = tx.Setting(settingRecipient); return err }); err != nil {
		return nil, err
	}
	if text == "" {
		if text, err = s.renew(ctx, rights.Actor{System: true, OSAccount: s.OSAccount}, ""); err != nil {
			return nil, err
		}
	}
	return age.ParseX25519Recipient(text)
}

// renew makes another recipient, if it still is the one before.
func (s *Service) renew(ctx context.Context, actor rights.Actor, before string) (recipient string, err error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	keychain, err := s.Vault()
	if err != nil {
		return "", err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		if err := may(tx, actor, rights.Backup); err != nil {
			return err
		}
		recipient, err = tx.Setting(settingRecipient)
		if err != nil || recipient != before {
			return err // another window was faster
		}
		installation, err := tx.Installation()
		if err != nil {
			return err
		}
		recipient = identity.Recipient().String()
		if err := keychain.Set(secretName(installation, recipient), identity.String()); err != nil {
			return err
		}
		if err := tx.SetSetting(settingRecipient, recipient); err != nil {
			return err
		}
		if err := tx.SetSetting(settingSheet, ""); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "backup.key", Object: "backup"})
	})
	return recipient, err
}

// Sheet is what is printed and put in a safe place.
type Sheet struct {
	Recipient string
	Identity  string // the secret: whoever has it and a backup reads everything
}

// Sheet gives the recovery sheet until a person has said that it is in a safe place, then never again
// (Administrateur). Errors: Refused, Conflict (it was put away), those of the vault.
func (s *Service) Sheet(ctx context.Context, actor rights.Actor) (sheet Sheet, err error) {
	var installation, away string
	err = s.Store.Read(ctx, func(tx Tx) error {
		if err := may(tx, actor, rights.Restore); err != nil {
			return err
		}
		if away, err = tx.Setting(settingSheet); err != nil {
			return err
		}
		if installation, err = tx.Installation(); err != nil {
			return err
		}
		sheet.Recipient, err = tx.Setting(settingRecipient)
		return err
	})
	if err != nil {
		return Sheet{}, err
	}
	if away != "" {
		return Sheet{}, fault.New(fault.Conflict, "La fiche de secours a été rangée : elle ne se montre qu'une fois.").
			WithHint("Si elle est perdue, faites une nouvelle clé : les prochaines sauvegardes seront pour elle.")
	}
	if sheet.Recipient == "" {
		to, err := s.recipient(ctx)
		if err != nil {
			return Sheet{}, err
		}
		sheet.Recipient = to.String()
		if err := s.Store.Read(ctx, func(tx Tx) error { installation, err = tx.Installation(); return err }); err != nil {
			return Sheet{}, err
		}
	}
	keychain, err := s.Vault()
	if err != nil {
		return Sheet{}, err
	}
	sheet.Identity, err = keychain.Get(secretName(installation, sheet.Recipient))
	if fault.CodeOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "La clé des sauvegardes n'est pas dans le trousseau de cette session.").
			WithHint("Ouvrez la fiche depuis le compte de la machine qui l'a faite, ou faites une nouvelle clé.").WithCause(err)
	}
	return sheet, err
}

// PutAway notes that the sheet is in a safe place (Administrateur).
func (s *Service) PutAway(ctx context.Context, actor rights.Actor) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		if err := may(tx, actor, rights.Restore); err != nil {
			return err
		}
		if err := tx.SetSetting(settingSheet, civil.Of(s.Now()).String()); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "backup.sheet", Object: "backup"})
	})
}

// Renew makes another key for the backups to come, and another sheet (Administrateur): the former one
// was lost, or somebody saw it. The former backups stay the former key's.
func (s *Service) Renew(ctx context.Context, actor rights.Actor) error {
	var before string
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		if err := may(tx, actor, rights.Restore); err != nil {
			return err
		}
		before, err = tx.Setting(settingRecipient)
		return err
	})
	if err == nil {
		_, err = s.renew(ctx, actor, before)
	}
	return err
}

// identities are the keys to try on a backup.
func (s *Service) identities(ctx context.Context, path string, key Key) ([]age.Identity, error) {
	passphrase, err := asksForPassphrase(path)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(key.Text)
	switch {
	case passphrase && text == "":
		return nil, fault.New(fault.Invalid, "Cette sauvegarde demande sa phrase de passe.").WithField("key").
			WithHint("Donnez celle qui a été choisie quand elle a été faite.")
	case passphrase:
		by, err := age.NewScryptIdentity(key.Text)
		if err != nil {
			return nil, err
		}
		by.SetMaxWorkFactor(20)
		return []age.Identity{by}, nil
	case text != "":
		by, ok := identityOf(key)
		if !ok {
			return nil, fault.New(fault.Invalid, "Cette clé n'est pas celle d'une fiche de secours.").WithField("key").
				WithHint("Elle commence par AGE-SECRET-KEY-1 ; recopiez-la en entier.")
		}
		return []age.Identity{by}, nil
	}
	return s.known(ctx)
}

// identityOf reads what is on the sheet, as somebody types it.
func identityOf(key Key) (*age.X25519Identity, bool) {
	by, err := age.ParseX25519Identity(strings.ToUpper(strings.Join(strings.Fields(key.Text), "")))
	return by, err == nil
}

// known is the key of the keychain.
func (s *Service) known(ctx context.Context) ([]age.Identity, error) {
	absent := fault.New(fault.Invalid, "La clé de cette sauvegarde n'est pas dans le trousseau de cette session.").WithField("key").
		WithHint("Donnez la clé de la fiche de secours.")
	if s.Store == nil {
		return nil, absent
	}
	var installation, recipient string
	err := s.Store.Read(ctx, func(tx Tx) (err error) {
		if recipient, err = tx.Setting(settingRecipient); err != nil {
			return err
		}
		installation, err = tx.Installation()
		return err
	})
	if err != nil || recipient == "" {
		return nil, orElse(err, absent)
	}
	keychain, err := s.Vault()
	if err != nil {
		return nil, absent.WithCause(err)
	}
	text, err := keychain.Get(secretName(installation, recipient))
	if err != nil {
		return nil, absent.WithCause(err)
	}
	by, err := age.ParseX25519Identity(text)
	if err != nil {
		return nil, absent
	}
	return []age.Identity{by}, nil
}

// ifKnown is known, or none where the keychain has it not.
func (s *Service) ifKnown(ctx context.Context) ([]age.Identity, error) {
	keys, err := s.known(ctx)
	if fault.CodeOf(err) == fault.Invalid {
		err = nil
	}
	return keys, err
}

func orElse(err error, other error) error {
	if err != nil {
		return err
	}
	return other
}

// sealer is the recipient that a passphrase makes. Errors: Invalid when it is short.
func sealer(passphrase string) (age.Recipient, error) {
	if utf8.RuneCountInString(strings.TrimSpace(passphrase)) < ShortestPassphrase {
		return nil, fault.Newf(fault.Invalid, "La phrase de passe est trop courte : %d caractères au moins.", ShortestPassphrase).WithField("passphrase").
			WithHint("Quatre mots qui ne vont pas ensemble font une bonne phrase de passe.")
	}
	return age.NewScryptRecipient(passphrase)
}
