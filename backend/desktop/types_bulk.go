package desktop

// RosterForm is a list of clients and IBANs to take.
type RosterForm struct {
	Path   string `json:"path"`
	FirmID int64  `json:"firmId"` // of the lines that name no firm
	Token  string `json:"token"`  // RosterPlan.token of what was previewed; not used by Preview
}

// RosterPlan is what a list would do, line by line.
type RosterPlan struct {
	File    string       `json:"file"`
	Lines   []RosterLine `json:"lines"`
	Counts  []Count      `json:"counts"`  // by verdict, all of them
	Ignored []string     `json:"ignored"` // titles of columns that are none of ours
	Token   string       `json:"token"`
}

// RosterLine is what a line of a list would do.
type RosterLine struct {
	Line        int      `json:"line"`    // in the file
	Verdict     string   `json:"verdict"` // new, changed, unchanged, refused
	VerdictName string   `json:"verdictName"`
	FirmName    string   `json:"firmName"`
	ClientName  string   `json:"clientName"`
	IBAN        string   `json:"iban"`
	Sentences   []string `json:"sentences"` // what it does, or why it is refused, in French
	Notices     []string `json:"notices"`
}

// RosterDone is what a list did.
type RosterDone struct {
	Clients   int `json:"clients"`
	Accounts  int `json:"accounts"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Refused   int `json:"refused"`
}

// Exported is a list that was exported.
type Exported struct {
	Path string `json:"path"`
	Rows int    `json:"rows"`
}
