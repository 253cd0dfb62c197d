package statement

import "sobank/backend/civil"

// Reason is why a statement is held.
type Reason string

// The reasons, the statement's own first.
const (
	HeldIncoherent   Reason = "incoherent"
	HeldConflict     Reason = "conflict"
	HeldUnverifiable Reason = "unverifiable"
	HeldInterruption Reason = "interruption"
	HeldEnded        Reason = "mission_ended"
	HeldBeforeStart  Reason = "before_start"
	HeldMandate      Reason = "mandate"
	HeldCredentials  Reason = "credentials"
	HeldSettings     Reason = "settings"
	HeldWithdrawn    Reason = "withdrawn"
)

var reasonFrench = map[Reason]string{ // #nosec G101 -- sentences
	HeldIncoherent:   "Le relevé ne tombe pas juste.",
	HeldConflict:     "Deux fichiers se contredisent.",
	HeldUnverifiable: "Le solde de départ ou d'arrivée manque.",
	HeldInterruption: "Un relevé manque avant celui-ci.",
	HeldEnded:        "La mission pour ce client est terminée.",
	HeldBeforeStart:  "Il est antérieur au début de la collecte.",
	HeldMandate:      "Le mandat n'est pas approuvé.",
	HeldCredentials:  "Le connecteur n'a pas ses identifiants.",
	HeldSettings:     "Le connecteur n'a pas encore tous ses réglages.",
	HeldWithdrawn:    "Son envoi a été annulé.",
}

// French is the reason in one sentence.
func (r Reason) French() string { return reasonFrench[r] }

// Eligibility is what an account allows at this moment.
type Eligibility struct {
	Known             bool // a client has it
	Approved          bool // its mandate is « approuvé »
	Connector         bool // it is associated with one
	Credentials       bool // that connector's credentials are in a keychain of this machine, or it needs none
	Settings          bool // that connector has the settings it needs
	CollectFrom       civil.Date
	MissionEndedOn    civil.Date
	HoldInterruptions bool // the firm's choice
}

// Candidate is what placing needs to know of a statement.
type Candidate struct {
	State      State
	Own        int // operations that it brings
	HandedOver bool
	End        civil.Date
	Now        Place // where it is; "" for a new one
	Asked      bool  // a person asked for it to be sent to the connector that the account has
	Withdrawn  bool  // a person does not want it to be sent to the connector that the account has
	Pinned     bool  // a delivery of it is in flight, or may have arrived: it ends where it began
}

// PlaceOf is the one place of a statement, with the reason when it is held. What has left
// stays; what waits for download stays there when its account takes a connector, unless asked
// for.
func PlaceOf(e Eligibility, c Candidate) (Place, Reason) {
	switch {
	case c.Now.Frozen():
		return c.Now, ""
	case c.Pinned:
		return ToSend, ""
	case !e.Known:
		return Aside, ""
	}
	if reason := c.ownReason(e); reason != "" {
		return Held, reason
	}
	if c.Own == 0 {
		return NoMovement, ""
	}
	if reason := e.reason(c); reason != "" {
		return Held, reason
	}
	if !e.Connector || c.Now == Downloadable && !c.Asked {
		return Downloadable, ""
	}
	if c.Withdrawn {
		return Held, HeldWithdrawn
	}
	if !e.Settings {
		return Held, HeldSettings
	}
	if !e.Credentials {
		return Held, HeldCredentials
	}
	return ToSend, ""
}

// ownReason is what the statement itself gives against leaving.
func (c Candidate) ownReason(e Eligibility) Reason {
	switch c.State {
	case Incoherent:
		return HeldIncoherent
	case Conflicting:
		return HeldConflict
	case Unverifiable:
		return HeldUnverifiable
	case Interruption:
		if e.HoldInterruptions {
			return HeldInterruption
		}
	}
	return ""
}

// reason is what the account gives against leaving.
func (e Eligibility) reason(c Candidate) Reason {
	switch {
	case e.MissionEndedOn != 0 && c.End > e.MissionEndedOn:
		return HeldEnded
	case e.CollectFrom != 0 && c.End < e.CollectFrom && !c.Asked:
		return HeldBeforeStart
	case !e.Approved && !c.HandedOver:
		return HeldMandate
	}
	return ""
}
