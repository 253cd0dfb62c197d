package licence_test

import (
	"os"
	"strings"
	"testing"

	"sobank/backend/licence"
)

// TestEveryComponentHasItsText: what is shown under « À propos » is whole, and holds what each
// system's window is made with.
func TestEveryComponentHasItsText(t *testing.T) {
	file, err := licence.Read()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, c := range file.Components {
		known[c.Name] = true
		if c.Name == "" || c.Version == "" || c.Licence == "" {
			t.Errorf("incomplete: %+v", c)
		}
		if text := file.Text(c.Kind, c.Name, c.Version); len(text) < 40 {
			t.Errorf("%s %s: no text (%q)", c.Name, c.Version, text)
		}
		if c.Kind != licence.Go && c.Kind != licence.NPM && c.Kind != licence.C {
			t.Errorf("%s: of no kind (%q)", c.Name, c.Kind)
		}
	}
	for _, name := range []string{
		"Go", "SQLite", "react", "@mantine/core", "github.com/wailsapp/wails/v2",
		"github.com/wailsapp/go-webview2", // Windows alone
		"github.com/danieljoos/wincred",   // Windows alone
		"github.com/godbus/dbus/v5",       // Linux alone
	} {
		if !known[name] {
			t.Errorf("%s is missing", name)
		}
	}
}

// TestNothingOfTheMachine: the texts are those of the components, and say nothing of where they
// were gathered.
func TestNothingOfTheMachine(t *testing.T) {
	file, err := licence.Read()
	if err != nil {
		t.Fatal(err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range file.Texts {
		for _, word := range []string{here, "node_modules", "registry."} {
			if strings.Contains(text, word) {
				t.Errorf("text %s holds %q", key, word)
			}
		}
	}
}

func TestNoTextForNobody(t *testing.T) {
	file, err := licence.Read()
	if err != nil {
		t.Fatal(err)
	}
	if got := file.Text(licence.Go, "example.org/none", "v1.0.0"); got != "" {
		t.Errorf("got %q", got)
	}
}
