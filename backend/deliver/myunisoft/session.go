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
	token  string
	secret string
	key    string // of these credentials at this address, a hash
}

// session reads what a connector holds; what is missing or unsafe is a setback.
func (c *Client) session(a deliver.Access) (session, error) {
	base, err := baseAddress(a.Settings["base_url"])
	if err != nil {
		return session{}, err
	}
	s := session{Client: c, base: base, token: bare(a.Secrets["token"]), secret: strings.TrimSpace(a.Secrets["third_party_secret"])}
	if err := checkCredential(s.secret, "Le secret du partenaire"); err != nil {
		return session{}, err
	}
	if err := checkCredential(s.token, "Le jeton du cabinet"); err != nil {
		return session{}, err
	}
	sum := sha256.Sum256([]byte(s.base + "\n" + s.token + "\n" + s.secret))
	s.key = hex.EncodeToString(sum[:])
	return s, nil
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

// baseAddress is the address of the API: https, or http on this very machine (tests, the
// demonstration), so that no credential ever travels in clear.
func baseAddress(setting string) (string, error) {
	text := strings.TrimRight(strings.TrimSpace(setting), "/")
	u, err := url.Parse(text)
	switch {
	case text == "":
		return "", badAddress("L'adresse de l'API MyUnisoft n'est pas renseignée")
	case err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", badAddress("L'adresse de l'API MyUnisoft n'est pas une adresse valable")
	case u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname()):
		return text, nil
	}
	return "", badAddress("L'adresse de l'API MyUnisoft doit commencer par https://")
}

func badAddress(sentence string) error {
	return trouble(deliver.ToRetry, codeSetting, sentence+" : rien n'a été envoyé.",
		"Corrigez « Adresse de l'API » dans le connecteur ; MyUnisoft documente https://api.myunisoft.fr/api/v1.")
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
