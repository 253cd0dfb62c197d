package firm_test

import (
	"slices"
	"testing"

	"sobank/backend/firm"
)

// TestCatalogue holds together what screens and adapters read of it.
func TestCatalogue(t *testing.T) {
	var names []string
	for _, p := range firm.Partners {
		t.Run(p.Key, func(t *testing.T) {
			if !p.Other {
				names = append(names, p.Name)
			}
			wantFields(t, p)
			if p.Name == "" || len(p.Steps) == 0 || p.Together == "" || (p.Mode == firm.File) != p.Shelf {
				t.Errorf("%+v", p)
			}
			if got, ok := firm.PartnerOf(p.Key); !ok || got.Name != p.Name {
				t.Error("its key does not lead to it")
			}
		})
	}
	if !slices.Equal(names, []string{"Fizen", "Fulll", "Inqom", "MyUnisoft"}) {
		t.Errorf("the partners of the choice are %q", names)
	}
	if last := firm.Partners[len(firm.Partners)-2:]; !last[0].Other || !last[1].Other {
		t.Error("what stands for any tool does not come last")
	}
}

// wantFields says that each field can be asked for, and refers to what there is.
func wantFields(t *testing.T, p firm.Partner) {
	t.Helper()
	seen := map[string]bool{}
	known := func(key string) bool {
		return slices.ContainsFunc(p.Settings, func(f firm.Field) bool { return f.Key == key })
	}
	for _, f := range slices.Concat(p.Settings, p.Secrets) {
		if seen[f.Key] || f.Label == "" {
			t.Errorf("%q is there twice, or says nothing", f.Key)
		}
		seen[f.Key] = true
		if f.When.Setting != "" && !offers(p, f.When) {
			t.Errorf("%q is asked for when %+v, which nobody can choose", f.Key, f.When)
		}
		if (f.Kind == firm.Choice) != (len(f.Options) > 0) || (f.Kind == firm.Settled) != (len(f.From) > 0) {
			t.Errorf("%q is a %s with %d options, learned with %q", f.Key, f.Kind, len(f.Options), f.From)
		}
		if f.Default != "" && f.Kind == firm.Choice && !offers(p, firm.Condition{Setting: f.Key, Value: f.Default}) {
			t.Errorf("%q proposes %q, which is no choice", f.Key, f.Default)
		}
		for _, key := range f.From {
			if !known(key) {
				t.Errorf("%q is learned with %q, which is no setting", f.Key, key)
			}
		}
		secret := f.Kind == firm.Secret || f.Kind == firm.Key
		if secret == known(f.Key) {
			t.Errorf("%q is a %s in the wrong list", f.Key, f.Kind)
		}
		if f.Or != "" && !slices.ContainsFunc(p.Secrets, func(o firm.Field) bool { return o.Key == f.Or && o.Or == f.Key && o.When == f.When }) {
			t.Errorf("%q is served by %q, and not the other way round", f.Key, f.Or)
		}
	}
}

func offers(p firm.Partner, c firm.Condition) bool {
	return slices.ContainsFunc(p.Settings, func(f firm.Field) bool {
		return f.Key == c.Setting && slices.ContainsFunc(f.Options, func(o firm.Option) bool { return o.Value == c.Value })
	})
}

// at is a connector with settings.
func at(partner string, settings ...string) firm.Connector {
	c := firm.Connector{Partner: partner, Settings: map[string]any{}}
	for i := 0; i < len(settings); i += 2 {
		c.Settings[settings[i]] = settings[i+1]
	}
	return c
}

func TestWhatIsAskedForFollowsTheChoice(t *testing.T) {
	for name, c := range map[string]struct {
		connector firm.Connector
		asks      []string // of settings
		secrets   []string
	}{
		"a folder, unless somebody chooses": {at("fizen"), []string{"place", "folder", "form"}, nil},
		"a server": {at("fizen", "place", "sftp"), []string{"place", "host", "port", "user", "remote_folder", "host_key", "form"},
			[]string{"password", "private_key", "passphrase"}},
		"SFTP, which has one place": {at("sftp"), []string{"host", "port", "user", "remote_folder", "host_key", "form"}, []string{"password", "private_key", "passphrase"}},
		"Dossier":                   {at("dossier", "place", "sftp"), []string{"folder", "form"}, nil},
		"a token":                   {at("myunisoft"), []string{"access", "base_url"}, []string{"third_party_secret", "token"}},
		"a sign-in":                 {at("myunisoft", "access", "firm"), []string{"access", "mail", "entity", "base_url", "auth_url"}, []string{"third_party_secret", "password"}},
		"nothing of an unknown one": {at("other"), nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p, _ := firm.PartnerOf(c.connector.Partner)
			var asks, secrets []string
			for _, f := range p.Settings {
				if c.connector.Asks(f) {
					asks = append(asks, f.Key)
				}
			}
			for _, f := range c.connector.Secrets() {
				secrets = append(secrets, f.Key)
			}
			if !slices.Equal(asks, c.asks) || !slices.Equal(secrets, c.secrets) {
				t.Errorf("asks for %q and %q", asks, secrets)
			}
		})
	}
}

