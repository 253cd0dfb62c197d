package desktop

// ReceptionRow is a source of a firm on its card.
type ReceptionRow struct {
	ID          int64  `json:"id"`
	FirmID      int64  `json:"firmId"`
	Kind        string `json:"kind"` // a key of the catalogue
	KindName    string `json:"kindName"`
	Name        string `json:"name"`
	Place       string `json:"place"` // the folder, or the server and its folder; "" when not given
	Paused      bool   `json:"paused"`
	Missing     string `json:"missing"`   // what it lacks before anything is received, ""
	Elsewhere   string `json:"elsewhere"` // its credentials are in other sessions alone, ""
	Trouble     string `json:"trouble"`   // what stops it, ""
	TroubleHint string `json:"troubleHint"`
	Problem     string `json:"problem"` // why the last try did not go through, ""; it may go by itself
	ProblemHint string `json:"problemHint"`
	NextAt      string `json:"nextAt"` // of the next try after a problem, ""
	TriedAt     string `json:"triedAt"`
	LookedAt    string `json:"lookedAt"` // the last look that went through
	LastTakenAt string `json:"lastTakenAt"`
	Waiting     int    `json:"waiting"`   // files that are still being written
	Taken       int    `json:"taken"`     // files in all
	Rejected    int    `json:"rejected"`  // files that were not taken, or partly
	Unnoticed   int    `json:"unnoticed"` // of these, those that nobody saw yet
}

// ReceptionDetails is a source's page.
type ReceptionDetails struct {
	Row       ReceptionRow     `json:"row"`
	Connector ConnectorDetails `json:"connector"` // settings, credentials
	Files     []ReceptionFile  `json:"files"`     // latest first
	CanLook   bool             `json:"canLook"`
}

// ReceptionFile is a file that a source showed.
type ReceptionFile struct {
	ID          int64  `json:"id"`
	Path        string `json:"path"` // within the source
	Size        int64  `json:"size"` // bytes
	ModifiedAt  string `json:"modifiedAt"`
	Outcome     string `json:"outcome"` // seen, imported, duplicate, partly, rejected
	OutcomeName string `json:"outcomeName"`
	FileID      int64  `json:"fileId"`     // its import, 0 for none, or one that was undone
	Statements  int    `json:"statements"` // new ones
	Operations  int    `json:"operations"` // new ones
	Reason      string `json:"reason"`
	Hint        string `json:"hint"`
	TakenAt     string `json:"takenAt"` // "" while it is only seen
	Filed       bool   `json:"filed"`
	FiledAs     string `json:"filedAs"` // where it lies in the source now, "" for where it was
}

// ReceptionState is what is being received.
type ReceptionState struct {
	Running []ReceptionProgress `json:"running"`
}

// ReceptionProgress is a source that is being looked into.
type ReceptionProgress struct {
	SourceID  int64  `json:"sourceId"`
	Source    string `json:"source"`
	Name      string `json:"name"` // of the file, "" while the source is looked into
	Size      int64  `json:"size"` // bytes
	Fetched   int64  `json:"fetched"`
	Importing bool   `json:"importing"`
	Taken     int    `json:"taken"` // files of this look
	Left      int    `json:"left"`
}
