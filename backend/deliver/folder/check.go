package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strings"

	"sobank/backend/deliver"
)

// partial ends the name of a file that is being written.
const partial = ".part"

// setting is the folder of a connector: an absolute path, so that it does not depend on
// where the program was started.
func setting(a deliver.Access) (string, error) {
	dir := strings.TrimSpace(a.Settings["folder"])
	const hint = "Choisissez un dossier dans le connecteur."
	if dir == "" {
		return "", trouble(codeSetting, "Le dossier de dépôt n'est pas renseigné.", hint)
	}
	if !filepath.IsAbs(dir) {
		return "", trouble(codeSetting, "Le dossier de dépôt « "+dir+" » n'est pas un chemin complet.", hint)
	}
	return filepath.Clean(dir), nil
}

// check refuses to write what is not a file of this statement.
func check(p deliver.Parcel) error {
	const hint = "Contactez le support avec ce message."
	if !isPlainName(p.Name) {
		return back(deliver.ToCheck, codeName, "Le nom du fichier à déposer n'est pas permis : rien n'a été déposé.", hint)
	}
	if len(p.Bytes) == 0 {
		return back(deliver.ToCheck, codeCheck, "Le relevé à déposer est vide : rien n'a été déposé.", hint)
	}
	if sum := hash(p.Bytes); p.SHA256 != "" && !strings.EqualFold(p.SHA256, sum) {
		return back(deliver.ToCheck, codeCheck, "Le contenu du relevé n'est plus celui qui avait été préparé : rien n'a été déposé.", hint)
	}
	return nil
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// devices are names that Windows keeps for itself, with any extension.
var devices = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}

// isPlainName reports whether a name is one file's in this folder and nothing else, on
// every system: the folder may be another system's share.
func isPlainName(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	port := strings.TrimRight(stem, "0123456789¹²³")
	switch {
	case name == "" || len(name) > 200 || strings.HasPrefix(name, ".") || strings.HasSuffix(name, partial):
		return false
	case strings.ContainsAny(name, `/\:*?"<>|`) || strings.TrimRight(name, " .") != name || strings.TrimSpace(name) != name:
		return false
	case slices.Contains(devices, strings.TrimSpace(stem)) || port != stem && (port == "COM" || port == "LPT"):
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\uFFFD' })
}
