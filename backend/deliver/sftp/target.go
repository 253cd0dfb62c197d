package sftp

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

// Our own codes, beside those of package remote.
const (
	codeName       = "NOM"
	codeCheck      = "CONTROLE"
	codeTaken      = "NOM-DEJA-PRIS"
	codeUnreadable = "FICHIER-ILLISIBLE"
	codeNotNoted   = "NON-NOTE"
)

// check refuses to send what is not a file of this statement.
func check(p deliver.Parcel) error {
	const hint = "Contactez le support avec ce message."
	if !isPlainName(p.Name) {
		return remote.Back(deliver.ToCheck, codeName, "Le nom du fichier à déposer n'est pas permis : rien n'a été déposé.", hint)
	}
	if len(p.Bytes) == 0 {
		return remote.Back(deliver.ToCheck, codeCheck, "Le relevé à déposer est vide : rien n'a été déposé.", hint)
	}
	sum := sha256.Sum256(p.Bytes)
	if p.SHA256 != "" && !strings.EqualFold(p.SHA256, hex.EncodeToString(sum[:])) {
		return remote.Back(deliver.ToCheck, codeCheck, "Le contenu du relevé n'est plus celui qui avait été préparé : rien n'a été déposé.", hint)
	}
	return nil
}

// partial ends the name of a file that is being written.
const partial = ".part"

// isPlainName reports whether a name is one file's in the folder, on a server of any system.
func isPlainName(name string) bool {
	switch {
	case name == "" || len(name) > 200 || strings.HasPrefix(name, ".") || strings.HasSuffix(name, partial):
		return false
	case strings.ContainsAny(name, `/\:*?"<>|`) || strings.TrimRight(name, ".") != name || strings.TrimSpace(name) != name:
		return false
	}
	return !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\uFFFD' })
}
