package desktop

// Partner is a tool of the catalogue.
type Partner struct {
	Key      string         `json:"key"`
	Name     string         `json:"name"`
	Mode     string         `json:"mode"`     // direct, file
	ModeName string         `json:"modeName"` // « Envoi direct », « Dépôt de fichier »
	Other    bool           `json:"other"`    // stands for any tool: a place and no partner
	Settings []PartnerField `json:"settings"`
	Secrets  []PartnerField `json:"secrets"`
	Steps    []string       `json:"steps"`  // what the firm does at the partner
	Limits   []string       `json:"limits"` // what is not possible, or not certain
}

// PartnerField is a setting or a secret that a connector needs.
type PartnerField struct {
	Key      string           `json:"key"`
	Label    string           `json:"label"`
	Help     string           `json:"help"`
	Kind     string           `json:"kind"` // text, url, folder, host, port, choice, settled, secret, key
	Required bool             `json:"required"`
	Default  string           `json:"default"`
	Options  []PartnerOption  `json:"options"` // of a choice
	When     PartnerCondition `json:"when"`    // asked for only then
	Or       string           `json:"or"`      // the key of a secret that serves instead; ""
}

// PartnerOption is a value, with its words.
type PartnerOption struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// PartnerCondition is a setting of a certain value; an empty one always holds.
type PartnerCondition struct {
	Setting string `json:"setting"`
	Value   string `json:"value"`
}

// ConnectorRow is a connector of a firm, with how it stands.
type ConnectorRow struct {
	ID            int64   `json:"id"`
	FirmID        int64   `json:"firmId"`
	Partner       string  `json:"partner"`
	PartnerName   string  `json:"partnerName"`
	Name          string  `json:"name"`
	Mode          string  `json:"mode"`
	ModeName      string  `json:"modeName"`
	Paused        bool    `json:"paused"`
	Missing       string  `json:"missing"`      // banner: what is still to be given, one French sentence; ""
	Trouble       string  `json:"trouble"`      // what stops it, one French sentence; "" when nothing does
	TroubleHint   string  `json:"troubleHint"`  // what to do about it
	NotBefore     string  `json:"notBefore"`    // the partner asked to wait until then; ""
	RestingUntil  string  `json:"restingUntil"` // it failed too often: nothing is tried before; ""
	Failures      int     `json:"failures"`     // in a row
	LastSuccessAt string  `json:"lastSuccessAt"`
	Accounts      int     `json:"accounts"` // IBANs that are associated
	Counts        []Count `json:"counts"`   // deliveries by state, those above zero
}

// ConnectorDetails is one connector with its settings. Secrets never come back.
type ConnectorDetails struct {
	Row        ConnectorRow      `json:"row"`
	Partner    Partner           `json:"partner"`
	Settings   map[string]string `json:"settings"`
	OSAccounts []string          `json:"osAccounts"` // accounts of this machine on which the credentials are
	HereToo    bool              `json:"hereToo"`    // this session's account is among them, or none are needed
	TestedAt   string            `json:"testedAt"`
	CanEdit    bool              `json:"canEdit"`
}

// ConnectorForm changes a connector.
type ConnectorForm struct {
	ID       int64             `json:"id"`
	Name     string            `json:"name"`
	Settings map[string]string `json:"settings"`
	Paused   bool              `json:"paused"`
}

// ConnectorTrial is what « Tester la connexion » found.
type ConnectorTrial struct {
	OK        bool            `json:"ok"`
	Steps     []TrialStep     `json:"steps"`
	Questions []TrialQuestion `json:"questions"` // what a person confirms or chooses, then it is tested again
	Code      string          `json:"code"`      // the partner's
	RequestID string          `json:"requestId"` // support asks for it
}

// TrialQuestion is a setting that the partner offers values for.
type TrialQuestion struct {
	Setting  string          `json:"setting"` // the catalogue's key
	Sentence string          `json:"sentence"`
	Answers  []PartnerOption `json:"answers"` // at least one; the only one is to be confirmed
}

