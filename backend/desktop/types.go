package desktop

// Dates are "2026-03-14", instants "2026-03-14T08:12:00Z", "" when absent. Amounts are
// minor units of the row's currency, null when absent. Lists are never null.

// Start is what the window needs before anyone has signed in.
type Start struct {
	FirstStart  bool   `json:"firstStart"` // no staff yet: ask for the firm and its Administrateur
	Me          *Me    `json:"me"`         // null when nobody is signed in
	Version     string `json:"version"`
	DataDir     string `json:"dataDir"`
	Demo        *Demo  `json:"demo"`        // the sign-in of demonstration data, null elsewhere
	Locked      bool   `json:"locked"`      // me is there, and must give their password
	ClockBehind string `json:"clockBehind"` // when the last thing was done, if the machine's clock says that it is yet to come; ""
	LockAfter   int    `json:"lockAfter"`   // minutes without a key or a click before the screen locks; 0 never
	CanRemember bool   `json:"canRemember"` // « Rester connecté sur ce poste » is possible: there is a keychain
}

// Demo is the printed sign-in of demonstration data.
type Demo struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// Me is the person signed in and what they may do.
type Me struct {
	StaffID     int64      `json:"staffId"`
	Name        string     `json:"name"`
	Email       string     `json:"email"`
	Profile     string     `json:"profile"`          // collaborateur, superviseur, administrateur
	ProfileName string     `json:"profileName"`      // as shown
	Firms       []FirmName `json:"firms"`            // those they reach
	Can         []string   `json:"can"`              // rights.Action values allowed in their firms
	Kept        int        `json:"kept"`             // the clients of « Mes dossiers »
	Notice      string     `json:"notice,omitempty"` // what did not work at sign-in, one French sentence
}

