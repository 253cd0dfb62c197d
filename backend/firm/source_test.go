package firm_test

import (
	"slices"
	"testing"

	"sobank/backend/firm"
)

// TestSources holds together what screens and adapters read of them.
func TestSources(t *testing.T) {
	for _, p := range firm.Sources {
		t.Run(p.Key, func(t *testing.T) {
			wantFields(t, p)
			c := firm.Connector{Partner: p.Key}
			if p.Mode != firm.Receive || p.Mode.French() != "Réception" || !c.Receives() || len(p.Steps) == 0 || len(p.Limits) == 0 {
				t.Errorf("%+v", p)
			}
			if slices.ContainsFunc(firm.Partners, func(q firm.Partner) bool { return q.Key == p.Key }) {
				t.Error("it is among the partners that are delivered to")
			}
			if _, missing := c.MissingSetting(); !missing {
				t.Error("it lacks nothing before anybody has said where it is")
			}
		})
	}
	for _, p := range firm.Partners {
		if (firm.Connector{Partner: p.Key}).Receives() {
			t.Errorf("%s receives", p.Key)
		}
	}
}
