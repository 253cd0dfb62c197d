package statement

import (
	"sobank/backend/civil"
	"sobank/backend/iban"
)

// Draft is one statement as a reader found it in a file: nothing checked against what is
// stored, nothing invented. Amounts are minor units of Currency.
type Draft struct {
	Format string // the reader's name, "cfonb120"

	// The account as the file names it. IBAN is empty when the file gives neither an IBAN
	// nor a valid French RIB; RIB then holds the raw zones, trimmed.
	IBAN iban.IBAN
	RIB  iban.RIB

	Currency string // ISO 4217
	Decimals int    // number of decimals of every amount here, 0 to 3 in practice

	Opening *Balance // nil when absent or unreadable
	Closing *Balance

	Operations []Operation

	// Unreadable counts records whose amount or booking date could not be read. They are
	// not in Operations; each has a Warning with its line. Such a statement never adds up.
	Unreadable int

	// Notice: it is an advice of entries (camt.054), which tells more of operations that statements
	// bring and brings none itself.
	Notice bool `json:",omitempty"`

	// Truncated: the file stops in the middle of this statement's last record. Such a file
	// is to be asked for again, not imported.
	Truncated bool

	Warnings []Warning

	Lead   []byte // the bytes of the file between the statement before and this one
	Raw    []byte // the bytes of the file that this statement came from, whole lines
	Offset int64  // where Raw starts in the file, in bytes
	Line   int    // 1-based line (record, in a file without line breaks) of its first record
}

// Balance is an account's balance at the end of a day, in minor units. Date is zero when
// the file gives none.
type Balance struct {
	On     civil.Date
	Amount int64
}

// Operation is one line of a statement.
type Operation struct {
	BookedOn civil.Date // day of booking, never zero
	ValueOn  civil.Date // zero when absent
	Amount   int64      // minor units, negative for a debit

	Code        string // interbank operation code, "05"
	BankCode    string // the bank's own operation code
	RejectCode  string // why it was rejected, "" when it was not
	Label       string // trimmed
	Reference   string
	EntryNumber string
	Exempt      bool // exempt from account-movement commission
	Unavailable bool // the funds are not available yet

	Details []Detail // complements, in the order of the file
	Line    int      // 1-based line of its first record
}

// Detail is a complement of an operation: a qualifier ("LIB", "NPY", "" when blank) and
// its text, trimmed on the right.
type Detail struct{ Qualifier, Text string }

// Warning is an oddity that a reader met and read through. Nothing is dropped without one.
type Warning struct {
	Line    int    `json:"line"`    // 1-based line (record, in a file without line breaks)
	Record  string `json:"record"`  // record code, "04", or "" when it has none
	Field   string `json:"field"`   // the field, in French: « montant »
	Code    string `json:"code"`    // for programs: "missing_closing"
	Message string `json:"message"` // one French sentence
}
