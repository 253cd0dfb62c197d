package myunisoft

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
	base   string // without a slash at its end
	token  string // the firm's own; "" with a door
	secret string
	door   *door  // of « API Cabinet », nil otherwise
	key    string // of these credentials at this address, a hash
}

// session reads what a connector holds; what is missing or unsafe is a setback.
func (c *Client) session(a deliver.Access) (session, error) {
	base, err := address(a.Settings["base_url"], apiAddress)
	if err != nil {
		return session{}, err
	}
	s := session{Client: c, base: base, secret: strings.TrimSpace(a.Secrets["third_party_secret"])}
	if err := checkCredential(s.secret, "Le secret du partenaire"); err != nil {
		return session{}, err
	}
	if a.Settings["access"] == "firm" {
		s.door, err = c.doorOf(a)
		s.key = hashOf(s.base, s.secret, s.doorID())
		return s, err
	}
	s.token = bare(a.Secrets["token"])
	s.key = hashOf(s.base, s.token, s.secret)
	return s, checkCredential(s.token, "Le jeton du cabinet")
}

func hashOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:])
}

// secrets are what is never said.
func (s session) secrets() []string {
	known := []string{s.token, s.secret}
	if s.door != nil {
		known = append(known, s.door.password, s.door.held.latest())
	}
	return known
}

// bare is a token without the « Bearer » that some paste with it.
func bare(token string) string {
	token = strings.TrimSpace(token)
	if scheme, rest, found := strings.Cut(token, " "); found && strings.EqualFold(scheme, "bearer") {
		return strings.TrimSpace(rest)
	}
	return token
}

// checkCredential refuses what cannot travel in a header, without repeating it.
func checkCredential(value, name string) error {
	hint := "Ouvrez le connecteur dans « Paramètres cabinet » et saisissez ses identifiants."
	if value == "" {
		return trouble(deliver.ToRetry, codeCredentials, name+" n'est pas enregistré : rien n'a été envoyé.", hint)
	}
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return trouble(deliver.ToRetry, codeCredentials, name+" contient un caractère impossible : rien n'a été envoyé.", "Copiez-le de nouveau, en entier et sans espace, dans le connecteur.")
	}
	return nil
}

// place is an address of the settings.
type place struct{ name, label, documented string }

var (
	apiAddress  = place{"L'adresse de l'API MyUnisoft", "Adresse de l'API", "https://api.myunisoft.fr/api/v1"}
	authAddress = place{"L'adresse de connexion à MyUnisoft", "Adresse de connexion", "https://app.prodcomptable.myunisoft.fr/api"}
)

// address is one of the partner's: https, or http on this very machine (tests, the
// demonstration), so that no credential ever travels in clear.
func address(setting string, of place) (string, error) {
	text := strings.TrimRight(strings.TrimSpace(setting), "/")
	u, err := url.Parse(text)
	switch {
	case text == "":
		return "", badAddress(of, "n'est pas renseignée")
	case err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", badAddress(of, "n'est pas une adresse valable")
	case u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()):
		return text, nil
	}
	return "", badAddress(of, "doit commencer par https://")
}

func badAddress(of place, why string) error {
	return trouble(deliver.ToRetry, codeSetting, of.name+" "+why+" : rien n'a été envoyé.",
		"Corrigez « "+of.label+" » dans le connecteur ; MyUnisoft documente "+of.documented+".")
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
