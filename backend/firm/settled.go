package firm

import (
	"maps"
	"slices"
	"strings"
)

// MissingSetting is the first required setting without a value, those that are typed before
// those that a test settles; ok is false when none is missing.
func (c Connector) MissingSetting() (f Field, missing bool) {
	p, _ := PartnerOf(c.Partner)
	for _, one := range p.Settings {
		if !one.Required || !c.Asks(one) || c.Setting(one.Key) != "" {
			continue
		}
		if one.Kind != Settled {
			return one, true
		}
		if !missing {
			f, missing = one, true
		}
	}
	return f, missing
}

// Unsettled reports whether all that is missing of the settings is what a test settles: there
// is nothing to be typed, the connection is to be tested.
func (c Connector) Unsettled() bool {
	f, missing := c.MissingSetting()
	return missing && f.Kind == Settled
}

// Over is the connector's settings with others put over them: what is left out stays. A settled
// one goes with what it was learned with, unless it is given too: the key of one server says
// nothing of another.
func (c Connector) Over(given map[string]any) map[string]any {
	after := Connector{Partner: c.Partner, Settings: map[string]any{}}
	maps.Copy(after.Settings, c.Settings)
	maps.Copy(after.Settings, given)
	p, _ := PartnerOf(c.Partner)
	for _, f := range p.Settings {
		if _, anew := given[f.Key]; f.Kind == Settled && !anew && slices.ContainsFunc(f.From, c.differs(after)) {
			delete(after.Settings, f.Key)
		}
	}
	return after.Settings
}

// differs reports of a setting whether it is another one after.
func (c Connector) differs(after Connector) func(key string) bool {
	return func(key string) bool {
		return !strings.EqualFold(strings.TrimSpace(c.Setting(key)), strings.TrimSpace(after.Setting(key)))
	}
}
