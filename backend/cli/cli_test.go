package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"sobank/backend/cli"
	"sobank/backend/wiring/wiringtest"
)

var (
	op    = wiringtest.Op
	block = wiringtest.Block
	ours  = wiringtest.IBAN(0)
)

// bench runs commands in a data folder of their own.
type bench struct {
	t         *testing.T
	data, dir string
}

// result is what a command gave back.
type result struct {
	code     int
	out, err string
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	keyring.MockInit()
	t.Setenv("SOBANK_DATA", "")
	return &bench{t: t, data: filepath.Join(t.TempDir(), "data"), dir: t.TempDir()}
}

func (b *bench) run(stdin string, args ...string) result {
	b.t.Helper()
	var out, err bytes.Buffer
	code := cli.Run(context.Background(), append(args, "--data", b.data), strings.NewReader(stdin), &out, &err)
	return result{code, out.String(), err.String()}
}

func (b *bench) want(code int, args ...string) result {
	b.t.Helper()
	r := b.run("", args...)
	if r.code != code {
		b.t.Fatalf("%v: exit %d, want %d\n%s%s", args, r.code, code, r.out, r.err)
	}
	return r
}

// document reads the one JSON document of standard output.
func (r result) document(t *testing.T) map[string]any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(r.out))
	d.UseNumber()
	var document map[string]any
	if err := d.Decode(&document); err != nil || d.More() {
		t.Fatalf("standard output is not one JSON document (%v):\n%s", err, r.out)
	}
	return document
}

// keys are the names of an object, in order.
func keys(object any) string {
	m, _ := object.(map[string]any)
	return strings.Join(slices.Sorted(maps.Keys(m)), " ")
}

// at walks into a document: names of objects, numbers of lists.
func at(t *testing.T, v any, path ...any) any {
	t.Helper()
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, ok := v.(map[string]any)
			if _, has := m[p]; !ok || !has {
				t.Fatalf("no %q in %v", p, v)
			}
			v = m[p]
		case int:
			list, ok := v.([]any)
			if !ok || len(list) <= p {
				t.Fatalf("no item %d in %v", p, v)
			}
			v = list[p]
		}
	}
	return v
}

func wantAt(t *testing.T, document any, want any, path ...any) {
	t.Helper()
	if got := at(t, document, path...); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v is %v, want %v", path, got, want)
	}
}

func (b *bench) file(name string, content []byte) string {
	b.t.Helper()
	return wiringtest.MustFile(b.t, filepath.Join(b.dir, name), content)
}