// FirmName is a firm in a choice.
type FirmName struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// FirstStart is the form of the first start.
type FirstStart struct {
	FirmName string `json:"firmName"`
	Siret    string `json:"siret"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Password string `json:"password"`
}

// Firm is a firm's card. ID 0 creates.
type Firm struct {
	ID                 int64  `json:"id"`
	GUID               string `json:"guid"`
	ClientNumber       string `json:"clientNumber"`
	Name               string `json:"name"`
	Address            string `json:"address"`
	Postcode           string `json:"postcode"`
	City               string `json:"city"`
	Phone              string `json:"phone"`
	DirectorName       string `json:"directorName"`
	DirectorQuality    string `json:"directorQuality"`
	LegalForm          string `json:"legalForm"`
	Siret              string `json:"siret"`
	ProductionSoftware string `json:"productionSoftware"`
	HoldInterruptions  bool   `json:"holdInterruptions"`
	MandataryName      string `json:"mandataryName"` // who receives the statements; "": the firm itself
	MandataryAddress   string `json:"mandataryAddress"`
	Warning            string `json:"warning"` // a wrong SIRET key, in French; "" when right
	CanEdit            bool   `json:"canEdit"`
}

// ClientQuery filters, sorts and pages the list of clients.
type ClientQuery struct {
	Search         string  `json:"search"`
	Sort           string  `json:"sort"` // name, siret, reference, firm, responsable, accounts
	Desc           bool    `json:"desc"`
	FirmIDs        []int64 `json:"firmIds"`        // empty: all one may see
	ResponsableIDs []int64 `json:"responsableIds"` // 0 stands for nobody
	Mine           bool    `json:"mine"`           // « Mes dossiers » alone
	Offset         int     `json:"offset"`
	Limit          int     `json:"limit"` // at most 500
}

// ClientRow is a line of the list of clients.
type ClientRow struct {
	ID            int64  `json:"id"`
	FirmID        int64  `json:"firmId"`
	FirmName      string `json:"firmName"`
	Name          string `json:"name"`
	Siret         string `json:"siret"`
	Reference     string `json:"reference"`
	ResponsableID int64  `json:"responsableId"` // 0: nobody
	Responsable   string `json:"responsable"`
	StandInID     int64  `json:"standInId"` // « Suppléant »; 0: nobody
	StandIn       string `json:"standIn"`
	StandInUntil  string `json:"standInUntil"` // its last day
	Confidential  bool   `json:"confidential"` // « Dossier confidentiel »
	Accounts      int    `json:"accounts"`
	Warning       string `json:"warning"`

	Address          string `json:"address"`
	Postcode         string `json:"postcode"`
	City             string `json:"city"`
	Email            string `json:"email"`
	SignatoryName    string `json:"signatoryName"` // who signs for the client …
	SignatoryQuality string `json:"signatoryQuality"`
}

// ClientPage is a page of clients with the count of the whole list.
type ClientPage struct {
	Rows  []ClientRow `json:"rows"`
	Total int         `json:"total"`
}

// ClientForm creates (ID 0) or changes a client.
type ClientForm struct {
	ID            int64  `json:"id"`
	FirmID        int64  `json:"firmId"`
	Name          string `json:"name"`
	Siret         string `json:"siret"`
	Reference     string `json:"reference"`
	ResponsableID int64  `json:"responsableId"` // 0: nobody
	StandInID     int64  `json:"standInId"`     // 0: nobody
	StandInUntil  string `json:"standInUntil"`
	Confidential  bool   `json:"confidential"`

	Address          string `json:"address"`
	Postcode         string `json:"postcode"`
	City             string `json:"city"`
	Email            string `json:"email"`
	SignatoryName    string `json:"signatoryName"` // who signs for the client …
	SignatoryQuality string `json:"signatoryQuality"`
}

// AccountQuery filters, sorts and pages the list of IBANs.
type AccountQuery struct {
	Search         string   `json:"search"` // IBAN in any spacing, dénomination sociale, SIRET
	Sort           string   `json:"sort"`   // iban, bank, client, reference, siret, firm, responsable, status, connector
	Desc           bool     `json:"desc"`
	FirmIDs        []int64  `json:"firmIds"`
	Statuses       []string `json:"statuses"`
	ConnectorIDs   []int64  `json:"connectorIds"`   // 0 stands for « Aucun connecteur »
	ResponsableIDs []int64  `json:"responsableIds"` // 0 stands for nobody
	Mine           bool     `json:"mine"`           // « Mes dossiers » alone
	ClientID       int64    `json:"clientId"`       // 0: every client
	Offset         int      `json:"offset"`
	Limit          int      `json:"limit"` // at most 500
}

// AccountRow is a line of the list of IBANs.
type AccountRow struct {
	ID            int64  `json:"id"`
	IBAN          string `json:"iban"`
	IBANShown     string `json:"ibanShown"` // « FR76 30004 45856 45856523322 08 »
	Bank          string `json:"bank"`
	ClientID      int64  `json:"clientId"`
	ClientName    string `json:"clientName"`
	Reference     string `json:"reference"`
	Siret         string `json:"siret"`
	FirmID        int64  `json:"firmId"`
	FirmName      string `json:"firmName"`
	Responsable   string `json:"responsable"` // of the client; ""
	Mandate       string `json:"mandate"`     // created, to_sign, signed, sent, approved, rejected, …
	MandateName   string `json:"mandateName"` // as shown
	MandateSince  string `json:"mandateSince"`
	Dots          int    `json:"dots"` // 0 to 5
	ConnectorID   int64  `json:"connectorId"`
	ConnectorName string `json:"connectorName"`
	ConnectorMode string `json:"connectorMode"` // « Envoi direct », « Dépôt de fichier », ""
	PartnerFolder string `json:"partnerFolder"` // its company at the partner, "" when not matched yet
	Holder        string `json:"holder"`
	CollectFrom   string `json:"collectFrom"`
	LedgerAccount string `json:"ledgerAccount"`
	JournalCode   string `json:"journalCode"`
	Statements    int    `json:"statements"`
	LastOn        string `json:"lastOn"` // end of the last statement
}

// AccountPage is a page of IBANs with the count of the whole list.
type AccountPage struct {
	Rows  []AccountRow `json:"rows"`
	Total int          `json:"total"`
}

// AccountForm creates (ID 0) or changes an IBAN. ApprovedOn, when given, records the
// mandate as « approuvé hors application le … » (Superviseur).
type AccountForm struct {
	ID            int64  `json:"id"`
	ClientID      int64  `json:"clientId"`
	IBAN          string `json:"iban"`
	Holder        string `json:"holder"`
	CollectFrom   string `json:"collectFrom"`
	LedgerAccount string `json:"ledgerAccount"`
	JournalCode   string `json:"journalCode"`
	ApprovedOn    string `json:"approvedOn"`
}

// AsideRow is an account of « Sans IBAN »: statements came for it, no client has it.
type AsideRow struct {
	AccountID  int64  `json:"accountId"`
	IBAN       string `json:"iban"`  // "" when the file's account is no IBAN
	Shown      string `json:"shown"` // as shown
	Bank       string `json:"bank"`
	FirmID     int64  `json:"firmId"` // 0: of no firm
	FirmName   string `json:"firmName"`
	Statements int    `json:"statements"`
	Operations int    `json:"operations"`
	FirstOn    string `json:"firstOn"`
	LastOn     string `json:"lastOn"`
}

// StatementQuery filters and pages the statements, latest first.
type StatementQuery struct {
	Search    string   `json:"search"` // IBAN, dénomination sociale, SIRET, bank
	FirmIDs   []int64  `json:"firmIds"`
	States    []string `json:"states"`
	Places    []string `json:"places"`
	Marks     []string `json:"marks"`     // seen, to_review, unseen; none: all
	AccountID int64    `json:"accountId"` // 0: every account
	FileID    int64    `json:"fileId"`    // 0: every file
	Mine      bool     `json:"mine"`      // « Mes dossiers » alone
	From      string   `json:"from"`      // end of the statement, both included
	To        string   `json:"to"`
	After     string   `json:"after"`          // StatementPage.next of the page before, "" from the first row
	Skip      int      `json:"skip,omitempty"` // rows left out from there
	Limit     int      `json:"limit"`          // at most 500
}

// StatementRow is a line of the list of statements.
type StatementRow struct {
	ID         int64  `json:"id"`
	AccountID  int64  `json:"accountId"`
	IBANShown  string `json:"ibanShown"`
	Bank       string `json:"bank"`
	ClientID   int64  `json:"clientId"` // 0: « Sans IBAN »
	ClientName string `json:"clientName"`
	FirmName   string `json:"firmName"`
	Currency   string `json:"currency"`
	Decimals   int    `json:"decimals"`
	StartOn    string `json:"startOn"`
	EndOn      string `json:"endOn"`
	Opening    *int64 `json:"opening"`
	Closing    *int64 `json:"closing"`
	Credits    int64  `json:"credits"`
	Debits     int64  `json:"debits"` // negative or 0: opening + credits + debits = closing
	Operations int    `json:"operations"`
	Own        int    `json:"own"`       // those that no other statement had brought
	State      string `json:"state"`     // start, conforming, interruption, incoherent, unverifiable, conflict, released
	StateName  string `json:"stateName"` // as shown
	Place      string `json:"place"`     // to_send, sent, downloadable, downloaded, held, no_movement, aside
	PlaceName  string `json:"placeName"` // as shown
	Reason     string `json:"reason"`    // why it is held, one French sentence; "" elsewhere
	ReceivedAt string `json:"receivedAt"`
	Mark       string `json:"mark"` // seen, to_review, or "": of a person, in the state that it has now
	MarkName   string `json:"markName"`
	ReviewedBy string `json:"reviewedBy"` // who put the mark or the note last
	ReviewedAt string `json:"reviewedAt"`
	Note       string `json:"note"`
}

// StatementPage is a page of statements with the count of the whole list.
type StatementPage struct {
	Rows  []StatementRow `json:"rows"`
	Total int            `json:"total"`
	Next  string         `json:"next"` // "" after the last page
}

// StatementDetails is one statement with its checks in plain words.
type StatementDetails struct {
	Row        StatementRow       `json:"row"`
	Checks     []Check            `json:"checks"`
	Warnings   []StatementWarning `json:"warnings"`
	Sources    []StatementSource  `json:"sources"`
	CanRelease bool               `json:"canRelease"` // this person may let it go
}

// Check is one thing that was verified, said in one French sentence.
type Check struct {
	Kind     string `json:"kind"`    // balance, continuity, conflict, release, place
	Verdict  string `json:"verdict"` // ok, wrong, unknown
	Sentence string `json:"sentence"`
}

// StatementWarning is an oddity of the file, read through.
type StatementWarning struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// StatementSource is a file that showed the statement.
type StatementSource struct {
	FileID     int64  `json:"fileId"`
	Name       string `json:"name"`
	Line       int    `json:"line"`
	ReceivedAt string `json:"receivedAt"`
	HandedOver bool   `json:"handedOver"`
}

// OperationRow is a line of a statement.
type OperationRow struct {
	Position      int               `json:"position"` // 0-based in the statement
	BookedOn      string            `json:"bookedOn"`
	ValueOn       string            `json:"valueOn"`
	Amount        int64             `json:"amount"`
	BalanceAfter  *int64            `json:"balanceAfter"`
	Code          string            `json:"code"`
	CodeMeaning   string            `json:"codeMeaning"`
	BankCode      string            `json:"bankCode"`
	RejectCode    string            `json:"rejectCode"`
	RejectMeaning string            `json:"rejectMeaning"`
	Label         string            `json:"label"`
	Reference     string            `json:"reference"`
	EntryNumber   string            `json:"entryNumber"`
	Exempt        bool              `json:"exempt"`
	Unavailable   bool              `json:"unavailable"`
	Own           bool              `json:"own"`  // false: another statement had brought it
	Note          string            `json:"note"` // a person's
	Details       []OperationDetail `json:"details"`
}

// OperationDetail is a complement of an operation.
type OperationDetail struct {
	Qualifier string `json:"qualifier"`
	Meaning   string `json:"meaning"`
	Text      string `json:"text"`
}

// OperationPage is a run of a statement's operations.
type OperationPage struct {
	Rows  []OperationRow `json:"rows"`
	Total int            `json:"total"`
}

// Count is a number of statements under a name: a state, a place or a reason.
type Count struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// OpenedFiles is what the system asked to open.
type OpenedFiles struct {
	Paths   []string `json:"paths"`
	LeftOut int      `json:"leftOut"`
	Problem string   `json:"problem"` // a sentence on what was left out, else ""
}

// ImportForm says what to import. Paths are files or folders.
type ImportForm struct {
	Paths      []string `json:"paths"`
	FirmID     int64    `json:"firmId"` // where statements of unknown accounts go
	HandedOver bool     `json:"handedOver"`
	// Given answers what files asked for.
	Given []FileAnswer `json:"given"`
}

// FileAnswer is what a person says of a file that does not say enough.
type FileAnswer struct {
	Path    string `json:"path"`
	Account string `json:"account"` // IBAN
	Dates   string `json:"dates"`   // "dmy", "mdy" or "ymd"
	Mapping string `json:"mapping"` // of a table, as the assistant made it
}

// ImportPreview is the event "import:preview": what an import would do.
type ImportPreview struct {
	Job     string        `json:"job"`
	Files   []FilePreview `json:"files"`
	Failure *Failure      `json:"failure"` // the preview as a whole failed or was cancelled
}

// FilePreview is what an import of a file would do.
type FilePreview struct {
	FileReport
	Asks     string           `json:"asks"` // account, dates, mapping: what the file leaves open, "" nothing
	Notes    []ImportNote     `json:"notes"`
	Accounts []AccountPreview `json:"accounts"`
}

// ImportNote is an oddity of a file.
type ImportNote struct {
	Line    int    `json:"line"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// AccountPreview is what a file would bring to an account.
type AccountPreview struct {
	AccountID     int64   `json:"accountId"`
	IBAN          string  `json:"iban"`
	Key           string  `json:"key"`       // of an account without an IBAN
	Client        string  `json:"client"`    // "": aside, or not to be seen
	Connector     string  `json:"connector"` // where what is to be sent goes
	Currency      string  `json:"currency"`
	Start         string  `json:"start"`
	End           string  `json:"end"`
	Statements    int     `json:"statements"`
	NewStatements int     `json:"newStatements"`
	Operations    int     `json:"operations"`
	NewOperations int     `json:"newOperations"`
	States        []Count `json:"states"`
	Places        []Count `json:"places"`
}

// ImportProgress is the event "import:progress", at most ten a second.
type ImportProgress struct {
	Job        string `json:"job"`
	File       int    `json:"file"` // 1-based
	Files      int    `json:"files"`
	Name       string `json:"name"`
	Bytes      int64  `json:"bytes"` // of all files
	TotalBytes int64  `json:"totalBytes"`
	Operations int    `json:"operations"`
}

// ImportReport is the event "import:done".
type ImportReport struct {
	Job     string       `json:"job"`
	Files   []FileReport `json:"files"`
	Failure *Failure     `json:"failure"` // the import as a whole failed or was cancelled
}

// Failure is an error as the window shows it.
type Failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field"`
	Hint    string `json:"hint"`
}

