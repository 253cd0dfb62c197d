package page

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"sobank/backend/fault"
)

// hosts are the sites that the program and its guide cite: the public registers.
var hosts = []string{
	"annuaire-entreprises.data.gouv.fr",
	"data.inpi.fr",
	"procedures.inpi.fr",
	"recherche-entreprises.api.gouv.fr",
	"registre-national-entreprises.inpi.fr",
	"www.service-public.fr",
	"www.cnil.fr",
}

// maxLink is the most of an address, in bytes: what systems take as an argument.
const maxLink = 8_000

// plain are the characters of an address as the standard writes it (RFC 3986): no other script,
// no space, backslash, quote or control, and none that a shell would read.
const plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:/?#@&+,=%"

// Link is an address that the system may open: a page of a site that the program cites, over
// https, or the draft of a message to one person, which is not sent. Error: Refused for any other.
func Link(address string) (string, error) {
	if address == "" || len(address) > maxLink || strings.Trim(address, plain) != "" {
		return "", refused()
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Port() != "" || u.String() != address {
		return "", refused()
	}
	switch {
	case strings.HasPrefix(address, "https://") && slices.Contains(hosts, u.Host):
		return address, nil
	case strings.HasPrefix(address, "mailto:") && u.Fragment == "" && isDraft(u):
		return address, nil
	}
	return "", refused()
}

// isDraft is a message to one person at most, with a subject and a text: no copy, no attachment.
func isDraft(u *url.URL) bool {
	if u.Opaque != "" {
		to, err := mail.ParseAddress(u.Opaque)
		if err != nil || to.Address != u.Opaque || strings.ContainsAny(u.Opaque, ",%?&/") {
			return false
		}
	}
	fields, err := url.ParseQuery(u.RawQuery)
	for name, values := range fields {
		if name != "subject" && name != "body" || len(values) != 1 || strings.ContainsRune(values[0], 0) ||
			name == "subject" && strings.ContainsAny(values[0], "\r\n") {
			return false
		}
	}
	return err == nil
}

func refused() error {
	return fault.New(fault.Refused, "So bank n'ouvre pas cette adresse.").
		WithHint("Il n'ouvre que les registres publics qu'il cite, et les messages à envoyer. Copiez-la dans votre navigateur si vous la connaissez.")
}