func (b *bench) statements() string {
	b.t.Helper()
	return b.file("a.txt", wiringtest.Bytes(b.t, block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", 500, "VIREMENT"), op("2026-03-02", -20, "FRAIS"))))
}

const password = "premier mot de passe"

// setUp makes a firm with an Administrateur and one approved account.
func (b *bench) setUp() {
	b.t.Helper()
	plan := b.file("plan.json", []byte(fmt.Sprintf(`{"firms":[{"name":"Cabinet","staff":[{"name":"Camille","email":"camille@cabinet.fr","profile":"administrateur"}],
		"connectors":[{"name":"MyUnisoft","partner":"myunisoft","settings":{"base_url":"https://example.test"}}],
		"clients":[{"name":"Jardins","accounts":[{"iban":%q,"mandate":"approuvé"}]}]}]}`, ours)))
	r := b.run(`{"connectors":{"MyUnisoft":{"token":"PLANTED"}},"staff":{"camille@cabinet.fr":"`+password+`"}}`, "setup", plan, "--json")
	if r.code != 0 {
		b.t.Fatalf("setup: %d %s%s", r.code, r.out, r.err)
	}
	d := r.document(b.t)
	if keys(d) != "accounts clients connectors firms notices staff" {
		b.t.Errorf("setup --json has %s", keys(d))
	}
	for name, n := range map[string]int{"accounts": 1, "clients": 1, "connectors": 1, "firms": 1, "staff": 1} {
		wantAt(b.t, d, n, name)
	}
}

// TestVerifyOfAFolder: a mistyped folder, or one from which the data file is gone, is not an empty one in
// which all is well; nothing is made there.
func TestVerifyOfAFolder(t *testing.T) {
	b := mustBench(t)
	empty := t.TempDir()
	for _, b.data = range []string{empty, filepath.Join(empty, "faute-de-frappe")} {
		if r := b.run("", "verify"); r.code != 1 || !strings.Contains(r.err, "Il n'y a pas de données dans le dossier « "+b.data) {
			t.Errorf("exit %d, %s", r.code, r.err)
		}
	}
	if made, err := os.ReadDir(empty); err != nil || len(made) > 0 {
		t.Errorf("made: %v, %v", made, err)
	}
}

func TestExitCodes(t *testing.T) {
	b := mustBench(t)
	path := b.statements()
	for name, c := range map[string]struct {
		args []string
		code int
		says string // on standard error
	}{
		"version":                     {[]string{"version"}, 0, ""},
		"help":                        {[]string{"--help"}, 0, "Commandes"},
		"an unknown command":          {[]string{"bogus"}, 2, "mal formée"},
		"an unknown option":           {[]string{"verify", "--bogus"}, 2, "mal formée"},
		"import of nothing":           {[]string{"import"}, 2, "mal formée"},
		"parse of nothing":            {[]string{"parse"}, 2, "mal formée"},
		"a word too many":             {[]string{"verify", "x"}, 2, "mal formée"},
		"download without --out":      {[]string{"download"}, 2, "mal formée"},
		"setup of two files":          {[]string{"setup", "a", "b"}, 2, "mal formée"},
		"parse":                       {[]string{"parse", path}, 0, ""},
		"parse of what is not there":  {[]string{"parse", path + ".gone"}, 1, "n'existe pas"},
		"import of what is not there": {[]string{"import", path + ".gone"}, 1, "n'existe pas"},
		"import into an unknown firm": {[]string{"import", path, "--firm", "Inconnu"}, 1, "« Inconnu » n'existe pas"},
		"setup of what is not there":  {[]string{"setup", path + ".gone"}, 1, "ne peut pas être lu"},
		"setup of what is no JSON":    {[]string{"setup", path}, 1, "n'est pas un fichier de configuration"},
	} {
		t.Run(name, func(t *testing.T) {
			r := b.run("", c.args...)
			if r.code != c.code || !strings.Contains(r.err, c.says) {
				t.Errorf("exit %d, want %d; said %q", r.code, c.code, r.err)
			}
		})
	}
	t.Run("a data folder that is none", func(t *testing.T) {
		b.data = path
		r := b.run("", "verify", "--json")
		if r.code != 1 || !strings.Contains(r.err, "dossier de données") {
			t.Errorf("exit %d: %s", r.code, r.err)
		}
		wantAt(t, r.document(t), "unreadable", "error", "code")
	})
}

func TestVersion(t *testing.T) {
	b := mustBench(t)
	if r := b.want(0, "version"); r.out != "So bank "+cli.Version+"\n" || r.err != "" {
		t.Errorf("got %+v", r)
	}
	wantAt(t, b.want(0, "version", "--json").document(t), cli.Version, "version")
	if _, err := os.Stat(b.data); err == nil {
		t.Error("version made a data folder")
	}
}

func TestParseJSON(t *testing.T) {
	b := mustBench(t)
	first := op("2026-03-02", 500, "VIREMENT")
	first.Reference, first.EntryNumber = "REF1", "0000012"
	first.Details = append(first.Details, struct{ Qualifier, Text string }{"NPY", "DUPONT"})
	bare := op("2026-03-02", -20, "FRAIS")
	bare.Code, bare.ValueOn = "", 0
	content := wiringtest.Bytes(t, block(ours, "2026-03-01", 1000, "2026-03-02", first, bare))
	path := b.file("a.txt", content[:len(content)-122]) // its 07 is missing
	r := b.want(0, "parse", path, "--json")
	d := r.document(t)
	for object, want := range map[string]string{
		keys(d):                    "files",
		keys(at(t, d, "files", 0)): "format path sha256 statements warnings",
		keys(at(t, d, "files", 0, "statements", 0)):                                "account balanced closing currency decimals iban opening operations",
		keys(at(t, d, "files", 0, "statements", 0, "account")):                     "bank branch number",
		keys(at(t, d, "files", 0, "statements", 0, "opening")):                     "amount date",
		keys(at(t, d, "files", 0, "statements", 0, "operations", 0)):               "amount booked_on code details entry_number label reference value_on",
		keys(at(t, d, "files", 0, "statements", 0, "operations", 0, "details", 0)): "qualifier text",
		keys(at(t, d, "files", 0, "warnings", 0)):                                  "code field line message record",
	} {
		if object != want {
			t.Errorf("has %q, want %q", object, want)
		}
	}
	statement := at(t, d, "files", 0, "statements", 0)
	for _, c := range []struct {
		want any
		path []any
	}{
		{ours, []any{"iban"}}, {"30004", []any{"account", "bank"}}, {"00001", []any{"account", "branch"}}, {"00000000000", []any{"account", "number"}},
		{"EUR", []any{"currency"}}, {2, []any{"decimals"}}, {"2026-03-01", []any{"opening", "date"}}, {1000, []any{"opening", "amount"}},
		{nil, []any{"closing"}}, {nil, []any{"balanced"}}, {"2026-03-02", []any{"operations", 0, "booked_on"}}, {500, []any{"operations", 0, "amount"}},
		{"05", []any{"operations", 0, "code"}}, {"VIREMENT", []any{"operations", 0, "label"}}, {"REF1", []any{"operations", 0, "reference"}},
		{"0000012", []any{"operations", 0, "entry_number"}}, {"NPY", []any{"operations", 0, "details", 0, "qualifier"}}, {"DUPONT", []any{"operations", 0, "details", 0, "text"}},
		{-20, []any{"operations", 1, "amount"}}, {nil, []any{"operations", 1, "code"}}, {nil, []any{"operations", 1, "value_on"}}, {nil, []any{"operations", 1, "reference"}},
		{nil, []any{"operations", 1, "entry_number"}}, {"[]", []any{"operations", 1, "details"}},
	} {
		wantAt(t, statement, c.want, c.path...)
	}
	wantAt(t, d, "missing_closing", "files", 0, "warnings", 0, "code")
	wantAt(t, d, "cfonb120", "files", 0, "format")
	if strings.Contains(r.err, "{") {
		t.Errorf("standard error holds %q", r.err)
	}
	if _, err := os.Stat(b.data); err == nil {
		t.Error("parse made a data folder")
	}
	t.Run("an account that is no French RIB has a null iban", func(t *testing.T) {
		path := b.file("b.txt", bytes.ReplaceAll(content, []byte("30004"), []byte("00000")))
		wantAt(t, b.want(0, "parse", path, "--json").document(t), nil, "files", 0, "statements", 0, "iban")
	})
	t.Run("a file that cannot be read is said beside those that can", func(t *testing.T) {
		bad := b.file("bad.txt", []byte("Bonjour"))
		r := b.want(1, "parse", bad, path, "--json")
		d := r.document(t)
		wantAt(t, d, "unreadable", "files", 0, "error", "code")
		wantAt(t, d, nil, "files", 0, "sha256")
		wantAt(t, d, ours, "files", 1, "statements", 0, "iban")
		if !strings.Contains(r.err, "bad.txt") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("for people it prints statements, and warnings on standard error", func(t *testing.T) {
		r := b.want(0, "parse", path)
		if !strings.Contains(r.out, "FR") || !strings.Contains(r.out, "solde non vérifiable") || !strings.Contains(r.err, "07") {
			t.Errorf("got %q and %q", r.out, r.err)
		}
	})
}

// TestSamples reads real files that nobody here wrote.
func TestSamples(t *testing.T) {
	for name, want := range map[string]struct {
		statements, operations int
		net                    int64
	}{"cfonb.120-complex-test.txt": {8, 5, -521090}, "cfonb.120-simple-test.txt": {1, 0, 0}} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("../../../shared/samples/cfonb120", name)
			if _, err := os.Stat(path); err != nil {
				t.Skip("the samples are not here")
			}
			b := mustBench(t)
			statements := at(t, b.want(0, "parse", path, "--json").document(t), "files", 0, "statements").([]any)
			operations, net := 0, int64(0)
			for _, s := range statements {
				for _, o := range at(t, s, "operations").([]any) {
					amount, err := at(t, o, "amount").(json.Number).Int64()
					if err != nil {
						t.Fatal(err)
					}
					operations, net = operations+1, net+amount
				}
			}
			if len(statements) != want.statements || operations != want.operations || net != want.net {
				t.Errorf("%d statements, %d operations, %d", len(statements), operations, net)
			}
			d := b.want(0, "import", path, "--json").document(t)
			wantAt(t, d, want.statements, "files", 0, "statements")
			wantAt(t, d, want.operations, "files", 0, "operations")
			b.want(0, "verify")
		})
	}
}

func TestImportAndVerifyJSON(t *testing.T) {
	b := mustBench(t)
	path := b.statements()
	d := b.want(0, "import", path, "--json").document(t)
	if got := keys(at(t, d, "files", 0)); got != "format new_operations new_statements operations outcome path places statements states warnings" {
		t.Errorf("has %q", got)
	}
	for name, want := range map[string]any{"outcome": "imported", "path": path, "format": "cfonb120", "statements": 1, "new_statements": 1, "operations": 2, "new_operations": 2, "warnings": 0} {
		wantAt(t, d, want, "files", 0, name)
	}
	wantAt(t, d, 1, "files", 0, "states", "Point de départ")
	wantAt(t, d, 1, "files", 0, "places", "sans IBAN")
	t.Run("again is a duplicate, and done", func(t *testing.T) {
		wantAt(t, b.want(0, "import", path, "--json").document(t), "duplicate", "files", 0, "outcome")
	})
	t.Run("one bad file of several is exit 1, the others are kept", func(t *testing.T) {
		bad := b.file("bad.txt", nil)
		r := b.want(1, "import", bad, path, "--json")
		wantAt(t, r.document(t), "failed", "files", 0, "outcome")
		wantAt(t, r.document(t), "unreadable", "files", 0, "error", "code")
		wantAt(t, r.document(t), nil, "files", 0, "format")
		if !strings.Contains(r.err, "bad.txt") || !strings.Contains(r.err, "vide") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("verify counts what is aside too", func(t *testing.T) {
		d := b.want(0, "verify", "--json").document(t)
		if keys(d) != "counts ok problems" || keys(at(t, d, "counts")) != "accounts clients deliveries files firms operations statements" {
			t.Errorf("has %s / %s", keys(d), keys(at(t, d, "counts")))
		}
		for name, n := range map[string]int{"firms": 0, "clients": 0, "accounts": 1, "statements": 1, "operations": 2, "files": 1, "deliveries": 0} {
			wantAt(t, d, n, "counts", name)
		}
		wantAt(t, d, true, "ok")
		wantAt(t, d, "[]", "problems")
	})
}

func TestImportHandedOver(t *testing.T) {
	b := mustBench(t)
	plan := b.file("plan.json", []byte(fmt.Sprintf(`{"firms":[{"name":"Cabinet","clients":[{"name":"Jardins","accounts":[{"iban":%q,"mandate":"créé"}]}]},{"name":"Autre"}]}`, ours)))
	b.want(0, "setup", plan)
	wantAt(t, b.want(0, "import", b.statements(), "--firm", "Cabinet", "--handed-over", "--json").document(t), 1, "files", 0, "places", "téléchargeable")
}

func TestDownload(t *testing.T) {
	b := mustBench(t)
	b.setUp()
	b.want(0, "import", b.statements())
	out := filepath.Join(b.dir, "out.dat")
	t.Run("asks for a person", func(t *testing.T) {
		if r := b.want(1, "download", "--out", out); !strings.Contains(r.err, "--user") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("asks for the password", func(t *testing.T) {
		if r := b.want(1, "download", "--out", out, "--user", "camille@cabinet.fr"); !strings.Contains(r.err, "SOBANK_PASSWORD") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("refuses a wrong one", func(t *testing.T) {
		t.Setenv("SOBANK_PASSWORD", "faux")
		if r := b.want(1, "download", "--out", out, "--user", "camille@cabinet.fr", "--json"); !strings.Contains(r.err, "est faux") || at(t, r.document(t), "error", "code") != "unauthenticated" {
			t.Errorf("said %q", r.err)
		}
	})
	t.Setenv("SOBANK_PASSWORD", password)
	t.Run("refuses a day that is none", func(t *testing.T) {
		if r := b.want(1, "download", "--out", out, "--user", "camille@cabinet.fr", "--from", "02/03/2026"); !strings.Contains(r.err, "AAAA-MM-JJ") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("OK", func(t *testing.T) {
		d := b.want(0, "download", "--out", out, "--user", "camille@cabinet.fr", "--from", "2026-03-01", "--to", "2026-03-31", "--json").document(t)
		if keys(d) != "path sha256 size statements" || keys(at(t, d, "statements", 0)) != "from iban operations to" {
			t.Errorf("has %s", keys(d))
		}
		for name, want := range map[string]any{"iban": ours, "from": "2026-03-01", "to": "2026-03-02", "operations": 2} {
			wantAt(t, d, want, "statements", 0, name)
		}
		wantAt(t, d, out, "path")
		content, err := os.ReadFile(out)
		imported, errImported := os.ReadFile(b.statements())
		if err != nil || errImported != nil || !bytes.Equal(content, imported) {
			t.Errorf("%v\n%s", err, content)
		}
	})
	t.Run("nothing left is said", func(t *testing.T) {
		if r := b.want(1, "download", "--out", out, "--user", "camille@cabinet.fr"); !strings.Contains(r.err, "aucun relevé à télécharger") {
			t.Errorf("said %q", r.err)
		}
	})
}

func TestSetup(t *testing.T) {
	b := mustBench(t)
	b.setUp()
	plan := filepath.Join(b.dir, "plan.json")
	t.Run("later is refused without --user", func(t *testing.T) {
		if r := b.want(1, "setup", plan); !strings.Contains(r.err, "--user") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("later by an Administrateur adds nothing twice", func(t *testing.T) {
		t.Setenv("SOBANK_PASSWORD", password)
		d := b.want(0, "setup", plan, "--user", "camille@cabinet.fr", "--json").document(t)
		for _, name := range []string{"accounts", "clients", "connectors", "firms", "staff"} {
			wantAt(t, d, 0, name)
		}
	})
	t.Run("a field that it does not know is refused by its name", func(t *testing.T) {
		wrong := b.file("wrong.json", []byte(`{"firms":[{"nom":"Cabinet"}]}`))
		if r := b.want(1, "setup", wrong); !strings.Contains(r.err, "nom") {
			t.Errorf("said %q", r.err)
		}
	})
	t.Run("secrets that are no JSON are refused and not repeated", func(t *testing.T) {
		r := b.run(`{"connectors": PLANTED`, "setup", plan)
		if r.code != 1 || !strings.Contains(r.err, "entrée standard") || strings.Contains(r.err+r.out, "PLANTED") {
			t.Errorf("exit %d: %s", r.code, r.err)
		}
	})
	t.Run("no secret is in the data folder", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(b.data, "*"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, f := range files {
			if content, err := os.ReadFile(f); err != nil || bytes.Contains(content, []byte("PLANTED")) || bytes.Contains(content, []byte(password)) {
				t.Errorf("%s: %v", f, err)
			}
		}
	})
}
