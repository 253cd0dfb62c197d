package window_test

import (
	"strings"
	"testing"

	"sobank/backend/window"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		line   string
		want   window.Arguments
		window bool
	}{
		{"", window.Arguments{}, true},
		{"--data /tmp/x", window.Arguments{DataDir: "/tmp/x"}, true},
		{"--data=/tmp/x --sans-gpu", window.Arguments{DataDir: "/tmp/x", SansGPU: true}, true},
		{"-psn_0_12345", window.Arguments{}, true},
		{"import a.txt", window.Arguments{}, false},
		{"--data /tmp/x import a.txt", window.Arguments{}, false},
		{"--data /tmp/import", window.Arguments{DataDir: "/tmp/import"}, true},
		{"--data", window.Arguments{}, false}, // the command line says how it is used
		{"--data=", window.Arguments{}, false},
		{"--help", window.Arguments{}, false},
		{"--version", window.Arguments{}, false},
		{"nonsense", window.Arguments{}, false},
	} {
		t.Run(c.line, func(t *testing.T) {
			got, isWindow := window.Parse(strings.Fields(c.line))
			if got != c.want || isWindow != c.window {
				t.Errorf("Parse(%q) = %+v, %v; want %+v, %v", c.line, got, isWindow, c.want, c.window)
			}
		})
	}
}
