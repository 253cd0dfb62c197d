package sftp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"path"
	"strconv"
	"strings"

	"sobank/backend/deliver"
)

// target is a place at a server, and what opens it.
type target struct {
	host    string
	port    int
	user    string
	folder  string // at the server; "." is the user's own
	pin     pin
	secrets map[string]string
}

// targetOf reads a connector's settings.
func targetOf(a deliver.Access) (target, error) {
	set := func(key string) string { return strings.TrimSpace(a.Settings[key]) }
	to := target{host: strings.Trim(set("host"), "[]"), port: 22, user: set("user"), folder: cleanFolder(set("folder")), secrets: a.Secrets}
	if text := set("port"); text != "" {
		port, err := strconv.Atoi(text)
		if err != nil || port < 1 || port > 65535 {
			return to, misset("Le port « "+text+" » n'est pas un nombre de 1 à 65535.", "Indiquez le port dans le connecteur ; c'est presque toujours 22.")
		}
		to.port = port
	}
	switch {
	case to.host == "":
		return to, misset("Le serveur n'est pas renseigné.", "Indiquez son nom dans le connecteur, comme sftp.exemple.fr.")
	case !isHost(to.host):
		return to, misset("« "+to.host+" » n'est pas un nom de serveur.", "Donnez le nom seul, comme sftp.exemple.fr : sans « sftp:// », sans dossier, le port à part.")
	case to.user == "":
		return to, misset("L'identifiant au serveur n'est pas renseigné.", "Indiquez-le dans le connecteur.")
	case hasControl(to.user + to.folder):
		return to, misset("L'identifiant ou le dossier contient un caractère impossible.", "Retapez-les dans le connecteur.")
	}
	var err error
	to.pin, err = parsePin(set("host_key"))
	return to, err
}

// cleanFolder reads « ~/depot » as sftp's clients do: from where the user arrives.
func cleanFolder(text string) string {
	if text == "~" || strings.HasPrefix(text, "~/") {
		text = "." + text[1:]
	}
	return path.Clean(text)
}

// isHost reports whether a text is a name or an address alone.
func isHost(text string) bool {
	if net.ParseIP(text) != nil {
		return true
	}
	return len(text) <= 253 && !strings.ContainsAny(text, "/\\@:[] \"'") && !hasControl(text)
}

func hasControl(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f })
}

func (t target) address() string { return net.JoinHostPort(t.host, strconv.Itoa(t.port)) }

// String is the server on screen; its usual port is not said.
func (t target) String() string {
	if t.port == 22 {
		return "« " + t.host + " »"
	}
	return "« " + t.address() + " »"
}

// inFolder is the path of a file there.
func (t target) inFolder(name string) string { return path.Join(t.folder, name) }

// identity is the same for two targets that one connection serves: server, user, folder, key and
// secrets. Nothing can be read out of it.
func (t target) identity(salt []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(salt)
	fmt.Fprintf(h, "%q%q%q%q", t.address(), t.user, t.folder, t.pin)
	for _, key := range []string{"password", "private_key", "passphrase"} {
		fmt.Fprintf(h, "%q", t.secrets[key])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// withoutSecrets takes what a server says and makes it fit to be shown: bounded, on one line, and
// nothing at all when it repeats a secret.
func (t target) withoutSecrets(said string) string {
	for _, secret := range t.secrets {
		if secret != "" && strings.Contains(said, secret) {
			return ""
		}
	}
	said = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\uFFFD' {
			return ' '
		}
		return r
	}, said)), " ")
	if runes := []rune(said); len(runes) > 200 {
		said = string(runes[:200]) + "…"
	}
	return said
}

// check refuses to send what is not a file of this statement.
func check(p deliver.Parcel) error {
	const hint = "Contactez le support avec ce message."
	if !isPlainName(p.Name) {
		return back(deliver.ToCheck, codeName, "Le nom du fichier à déposer n'est pas permis : rien n'a été déposé.", hint)
	}
	if len(p.Bytes) == 0 {
		return back(deliver.ToCheck, codeCheck, "Le relevé à déposer est vide : rien n'a été déposé.", hint)
	}
	sum := sha256.Sum256(p.Bytes)
	if p.SHA256 != "" && !strings.EqualFold(p.SHA256, hex.EncodeToString(sum[:])) {
		return back(deliver.ToCheck, codeCheck, "Le contenu du relevé n'est plus celui qui avait été préparé : rien n'a été déposé.", hint)
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
