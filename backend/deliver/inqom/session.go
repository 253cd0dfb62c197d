package inqom

import (
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/url"
	"strings"

	"sobank/backend/deliver"
)

// session is one connector's way to the partner, for one call.
type session struct {
	*Client
	*door
	base, auth         string // without a slash at their ends
	clientID, username string
	secret, password   string
	key                string // of these credentials at these addresses, a hash
	lane               string // what the rate limit counts for
	keychain           deliver.Session
	using              string // the token of the question under way
}

// session reads what a connector holds; what is missing or unsafe is a setback.
func (c *Client) session(a deliver.Access) (session, error) {
	s := session{Client: c, clientID: strings.TrimSpace(a.Settings["client_id"]), username: strings.TrimSpace(a.Settings["username"]),
		secret: a.Secrets["client_secret"], password: a.Secrets["inqom_password"], keychain: a.Session}
	var err error
	if s.base, err = address(a.Settings["base_url"], "Adresse de l'API"); err != nil {
		return session{}, err
	}
	if s.auth, err = address(a.Settings["auth_url"], "Adresse de connexion"); err != nil {
		return session{}, err
	}
	for _, needed := range []struct{ value, name string }{
		{s.clientID, "L'identifiant d'API"}, {s.username, "L'utilisateur Inqom"}, {s.secret, "Le secret d'API"}, {s.password, "Le mot de passe Inqom"}} {
		if needed.value == "" {
			return session{}, trouble(deliver.ToRetry, codeCredentials, needed.name+" n'est pas enregistré : rien n'a été demandé à Inqom.", hintEnter)
		}
	}
	s.lane = hash(s.base, s.clientID, s.username)
	s.key = hash(s.base, s.auth, s.clientID, s.username, s.secret, s.password)
	s.door = c.doorOf(s.key)
	return s, nil
}

// hash tells texts apart without keeping them.
func hash(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// address is one of the partner's: https, or http on this very machine (tests, the
// demonstration), so that no credential ever travels in clear.
func address(setting, label string) (string, error) {
	text := strings.TrimRight(strings.TrimSpace(setting), "/")
	u, err := url.Parse(text)
	switch {
	case text == "":
		return "", badAddress("« "+label+" » d'Inqom n'est pas renseignée", label)
	case err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", badAddress("« "+label+" » n'est pas une adresse valable", label)
	case u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()):
		return text, nil
	}
	return "", badAddress("« "+label+" » doit commencer par https://", label)
}

func badAddress(sentence, label string) error {
	return trouble(deliver.ToRetry, codeSetting, sentence+" : rien n'a été demandé à Inqom.", "Corrigez « "+label+" » dans le connecteur.")
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