func TestComplete(t *testing.T) {
	type secrets = map[string]string
	for name, c := range map[string]struct {
		connector firm.Connector
		given     secrets
		want      bool
	}{
		"a folder needs none":                {at("fulll"), nil, true},
		"a server needs one":                 {at("fulll", "place", "sftp"), nil, false},
		"a password":                         {at("fulll", "place", "sftp"), secrets{"password": "x"}, true},
		"or a key":                           {at("sftp"), secrets{"private_key": "x"}, true},
		"a passphrase opens nothing":         {at("sftp"), secrets{"passphrase": "x"}, false},
		"a token wants the partner's secret": {at("myunisoft"), secrets{"token": "x"}, false},
		"a sign-in wants no token":           {at("myunisoft", "access", "firm"), secrets{"third_party_secret": "x", "password": "x"}, true},
		"Inqom's own, to a folder":           {at("inqom"), secrets{"client_secret": "x", "inqom_password": "x"}, true},
		"Inqom's own, to a server":           {at("inqom", "place", "sftp"), secrets{"client_secret": "x", "inqom_password": "x"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.connector.Complete(c.given); got != c.want {
				t.Errorf("got %v", got)
			}
			if none := c.connector.Complete(nil); c.connector.NeedsSecrets() == none {
				t.Error("it says otherwise whether it needs secrets")
			}
		})
	}
}

func TestMissingSetting(t *testing.T) {
	for name, c := range map[string]struct {
		connector firm.Connector
		missing   string // its key, "" for none
		unsettled bool
	}{
		"a folder":                            {at("dossier"), "folder", false},
		"nothing":                             {at("dossier", "folder", "/depot"), "", false},
		"the other place's are not asked for": {at("fizen", "folder", "/depot"), "", false},
		"what is typed, before what a test tells": {at("sftp", "user", "u"), "host", false},
		"then what a test tells":                  {at("sftp", "host", "h", "user", "u"), "host_key", true},
		"a server that is confirmed":              {at("sftp", "host", "h", "user", "u", "host_key", "SHA256:x"), "", false},
		"an entity, which not all have":           {at("myunisoft", "access", "firm", "mail", "a@b.fr"), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			f, missing := c.connector.MissingSetting()
			if f.Key != c.missing || missing != (c.missing != "") || c.connector.Unsettled() != c.unsettled {
				t.Errorf("missing %q, unsettled %v", f.Key, c.connector.Unsettled())
			}
		})
	}
}

func TestAddress(t *testing.T) {
	for name, c := range map[string]struct {
		connector firm.Connector
		want      string
	}{
		"a folder has none":                 {at("dossier", "folder", "/depot"), ""},
		"a server, at the usual port":       {at("sftp", "host", "SFTP.exemple.fr"), "sftp://sftp.exemple.fr:22"},
		"at another":                        {at("sftp", "host", "sftp.exemple.fr", "port", "2222"), "sftp://sftp.exemple.fr:2222"},
		"by its number":                     {at("sftp", "host", "::1"), "sftp://[::1]:22"},
		"one that is not chosen":            {at("fizen", "host", "sftp.exemple.fr"), ""},
		"one that is":                       {at("fizen", "host", "sftp.exemple.fr", "place", "sftp"), "sftp://sftp.exemple.fr:22"},
		"an API, without its path":          {at("myunisoft"), "https://api.myunisoft.fr"},
		"an API and where one signs in":     {at("myunisoft", "access", "firm"), "https://api.myunisoft.fr https://app.prodcomptable.myunisoft.fr"},
		"all that credentials are given to": {at("inqom", "place", "sftp", "host", "h"), "sftp://h:22 https://api.inqom.com https://auth.inqom.com"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.connector.Address(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
