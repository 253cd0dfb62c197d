package desktop

// Reconciliation is what a connector sent in a period against what its partner says of it, or
// against the files that stand in its place.
type Reconciliation struct {
	FromOn      string                  `json:"fromOn"`
	ToOn        string                  `json:"toOn"`
	PartnerName string                  `json:"partnerName"`
	Sentence    string                  `json:"sentence"` // what came of it
	Advice      string                  `json:"advice"`   // what to do about what is unexplained; ""
	Clean       bool                    `json:"clean"`    // all is explained
	Answers     bool                    `json:"answers"`  // the partner says what it took: accounts, else files
	Hidden      int                     `json:"hidden"`   // statements of confidential clients, in no count
	Total       ReconciliationTally     `json:"total"`
	Accounts    []ReconciliationAccount `json:"accounts"`
	Files       []ReconciliationFile    `json:"files"` // what somebody should look at first
	FilesHidden int                     `json:"filesHidden"`
	Deposited   int                     `json:"deposited"` // files of the period
	Waiting     int                     `json:"waiting"`   // of them, still there
	Taken       int                     `json:"taken"`     // of them, not there any more
	Problem     string                  `json:"problem"`   // why the place could not be looked into; ""
	ProblemHint string                  `json:"problemHint"`
}

// ReconciliationTally compares what was sent with what the partner says.
type ReconciliationTally struct {
	Statements int `json:"statements"` // that arrived
	Sent       int `json:"sent"`       // operations of them
	Taken      int `json:"taken"`      // that the partner says it took
	Had        int `json:"had"`        // of statements that it already had
	Zero       int `json:"zero"`       // of amount 0, that it did not take
	Unsaid     int `json:"unsaid"`     // of which it gave no number
	Missing    int `json:"missing"`    // that it did not take, unexplained
	Excess     int `json:"excess"`     // beyond what was sent, unexplained
	Unclear    int `json:"unclear"`    // statements to be checked
}

// ReconciliationAccount is one account's.
type ReconciliationAccount struct {
	AccountID     int64                 `json:"accountId"`
	IBANShown     string                `json:"ibanShown"`
	ClientName    string                `json:"clientName"`
	Tally         ReconciliationTally   `json:"tally"`
	Sentence      string                `json:"sentence"`
	Plain         bool                  `json:"plain"`     // all that was sent was taken: nothing to say
	Explained     bool                  `json:"explained"` // what was not taken is accounted for
	Discrepancies []ReconciliationDoubt `json:"discrepancies"`
}

// ReconciliationDoubt is a sending of which the partner did not take what was sent.
type ReconciliationDoubt struct {
	DeliveryID int64  `json:"deliveryId"`
	FileName   string `json:"fileName"`
	RequestID  string `json:"requestId"` // the partner's support asks for it
	Sent       int    `json:"sent"`      // operations, those of amount 0 left out
	Taken      int    `json:"taken"`
	At         string `json:"at"`
}

// ReconciliationFile is a file in the partner's place.
type ReconciliationFile struct {
	Name       string `json:"name"`
	Size       int64  `json:"size"`     // bytes
	Expected   int64  `json:"expected"` // bytes that were put there; 0 when not known
	ModifiedAt string `json:"modifiedAt"`
	Fate       string `json:"fate"` // there, unclear, other, unknown, leftover
	FateName   string `json:"fateName"`
	InPeriod   bool   `json:"inPeriod"`
}
