package remote

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"

	"golang.org/x/crypto/ssh"
)

// login offers a target's secrets to its server, and remembers what was offered: a refusal is told
// by it.
type login struct {
	password string
	signer   ssh.Signer

	offeredKey, offeredPassword bool
	askedElse                   bool // the server wants something that nobody gave us
}

var errNotAPassword = errors.New("sftp: the server asks for something else than a password")

// loginOf reads the secrets. Errors: a setback for what is missing or does not open.
func loginOf(to Target) (*login, error) {
	l := &login{password: to.Secrets["password"]}
	if text := strings.TrimSpace(to.Secrets["private_key"]); text != "" {
		signer, err := parseKey(text, to.Secrets["passphrase"])
		if err != nil {
			return nil, err
		}
		l.signer = signer
	}
	if l.password == "" && l.signer == nil {
		return nil, Trouble(CodeCredentials, "Ni mot de passe ni clé privée ne sont donnés pour le serveur "+to.String()+".", "Donnez l'un ou l'autre sur la page du connecteur.")
	}
	return l, nil
}

// methods is what may be offered, the key first.
func (l *login) methods() []ssh.AuthMethod {
	var methods []ssh.AuthMethod
	if l.signer != nil {
		methods = append(methods, ssh.PublicKeysCallback(func() ([]ssh.Signer, error) {
			l.offeredKey = true
			return []ssh.Signer{l.signer}, nil
		}))
	}
	if l.password == "" {
		return methods
	}
	return append(methods, ssh.PasswordCallback(func() (string, error) {
		l.offeredPassword = true
		return l.password, nil
	}), ssh.KeyboardInteractive(l.answer))
}

// answer gives the password to a server that asks for it as a question. The same wrong password is
// not given twice: servers count.
func (l *login) answer(_, _ string, questions []string, echos []bool) ([]string, error) {
	switch {
	case len(questions) == 0:
		return nil, nil
	case len(questions) > 1 || echos[0]:
		l.askedElse = true
		return nil, errNotAPassword
	case l.offeredPassword:
		return nil, errNotAPassword
	}
	l.offeredPassword = true
	return []string{l.password}, nil
}

// refused says what the server did not take. The hints tell who can mend it.
func (l *login) refused(to Target) *Setback {
	const ask = " ; s'ils sont bons, demandez au partenaire si ce compte est ouvert."
	switch {
	case l.askedElse:
		return Trouble(CodeElse, "Le serveur "+to.String()+" demande autre chose qu'un mot de passe, un code à usage unique par exemple : le programme ne peut pas y répondre.",
			"Demandez au partenaire un accès par clé, ou par mot de passe seul.")
	case l.offeredKey && l.offeredPassword:
		return Trouble(CodePassword, "Le serveur "+to.String()+" a refusé la clé et le mot de passe de « "+to.User+" ».", "Vérifiez l'identifiant, la clé et le mot de passe"+ask)
	case l.offeredKey:
		return Trouble(CodeKeyRefused, "Le serveur "+to.String()+" a refusé la clé de « "+to.User+" ».",
			"Vérifiez l'identifiant, et que le partenaire a enregistré la clé publique "+ssh.FingerprintSHA256(l.signer.PublicKey())+".")
	case l.offeredPassword:
		return Trouble(CodePassword, "Le serveur "+to.String()+" a refusé l'identifiant « "+to.User+" » ou son mot de passe.", "Vérifiez l'identifiant et le mot de passe"+ask)
	case l.signer != nil:
		return Trouble(CodeKeyRefused, "Le serveur "+to.String()+" n'accepte pas de clé pour « "+to.User+" ».", "Demandez un mot de passe au partenaire, et donnez-le sur la page du connecteur.")
	}
	return Trouble(CodePassword, "Le serveur "+to.String()+" n'accepte pas de mot de passe pour « "+to.User+" ».", "Donnez au partenaire une clé publique, et sa clé privée sur la page du connecteur.")
}

// parseKey reads a private key. Errors say nothing of its content.
func parseKey(text, passphrase string) (ssh.Signer, error) {
	if kind, hint := notAKey(text); kind != "" {
		return nil, Trouble(CodeKeyUnread, kind, hint)
	}
	text = rewrap(text)
	signer, err := ssh.ParsePrivateKey([]byte(text))
	_, locked := errors.AsType[*ssh.PassphraseMissingError](err)
	switch {
	case err == nil:
		return signer, nil
	case locked && passphrase == "":
		return nil, Trouble(CodePassphrase, "La clé privée est protégée par une phrase secrète, qui n'est pas donnée.", "Donnez-la sur la page du connecteur.")
	case locked:
		signer, err = ssh.ParsePrivateKeyWithPassphrase([]byte(text), []byte(passphrase))
	}
	switch {
	case err == nil:
		return signer, nil
	case errors.Is(err, x509.IncorrectPasswordError):
		return nil, Trouble(CodePassphrase, "La phrase secrète n'ouvre pas la clé privée.", "Redonnez-la sur la page du connecteur.")
	}
	return nil, Trouble(CodeKeyUnread, "La clé privée ne se lit pas : elle est incomplète, ou d'un genre qui n'est pas pris.",
		"Collez le fichier de la clé en entier, de BEGIN à END : Ed25519, ECDSA ou RSA, au format OpenSSH ou PEM.")
}

// notAKey recognises what is given in place of a private key; kind is "" when it may be one.
func notAKey(text string) (kind, hint string) {
	switch {
	case strings.HasPrefix(text, "PuTTY-User-Key-File"):
		return "La clé privée est au format de PuTTY (.ppk), qui n'est pas pris.", "Dans PuTTYgen : Conversions > Export OpenSSH key ; donnez ce fichier-là."
	case strings.HasPrefix(text, "ssh-"), strings.HasPrefix(text, "ecdsa-"), strings.HasPrefix(text, "---- BEGIN SSH2 PUBLIC"), strings.HasPrefix(text, "-----BEGIN PUBLIC"):
		return "C'est la clé publique qui a été donnée, et non la clé privée.", "Donnez l'autre fichier, celui sans « .pub » : il commence par BEGIN … PRIVATE KEY."
	}
	return "", ""
}

// rewrap puts the line breaks back into a key that was pasted into a field of one line.
func rewrap(text string) string {
	if block, _ := pem.Decode([]byte(text)); block != nil || strings.Contains(text, ":") {
		return text
	}
	head, rest, ok := strings.Cut(strings.TrimPrefix(text, "-----BEGIN "), "-----")
	body, _, ended := strings.Cut(rest, "-----END ")
	if !ok || !ended {
		return text
	}
	return "-----BEGIN " + head + "-----\n" + strings.Join(strings.Fields(body), "\n") + "\n-----END " + head + "-----\n"
}
