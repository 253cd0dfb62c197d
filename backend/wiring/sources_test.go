package wiring_test

import (
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/wiring/wiringtest"
)

// TestEachSourceHasItsDoor: what the catalogue offers can be received from. Doors are tried
// without any setting, so that nothing is reached.
func TestEachSourceHasItsDoor(t *testing.T) {
	b := wiringtest.MustOpen(t, t.TempDir())
	nothing := deliver.Access{Settings: map[string]string{}, Secrets: map[string]string{}}
	for _, p := range firm.Sources {
		t.Run(p.Key, func(t *testing.T) {
			door := b.Receiver.Doors[p.Key]
			if door == nil {
				t.Fatal("nobody receives from it")
			}
			if _, err := door.Open(t.Context(), nothing); err == nil {
				t.Error("it opens without settings")
			}
			if made := door.Test(t.Context(), nothing); made.OK || len(made.Steps) == 0 || made.Steps[len(made.Steps)-1].Hint == "" {
				t.Errorf("tested without settings, it says %+v", made)
			}
		})
	}
	if len(b.Receiver.Doors) != len(firm.Sources) {
		t.Errorf("%d doors for %d sources", len(b.Receiver.Doors), len(firm.Sources))
	}
}
