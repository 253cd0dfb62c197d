package firm_test

import (
	"testing"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

func TestSettingsHoldNoSecret(t *testing.T) {
	for name, c := range map[string]struct {
		settings map[string]any
		refused  bool
	}{
		"an address and a folder": {map[string]any{"base_url": "https://127.0.0.1", "folder": "/depot"}, false},
		"nothing":                 {nil, false},
		"a token":                 {map[string]any{"Token": "x"}, true},
		"one inside another":      {map[string]any{"sftp": map[string]any{"password": "x"}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if err := firm.CheckSettings(c.settings); (fault.CodeOf(err) == fault.Invalid) != c.refused {
				t.Errorf("%v", err)
			}
		})
	}
}
