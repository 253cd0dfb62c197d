// Package staff holds the people of the firms, their passwords and their sessions.
//
//	session, err := people.SignIn(ctx, "camille@cabinet.fr", password, false)
//	actor := session.Actor // what services are asked with
package staff

import (
	"strings"
	"time"

	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Person is a staff member.
type Person struct {
	ID      int64
	Email   string // unique, lower case
	Name    string
	Profile rights.Profile
	Firms   []int64
	Active  bool
}

// Account is a person with what signing in needs.
type Account struct {
	Person
	PasswordHash string
	FailedSigns  int
	RetryAfter   time.Time // zero: at once
}

// Session is a person signed in.
type Session struct {
	Actor  rights.Actor
	Person Person
	Notice string // French: what did not work although they are signed in; ""
	Locked bool   // taken up again while its screen was locked: the password is asked
}

// Remembered is a session that « Rester connecté sur ce poste » keeps.
type Remembered struct {
	SessionID string
	Person    Person
	OSAccount string
	Until     time.Time
	Locked    bool
	Ended     bool
}

// clean trims a person and checks them. Errors: Invalid with the field.
func (p Person) clean() (Person, error) {
	p.Email = strings.ToLower(strings.TrimSpace(p.Email))
	p.Name = strings.TrimSpace(p.Name)
	at := strings.IndexByte(p.Email, '@')
	if at < 1 || at == len(p.Email)-1 || strings.ContainsAny(p.Email, " \t\r\n") || len(p.Email) > 254 {
		return p, fault.Newf(fault.Invalid, "« %s » n'est pas une adresse e-mail.", p.Email).WithField("email")
	}
	if p.Name == "" {
		return p, fault.New(fault.Invalid, "Le nom est vide.").WithField("name")
	}
	if len(p.Name) > 200 {
		return p, fault.New(fault.Invalid, "Le nom est trop long (200 caractères au plus).").WithField("name")
	}
	if !p.Profile.Valid() {
		return p, fault.Newf(fault.Invalid, "« %s » n'est pas un profil.", p.Profile).WithField("profile").
			WithHint("Choisissez collaborateur, superviseur ou administrateur.")
	}
	return p, nil
}

// slowest is the longest that a wrong password keeps the next one waiting.
const slowest = 15 * time.Minute

// slowDown is how long the next sign-in must wait after n wrong passwords in a row: the
// first four are free, then it doubles from 5 seconds up to 15 minutes.
func slowDown(n int) time.Duration {
	if n < 5 {
		return 0
	}
	return min(5*time.Second<<min(n-5, 10), slowest)
}
