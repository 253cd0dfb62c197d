package firm

import (
	"slices"
	"strings"

	"sobank/backend/fault"
)

// Safe is a connector's place in a keychain. It remembers what it changed, since a keychain
// knows no transaction.
type Safe struct {
	Vault        Vault
	Installation string
	Connector    Connector

	before []kept
}

// kept is a secret as it was; "" when there was none.
type kept struct{ name, secret string }

func has(fields []Field, key string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return f.Key == key })
}

// given trims what was given and leaves out what is empty. Errors: Invalid with the key of
// what the partner does not ask for, with the connector's settings as they are.
func (s *Safe) given(secrets map[string]string) (map[string]string, error) {
	partner, _ := PartnerOf(s.Connector.Partner)
	asked := s.Connector.Secrets()
	given := map[string]string{}
	for key, secret := range secrets {
		if !has(asked, key) {
			return nil, fault.Newf(fault.Invalid, "« %s » n'est pas un identifiant que %s demande.", key, partner.Name).WithField(key)
		}
		if secret = strings.TrimSpace(secret); secret != "" {
			given[key] = secret
		}
	}
	return given, nil
}

// Keep puts secrets into the keychain, all or none, and says whether all that the partner
// asks for are there now. Those that were given for another address, or for another way in, are
// gone; so is what the partner gave for them, once any of them changes.
// Errors: Invalid for a key that is none of its own, those of the vault.
func (s *Safe) Keep(secrets map[string]string) (complete bool, err error) {
	given, err := s.given(secrets)
	if err != nil {
		return false, err
	}
	if complete, err = s.keep(given); err != nil {
		s.Undo()
	}
	return complete && err == nil, err
}

func (s *Safe) keep(given map[string]string) (complete bool, err error) {
	moved, err := s.moved()
	if err != nil {
		return false, err
	}
	partner, _ := PartnerOf(s.Connector.Partner)
	kept := map[string]string{}
	for _, f := range partner.Secrets {
		kept[f.Key] = given[f.Key]
		if kept[f.Key] == "" && !moved && s.Connector.Asks(f) {
			if kept[f.Key], err = s.get(f.Key); err != nil {
				return false, err
			}
		}
		if err := s.put(f.Key, kept[f.Key]); err != nil {
			return false, err
		}
	}
	if err := s.put(addressKey, s.Connector.Address()); err != nil {
		return false, err
	}
	if !s.Changed() {
		return s.Connector.Complete(kept), nil
	}
	return s.Connector.Complete(kept), s.put(SessionKey, "")
}

// Changed reports whether the keychain holds anything else than before.
func (s *Safe) Changed() bool { return len(s.before) > 0 }

// Forget takes all of the connector's secrets away. Errors: those of the vault.
func (s *Safe) Forget() error {
	partner, _ := PartnerOf(s.Connector.Partner)
	for _, f := range append(slices.Clone(partner.Secrets), Field{Key: addressKey}, Field{Key: SessionKey}) {
		if err := s.put(f.Key, ""); err != nil {
			s.Undo()
			return err
		}
	}
	return nil
}

// Undo puts back what the keychain held, as far as it answers: whoever calls it has an error
// to tell already.
func (s *Safe) Undo() {
	for _, k := range s.before {
		if k.secret == "" {
			_ = s.Vault.Delete(s.name(k.name))
		} else {
			_ = s.Vault.Set(s.name(k.name), k.secret)
		}
	}
	s.before = nil
}

func (s *Safe) name(key string) string { return SecretName(s.Installation, s.Connector.ID, key) }

// get is a secret, "" when it is not there.
func (s *Safe) get(key string) (string, error) {
	secret, err := s.Vault.Get(s.name(key))
	if fault.CodeOf(err) == fault.NotFound {
		return "", nil
	}
	return secret, err
}
