package cli

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// TestGuideNamesEveryCommand: the guide's page on the command line has each command, each of its options
// and each variable.
func TestGuideNamesEveryCommand(t *testing.T) {
	text, err := os.ReadFile("../../docs/guide/ligne-de-commande.md")
	if err != nil {
		t.Fatal(err)
	}
	names := func(what string) {
		if !strings.Contains(string(text), what) {
			t.Errorf("the page says nothing of %s", what)
		}
	}
	root := (&session{}).root()
	options := func(f *pflag.Flag) { names("`--" + f.Name) }
	root.PersistentFlags().VisitAll(options)
	for _, c := range root.Commands() {
		if c.Hidden {
			continue
		}
		names("`sobank " + c.Name())
		c.LocalNonPersistentFlags().VisitAll(options)
	}
	for _, variable := range []string{envKey, envPassphrase, "SOBANK_PASSWORD", "SOBANK_DATA"} {
		names("`" + variable + "`")
	}
}
