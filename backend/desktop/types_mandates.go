package desktop

// MandateProposal is what a mandate to sign could hold, seen from one IBAN: those of the same
// client at the same bank.
type MandateProposal struct {
	Bank     string          `json:"bank"` // "" abroad
	Accounts []MandateChoice `json:"accounts"`
	Missing  []string        `json:"missing"` // « le nom du signataire », left to be filled in by hand
}

// MandateChoice is an IBAN that a mandate could hold.
type MandateChoice struct {
	AccountID   int64  `json:"accountId"`
	IBANShown   string `json:"ibanShown"`
	MandateName string `json:"mandateName"`
	Able        bool   `json:"able"` // it may be in a mandate to sign
}

// MandatePaper asks for a mandate to sign, of one client at one bank.
type MandatePaper struct {
	AccountIDs []int64 `json:"accountIds"`
	Agency     string  `json:"agency"` // of the bank, "" to be filled in by hand
}

// MandateAttachment asks to attach a file to the mandates of one client at one bank.
type MandateAttachment struct {
	AccountIDs []int64 `json:"accountIds"`
	Kind       string  `json:"kind"` // signed, bank_form
	Path       string  `json:"path"`
	SignedOn   string  `json:"signedOn"` // with it, « À signer » becomes « Signé »
}

// DocumentRow is a paper of a mandate.
type DocumentRow struct {
	ID       int64  `json:"id"`
	Kind     string `json:"kind"` // mandate, termination, signed, bank_form
	KindName string `json:"kindName"`
	Name     string `json:"name"` // file name
	Type     string `json:"type"` // pdf, jpeg, png
	Sha256   string `json:"sha256"`
	Size     int64  `json:"size"`
	By       string `json:"by"`
	At       string `json:"at"`
}

// MandateBatch is what making mandates in bulk did.
type MandateBatch struct {
	Papers   int    `json:"papers"`   // one PDF a client and bank
	Accounts int    `json:"accounts"` // that they are about
	LeftOut  int    `json:"leftOut"`  // signed already
	Path     string `json:"path"`
}

// MandateBoard is who is waited for, at a glance.
type MandateBoard struct {
	Groups     []MandateGroup `json:"groups"`
	ClientDays int            `json:"clientDays"` // a reminder is due after so many
	BankDays   int            `json:"bankDays"`
}

// MandateGroup is the mandates of one status.
type MandateGroup struct {
	Status  string `json:"status"`
	Name    string `json:"name"`
	Who     string `json:"who"`     // client, firm, bank; "" nobody
	WhoName string `json:"whoName"` // « Client »
	Count   int    `json:"count"`
	Days    int    `json:"days"` // the first one waits for
	Due     int    `json:"due"`  // those whose reminder is due
}

// WaitQuery filters and pages the mandates on their way.
type WaitQuery struct {
	Search   string   `json:"search"`
	Statuses []string `json:"statuses"` // empty: all that wait
	FirmIDs  []int64  `json:"firmIds"`
	OnlyDue  bool     `json:"onlyDue"`
	Offset   int      `json:"offset"`
	Limit    int      `json:"limit"`
}

// WaitRow is a mandate that waits for somebody.
type WaitRow struct {
	AccountID  int64  `json:"accountId"`
	IBANShown  string `json:"ibanShown"`
	Bank       string `json:"bank"`
	ClientID   int64  `json:"clientId"`
	ClientName string `json:"clientName"`
	FirmName   string `json:"firmName"`
	Status     string `json:"status"`
	Name       string `json:"name"`
	Dots       int    `json:"dots"`
	Since      string `json:"since"`
	Who        string `json:"who"`
	WhoName    string `json:"whoName"`
	Days       int    `json:"days"`
	RemindedOn string `json:"remindedOn"` // "" without a reminder since it waits
	Reminders  int    `json:"reminders"`
	Due        bool   `json:"due"`
}

// WaitPage is a page of waiting mandates with the count of the whole list.
type WaitPage struct {
	Rows  []WaitRow `json:"rows"`
	Total int       `json:"total"`
}

// ReminderRow is a reminder that was made.
type ReminderRow struct {
	Name string `json:"name"` // of the mandate's status then
	On   string `json:"on"`
	By   string `json:"by"`
}

// ReminderLetter is a text to send by e-mail.
type ReminderLetter struct {
	To         string  `json:"to"` // "" when not known
	Subject    string  `json:"subject"`
	Body       string  `json:"body"`
	AccountIDs []int64 `json:"accountIds"` // whose mandates it is about
}
