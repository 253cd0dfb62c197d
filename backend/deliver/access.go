package deliver

import (
	"context"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

// access reads what a connector is reached with: its settings, and from the keychain its
// secrets. Errors: those of the vault.
func (e *Engine) access(ctx context.Context, c firm.Connector) (Access, error) {
	a := Access{ConnectorID: c.ID, Settings: map[string]string{}, Secrets: map[string]string{}}
	partner, _ := firm.PartnerOf(c.Partner)
	for _, f := range partner.Settings {
		a.Settings[f.Key] = c.Setting(f.Key)
	}
	if len(partner.Secrets) == 0 {
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
	for _, f := range partner.Secrets {
		secret, err := vault.Get(firm.SecretName(installation, c.ID, f.Key))
		if err != nil && (f.Required || fault.CodeOf(err) != fault.NotFound) {
			return a, err
		}
		a.Secrets[f.Key] = secret
	}
	return a, nil
}

// TroubleVault is the code of a keychain that does not answer: it is tried again by itself.
const TroubleVault = "TROUSSEAU"

// TroubleSecrets is the code of credentials that are not in this session's keychain.
const TroubleSecrets = "IDENTIFIANTS-ABSENTS"

// TroubleFolder is the code of a folder that is not there: it may come back by itself.
const TroubleFolder = "DOSSIER"

func vaultTrouble(err error) Receipt {
	e := fault.From(err)
	r := Receipt{Code: TroubleVault, Message: e.Message, Hint: e.Hint}
	if e.Code == fault.NotFound {
		r.Code = TroubleSecrets
	}
	return r
}

// stop keeps what stops a connector before anything of it was tried.
func (r *run) stop(ctx context.Context, c firm.Connector, why Receipt) {
	r.trouble(c, why.Message)
	err := r.Store.Write(ctx, func(tx Tx) error { return tx.SetTrouble(c.ID, why.Code, why.Message, why.Hint) })
	if err != nil {
		r.fail(err)
	}
}
