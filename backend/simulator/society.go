package simulator

import (
	"slices"
	"strings"

	"sobank/backend/iban"
)

// Society is an accounting folder (« dossier »), with what the routes answer of it.
type Society struct {
	ID   int64
	Name string
	// SIRET is 14 digits, or the 9 of a SIREN, or "" for none: MyUnisoft knows all three.
	SIRET string
	// Reference is the firm's own name for the folder, folder_reference in the answers.
	Reference string
	RIBs      []RIB
	// Journals are bank journals beside the one that every folder has.
	Journals []Journal
	// Token is the only token that reaches the folder; "" lets every firm reach it.
	Token string
}

// RIB is a bank account set up in MyUnisoft (docs/accounting/folder/RIB.md).
type RIB struct {
	// ID is made up when zero.
	ID   int64
	IBAN iban.IBAN
	BIC  string
	// DiaryID is the bank journal it feeds: the society's only one when zero.
	DiaryID int64
	// Label and Owner are the account's; the society's name when there is no owner.
	Label, Owner string
	// StartDate is YYYYMMDD or "".
	StartDate string
	Default   bool
	// Spaced answers the IBAN with spaces, as MyUnisoft does for some.
	Spaced bool
}

// Journal is a bank journal (docs/accounting/folder/journaux.md).
type Journal struct {
	ID         int64
	Code, Name string
	// Closed is one that takes nothing any more.
	Closed bool
}

// AddSociety adds a folder, or replaces the one with its ID.
func (m *MyUnisoft) AddSociety(s Society) {
	s.RIBs, s.Journals = slices.Clone(s.RIBs), slices.Clone(s.Journals)
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := slices.IndexFunc(m.societies, func(one Society) bool { return one.ID == s.ID }); at >= 0 {
		m.societies[at] = s
		return
	}
	m.societies = append(m.societies, s)
}

// reached lists the folders that an access opens. The caller holds m.mu.
func (m *MyUnisoft) reached(a *access) []Society {
	var reached []Society
	for _, s := range m.societies {
		if (s.Token == "" || s.Token == a.token) && (a.society == 0 || a.society == s.ID) {
			reached = append(reached, s)
		}
	}
	return reached
}

// collector is the first folder of the same firm that an IBAN was set up in. Reading: RIB16
// says that bank collection is active elsewhere; all RIBs here are taken as collected.
func (m *MyUnisoft) collector(i iban.IBAN, token string) (Society, bool) {
	for _, s := range m.societies {
		if s.has(i) && (s.Token == token || s.Token == "" || token == "") {
			return s, true
		}
	}
	return Society{}, false
}

func (s Society) has(i iban.IBAN) bool {
	return i != "" && slices.ContainsFunc(s.RIBs, func(r RIB) bool { return r.IBAN == i })
}

// bearsSIRET reports whether a search by 14 or 9 digits finds the folder. Reading: 9 digits
// find every establishment, 14 do not find a folder that only has the SIREN.
func (s Society) bearsSIRET(digits string) bool {
	return s.SIRET != "" && (s.SIRET == digits || len(digits) == 9 && strings.HasPrefix(s.SIRET, digits))
}

func (s Society) named(part string) bool {
	return strings.Contains(strings.ToLower(s.Name), strings.ToLower(part))
}

// Reading: every folder has two journals, the second for its bank.
func (s Society) purchases() int64   { return s.ID*100 + 1 }
func (s Society) bankJournal() int64 { return s.ID*100 + 2 }
