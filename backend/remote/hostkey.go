package remote

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
)

// pin is the key that a server is known by: its kind ("ssh-ed25519", "" when only the print is
// known) and its SHA-256 fingerprint as OpenSSH writes it ("SHA256:…").
type pin struct{ kind, print string }

// Pin is the setting "host_key" for a server's key: « ssh-ed25519 SHA256:… ». The kind is part of
// it, since a server has several keys and shows the one that it is asked for.
func Pin(key ssh.PublicKey) string { return pinOf(key).String() }

func pinOf(key ssh.PublicKey) pin { return pin{kind: key.Type(), print: ssh.FingerprintSHA256(key)} }

// Unknown reports that nobody has confirmed a key.
func (p pin) Unknown() bool { return p.print == "" }

func (p pin) String() string { return strings.TrimSpace(p.kind + " " + p.print) }

// ParsePin reads the setting: what Pin writes, the fingerprint alone, or a whole public key as in
// known_hosts or a .pub file.
func ParsePin(text string) (pin, error) {
	if text == "" {
		return pin{}, nil
	}
	fields := strings.Fields(text)
	if print := fields[len(fields)-1]; isPrint(print) && len(fields) <= 2 {
		p := pin{print: strings.TrimRight(print, "=")}
		if len(fields) == 2 {
			p.kind = fields[0]
		}
		if p.kind == "" || len(algorithmsFor(p.kind)) > 0 {
			return p, nil
		}
	}
	if key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(text)); err == nil && len(algorithmsFor(key.Type())) > 0 {
		return pinOf(key), nil
	}
	if _, _, key, _, _, err := ssh.ParseKnownHosts([]byte(text)); err == nil && len(algorithmsFor(key.Type())) > 0 {
		return pinOf(key), nil
	}
	return pin{}, Misset("La clé du serveur qui est retenue ne se lit pas.",
		"Testez la connexion : l'empreinte de la clé sera montrée à nouveau, à confirmer.")
}

// isPrint reports whether a text has the shape of a SHA-256 fingerprint.
func isPrint(text string) bool {
	print, ok := strings.CutPrefix(strings.TrimRight(text, "="), "SHA256:")
	return ok && len(print) == 43 && !strings.ContainsFunc(print, func(r rune) bool {
		return !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", r)
	})
}

// is reports whether a server's key is the pinned one.
func (p pin) is(key ssh.PublicKey) bool {
	shown := pinOf(key)
	return (p.kind == "" || p.kind == shown.kind) && subtle.ConstantTimeCompare([]byte(p.print), []byte(shown.print)) == 1
}

// algorithms is what the server may sign with: those of the pinned kind, so that it shows that key
// and not another of its own.
func (p pin) algorithms() []string { return algorithmsFor(p.kind) }

// algorithmsFor lists, preferred first, the host key algorithms for a kind of key ("": all). SHA-1
// and DSA are not among them, nor certificates, which nobody can compare.
func algorithmsFor(kind string) []string {
	all := ssh.SupportedAlgorithms().HostKeys
	all = slices.DeleteFunc(all, func(name string) bool {
		return strings.Contains(name, "-cert-") || kind != "" && kindOf(name) != kind
	})
	slices.SortStableFunc(all, func(a, b string) int { return rank(a) - rank(b) })
	return all
}

func kindOf(algorithm string) string {
	if strings.HasPrefix(algorithm, "rsa-sha2-") {
		return ssh.KeyAlgoRSA
	}
	return algorithm
}

// rank puts the shortest fingerprints to explain first: the key that OpenSSH too would show.
func rank(algorithm string) int {
	switch {
	case algorithm == ssh.KeyAlgoED25519:
		return 0
	case strings.HasPrefix(algorithm, "ecdsa-"):
		return 1
	}
	return 2
}

// sight is the key that a server showed. The library asks about it on a goroutine of its own, and
// again when keys are exchanged anew.
type sight struct {
	mu  sync.Mutex
	key ssh.PublicKey
}

// errOtherKey ends a handshake before anything is said to the server.
var errOtherKey = errors.New("sftp: another host key")

// mustBe takes the pinned key alone; of an unknown pin, none.
func (s *sight) mustBe(p pin) ssh.HostKeyCallback {
	return func(_ string, _ net.Addr, key ssh.PublicKey) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.key = key
		if !p.is(key) {
			return errOtherKey
		}
		return nil
	}
}

// seen is nil for a server that showed none.
func (s *sight) seen() ssh.PublicKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.key
}

// Unpinned is a server whose key nobody has confirmed.
func Unpinned(to Target) *Setback {
	return Trouble(CodeUnknownKey, "La clé du serveur "+to.String()+" n'a pas encore été confirmée : rien n'a été envoyé.",
		"Cliquez sur « Tester la connexion » dans le connecteur, comparez l'empreinte, puis confirmez-la.")
}

// changed is a server that shows another key than the pinned one.
func changed(to Target, shown ssh.PublicKey) *Setback {
	message := fmt.Sprintf("La clé du serveur %s n'est pas celle qui est retenue : empreinte retenue %s, empreinte présentée %s. Rien n'a été envoyé.", to, to.Pin, pinOf(shown))
	s := Trouble(CodeChangedKey, message,
		"Demandez au partenaire s'il a changé de clé. Si oui, et si l'empreinte présentée est la sienne, testez la connexion et confirmez-la ; sinon, quelqu'un se fait peut-être passer pour lui.")
	s.Asks = confirm(shown, fmt.Sprintf("La clé du serveur %s a changé : celle qui est retenue a pour empreinte %s. Ne confirmez la nouvelle que si le partenaire dit qu'il a changé de clé, et que c'est cette empreinte-ci.", to, to.Pin))
	return s
}

// Stranger is a server that is met for the first time.
func Stranger(to Target, shown ssh.PublicKey) *Setback {
	s := Back(deliver.ToRetry, CodeUnknownKey,
		fmt.Sprintf("Il n'est pas encore connu. Sa clé (%s) a pour empreinte %s. Rien n'a été envoyé.", shown.Type(), ssh.FingerprintSHA256(shown)),
		"Comparez cette empreinte avec celle que le partenaire vous a donnée. Si c'est la même, confirmez-la.")
	s.Asks = confirm(shown, fmt.Sprintf("Le serveur %s n'est pas encore connu. Comparez l'empreinte de sa clé avec celle que le partenaire vous a donnée ; si c'est la même, confirmez-la.", to))
	return s
}

// confirm asks whether a key is the server's. The one answer is the pin that it becomes.
func confirm(shown ssh.PublicKey, sentence string) *deliver.Question {
	return &deliver.Question{Setting: "host_key", Sentence: sentence, Answers: []deliver.Answer{{Value: Pin(shown), Label: Pin(shown)}}}
}
