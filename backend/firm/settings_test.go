package firm_test

import (
	"testing"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

func TestSettingsHoldNoSecret(t *testing.T) {
	for name, c := range map[string]struct {
		settings map[string]any
		refused  bool
	}{
		"an address and a folder": {map[string]any{"base_url": "https://127.0.0.1", "folder": "/depot"}, false},
		"nothing":                 {nil, false},
		"a token":                 {map[string]any{"Token": "x"}, true},
		"one inside another":      {map[string]any{"sftp": map[string]any{"password": "x"}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if err := firm.CheckSettings(c.settings); (fault.CodeOf(err) == fault.Invalid) != c.refused {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestSettingsAreChecked(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("myunisoft", "")
	for address, ok := range map[string]bool{
		"https://api.myunisoft.fr/api/v1": true,
		"http://127.0.0.1:8080/api":       true,
		"http://localhost:8080":           true,
		"http://[::1]:8080":               true,
		"http://api.myunisoft.fr":         false,
		"http://127.0.0.1.attaque.fr":     false,
		"https://a:b@api.myunisoft.fr":    false,
		"https://a@api.myunisoft.fr":      false,
		"https://":                        false,
		"ftp://api.myunisoft.fr":          false,
		"api.myunisoft.fr":                false,
		"https://a.fr?key=x":              false,
		"https://a.fr#x":                  false,
		"https://a.fr/\x01":               false,
	} {
		t.Run(address, func(t *testing.T) {
			_, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: "MyUnisoft", Settings: map[string]string{"base_url": address}})
			if (err == nil) != ok || err != nil && fault.From(err).Field != "base_url" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestSettingsOfAServerAreChecked(t *testing.T) {
	b := mustConnecting(t)
	c := b.add("sftp", "")
	for name, x := range map[string]struct {
		key, value string
		ok         bool
	}{
		"a name":               {"host", "sftp.exemple.fr", true},
		"an address":           {"host", "192.0.2.7", true},
		"one of version 6":     {"host", "2001:db8::7", true},
		"an address of a page": {"host", "sftp://exemple.fr", false},
		"a folder with it":     {"host", "exemple.fr/depot", false},
		"a port with it":       {"host", "exemple.fr:22", false},
		"a user with it":       {"host", "u@exemple.fr", false},
		"two":                  {"host", "a.fr b.fr", false},
		"a port":               {"port", "2222", true},
		"port zero":            {"port", "0", false},
		"a port too high":      {"port", "65536", false},
		"a port below":         {"port", "-22", false},
		"a port in words":      {"port", "ssh", false},
		"a form":               {"form", firm.FormMerged, true},
		"no form of ours":      {"form", "xml", false},
		"a line break":         {"remote_folder", "a\nb", false},
		"a folder there":       {"remote_folder", "relevés/2026", true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{x.key: x.value}})
			if (err == nil) != x.ok || err != nil && (fault.From(err).Field != x.key || fault.CodeOf(err) != fault.Invalid) {
				t.Errorf("got %v", err)
			}
		})
	}
}
