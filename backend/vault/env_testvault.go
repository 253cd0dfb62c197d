//go:build testvault

package vault

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"sobank/backend/fault"
)

// FromEnv gives the vault in the file that SOBANK_VAULT_FILE names; chosen is false when
// the variable is not set. Only builds with the tag testvault have it: the file is not
// encrypted.
func FromEnv(getenv func(string) string) (v Vault, chosen bool, err error) {
	path := getenv("SOBANK_VAULT_FILE")
	if path == "" {
		return nil, false, nil
	}
	f := file{path: path}
	if _, err := f.read(); err != nil {
		return nil, true, err
	}
	return inParts(f), true, nil
}

// file keeps secrets as one JSON object from name to secret. Several processes may share
// it: a change holds the lock file beside it, and readers see the old file or the new.
type file struct{ path string }

func (f file) Set(name, secret string) error {
	return f.change(func(secrets map[string]string) error {
		secrets[name] = secret
		return nil
	})
}

func (f file) Get(name string) (string, error) {
	secrets, err := f.read()
	if err != nil {
		return "", err
	}
	secret, ok := secrets[name]
	if !ok {
		return "", absent()
	}
	return secret, nil
}

func (f file) Delete(name string) error {
	return f.change(func(secrets map[string]string) error {
		if _, ok := secrets[name]; !ok {
			return absent()
		}
		delete(secrets, name)
		return nil
	})
}

// change reads, edits and replaces the file while no other process does.
func (f file) change(edit func(map[string]string) error) error {
	lock := flock.New(f.path+".lock", flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return unusable(err)
	}
	defer lock.Unlock()
	secrets, err := f.read()
	if err != nil {
		return err
	}
	if err := edit(secrets); err != nil {
		return err
	}
	return f.replace(secrets)
}

// read takes a missing or empty file as one without secrets.
func (f file) read() (map[string]string, error) {
	text, err := os.ReadFile(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, unusable(err)
	}
	secrets := map[string]string{}
	if len(text) == 0 {
		return secrets, nil
	}
	// The decoder's own error may quote the file, which is all secrets: it is dropped.
	if json.Unmarshal(text, &secrets) != nil || secrets == nil {
		return nil, fault.New(fault.Unreadable, "Le fichier de secrets SOBANK_VAULT_FILE n'est pas un objet JSON de textes.")
	}
	return secrets, nil
}

// replace writes a new file beside the old one and renames it into place, so that a
// crash leaves one of the two whole.
func (f file) replace(secrets map[string]string) error {
	text, err := json.MarshalIndent(secrets, "", "  ")
	if err != nil {
		return unusable(err)
	}
	temp, err := os.CreateTemp(filepath.Dir(f.path), ".vault-*") // CreateTemp makes it 0600
	if err != nil {
		return unusable(err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return unusable(err)
	}
	if err := os.Rename(temp.Name(), f.path); err != nil {
		return unusable(err)
	}
	return nil
}

func unusable(cause error) *fault.Error {
	return fault.New(fault.Unreadable, "Le fichier de secrets SOBANK_VAULT_FILE ne peut pas être lu ou écrit.").
		WithHint("Vérifiez que son dossier existe et que vous pouvez y écrire.").WithCause(cause)
}
