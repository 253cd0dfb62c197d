package firm

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"sobank/backend/fault"
)

// addressKey is the entry beside a connector's secrets that says which hosts they were given for.
const addressKey = "address"

// SessionKey is the entry beside a connector's secrets of what the partner gave for them.
const SessionKey = "session"

// Address is the hosts that a connector's credentials are sent to, "" when there is none.
// Secrets are given for an address: whoever changes it, in the program or in the data file,
// does not make them leave for another host.
func (c Connector) Address() string {
	partner, _ := PartnerOf(c.Partner)
	var hosts []string
	for _, f := range partner.Settings {
		if host := c.host(f); host != "" {
			hosts = append(hosts, host)
		}
	}
	return strings.Join(hosts, " ")
}

// host is the host that a setting names, "" when it names none.
func (c Connector) host(f Field) string {
	value := c.Setting(f.Key)
	switch {
	case !c.Asks(f) || value == "":
		return ""
	case f.Kind == Host:
		return "sftp://" + strings.ToLower(net.JoinHostPort(value, c.Setting("port")))
	case f.Kind == URL:
		if u, err := url.Parse(value); err == nil {
			return strings.ToLower(u.Scheme + "://" + u.Host)
		}
	}
	return ""
}

// Keychain reads secrets by name. Get answers NotFound for one that is not there.
type Keychain interface {
	Get(name string) (string, error)
}

// Secrets reads what the connector asks for. Errors: NotFound when one that is required is not
// there, Refused when they were given for another address, those of the keychain.
func Secrets(keychain Keychain, installation string, c Connector) (map[string]string, error) {
	secrets := map[string]string{}
	var absent error
	for _, f := range c.Secrets() {
		secret, err := keychain.Get(SecretName(installation, c.ID, f.Key))
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return nil, err
		}
		if err != nil && f.Required {
			absent = err
		}
		if secret != "" {
			secrets[f.Key] = secret
		}
	}
	if !c.Complete(secrets) {
		return nil, absent
	}
	given, err := keychain.Get(SecretName(installation, c.ID, addressKey))
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return nil, err
	}
	if len(secrets) > 0 && given != c.Address() {
		return nil, fault.New(fault.Refused, "L'adresse a changé depuis que les identifiants ont été donnés : ils n'y sont pas envoyés.").
			WithHint("Vérifiez l'adresse, puis redonnez les identifiants.")
	}
	return secrets, nil
}

// moved reports whether the secrets that are there were given for another address.
func (s *Safe) moved() (bool, error) {
	given, err := s.get(addressKey)
	return given != s.Connector.Address(), err
}

// put changes an entry of the keychain, "" takes it away, and remembers what it was.
func (s *Safe) put(key, value string) error {
	old, err := s.get(key)
	if err != nil || old == value {
		return err
	}
	s.before = slices.Insert(s.before, 0, kept{key, old})
	if value == "" {
		return s.Vault.Delete(s.name(key))
	}
	return s.Vault.Set(s.name(key), value)
}
