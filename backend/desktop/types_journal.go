package desktop

// JournalQuery filters and pages « Journal ». Filters combine.
type JournalQuery struct {
	Search   string   `json:"search"`   // who, what was done, the name of what it was done to
	StaffIDs []int64  `json:"staffIds"` // 0 stands for « Système »
	Families []string `json:"families"` // sessions, people, firms, clients, mandates, received, left, exports
	FirmIDs  []int64  `json:"firmIds"`
	Object   string   `json:"object"` // with ObjectID: what was done to one thing
	ObjectID int64    `json:"objectId"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	After    string   `json:"after"`          // the Next of the page before
	Skip     int      `json:"skip,omitempty"` // rows left out from there
	Limit    int      `json:"limit"`          // at most 500
}

// JournalRow is a line of « Journal ».
type JournalRow struct {
	ID         int64  `json:"id"`
	At         string `json:"at"`
	Who        string `json:"who"`
	Said       string `json:"said"`       // what was done, to stand beside Who
	FamilyName string `json:"familyName"` // as shown
	FirmName   string `json:"firmName"`   // "": of no firm, or erased
	FirmID     int64  `json:"firmId"`
	Object     string `json:"object"` // firm, staff, client, account, connector, file, statement, delivery, download, document, …
	ObjectID   int64  `json:"objectId"`
	ObjectName string `json:"objectName"` // "": it has none, or is no more
	Opens      int64  `json:"opens"`      // the id of its screen; 0: there is nothing to open any more
}

// JournalPage is a page of the journal with the count of the whole list.
type JournalPage struct {
	Rows  []JournalRow `json:"rows"`
	Total int          `json:"total"`
	Next  string       `json:"next"` // "" for the last page
}

// JournalDetails is one entry with all it holds.
type JournalDetails struct {
	Row       JournalRow    `json:"row"`
	Sentence  string        `json:"sentence"` // who did what
	OSAccount string        `json:"osAccount"`
	Action    string        `json:"action"`
	Facts     []JournalFact `json:"facts"`
}

// JournalFact is one thing more that an entry says, in words.
type JournalFact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// JournalPerson is somebody who did something, as a choice.
type JournalPerson struct {
	ID   int64  `json:"id"` // 0: « Système »
	Name string `json:"name"`
}
