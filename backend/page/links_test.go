package page

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/fault"
)

func TestLinkOpensWhatTheProgramCites(t *testing.T) {
	for _, address := range []string{
		"https://data.inpi.fr/entreprises/732829320",
		"https://annuaire-entreprises.data.gouv.fr/entreprise/732829320?a=1#b",
		"mailto:aide@exemple.fr?subject=So%20bank%20%3A%20aide&body=Bonjour%2C%0D%0A",
		"mailto:prenom.nom+so@exemple.fr",
		"mailto:?subject=Relance&body=Bonjour",
	} {
		if got, err := Link(address); err != nil || got != address {
			t.Errorf("%s: %q %v", address, got, err)
		}
	}
}

func TestLinkRefusesTheRest(t *testing.T) {
	for _, address := range []string{
		"", " ", "data.inpi.fr", "//data.inpi.fr/",
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "ms-settings:", "smb://data.inpi.fr/",
		"http://data.inpi.fr/", "HTTPS://data.inpi.fr/", "https:data.inpi.fr", "https:/data.inpi.fr/", "https:///data.inpi.fr/",
		"https://exemple.fr/", "https://data.inpi.fr.exemple.fr/", "https://exemple.fr/data.inpi.fr", "https://xdata.inpi.fr/", "https://inpi.fr/",
		"https://exemple.fr#data.inpi.fr", "https://exemple.fr?data.inpi.fr", "https://DATA.inpi.fr/", "https://data.inpi.fr./",
		"https://data.inpi.fr@exemple.fr/", "https://data.inpi.fr:443@exemple.fr/", "https://u:p@data.inpi.fr/", "https://@data.inpi.fr/", "https://data.inpi.fr:8443/",
		`https://exemple.fr\@data.inpi.fr/`, `https://data.inpi.fr\.exemple.fr/`, `https:\\data.inpi.fr\`,
		"https://data.inpі.fr/", "https://data.inpi。fr/", "https://data.inpi.fr\u202E/", "https://xn--data-inpi.fr/", "https://dаta.inpi.fr/",
		"https://data.inpi.fr/\n", "https://data.inpi.fr/\r\nX: y", "https://data.inpi.fr/\x00", "\thttps://data.inpi.fr/", "https://data.inpi.fr/ a",
		"https://data.inpi.fr/$(x)", "https://data.inpi.fr/;calc", "https://data.inpi.fr/|calc", "https://data.inpi.fr/`x`", `https://data.inpi.fr/"x`,
		"https://data%2Einpi.fr/", "https://data.inpi.fr%00.exemple.fr/", "https://[::1]/",
		"https://data.inpi.fr/" + strings.Repeat("a", maxLink),
		"mailto:a@exemple.fr,b@exemple.fr", "mailto:a@exemple.fr?cc=b@exemple.fr", "mailto:a@exemple.fr?bcc=b@exemple.fr", "mailto:a@exemple.fr?attach=/etc/passwd",
		"mailto:a@exemple.fr?to=b@exemple.fr", "mailto:a@exemple.fr?subject=a%0D%0ABcc:b@exemple.fr", "mailto:a@exemple.fr?subject=a&subject=b",
		"mailto:a@exemple.fr?body=%00", "mailto:a@exemple.fr?body=%zz", "mailto:a%0Ab@exemple.fr", "mailto://a@exemple.fr", "mailto:pas-une-adresse", "MAILTO:a@exemple.fr",
		"mailto:a@exemple.fr#x",
	} {
		if got, err := Link(address); fault.CodeOf(err) != fault.Refused || got != "" {
			t.Errorf("%q: %q %v", address, got, err)
		}
	}
}

// TestOneDoorOut: no code of the frontend asks the system to open an address by itself.
func TestOneDoorOut(t *testing.T) {
	looked := 0
	err := filepath.WalkDir("../../frontend/src", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "wailsjs" {
			return orSkip(err)
		}
		if d.IsDir() || !strings.HasSuffix(strings.TrimSuffix(path, "x"), ".ts") {
			return nil
		}
		looked++
		text, err := os.ReadFile(path)
		for _, way := range []string{"BrowserOpenURL", "location.assign", "location.replace", "dangerouslySetInnerHTML"} {
			if strings.Contains(string(text), way) {
				t.Errorf("%s uses %s", path, way)
			}
		}
		return err
	})
	if err != nil || looked < 100 {
		t.Errorf("%d files were looked at: %v", looked, err)
	}
}

func orSkip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}