// FileReport is what became of one file.
type FileReport struct {
	Path          string  `json:"path"`
	Name          string  `json:"name"`
	Outcome       string  `json:"outcome"` // imported, duplicate, failed, cancelled
	FileID        int64   `json:"fileId"`
	Format        string  `json:"format"`
	Statements    int     `json:"statements"`
	NewStatements int     `json:"newStatements"`
	Operations    int     `json:"operations"`
	NewOperations int     `json:"newOperations"`
	Warnings      int     `json:"warnings"`
	States        []Count `json:"states"`
	Places        []Count `json:"places"`
	Message       string  `json:"message"` // one French sentence
	Hint          string  `json:"hint"`
}

// ImportRow is a file of the import history.
type ImportRow struct {
	FileID        int64  `json:"fileId"`
	Name          string `json:"name"`
	ReceivedAt    string `json:"receivedAt"`
	By            string `json:"by"`
	HandedOver    bool   `json:"handedOver"`
	Statements    int    `json:"statements"`
	Operations    int    `json:"operations"`
	NewOperations int    `json:"newOperations"`
	Warnings      int    `json:"warnings"`
}

// UndoPreview says what undoing an import takes away.
type UndoPreview struct {
	FileID     int64  `json:"fileId"`
	Name       string `json:"name"`
	Statements int    `json:"statements"` // that no other file shows
	Operations int    `json:"operations"` // that no other file shows
	Kept       int    `json:"kept"`       // statements that another file shows too
	WhyNot     string `json:"whyNot"`     // "" when it can be undone, else the French reason
}

