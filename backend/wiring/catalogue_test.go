package wiring_test

import (
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/wiring/wiringtest"
)

// TestTheCatalogueTellsTheTruth: what it says that a partner can do, its adapter does, and the
// other way round. Adapters are asked without any setting, so that nothing leaves.
func TestTheCatalogueTellsTheTruth(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	for _, p := range firm.Partners {
		t.Run(p.Key, func(t *testing.T) {
			adapter, ok := b.Engine.Partners[p.Key]
			if !ok {
				t.Fatal("nobody delivers for it")
			}
			nothing := deliver.Access{Settings: map[string]string{}, Secrets: map[string]string{}}
			_, shelf := adapter.(deliver.Shelf)
			_, opens := adapter.(deliver.Banker)
			matches := adapter.Match(t.Context(), nothing, deliver.AccountCard{}) != deliver.Match{}
			if shelf != p.Shelf || opens != p.Opens || matches != p.Matches {
				t.Errorf("it can be looked into: %v, opens accounts: %v, matches: %v; the catalogue says %v, %v, %v", shelf, opens, matches, p.Shelf, p.Opens, p.Matches)
			}
			if made := adapter.Test(t.Context(), nothing); made.OK || len(made.Steps) == 0 || made.Steps[len(made.Steps)-1].Hint == "" {
				t.Errorf("tested without settings, it says %+v", made)
			}
		})
	}
	for key := range b.Engine.Partners {
		if _, ok := firm.PartnerOf(key); !ok {
			t.Errorf("%q is wired, and in no catalogue", key)
		}
	}
}
