package firm

import (
	"maps"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sobank/backend/fault"
)

// maxSetting bounds a setting, in bytes.
const maxSetting = 2000

// secretWords betray a secret among settings, which are stored in clear.
var secretWords = []string{"secret", "token", "password", "passphrase", "private_key", "mot_de_passe"}

// CheckSettings refuses a secret among a connector's settings, by its name or inside an
// address. Errors: Invalid with the setting, never its value.
func CheckSettings(settings map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		low := strings.ToLower(name)
		named := slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(low, word) })
		if named || holdsSecret(settings[name]) {
			return fault.Newf(fault.Invalid, "Le réglage « %s » contient un secret : il n'y a pas sa place.", name).
				WithField(name).WithHint("Les identifiants se donnent à part ; ils sont gardés dans le trousseau.")
		}
	}
	return nil
}

// holdsSecret looks into a setting's value, which the setup file may nest.
func holdsSecret(value any) bool {
	switch v := value.(type) {
	case string:
		u, err := url.Parse(v)
		return err == nil && u.Scheme != "" && u.User != nil
	case map[string]any:
		return CheckSettings(v) != nil
	case []any:
		return slices.ContainsFunc(v, holdsSecret)
	}
	return false
}

// clean trims the settings that the catalogue knows and checks them; an empty one is none.
// What it does not know is kept as it is: a newer version may have written it.
// Errors: Invalid with the setting's key.
func (p Partner) clean(settings map[string]any) (map[string]any, error) {
	if err := CheckSettings(settings); err != nil {
		return nil, err
	}
	kept := map[string]any{}
	maps.Copy(kept, settings)
	for _, f := range p.Settings {
		value, given := kept[f.Key]
		if !given {
			continue
		}
		text, ok := textOf(value)
		if _, number := value.(float64); !ok || number && f.Kind != Port {
			return nil, fault.Newf(fault.Invalid, "Le réglage « %s » n'est pas un texte.", f.Key).WithField(f.Key)
		}
		if text = strings.TrimSpace(text); text == "" {
			delete(kept, f.Key)
			continue
		}
		if err := f.Check(text); err != nil {
			return nil, err
		}
		kept[f.Key] = text
	}
	return kept, nil
}

// textOf is a setting's value as a text; a setup file may hold numbers.
func textOf(value any) (text string, ok bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}

// Check says whether a value fits its setting. Errors: Invalid with its key.
func (f Field) Check(text string) error {
	if len(text) > maxSetting || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
		return fault.Newf(fault.Invalid, "« %s » est trop long, ou contient un caractère impossible.", f.Label).WithField(f.Key)
	}
	switch f.Kind {
	case URL:
		return f.checkURL(text)
	case Host:
		return f.checkHost(text)
	case Port:
		if n, err := strconv.ParseUint(text, 10, 16); err != nil || n == 0 {
			return fault.Newf(fault.Invalid, "« %s » : donnez un nombre de 1 à 65535.", f.Label).WithField(f.Key)
		}
	case Choice:
		if !slices.ContainsFunc(f.Options, func(o Option) bool { return o.Value == text }) {
			return fault.Newf(fault.Invalid, "« %s » : « %s » n'est pas un des choix.", f.Label, text).WithField(f.Key)
		}
	case Folder:
		if !filepath.IsAbs(text) {
			return fault.Newf(fault.Invalid, "« %s » : donnez le chemin complet du dossier.", f.Label).WithField(f.Key).
				WithHint("Choisissez-le avec « Parcourir ».")
		}
	}
	return nil
}

// checkURL lets credentials travel to no address in clear: https, or http that does not
// leave this machine.
func (f Field) checkURL(text string) error {
	u, err := url.Parse(text)
	wrong := err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != ""
	if wrong {
		return fault.Newf(fault.Invalid, "« %s » n'est pas une adresse valable.", f.Label).WithField(f.Key).
			WithHint("Donnez-la sans nom d'utilisateur ni paramètre, comme https://api.exemple.fr/v1.")
	}
	if u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()) {
		return nil
	}
	return fault.Newf(fault.Invalid, "« %s » doit commencer par https://.", f.Label).WithField(f.Key).
		WithHint("Une adresse en http:// ferait voyager les identifiants en clair.")
}

// checkHost wants the name or the address of a server, and nothing around it.
func (f Field) checkHost(text string) error {
	if net.ParseIP(text) != nil {
		return nil
	}
	if strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.' && r != '_'
	}) {
		return fault.Newf(fault.Invalid, "« %s » n'est pas le nom d'un serveur.", f.Label).WithField(f.Key).
			WithHint("Donnez-le sans « sftp:// », sans dossier et sans port, comme sftp.exemple.fr.")
	}
	return nil
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
