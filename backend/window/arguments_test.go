package window_test

import (
	"path/filepath"
	"reflect"
	"slices"
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
		{"/home/anne/mars.ofx", window.Arguments{Files: []string{"/home/anne/mars.ofx"}}, true},
		{"mars.ofx avril.qif", window.Arguments{Files: []string{"mars.ofx", "avril.qif"}}, true},
		{`--sans-gpu C:\Banque\mars.ofx`, window.Arguments{SansGPU: true, Files: []string{`C:\Banque\mars.ofx`}}, true},
		{"mars.ofx --json", window.Arguments{}, false},
		{"verify mars.ofx", window.Arguments{}, false}, // a command, whatever stands beside it
	} {
		t.Run(c.line, func(t *testing.T) {
			got, isWindow := window.Parse(strings.Fields(c.line))
			if !reflect.DeepEqual(got, c.want) || isWindow != c.window {
				t.Errorf("Parse(%q) = %+v, %v; want %+v, %v", c.line, got, isWindow, c.want, c.window)
			}
		})
	}
}

// TestFilesOfAnotherProcess: a second start hands its files over from its own folder.
func TestFilesOfAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "mars.ofx")
	got := window.Arguments{Files: []string{whole, "avril.qif"}}.Within(dir)
	if want := []string{whole, filepath.Join(dir, "avril.qif")}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
