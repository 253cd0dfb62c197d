// Package vault keeps secrets (partner credentials, SFTP passwords, backup keys) out of
// the data file, in the operating system's keychain. It is the only importer of
// go-keyring.
//
//	v, err := vault.Open(os.Getenv)
//	err = v.Set("connector/42/token", token)
//	token, err = v.Get("connector/42/token") // fault.NotFound when this OS user has none
//
// A keychain belongs to an OS user: two users of one machine do not see each other's
// secrets, and any program that the user runs may read theirs. No error repeats a secret.
package vault

import (
	"sync"

	"sobank/backend/fault"
)

// MaxBytes is the longest secret a vault takes, for an RSA key of 4 096 bits (3 400 bytes) and a
// good deal more. Keychains take much less in one entry: see parted.
const MaxBytes = 16_000

// Vault keeps secrets by name. Names are chosen by the program, never by a person.
type Vault interface {
	// Set stores a secret, replacing the one of that name: cut at any moment, it leaves the
	// former one whole, or the new one. It answers fault.Invalid for an empty secret or one
	// over MaxBytes, and like Get when the keychain is closed.
	Set(name, secret string) error
	// Get answers fault.NotFound when there is no such secret, fault.Conflict when the
	// keychain is locked or missing, fault.Busy when it waits for the user too long.
	Get(name string) (string, error)
	// Delete removes a secret; its errors are those of Get.
	Delete(name string) error
}

// Open gives the vault of this process: the OS keychain, or in a test build the file
// that SOBANK_VAULT_FILE names. Other builds refuse that variable with fault.Refused.
func Open(getenv func(string) string) (Vault, error) {
	v, chosen, err := FromEnv(getenv)
	if chosen || err != nil {
		return v, err
	}
	return Keychain(), nil
}

// Memory is a vault that lives as long as the process, for the demo and for tests.
func Memory() Vault { return inParts(&memory{secrets: map[string]string{}}) }

type memory struct {
	mu      sync.Mutex
	secrets map[string]string
}

func (m *memory) Set(name, secret string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.secrets[name] = secret
	return nil
}

func (m *memory) Get(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	secret, ok := m.secrets[name]
	if !ok {
		return "", absent()
	}
	return secret, nil
}

func (m *memory) Delete(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.secrets[name]; !ok {
		return absent()
	}
	delete(m.secrets, name)
	return nil
}

// admit is what every vault checks before it stores, so that the demo and the tests meet
// the limits of the real one.
func admit(name, secret string) error {
	switch {
	case name == "":
		return fault.New(fault.Internal, "Un identifiant sans nom ne peut pas être enregistré.")
	case secret == "":
		return fault.New(fault.Invalid, "L'identifiant à enregistrer est vide.").WithField("secret")
	case len(secret) > MaxBytes:
		return fault.Newf(fault.Invalid, "L'identifiant est trop long (%d octets) : le trousseau de clés en garde %d au plus.", len(secret), MaxBytes).
			WithField("secret").
			WithHint("Vérifiez ce qui a été collé : une clé privée, par exemple, en fait moins de 4 000.")
	}
	return nil
}

// absent does not name the secret: names are for programs, and the caller knows whose
// credentials it asked for.
func absent() *fault.Error {
	return fault.New(fault.NotFound, "Identifiants absents de cette session.").
		WithHint("Saisissez-les sur la page du connecteur : ils appartiennent au compte de cette machine qui les a saisis.")
}
