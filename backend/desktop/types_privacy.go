package desktop

// RegisterPage is what a firm can put into its record of processing.
type RegisterPage struct {
	FirmID   int64             `json:"firmId"`
	FirmName string            `json:"firmName"`
	Sections []RegisterSection `json:"sections"`
	Text     string            `json:"text"` // the whole, to copy
}

// RegisterSection is a heading with its lines.
type RegisterSection struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
}

// RetentionRule is how long a firm keeps a client after its mission.
type RetentionRule struct {
	FirmID   int64  `json:"firmId"`
	FirmName string `json:"firmName"`
	Years    int    `json:"years"` // 1 to 50
}

// RetentionPage is the rules, and whether one may change them.
type RetentionPage struct {
	Rules   []RetentionRule `json:"rules"`
	CanEdit bool            `json:"canEdit"`
}

// KeptClient is a client whose mission has ended.
type KeptClient struct {
	ClientID   int64  `json:"clientId"`
	Name       string `json:"name"`
	Reference  string `json:"reference"`
	FirmName   string `json:"firmName"`
	EndedOn    string `json:"endedOn"` // "" while the mission goes on
	Until      string `json:"until"`   // the last day that it is kept
	Accounts   int    `json:"accounts"`
	Statements int    `json:"statements"`
}

// ErasedCounts is how much is, or was, erased.
type ErasedCounts struct {
	Accounts   int `json:"accounts"`
	Statements int `json:"statements"`
	Operations int `json:"operations"`
	Documents  int `json:"documents"`
	Notes      int `json:"notes"`
	Deliveries int `json:"deliveries"`
	Files      int `json:"files"`  // gone whole
	Shared     int `json:"shared"` // that hold others' statements too
	Downloads  int `json:"downloads"`
}

// ErasePlan is what erasing a client would do.
type ErasePlan struct {
	Client   KeptClient   `json:"client"`
	Counts   ErasedCounts `json:"counts"`
	Refusal  string       `json:"refusal"`  // why it cannot be now
	Warnings []string     `json:"warnings"` // what takes a reason to go on
	Notes    []string     `json:"notes"`    // what else is to be known
}

// ErasureForm is a person's consent.
type ErasureForm struct {
	ClientID int64  `json:"clientId"`
	Typed    string `json:"typed"` // the client's reference or name
	Reason   string `json:"reason"`
	Despite  bool   `json:"despite"` // the warnings were read
}

// Erased is what an erasure did.
type Erased struct {
	Counts ErasedCounts `json:"counts"`
	Wiped  bool         `json:"wiped"` // false: the file's bytes are cleaned later
	Erased []int64      `json:"erased"`
	Left   []ErasedLeft `json:"left"` // clients that were not, of several
}

// ErasedLeft is a client that was not erased, and why.
type ErasedLeft struct {
	ClientID int64  `json:"clientId"`
	Name     string `json:"name"`
	Why      string `json:"why"`
}

// AsideRetention is what is under « Sans IBAN », and for how long.
type AsideRetention struct {
	Days     int          `json:"days"`
	Due      ErasedCounts `json:"due"`
	Oldest   string       `json:"oldest"` // the day of the oldest, "" without any
	Next     string       `json:"next"`   // the day from which it goes, "" without any
	CanPurge bool         `json:"canPurge"`
}

// TombstoneRow is what stays of an erasure.
type TombstoneRow struct {
	ID       int64        `json:"id"`
	ClientID int64        `json:"clientId"` // 0: statements under « Sans IBAN »
	FirmName string       `json:"firmName"` // "": of no firm, or of several
	By       string       `json:"by"`
	Reason   string       `json:"reason"`
	Early    bool         `json:"early"`
	Counts   ErasedCounts `json:"counts"`
	At       string       `json:"at"`
}

// ClientExportProgress is how far the export of a client is.
type ClientExportProgress struct {
	Job   string `json:"job"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// ClientExportDone is how it ended.
type ClientExportDone struct {
	Job        string   `json:"job"`
	Path       string   `json:"path"`
	Files      int      `json:"files"`
	Statements int      `json:"statements"`
	Operations int      `json:"operations"`
	Failure    *Failure `json:"failure"`
}
