package registry

import (
	"errors"
	"fmt"
	"math"
	"time"

	"sobank/backend/fault"
)

// Kind is why a register gave no answer.
type Kind string

// The kinds.
const (
	Unreached   Kind = "unreached"   // no connection: no network, most of the time
	Certificate Kind = "certificate" // somebody else answers, or intercepts
	Limited     Kind = "limited"     // too many requests
	Down        Kind = "down"        // it fails, or answers something else than it documents
	Rejected    Kind = "rejected"    // it refuses the question
	Denied      Kind = "denied"      // it refuses the account
	Absent      Kind = "absent"      // it does not have the company, or does not publish it
	Misset      Kind = "misset"      // the address in the settings is not usable
)

// Failure is a register that gave no answer. Adapters return it; Service says it in French.
type Failure struct {
	Kind     Kind
	Register string        // its name, as « Recherche d'entreprises »
	Wait     time.Duration // of Limited: how long it asks to wait
	Words    string        // of Rejected: the register's own, cleaned
	Cause    error         // for logs; never shown, never a secret
}

// Error is for logs.
func (f *Failure) Error() string {
	if f.Cause != nil {
		return fmt.Sprintf("registry: %s: %s: %v", f.Register, f.Kind, f.Cause)
	}
	return fmt.Sprintf("registry: %s: %s", f.Register, f.Kind)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (f *Failure) Unwrap() error { return f.Cause }

// passing reports whether an older answer may stand in: the company may be there all the same.
func (f *Failure) passing() bool { return f.Kind != Absent && f.Kind != Rejected }

const byHand = "Vous pouvez aussi saisir la fiche à la main."

// fault is what a person is told.
func (f *Failure) fault() *fault.Error { return f.said().WithCause(f) }

func (f *Failure) said() *fault.Error {
	switch f.Kind {
	case Unreached:
		return fault.Newf(fault.Busy, "%s n'a pas pu être joint : cette machine semble hors connexion.", f.Register).
			WithHint("Vérifiez la connexion à Internet, puis recommencez. " + byHand)
	case Certificate:
		return fault.Newf(fault.Conflict, "%s présente un certificat qui n'est pas le sien, ou n'est pas reconnu : rien n'a été demandé.", f.Register).
			WithHint("Vérifiez la date de l'ordinateur ; sinon un pare-feu, un antivirus ou un proxy intercepte la connexion : voyez votre service informatique. " + byHand)
	case Limited:
		return fault.Newf(fault.Busy, "%s limite le nombre de demandes : il faut attendre %s.", f.Register, delay(f.Wait)).
			WithHint("Recommencez après ce délai. " + byHand)
	case Rejected:
		return fault.Newf(fault.Invalid, "%s refuse cette recherche%s.", f.Register, quoted(f.Words)).WithField("text").
			WithHint("Changez le texte cherché, ou donnez le SIREN.")
	case Denied:
		return fault.Newf(fault.Conflict, "%s refuse l'identifiant ou le mot de passe.", f.Register).
			WithHint("Vérifiez-les sur le site du registre, puis enregistrez-les à nouveau, page « INPI ».")
	case Absent:
		return fault.New(fault.NotFound, "Cette entreprise est absente du registre, ou non diffusée.").WithField("text").
			WithHint("Vérifiez le numéro. Une entreprise qui a demandé à ne pas être diffusée se saisit à la main.")
	case Misset:
		return fault.Newf(fault.Conflict, "%s a une adresse inutilisable dans les réglages : rien n'a été demandé.", f.Register).
			WithHint("Contactez le support. " + byHand)
	}
	return fault.Newf(fault.Busy, "%s ne répond pas correctement pour l'instant.", f.Register).
		WithHint("Recommencez dans quelques minutes. " + byHand)
}

func quoted(words string) string {
	if words == "" {
		return ""
	}
	return " (« " + words + " »)"
}

// delay says a wait in words, never shorter than it is.
func delay(d time.Duration) string {
	seconds := int(math.Ceil(d.Seconds()))
	switch {
	case seconds <= 1:
		return "une seconde"
	case seconds <= 90:
		return fmt.Sprintf("%d secondes", seconds)
	}
	return fmt.Sprintf("%d minutes", (seconds+59)/60)
}

// told is an error as a person is told it.
func told(err error) error {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.fault()
	}
	return err
}

// toldOf is told for a number whose key may be wrong, which explains much.
func toldOf(err error, q question) error {
	f, ok := errors.AsType[*Failure](err)
	if !ok || q.warning() == "" {
		return told(err)
	}
	said := f.fault()
	return said.WithHint(q.warning() + " " + said.Hint)
}
