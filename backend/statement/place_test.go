package statement_test

import (
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/civil"
	"sobank/backend/statement"
)

func TestPlaceOf(t *testing.T) {
	type (
		eligibility = statement.Eligibility
		candidate   = statement.Candidate
	)
	ready := eligibility{Known: true, Approved: true}
	connected := eligibility{Known: true, Approved: true, Connector: true, Credentials: true, Settings: true}
	good := candidate{State: statement.Conforming, Own: 1, End: 20260310}
	account := func(e eligibility, change func(*eligibility)) eligibility { change(&e); return e }
	shows := func(change func(*candidate)) candidate { c := good; change(&c); return c }
	state := func(s statement.State) candidate { return shows(func(c *candidate) { c.State = s }) }
	for name, c := range map[string]struct {
		e      eligibility
		c      candidate
		place  statement.Place
		reason statement.Reason
	}{
		"without a connector it waits for download":                   {ready, good, statement.Downloadable, ""},
		"a starting point leaves too":                                 {ready, state(statement.StartingPoint), statement.Downloadable, ""},
		"with a connector and its credentials it is sent":             {connected, good, statement.ToSend, ""},
		"without the connector's credentials it is held":              {account(connected, func(e *eligibility) { e.Credentials = false }), good, statement.Held, statement.HeldCredentials},
		"without the connector's settings it is held":                 {account(connected, func(e *eligibility) { e.Settings = false }), good, statement.Held, statement.HeldSettings},
		"in flight it stays, though the connector goes":               {ready, shows(func(c *candidate) { c.Pinned = true }), statement.ToSend, ""},
		"in flight it stays, though it is contradicted":               {connected, shows(func(c *candidate) { c.Pinned, c.State = true, statement.Conflicting }), statement.ToSend, ""},
		"of an unknown account it is aside":                           {eligibility{}, good, statement.Aside, ""},
		"of an unknown account even an incoherent is aside":           {eligibility{}, state(statement.Incoherent), statement.Aside, ""},
		"what was sent stays, whatever comes":                         {eligibility{}, shows(func(c *candidate) { c.Now, c.State = statement.Sent, statement.Incoherent }), statement.Sent, ""},
		"what was downloaded stays, whatever comes":                   {connected, shows(func(c *candidate) { c.Now, c.State = statement.Downloaded, statement.Conflicting }), statement.Downloaded, ""},
		"an incoherent is held":                                       {ready, state(statement.Incoherent), statement.Held, statement.HeldIncoherent},
		"a conflict is held":                                          {ready, state(statement.Conflicting), statement.Held, statement.HeldConflict},
		"an unverifiable is held":                                     {ready, state(statement.Unverifiable), statement.Held, statement.HeldUnverifiable},
		"an interruption leaves":                                      {ready, state(statement.Interruption), statement.Downloadable, ""},
		"an interruption is held where the firm chose so":             {account(ready, func(e *eligibility) { e.HoldInterruptions = true }), state(statement.Interruption), statement.Held, statement.HeldInterruption},
		"a released one leaves":                                       {account(ready, func(e *eligibility) { e.HoldInterruptions = true }), state(statement.Released), statement.Downloadable, ""},
		"its own reason goes before having nothing new":               {ready, shows(func(c *candidate) { c.State, c.Own = statement.Conflicting, 0 }), statement.Held, statement.HeldConflict},
		"without anything new it has no movement":                     {ready, shows(func(c *candidate) { c.Own = 0 }), statement.NoMovement, ""},
		"having nothing new goes before the mandate":                  {eligibility{Known: true}, shows(func(c *candidate) { c.Own = 0 }), statement.NoMovement, ""},
		"without an approved mandate it is held":                      {eligibility{Known: true}, good, statement.Held, statement.HeldMandate},
		"handed over by the client it needs no mandate":               {eligibility{Known: true}, shows(func(c *candidate) { c.HandedOver = true }), statement.Downloadable, ""},
		"handed over it goes to the connector too":                    {account(connected, func(e *eligibility) { e.Approved = false }), shows(func(c *candidate) { c.HandedOver = true }), statement.ToSend, ""},
		"the mandate goes before the credentials":                     {eligibility{Known: true, Connector: true}, good, statement.Held, statement.HeldMandate},
		"after the end of the mission it is held":                     {account(connected, func(e *eligibility) { e.MissionEndedOn = 20260309 }), good, statement.Held, statement.HeldEnded},
		"on the last day of the mission it leaves":                    {account(ready, func(e *eligibility) { e.MissionEndedOn = 20260310 }), good, statement.Downloadable, ""},
		"the mission's end goes before the mandate":                   {eligibility{Known: true, MissionEndedOn: 20260309}, good, statement.Held, statement.HeldEnded},
		"before the start of collection it is held":                   {account(ready, func(e *eligibility) { e.CollectFrom = 20260311 }), good, statement.Held, statement.HeldBeforeStart},
		"on the first day of collection it leaves":                    {account(ready, func(e *eligibility) { e.CollectFrom = 20260310 }), good, statement.Downloadable, ""},
		"the start of collection goes before the mandate":             {eligibility{Known: true, CollectFrom: 20260311}, good, statement.Held, statement.HeldBeforeStart},
		"waiting for download it stays when a connector comes":        {connected, shows(func(c *candidate) { c.Now = statement.Downloadable }), statement.Downloadable, ""},
		"waiting for download it is sent when somebody asks":          {connected, shows(func(c *candidate) { c.Now, c.Asked = statement.Downloadable, true }), statement.ToSend, ""},
		"asked for, it waits for download all the same without one":   {ready, shows(func(c *candidate) { c.Now, c.Asked = statement.Downloadable, true }), statement.Downloadable, ""},
		"what was downloaded stays, though somebody asks":             {connected, shows(func(c *candidate) { c.Now, c.Asked = statement.Downloaded, true }), statement.Downloaded, ""},
		"asked for, it leaves though collection starts later":         {account(connected, func(e *eligibility) { e.CollectFrom = 20260311 }), shows(func(c *candidate) { c.Asked = true }), statement.ToSend, ""},
		"waiting to be sent it is downloaded when the connector goes": {ready, shows(func(c *candidate) { c.Now = statement.ToSend }), statement.Downloadable, ""},
		"waiting for download it is held when its state says so":      {connected, shows(func(c *candidate) { c.Now, c.State = statement.Downloadable, statement.Conflicting }), statement.Held, statement.HeldConflict},
	} {
		t.Run(name, func(t *testing.T) {
			place, reason := statement.PlaceOf(c.e, c.c)
			if place != c.place || reason != c.reason {
				t.Errorf("got %s %q, want %s %q", place, reason, c.place, c.reason)
			}
		})
	}
}

