package desktop

// ScheduleCard is the card « Synchroniser même quand l'application est fermée », and whether
// this account of the machine is told what needs somebody.
type ScheduleCard struct {
	State     string        `json:"state"`    // off, on, broken, foreign, unavailable
	Sentence  string        `json:"sentence"` // why, when it is neither on nor off
	Hint      string        `json:"hint"`     // what to do then
	Plan      SchedulePlan  `json:"plan"`     // of the job, else the one proposed
	PlanText  string        `json:"planText"` // « toutes les heures »
	OSAccount string        `json:"osAccount"`
	System    string        `json:"system"` // what people call the system's scheduler
	Others    []string      `json:"others"` // accounts of the machine that have a plan too
	LastRun   *ScheduledRun `json:"lastRun"`
	CanEdit   bool          `json:"canEdit"`
	Notify    bool          `json:"notify"`
}

// SchedulePlan is how often the system starts a synchronisation.
type SchedulePlan struct {
	Rhythm string `json:"rhythm"` // quarterly, hourly, daily
	At     string `json:"at"`     // "HH:MM", of daily alone
}

// ScheduledRun is the last synchronisation without a window.
type ScheduledRun struct {
	At      string `json:"at"`
	Outcome string `json:"outcome"` // done, nothing, needs, offline, failed
	Tried   int    `json:"tried"`   // deliveries
	Message string `json:"message"` // why it failed
}
