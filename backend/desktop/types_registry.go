package desktop

// RegistryAnswer says where something comes from and of when it is.
type RegistryAnswer struct {
	Source  string `json:"source"` // the register's name
	At      string `json:"at"`
	Stale   bool   `json:"stale"` // it could not be asked again: note says why
	Note    string `json:"note"`
	Warning string `json:"warning"` // on a number with a wrong key
}

// CompanyRow is a company in a list.
type CompanyRow struct {
	Siren      string `json:"siren"`
	SirenShown string `json:"sirenShown"`
	Name       string `json:"name"`
	Acronym    string `json:"acronym"`
	LegalForm  string `json:"legalForm"`
	State      string `json:"state"` // active, ceased, "" unknown
	StateName  string `json:"stateName"`
	City       string `json:"city"`
	Postcode   string `json:"postcode"`
}

// CompanyPage is the best of what a search found.
type CompanyPage struct {
	Rows   []CompanyRow   `json:"rows"`
	Total  int            `json:"total"`
	Answer RegistryAnswer `json:"answer"`
}

// CompanyPlace is an establishment.
type CompanyPlace struct {
	Siret      string `json:"siret"`
	SiretShown string `json:"siretShown"`
	Address    string `json:"address"`
	Postcode   string `json:"postcode"`
	City       string `json:"city"`
	Head       bool   `json:"head"` // « siège »
	State      string `json:"state"`
	StateName  string `json:"stateName"`
}

// CompanyDirector is one of those who run a company.
type CompanyDirector struct {
	Name    string `json:"name"`
	Quality string `json:"quality"`
}

// CompanyCard is what is known of a company.
type CompanyCard struct {
	Row            CompanyRow        `json:"row"`
	Activity       string            `json:"activity"` // the APE code
	CreatedOn      string            `json:"createdOn"`
	Shown          CompanyPlace      `json:"shown"` // that was asked for, else the head office
	Establishments []CompanyPlace    `json:"establishments"`
	Directors      []CompanyDirector `json:"directors"`
	Answer         RegistryAnswer    `json:"answer"`
}

// RegistryStatus says how this session's account at the INPI stands.
type RegistryStatus struct {
	Account bool   `json:"account"`
	MayEdit bool   `json:"mayEdit"`
	Note    string `json:"note"`
}
