package desktop

// GuideProgress is where a firm stands in its first steps.
type GuideProgress struct {
	FirmID   int64       `json:"firmId"`
	FirmName string      `json:"firmName"`
	Steps    []GuideStep `json:"steps"`
	Done     int         `json:"done"`     // steps that are
	Finished bool        `json:"finished"` // a first statement is in its place
}

// GuideStep is one of the first steps.
type GuideStep struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	Done     bool   `json:"done"`
	Sentence string `json:"sentence"`
	Button   string `json:"button"` // "" once done
	Target   string `json:"target"` // firm, connector, client, new_iban, ibans, mandates, import, deliveries
	TargetID int64  `json:"targetId"`
	Least    string `json:"least"` // the profile that it takes, "" when one may do it
}

// SupportCase is what was prepared for the support: a message, and an archive to be read first.
type SupportCase struct {
	Name        string        `json:"name"`  // the support's
	Phone       string        `json:"phone"` // "" when nobody gave it
	To          string        `json:"to"`    // e-mail, "" when nobody gave it
	Subject     string        `json:"subject"`
	Body        string        `json:"body"`
	ArchiveName string        `json:"archiveName"`
	Token       string        `json:"token"`
	Files       []SupportFile `json:"files"`
}

// SupportFile is one text of the archive.
type SupportFile struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// DiskState is what the system says of the disk of the data.
type DiskState struct {
	Clear  bool   `json:"clear"`  // not encrypted, for sure
	System string `json:"system"` // "windows", "darwin", "linux"
}

// SettingsPage is the settings of the installation.
type SettingsPage struct {
	Values  SettingsForm `json:"values"`
	CanEdit bool         `json:"canEdit"`
}

// SettingsForm is the values of the settings.
type SettingsForm struct {
	SupportName        string `json:"supportName"`
	SupportEmail       string `json:"supportEmail"`
	SupportPhone       string `json:"supportPhone"`
	ReminderClientDays int    `json:"reminderClientDays"` // 1 to 365
	ReminderBankDays   int    `json:"reminderBankDays"`   // 1 to 365
	AlertDays          int    `json:"alertDays"`          // 1 to 30
	LockMinutes        int    `json:"lockMinutes"`        // 0: never; up to 480
	AsideDays          int    `json:"asideDays"`          // 1 to 3650
}

// AboutFacts is which program this is, and what it is made of.
type AboutFacts struct {
	Version      string           `json:"version"`
	System       string           `json:"system"`       // as "windows/amd64"
	DrawsWithout bool             `json:"drawsWithout"` // it was started with --sans-gpu
	Components   []AboutComponent `json:"components"`
}

// AboutComponent is a part of the program that others wrote.
type AboutComponent struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Kind    string `json:"kind"`    // go, npm, c
	Licence string `json:"licence"` // SPDX
}
