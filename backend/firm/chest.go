package firm

import (
	"context"
	"maps"
	"slices"
	"strings"

	"sobank/backend/fault"
)

// Chest is the credentials of all connectors and sources together, as an encrypted archive carries them
// to another computer. Who may is asked before: it is part of a backup.
type Chest struct {
	Store     Store
	Vault     func() (Vault, error)
	OSAccount string
}

// Collect gives those that this account of the machine has, by their names in the keychain. What a
// partner gave for them is left out: it is asked for again. Errors: those of the keychain.
func (c Chest) Collect(ctx context.Context) (map[string]string, error) {
	all, installation, err := c.connectors(ctx)
	if err != nil {
		return nil, err
	}
	keychain, err := c.Vault()
	if err != nil {
		return nil, err
	}
	secrets := map[string]string{}
	for _, one := range all {
		for _, key := range keysOf(one) {
			name := SecretName(installation, one.ID, key)
			switch secret, err := keychain.Get(name); {
			case err == nil:
				secrets[name] = secret
			case fault.CodeOf(err) != fault.NotFound:
				return nil, err
			}
		}
	}
	return secrets, nil
}

// Put keeps them for this account of the machine, and notes which connectors have all of theirs.
func (c Chest) Put(ctx context.Context, secrets map[string]string) error {
	all, installation, err := c.connectors(ctx)
	if err != nil {
		return err
	}
	keychain, err := c.Vault()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(secrets)) {
		if !strings.HasPrefix(name, installation+"/connector/") {
			continue // of another folder: nothing here asks for it
		}
		if err := keychain.Set(name, secrets[name]); err != nil {
			return err
		}
	}
	return c.Store.Write(ctx, func(tx Tx) error {
		for _, one := range all {
			if _, err := Secrets(keychain, installation, one); err != nil || len(keysOf(one)) == 0 {
				continue // they are missing, as the connector's page says
			}
			if err := tx.NoteCredentials(one.ID, c.OSAccount); err != nil {
				return err
			}
		}
		return nil
	})
}

func keysOf(c Connector) (keys []string) {
	for _, f := range c.Secrets() {
		keys = append(keys, f.Key)
	}
	if len(keys) > 0 {
		keys = append(keys, addressKey)
	}
	return keys
}

func (c Chest) connectors(ctx context.Context) (all []Connector, installation string, err error) {
	err = c.Store.Read(ctx, func(tx Tx) error {
		if installation, err = tx.Installation(); err != nil {
			return err
		}
		firms, err := tx.Firms(nil)
		if err != nil {
			return err
		}
		for _, f := range firms {
			connectors, err := tx.Connectors(f.ID)
			if err != nil {
				return err
			}
			sources, err := tx.Sources(f.ID)
			if err != nil {
				return err
			}
			all = append(append(all, connectors...), sources...)
		}
		return nil
	})
	return all, installation, err
}