func TestEveryPlaceReasonAndStateHasItsWords(t *testing.T) {
	for _, s := range statement.States {
		if s.French() == "" {
			t.Errorf("state %s has none", s)
		}
	}
	for _, p := range statement.Places {
		if p.French() == "" {
			t.Errorf("place %s has none", p)
		}
	}
}

// TestPlaceOfIsOneOfThePlaces draws any account and statement: a reason comes with « retenu »
// and with nothing else, and deriving the place again changes nothing.
func TestPlaceOfIsOneOfThePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flag := rapid.Bool()
		e := statement.Eligibility{Known: flag.Draw(t, "known"), Approved: flag.Draw(t, "approved"), Connector: flag.Draw(t, "connector"),
			Credentials: flag.Draw(t, "credentials"), Settings: flag.Draw(t, "settings"), HoldInterruptions: flag.Draw(t, "hold"),
			CollectFrom: rapid.SampledFrom([]civil.Date{0, 20260301, 20260320}).Draw(t, "from"), MissionEndedOn: rapid.SampledFrom([]civil.Date{0, 20260301, 20260320}).Draw(t, "ended")}
		c := statement.Candidate{State: rapid.SampledFrom(statement.States).Draw(t, "state"), Own: rapid.IntRange(0, 1).Draw(t, "own"), HandedOver: flag.Draw(t, "handed over"),
			End: 20260310, Now: rapid.SampledFrom(append([]statement.Place{""}, statement.Places...)).Draw(t, "now")}
		place, reason := statement.PlaceOf(e, c)
		if place.French() == "" || (place == statement.Held) != (reason != "") || place == statement.Held && reason.French() == "" {
			t.Fatalf("%s %q", place, reason)
		}
		c.Now = place
		if again, why := statement.PlaceOf(e, c); again != place || why != reason {
			t.Fatalf("%s %q becomes %s %q", place, reason, again, why)
		}
	})
}
