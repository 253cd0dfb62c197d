package firm_test

import (
	"testing"

	"sobank/backend/firm"
)

const key1 = "ssh-ed25519 SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// save gives settings of a connector as a screen does.
func (b *connecting) save(c firm.Connector, settings map[string]string) firm.Connector {
	b.t.Helper()
	saved, err := b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: settings})
	if err != nil {
		b.t.Fatal(err)
	}
	return saved
}

// TestAConfirmedKeyIsOfItsServer: what a person confirmed of one server says nothing of another.
func TestAConfirmedKeyIsOfItsServer(t *testing.T) {
	type settings = map[string]string
	for name, c := range map[string]struct {
		change settings
		want   string
	}{
		"another host":                      {settings{"host": "ailleurs.fr"}, ""},
		"another port":                      {settings{"port": "2222"}, ""},
		"another host, and the key as read": {settings{"host": "ailleurs.fr", "host_key": key1}, ""},
		"another host, and its own key":     {settings{"host": "ailleurs.fr", "host_key": "SHA256:B"}, "SHA256:B"},
		"the same host in capitals":         {settings{"host": "SFTP.exemple.fr"}, key1},
		"the usual port, written down":      {settings{"port": "22"}, key1},
		"another user":                      {settings{"user": "autre"}, key1},
		"the key taken away":                {settings{"host_key": ""}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := mustConnecting(t)
			k := b.save(b.add("sftp", ""), settings{"host": "sftp.exemple.fr", "user": "cabinet", "host_key": key1})
			if k = b.save(k, c.change); k.Setting("host_key") != c.want {
				t.Errorf("the key is %q", k.Setting("host_key"))
			}
		})
	}
	t.Run("an entity is of who signs in, and where", func(t *testing.T) {
		b := mustConnecting(t)
		base := settings{"access": "firm", "mail": "a@cabinet.fr", "entity": "12"}
		for _, change := range []settings{{"mail": "b@cabinet.fr"}, {"auth_url": "https://ailleurs.fr"}} {
			k := b.save(b.add("myunisoft", ""), base)
			if k = b.save(k, settings{"base_url": "https://api2.myunisoft.fr"}); k.Setting("entity") != "12" {
				t.Error("another API took it away")
			}
			if k = b.save(k, change); k.Setting("entity") != "" {
				t.Errorf("%v left %q", change, k.Setting("entity"))
			}
		}
	})
}

// TestAServerThatIsNotConfirmedHoldsBack: its statements wait for a setting, and go once it is
// there.
func TestAServerThatIsNotConfirmedHoldsBack(t *testing.T) {
	b := mustConnecting(t)
	k := b.save(b.add("sftp", ""), map[string]string{"host": "sftp.exemple.fr", "user": "cabinet"})
	if _, err := b.Firms.SetSecrets(background, b.boss, k.ID, map[string]string{"password": "x"}); err != nil {
		t.Fatal(err)
	}
	b.associate(k.ID, 0)
	b.give()
	if got := b.place(); got != "held/settings" {
		t.Fatalf("it is %s", got)
	}
	b.save(k, map[string]string{"host_key": key1})
	if got := b.place(); got != "to_send/" {
		t.Errorf("it is %s", got)
	}
}
