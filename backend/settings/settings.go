// Package settings is the settings of the installation that an Administrateur changes on
// screen: their names in the data file, their bounds, what they are when nobody chose.
//
//	s, err := settings.Read(tx)      // for the capability that obeys one
//	s, err := service.Save(ctx, actor, s)
//
// What a firm chooses for itself stands on its card, and how a window looks on the machine.
package settings

import (
	"net/mail"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sobank/backend/fault"
)

// Settings is all of them. Absent ones have their default.
type Settings struct {
	SupportName        string // whom « contacter le support » names
	SupportEmail       string // "" when nobody gave it
	SupportPhone       string // "" when nobody gave it
	ReminderClientDays int    // without a signature before a reminder is due, 1 to 365
	ReminderBankDays   int    // without the bank's answer before one is due, 1 to 365
	AlertDays          int    // working days beyond the day when a statement was due before it is told, 1 to 30
	LockMinutes        int    // without a key or a click before the screen locks, 0 (never) to 480
	AsideDays          int    // that a statement of an unknown account is kept, 1 to 3650
}

// Default is what nobody chose. Nobody's address is invented.
var Default = Settings{SupportName: "Support Sogescot", ReminderClientDays: 15, ReminderBankDays: 15, AlertDays: 3, LockMinutes: 15, AsideDays: 60}

// Bounds of the settings.
const (
	MostDays    = 365
	MostAlert   = 30
	MostMinutes = 480
	MostAside   = 3650
	longestText = 100 // in runes
)

// Reader reads a setting of the data file, "" when absent.
type Reader interface {
	Setting(name string) (string, error)
}

// entry is one setting: its name in the data file, the field that errors name, its value as
// text, and whether that text was understood.
type entry struct {
	name, field string
	text        func(Settings) string
	read        func(*Settings, string) bool
}

// entries is every setting, in the order of the screen.
var entries = []entry{
	words("support_name", "supportName", func(s *Settings) *string { return &s.SupportName }),
	words("support_email", "supportEmail", func(s *Settings) *string { return &s.SupportEmail }),
	words("support_phone", "supportPhone", func(s *Settings) *string { return &s.SupportPhone }),
	number("reminder_client_days", "reminderClientDays", 1, MostDays, func(s *Settings) *int { return &s.ReminderClientDays }),
	number("reminder_bank_days", "reminderBankDays", 1, MostDays, func(s *Settings) *int { return &s.ReminderBankDays }),
	number("alert_days", "alertDays", 1, MostAlert, func(s *Settings) *int { return &s.AlertDays }),
	number("lock_minutes", "lockMinutes", 0, MostMinutes, func(s *Settings) *int { return &s.LockMinutes }),
	number("aside_days", "asideDays", 1, MostAside, func(s *Settings) *int { return &s.AsideDays }),
}

func words(name, field string, of func(*Settings) *string) entry {
	return entry{name, field, func(s Settings) string { return *of(&s) },
		func(s *Settings, text string) bool { *of(s) = text; return true }}
}

func number(name, field string, least, most int, of func(*Settings) *int) entry {
	return entry{name, field, func(s Settings) string { return strconv.Itoa(*of(&s)) },
		func(s *Settings, text string) bool {
			n, err := strconv.Atoi(text)
			if err != nil || n < least || n > most {
				return false
			}
			*of(s) = n
			return true
		}}
}

// Read gives the settings as they are. What is absent, or makes no sense, has its default.
func Read(r Reader) (Settings, error) {
	s := Default
	for _, e := range entries {
		text, err := r.Setting(e.name)
		if err != nil {
			return Default, err
		}
		if text != "" {
			e.read(&s, text)
		}
	}
	return s, nil
}

// Tidy takes out the spaces around what was typed. An empty name of the support is the default's.
func (s Settings) Tidy() Settings {
	for _, text := range []*string{&s.SupportName, &s.SupportEmail, &s.SupportPhone} {
		*text = strings.TrimSpace(*text)
	}
	if s.SupportName == "" {
		s.SupportName = Default.SupportName
	}
	return s
}

// Validate answers Invalid with the field that breaks a rule.
func (s Settings) Validate() error {
	for _, e := range entries {
		if text := e.text(s); utf8.RuneCountInString(text) > longestText || strings.ContainsFunc(text, unicode.IsControl) {
			return fault.Newf(fault.Invalid, "Ce texte est trop long, ou n'est pas d'une seule ligne : %d caractères au plus.", longestText).WithField(e.field)
		}
	}
	if !isAddress(s.SupportEmail) {
		return fault.Newf(fault.Invalid, "« %s » n'est pas une adresse e-mail.", s.SupportEmail).WithField("supportEmail").
			WithHint("Écrivez une seule adresse, comme support@exemple.fr, ou laissez vide.")
	}
	if !isPhone(s.SupportPhone) {
		return fault.Newf(fault.Invalid, "« %s » n'est pas un numéro de téléphone.", s.SupportPhone).WithField("supportPhone").
			WithHint("Écrivez des chiffres, avec des espaces ou un + devant, ou laissez vide.")
	}
	for _, days := range []struct {
		n     int
		field string
	}{{s.ReminderClientDays, "reminderClientDays"}, {s.ReminderBankDays, "reminderBankDays"}} {
		if days.n < 1 || days.n > MostDays {
			return fault.Newf(fault.Invalid, "Le délai d'une relance va de 1 à %d jours.", MostDays).WithField(days.field)
		}
	}
	if s.AsideDays < 1 || s.AsideDays > MostAside {
		return fault.Newf(fault.Invalid, "Un relevé « Sans IBAN » est gardé de 1 à %d jours.", MostAside).WithField("asideDays")
	}
	if s.LockMinutes < 0 || s.LockMinutes > MostMinutes {
		return fault.Newf(fault.Invalid, "Le verrouillage vient après 1 à %d minutes, ou jamais (0).", MostMinutes).WithField("lockMinutes")
	}
	return nil
}

// isAddress takes one bare address, without a name beside it, or none.
func isAddress(text string) bool {
	if text == "" {
		return true
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && !strings.ContainsAny(text, "\"<>,;?&")
}

func isPhone(text string) bool {
	digits := 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" .-()\u00a0\u202f", r):
		default:
			return false
		}
	}
	return text == "" || digits >= 4
}

// changed lists the names of the settings that differ, with the new text of each.
func changed(before, after Settings) (names []string, texts map[string]string) {
	texts = map[string]string{}
	for _, e := range entries {
		if e.text(before) != e.text(after) {
			names = append(names, e.name)
			texts[e.name] = e.text(after)
		}
	}
	return names, texts
}
