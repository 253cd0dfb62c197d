package statement

import (
	"sobank/backend/civil"
	"sobank/backend/money"
)

// State is what the checks say of a statement.
type State string

// The states, as PRODUCT's words name them.
const (
	StartingPoint State = "start"        // « Point de départ »: first of its account
	Conforming    State = "conforming"   // « Conforme »
	Interruption  State = "interruption" // its opening is not the previous closing
	Incoherent    State = "incoherent"   // does not add up
	Unverifiable  State = "unverifiable" // « Non vérifiable »: no opening or no closing
	Conflicting   State = "conflict"     // « Conflit »: two files cannot both be right
	Released      State = "released"     // « Débloqué », with reason and author
)

// States lists them in the order of the screen.
var States = []State{StartingPoint, Conforming, Interruption, Incoherent, Unverifiable, Conflicting, Released}

var stateFrench = map[State]string{
	StartingPoint: "Point de départ", Conforming: "Conforme", Interruption: "Interruption",
	Incoherent: "Incohérent", Unverifiable: "Non vérifiable", Conflicting: "Conflit", Released: "Débloqué",
}

// French is the state on screen.
func (s State) French() string { return stateFrench[s] }

// Place is where a statement is: exactly one at any time.
type Place string

// The places.
const (
	ToSend       Place = "to_send"      // « à envoyer »
	Sent         Place = "sent"         // « envoyé »
	Downloadable Place = "downloadable" // « téléchargeable »
	Downloaded   Place = "downloaded"   // « téléchargé »
	Held         Place = "held"         // « retenu », with a reason
	NoMovement   Place = "no_movement"  // « sans mouvement »
	Aside        Place = "aside"        // « sans IBAN »
)

// Places lists them in the order of the screen.
var Places = []Place{ToSend, Sent, Downloadable, Downloaded, Held, NoMovement, Aside}

var placeFrench = map[Place]string{
	ToSend: "à envoyer", Sent: "envoyé", Downloadable: "téléchargeable", Downloaded: "téléchargé",
	Held: "retenu", NoMovement: "sans mouvement", Aside: "sans IBAN",
}

// French is the place on screen.
func (p Place) French() string { return placeFrench[p] }

// Frozen reports whether what is in this place has left, and so stays.
func (p Place) Frozen() bool { return p == Sent || p == Downloaded }

// Totals sums the credits (positive) and debits (negative) of operations. ok is false when
// a sum does not fit, which no real statement reaches.
func Totals(operations []Operation) (credits, debits int64, ok bool) {
	ok = true
	for i := range operations {
		into := &credits
		if operations[i].Amount < 0 {
			into = &debits
		}
		var fits bool
		*into, fits = money.Add(*into, operations[i].Amount)
		ok = ok && fits
	}
	return credits, debits, ok
}

// Balanced says whether opening, operations and closing add up; nil when opening or
// closing is missing.
func (d *Draft) Balanced() *bool {
	if d.Opening == nil || d.Closing == nil {
		return nil
	}
	credits, debits, ok := Totals(d.Operations)
	verdict := ok && d.Unreadable == 0 && addsUp(d.Opening.Amount, credits, debits, d.Closing.Amount)
	return &verdict
}

func addsUp(opening, credits, debits, closing int64) bool {
	a, okA := money.Add(credits, debits)
	b, okB := money.Add(opening, a)
	return okA && okB && b == closing
}

// Span is the days that the statement speaks of: from its opening balance's day (else the
// first booking) to its closing balance's (else the last).
func (d *Draft) Span() (start, end civil.Date) {
	first, last := d.Days()
	start, end = first, last
	if d.Opening != nil && d.Opening.On != 0 {
		start = d.Opening.On
	}
	if d.Closing != nil && d.Closing.On != 0 {
		end = d.Closing.On
	}
	if start == 0 {
		start = end
	}
	if end == 0 {
		end = start
	}
	return start, end
}

// Days is the first and the last booking day, zero without operations.
func (d *Draft) Days() (first, last civil.Date) {
	for i := range d.Operations {
		on := d.Operations[i].BookedOn
		if first == 0 || on < first {
			first = on
		}
		last = max(last, on)
	}
	return first, last
}
