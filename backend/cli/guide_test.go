package cli_test

import (
	"os"
	"strings"
	"testing"

	"sobank/backend/cli"
)

// TestGuide keeps docs/guide/ligne-de-commande.md true: each command has its heading, each
// option stands under it, and no heading is of a command that is gone.
func TestGuide(t *testing.T) {
	b, err := os.ReadFile("../../docs/guide/ligne-de-commande.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, complaint := range checkGuide(string(b), cli.Options()) {
		t.Error(complaint)
	}
}

func TestGuideNotices(t *testing.T) {
	options := map[string][]string{"import": {"firm"}}
	for name, page := range map[string]string{
		"a command without heading": "# Rien",
		"an option unsaid":          "## `import` : importer\n\nrien\n\n## La suite\n\n`--firm`",
		"a command that is gone":    "## `import`\n\n`--firm`\n\n## `export` : exporter\n",
		"an option that is gone":    "## `import`\n\n`--firm`, `--from`\n",
	} {
		t.Run(name, func(t *testing.T) {
			if len(checkGuide(page, options)) == 0 {
				t.Error("went unnoticed")
			}
		})
	}
	if complaints := checkGuide("## `import`\n\n`--firm NOM`, `--data`\n", options); len(complaints) > 0 {
		t.Error(complaints)
	}
}

// checkGuide compares the page with the commands and their own options.
func checkGuide(page string, options map[string][]string) (complaints []string) {
	said := map[string]string{}
	for _, section := range strings.Split(page, "\n## ") {
		section = strings.TrimPrefix(section, "## ")
		if rest, ok := strings.CutPrefix(section, "`"); ok {
			command, text, _ := strings.Cut(rest, "`")
			said[command] = text
		}
	}
	for command, names := range options {
		text, there := said[command]
		if !there {
			complaints = append(complaints, "the page has no heading for « sobank "+command+" »")
			continue
		}
		for _, name := range names {
			if !strings.Contains(text, "`--"+name+"`") && !strings.Contains(text, "`--"+name+" ") {
				complaints = append(complaints, "under "+command+" the page does not name --"+name)
			}
		}
		for _, name := range optionsIn(text) {
			if !knows(names, name) {
				complaints = append(complaints, "under "+command+" the page names --"+name+", which the command does not have")
			}
		}
	}
	for command := range said {
		if options[command] == nil {
			complaints = append(complaints, "the page has a heading for "+command+", which is no command")
		}
	}
	return complaints
}

// optionsIn are the words of a text that begin with two dashes.
func optionsIn(text string) (names []string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') }) {
		if name, ok := strings.CutPrefix(word, "--"); ok && name != "" && !strings.HasPrefix(name, "-") {
			names = append(names, name)
		}
	}
	return names
}

// knows reports whether a command has an option, its own or one that all have.
func knows(own []string, name string) bool {
	for _, one := range append([]string{"data", "json", "help"}, own...) {
		if one == name {
			return true
		}
	}
	return false
}
