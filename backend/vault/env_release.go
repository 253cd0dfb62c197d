//go:build !testvault

package vault

import "sobank/backend/fault"

// FromEnv refuses SOBANK_VAULT_FILE: a file of secrets in clear is for test builds (tag
// testvault), and somebody who sets it elsewhere must not believe it is used.
func FromEnv(getenv func(string) string) (v Vault, chosen bool, err error) {
	if getenv("SOBANK_VAULT_FILE") == "" {
		return nil, false, nil
	}
	return nil, true, fault.New(fault.Refused, "SOBANK_VAULT_FILE est réservé aux essais : cette version ne garde les identifiants que dans le trousseau de clés du système.").
		WithHint("Retirez la variable d'environnement SOBANK_VAULT_FILE, puis relancez So bank.")
}
