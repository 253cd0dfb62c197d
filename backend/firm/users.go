package firm

import (
	"fmt"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/iban"
)

// Users are the IBANs that are associated with a connector.
type Users struct {
	Shown  []User
	Hidden int // of confidential clients
}

// User is one of them.
type User struct {
	IBAN       iban.IBAN
	ClientName string
}

// maxNamed is how many IBANs a refusal names.
const maxNamed = 10

// sentence names them, and counts those that it does not name.
func (u Users) sentence() string {
	n := len(u.Shown) + u.Hidden
	var names []string
	for _, one := range u.Shown[:min(len(u.Shown), maxNamed)] {
		names = append(names, fmt.Sprintf("%s (%s)", one.IBAN.Format(), one.ClientName))
	}
	if rest := n - len(names); rest > 0 && len(names) > 0 {
		names = append(names, fmt.Sprintf("et %d de plus", rest))
	}
	if len(names) == 0 {
		return fmt.Sprintf("Ce connecteur est utilisé par %d IBAN.", n)
	}
	return fmt.Sprintf("Ce connecteur est utilisé par %d IBAN : %s.", n, strings.Join(names, ", "))
}

// inUse is rule 2 of the FAQ.
func (u Users) inUse() error {
	if len(u.Shown)+u.Hidden == 0 {
		return nil
	}
	return fault.New(fault.Conflict, u.sentence()).
		WithHint("Choisissez « Aucun connecteur » ou un autre connecteur pour ces IBAN, puis recommencez.")
}
