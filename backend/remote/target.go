package remote

import (
	"crypto/sha256"
	"fmt"
	"net"
	"path"
	"strconv"
	"strings"

	"sobank/backend/deliver"
)

// Target is a place at a server, and what opens it.
type Target struct {
	Host    string
	Port    int
	User    string
	Folder  string // at the server; "." is the user's own
	Pin     pin
	Secrets map[string]string
}

// TargetOf reads a connector's settings.
func TargetOf(a deliver.Access) (Target, error) {
	set := func(key string) string { return strings.TrimSpace(a.Settings[key]) }
	to := Target{Host: strings.Trim(set("host"), "[]"), Port: 22, User: set("user"), Folder: cleanFolder(set("folder")), Secrets: a.Secrets}
	if text := set("port"); text != "" {
		port, err := strconv.Atoi(text)
		if err != nil || port < 1 || port > 65535 {
			return to, Misset("Le port « "+text+" » n'est pas un nombre de 1 à 65535.", "Indiquez le port dans le connecteur ; c'est presque toujours 22.")
		}
		to.Port = port
	}
	switch {
	case to.Host == "":
		return to, Misset("Le serveur n'est pas renseigné.", "Indiquez son nom dans le connecteur, comme sftp.exemple.fr.")
	case !isHost(to.Host):
		return to, Misset("« "+to.Host+" » n'est pas un nom de serveur.", "Donnez le nom seul, comme sftp.exemple.fr : sans « sftp:// », sans dossier, le port à part.")
	case to.User == "":
		return to, Misset("L'identifiant au serveur n'est pas renseigné.", "Indiquez-le dans le connecteur.")
	case hasControl(to.User + to.Folder):
		return to, Misset("L'identifiant ou le dossier contient un caractère impossible.", "Retapez-les dans le connecteur.")
	}
	var err error
	to.Pin, err = ParsePin(set("host_key"))
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

// Address is the host and the port.
func (t Target) Address() string { return net.JoinHostPort(t.Host, strconv.Itoa(t.Port)) }

// String is the server on screen; its usual port is not said.
func (t Target) String() string {
	if t.Port == 22 {
		return "« " + t.Host + " »"
	}
	return "« " + t.Address() + " »"
}

// InFolder is the path of a file there.
func (t Target) InFolder(name string) string { return path.Join(t.Folder, name) }

// identity is the same for two targets that one connection serves: server, user, folder, key and
// secrets. Nothing can be read out of it.
func (t Target) identity(salt []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(salt)
	fmt.Fprintf(h, "%q%q%q%q", t.Address(), t.User, t.Folder, t.Pin)
	for _, key := range []string{"password", "private_key", "passphrase"} {
		fmt.Fprintf(h, "%q", t.Secrets[key])
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// WithoutSecrets takes what a server says and makes it fit to be shown: bounded, on one line, and
// nothing at all when it repeats a secret.
func (t Target) WithoutSecrets(said string) string {
	for _, secret := range t.Secrets {
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