// DownloadForm says what the global file is to hold. From and To empty: all that is
// « téléchargeable », which is what came since the last download.
type DownloadForm struct {
	FirmID int64  `json:"firmId"`
	From   string `json:"from"`
	To     string `json:"to"`
	Format string `json:"format"` // "" for CFONB120, the banks' own bytes, else as Exports.Operations
	// A ZIP of a file a client, or of files of some megabytes at most, 0 for any size.
	ByClient bool   `json:"byClient"`
	MostMB   int    `json:"mostMb"`
	Path     string `json:"path"` // where to write; not used by Preview
}

// DownloadPreview says what a download would hold and what it leaves out.
type DownloadPreview struct {
	Statements int     `json:"statements"`
	Operations int     `json:"operations"`
	Accounts   int     `json:"accounts"`
	LeftOut    []Count `json:"leftOut"` // statements of the period in other places, by reason
	LastBy     string  `json:"lastBy"`
	LastAt     string  `json:"lastAt"`
	FileName   string  `json:"fileName"`   // proposed
	FolderPath string  `json:"folderPath"` // proposed: the user's download folder
}

// DownloadRow is a global file that was taken.
type DownloadRow struct {
	ID         int64  `json:"id"`
	FirmID     int64  `json:"firmId"`
	FileName   string `json:"fileName"`
	Format     string `json:"format"`
	From       string `json:"from"`
	To         string `json:"to"`
	Statements int    `json:"statements"`
	Operations int    `json:"operations"`
	Size       int64  `json:"size"`
	Sha256     string `json:"sha256"`
	By         string `json:"by"`
	TakenAt    string `json:"takenAt"`
	Path       string `json:"path"` // where it was just written; "" in the history
}