// TrialStep is one thing that was tested.
type TrialStep struct {
	OK      bool   `json:"ok"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// PartnerFolder is a company at the partner.
type PartnerFolder struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Siret     string `json:"siret"`
	Reference string `json:"reference"`
}

// Association is what associating IBANs with a connector changed.
type Association struct {
	Changed int `json:"changed"` // IBANs
	Waiting int `json:"waiting"` // statements that still wait for download and stay there
}

// MandateDetails is a mandate with its history and what may come next.
type MandateDetails struct {
	AccountID int64         `json:"accountId"`
	Status    string        `json:"status"`
	Name      string        `json:"name"`
	Since     string        `json:"since"`
	Dots      int           `json:"dots"`
	Steps     []MandateStep `json:"steps"` // latest first
	Moves     []MandateMove `json:"moves"` // legal from here, allowed or not
}

// MandateStep is a past step.
type MandateStep struct {
	Name  string `json:"name"`
	Since string `json:"since"`
	By    string `json:"by"` // « Système » for the command line
	Note  string `json:"note"`
	At    string `json:"at"`
}

// MandateMove is a legal next step.
type MandateMove struct {
	To       string `json:"to"`
	Name     string `json:"name"`     // the step's, as « Signé »
	Label    string `json:"label"`    // of the button, as « Marquer comme signé »
	Allowed  bool   `json:"allowed"`  // this person may
	NeedNote bool   `json:"needNote"` // a reason is asked (Rejeté, Suspendu)
}

// MandateForm moves mandates, all or none.
type MandateForm struct {
	AccountIDs []int64 `json:"accountIds"`
	To         string  `json:"to"`
	On         string  `json:"on"` // ISO; "" today
	Note       string  `json:"note"`
}

// DeliveryQuery filters and pages deliveries, latest change first.
type DeliveryQuery struct {
	Search       string   `json:"search"` // IBAN, dénomination sociale
	FirmIDs      []int64  `json:"firmIds"`
	States       []string `json:"states"`
	ConnectorIDs []int64  `json:"connectorIds"`
	AccountID    int64    `json:"accountId"` // 0: every account
	Mine         bool     `json:"mine"`      // « Mes dossiers » alone
	Offset       int      `json:"offset"`
	Limit        int      `json:"limit"` // at most 500
}

// DeliveryRow is a line of the queue.
type DeliveryRow struct {
	ID            int64  `json:"id"`
	StatementID   int64  `json:"statementId"`
	AccountID     int64  `json:"accountId"`
	IBANShown     string `json:"ibanShown"`
	ClientName    string `json:"clientName"`
	FirmName      string `json:"firmName"`
	ConnectorID   int64  `json:"connectorId"`
	ConnectorName string `json:"connectorName"`
	PartnerName   string `json:"partnerName"`
	StartOn       string `json:"startOn"`
	EndOn         string `json:"endOn"`
	Operations    int    `json:"operations"`
	Together      int    `json:"together"`   // statements that left with it, itself included; 0 before
	All           int    `json:"all"`        // operations of all of them
	Integrated    *int   `json:"integrated"` // that the partner says it took, of all of them
	Withdrawn     bool   `json:"withdrawn"`  // a person cancelled it
	Doubt         bool   `json:"doubt"`      // it may have arrived: it is not cancelled, and what left with it shares its fate
	State         string `json:"state"`      // to_send, in_flight, integrated, already_integrated, deposited, to_check, refused, to_retry, cancelled
	StateName     string `json:"stateName"`  // as « Intégré (12 opérations) », « À reprendre à 09:12 »
	Code          string `json:"code"`       // the partner's
	Message       string `json:"message"`    // what it means, one French sentence
	Hint          string `json:"hint"`       // what to do
	RequestID     string `json:"requestId"`
	FileName      string `json:"fileName"`
	NextTryAt     string `json:"nextTryAt"`
	UpdatedAt     string `json:"updatedAt"`
	Tries         int    `json:"tries"`
}

// DeliveryPage is a page of deliveries with the count of the whole list.
type DeliveryPage struct {
	Rows  []DeliveryRow `json:"rows"`
	Total int           `json:"total"`
}

// DeliveryDetails is one delivery with its history.
type DeliveryDetails struct {
	Row       DeliveryRow       `json:"row"`
	Sha256    string            `json:"sha256"`
	Size      int64             `json:"size"` // bytes
	FrozenAt  string            `json:"frozenAt"`
	Attempts  []DeliveryAttempt `json:"attempts"` // latest first
	CanRetry  bool              `json:"canRetry"`
	CanCheck  bool              `json:"canCheck"`  // say whether the partner has it
	CanCancel bool              `json:"canCancel"` // keep it from leaving
}

// DeliveryAttempt is one try.
type DeliveryAttempt struct {
	At             string `json:"at"`
	DurationMs     int64  `json:"durationMs"` // 0 when it was cut
	Outcome        string `json:"outcome"`    // as shown
	Code           string `json:"code"`
	Message        string `json:"message"`
	PartnerMessage string `json:"partnerMessage"` // the partner's own words
	RequestID      string `json:"requestId"`
	By             string `json:"by"` // whose answer it is; "" for a try
}

// SyncState says how the synchronisation stands; it is also the event "sync:state".
type SyncState struct {
	Running   bool     `json:"running"`
	Done      int      `json:"done"`      // deliveries tried in this run
	Waiting   int      `json:"waiting"`   // deliveries that wait: to send and to retry
	LastAt    string   `json:"lastAt"`    // end of the last run, "" before the first
	Offline   bool     `json:"offline"`   // the last run did not reach a partner
	NextAt    string   `json:"nextAt"`    // when something is tried again, ""
	Sentences []string `json:"sentences"` // what a person should know, as « MyUnisoft : identifiants refusés. »
}

// DiagnosisStep is one check of the FAQ, or a cause that the program knows.
type DiagnosisStep struct {
	Key      string `json:"key"`
	Verdict  string `json:"verdict"` // ok, wrong, unknown
	Title    string `json:"title"`
	Sentence string `json:"sentence"`
	Action   string `json:"action"` // where to mend it: firm, connector, account, mandate, deliveries, statements, import, support; ""
	Button   string `json:"button"` // its French label
	TargetID int64  `json:"targetId"`
}

// Diagnosis is why an IBAN's statements do or do not reach its tool.
type Diagnosis struct {
	AccountID  int64           `json:"accountId"`
	IBANShown  string          `json:"ibanShown"`
	ClientID   int64           `json:"clientId"`
	ClientName string          `json:"clientName"`
	FirmID     int64           `json:"firmId"`
	FirmName   string          `json:"firmName"`
	OK         bool            `json:"ok"`
	Answer     string          `json:"answer"` // what to do next, in one sentence
	Steps      []DiagnosisStep `json:"steps"`
}
