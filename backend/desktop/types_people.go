package desktop

// PersonQuery filters, sorts and pages the list of « Collaborateurs ».
type PersonQuery struct {
	Search string `json:"search"` // name, e-mail
	Sort   string `json:"sort"`   // name, email, profile, active, last
	Desc   bool   `json:"desc"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"` // at most 500
}

// PersonRow is a line of « Collaborateurs ».
type PersonRow struct {
	ID           int64    `json:"id"`
	Name         string   `json:"name"`
	Email        string   `json:"email"`
	Profile      string   `json:"profile"`     // collaborateur, superviseur, administrateur
	ProfileName  string   `json:"profileName"` // as shown
	FirmIDs      []int64  `json:"firmIds"`
	FirmNames    []string `json:"firmNames"`
	Active       bool     `json:"active"`
	LastSignInAt string   `json:"lastSignInAt"` // "": never
	Clients      int      `json:"clients"`      // those they are responsable of
}

// PersonPage is a page of people with the count of the whole list.
type PersonPage struct {
	Rows  []PersonRow `json:"rows"`
	Total int         `json:"total"`
}

// PersonForm creates (ID 0, with a first password) or changes a person.
type PersonForm struct {
	ID       int64   `json:"id"`
	Name     string  `json:"name"`
	Email    string  `json:"email"`
	Profile  string  `json:"profile"`
	FirmIDs  []int64 `json:"firmIds"`
	Password string  `json:"password"` // the first one; not used by a change
}

// Colleague is a person as a choice: a client's responsable, a filter.
type Colleague struct {
	ID       int64   `json:"id"`
	Name     string  `json:"name"`
	Active   bool    `json:"active"`
	AllFirms bool    `json:"allFirms"` // an Administrateur
	FirmIDs  []int64 `json:"firmIds"`
}
