package deliver

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

// Access reads what a connector is reached with: its settings, and from the keychain its
// secrets. Errors: those of the vault.
func (e *Engine) Access(ctx context.Context, c firm.Connector) (Access, error) {
	a := Access{ConnectorID: c.ID, Settings: map[string]string{}, Secrets: map[string]string{}}
	partner, _ := firm.PartnerOf(c.Partner)
	for _, f := range partner.Settings {
		a.Settings[f.Key] = c.Setting(f.Key)
	}
	if len(c.Secrets()) == 0 {
		return a, nil
	}
	var installation string
	err := e.Store.Read(ctx, func(tx Tx) (err error) {
		installation, err = tx.Installation()
		return err
	})
	if err != nil {
		return a, err
	}
	vault, err := e.Vault()
	if err != nil {
		return a, err
	}
	a.Secrets, err = firm.Secrets(vault, installation, c)
	a.Session = session{vault, firm.SecretName(installation, c.ID, firm.SessionKey)}
	return a, err
}

// session is the keychain's entry of what a partner gave.
type session struct {
	vault Vault
	name  string
}

// Load reads it, "" when it is not there or the keychain does not answer.
func (s session) Load() string {
	text, err := s.vault.Get(s.name)
	if err != nil {
		return ""
	}
	return text
}

// Keep writes it as well as the keychain lets it.
func (s session) Keep(text string) {
	if text == "" {
		_ = s.vault.Delete(s.name)
		return
	}
	_ = s.vault.Set(s.name, text)
}

// TroubleVault is the code of a keychain that does not answer: it is tried again by itself.
const TroubleVault = "TROUSSEAU"

// TroubleAddress is the code of credentials that were given for another address.
const TroubleAddress = "ADRESSE-CHANGEE"

// TroubleFolder is the code of a folder that is not there: it may come back by itself.
const TroubleFolder = "DOSSIER"

// reach reads what the connector is reached with as it is now: settings and credentials may
// change while a run lasts. reached is false when the run has no more to do here.
func (w *worker) reach(ctx context.Context) (reached bool, err error) {
	err = w.Store.Read(ctx, func(tx Tx) error {
		w.connector, w.stamp, err = tx.Reached(w.connector.ID, w.OSAccount)
		return err
	})
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil // it was taken away
	}
	if err != nil {
		return false, err
	}
	if w.access, err = w.run.Access(ctx, w.connector); err != nil {
		return false, w.stop(ctx, fault.From(err))
	}
	return true, nil
}

// stampNow is the stamp of what the connector is reached with now; "" once it is gone.
func (w *worker) stampNow(tx Tx) (string, error) {
	_, stamp, err := tx.Reached(w.connector.ID, w.OSAccount)
	if fault.CodeOf(err) == fault.NotFound {
		return "", nil
	}
	return stamp, err
}

// stop keeps why a connector cannot be reached from here, unless somebody changed it
// meanwhile. Credentials that this session's keychain has not are this session's lack alone:
// another one may have them.
func (w *worker) stop(ctx context.Context, why *fault.Error) error {
	if code := why.Code; code == fault.Cancelled || ctx.Err() != nil {
		return why
	}
	w.trouble(w.connector, why.Message)
	return w.Store.Write(ctx, func(tx Tx) error {
		stamp, err := w.stampNow(tx)
		if err != nil || stamp != w.stamp {
			return err
		}
		if why.Code == fault.Refused {
			return tx.SetTrouble(w.connector.ID, TroubleAddress, why.Message, why.Hint)
		}
		if why.Code != fault.NotFound {
			return tx.SetTrouble(w.connector.ID, TroubleVault, why.Message, why.Hint)
		}
		if err := tx.DropCredentials(w.connector.ID, w.OSAccount); err != nil {
			return err
		}
		return tx.SettleFirm(w.connector.FirmID)
	})
}
