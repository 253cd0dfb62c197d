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

// ClientCase is a client as its mission goes.
type ClientCase struct {
	ClientID int64  `json:"clientId"`
	FirmID   int64  `json:"firmId"`
	EndedOn  string `json:"endedOn"` // « Fin de mission », "" while it goes on
	CanEnd   bool   `json:"canEnd"`  // this person may end it, or take it up again
	CanMove  bool   `json:"canMove"` // this person may transfer it
}

// CaseEffect is what the end of a mission, or a transfer, does or would do.
type CaseEffect struct {
	Accounts     int `json:"accounts"`
	Terminations int `json:"terminations"` // mandates that become « Résiliation demandée »
	Freed        int `json:"freed"`        // IBANs that lose their connector
	NotSent      int `json:"notSent"`      // statements that waited to be sent, and no longer do
	Held         int `json:"held"`         // statements that are retained from now on
}

// AliasRow is another number of an account.
type AliasRow struct {
	Key   string `json:"key"`
	Shown string `json:"shown"`
	At    string `json:"at"`
}

// History is what « envoyer l'historique depuis le … » does or would do.
type History struct {
	Statements int `json:"statements"`
	ToSend     int `json:"toSend"` // the others are retained, for their own reason
}

// ConnectorUse is what hangs on a connector, before it is removed.
type ConnectorUse struct {
	Accounts int      `json:"accounts"`
	Names    []string `json:"names"`   // the first ones: « FR76 … (client) »
	Waiting  int      `json:"waiting"` // deliveries that go where the IBANs go
	Open     int      `json:"open"`    // deliveries that keep it from being removed
}
