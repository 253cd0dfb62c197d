// Package notify says through the operating system that something needs a person: deliveries
// that were refused or are to be checked, a connector that stopped, credentials that no session
// has. A cause is told once, until it is solved or changed.
//
//	err := notices.Tell(ctx, actor)   // after a synchronisation
//
// What is shown stands on a locked screen too: counts and connectors, never a client nor an
// IBAN. What was told is remembered in the data file, for each account of the machine.
package notify

import (
	"fmt"
	"strings"
	"unicode"
)

// Kind is what is wrong.
type Kind string

// The kinds.
const (
	Refused Kind = "refused"  // deliveries
	ToCheck Kind = "to_check" // deliveries
	Trouble Kind = "trouble"  // a connector is stopped
	Keyless Kind = "keyless"  // nobody has its credentials, and something waits
)

// Cause is one thing that needs a person.
type Cause struct {
	Kind        Kind
	ConnectorID int64
	Connector   string // its name
	Count       int    // deliveries; 0 for Trouble
	Latest      int64  // the last attempt that made it so: grows with each new one
	Detail      string // tells one Trouble from another; never shown
}

// Key is what a cause is remembered under.
func (c Cause) Key() Key { return Key{c.Kind, c.ConnectorID} }

// Key names a cause.
type Key struct {
	Kind        Kind
	ConnectorID int64
}

// Told is what was told of a cause.
type Told struct {
	Count  int
	Latest int64
	Detail string
}

func (c Cause) told() Told { return Told{c.Count, c.Latest, c.Detail} }

// isNew reports whether a cause says more than what was told: another trouble, a delivery more,
// or one that failed again. Fewer is no news.
func (c Cause) isNew(before Told) bool {
	switch c.Kind {
	case Trouble:
		return c.Detail != before.Detail
	case Keyless:
		return false
	}
	return c.Latest > before.Latest || c.Count > before.Count
}

// plain is the connector's name as every system shows it: people write names, and some systems
// read markup, scripts or quotes in what they are given.
func (c Cause) plain() string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-–.,()'’", r) {
			return r
		}
		return ' '
	}, c.Connector)), " ")
}

// sentence is the cause in words.
func (c Cause) sentence() string {
	switch c.Kind {
	case Refused:
		return fmt.Sprintf("%s chez %s", many(c.Count, "envoi refusé", "envois refusés"), c.plain())
	case ToCheck:
		return fmt.Sprintf("%s à vérifier chez %s", many(c.Count, "envoi", "envois"), c.plain())
	case Keyless:
		return fmt.Sprintf("%s : identifiants absents de cette session, %s", c.plain(), many(c.Count, "envoi attend", "envois attendent"))
	}
	return fmt.Sprintf("%s est arrêté", c.plain())
}

func many(n int, one, several string) string {
	if n > 1 {
		return fmt.Sprintf("%d %s", n, several)
	}
	return fmt.Sprintf("%d %s", n, one)
}

// most is how many causes a notification names.
const most = 3

// Title heads every notification.
const Title = "So bank"

// text is what a notification says of causes.
func text(causes []Cause) string {
	if len(causes) > most {
		return fmt.Sprintf("%d choses demandent quelqu'un – ouvrez So bank", len(causes))
	}
	sentences := make([]string, len(causes))
	for i, c := range causes {
		sentences[i] = c.sentence()
	}
	return strings.Join(sentences, "\n") + " – ouvrez So bank"
}

// compare tells what is new among the causes, and what is to be remembered and forgotten.
func compare(causes []Cause, before map[Key]Told) (fresh []Cause, remember map[Key]Told, forget []Key) {
	remember = map[Key]Told{}
	now := map[Key]bool{}
	for _, c := range causes {
		now[c.Key()] = true
		told, known := before[c.Key()]
		if !known || c.isNew(told) {
			fresh = append(fresh, c)
		}
		if !known || told != c.told() {
			remember[c.Key()] = c.told()
		}
	}
	for key := range before {
		if !now[key] {
			forget = append(forget, key)
		}
	}
	return fresh, remember, forget
}
