package desktop

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
)

// TestOpenedFiles: a file that the system opens waits until somebody is signed in, and is given
// once; what is not an ordinary file is left out, and said.
func TestOpenedFiles(t *testing.T) {
	w := MustStart(t, t.TempDir())
	dir := t.TempDir()
	file := filepath.Join(dir, "mars.ofx")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.imports.desk.OpenFiles([]string{file, file})
	if _, err := w.imports.Opened(); fault.CodeOf(err) != fault.Unauthenticated {
		t.Fatalf("nobody is signed in: %v", err)
	}
	if _, err := w.session.CreateFirst(first); err != nil {
		t.Fatal(err)
	}

	got, err := w.imports.Opened()
	if err != nil || !slices.Equal(got.Paths, []string{file}) || got.Problem != "" {
		t.Errorf("got %+v, %v; want %s alone", got, err, file)
	}
	if got, err = w.imports.Opened(); err != nil || got.Paths == nil || len(got.Paths) != 0 {
		t.Errorf("given twice: %+v, %v", got, err)
	}

	missing := filepath.Join(dir, "absent.ofx")
	w.imports.desk.OpenFiles([]string{missing, file})
	if got, _ = w.imports.Opened(); !slices.Equal(got.Paths, []string{file}) || !strings.Contains(got.Problem, missing) {
		t.Errorf("got %+v; want %s refused by its name", got, missing)
	}
	w.imports.desk.OpenFiles([]string{dir, os.DevNull})
	if got, _ = w.imports.Opened(); len(got.Paths) != 0 || got.LeftOut != 2 {
		t.Errorf("a folder and a device: %+v", got)
	}
}

// TestOpenedFilesAreBounded: another program cannot fill the memory by asking for more and more.
func TestOpenedFilesAreBounded(t *testing.T) {
	desk := New(Options{})
	for n := range 3 * mostOpened {
		desk.OpenFiles([]string{fmt.Sprintf("/tmp/%d.ofx", n)})
	}
	if got := len(desk.opening.take()); got != mostOpened {
		t.Errorf("%d files wait, want %d", got, mostOpened)
	}
}

// TestOneWindowForAFolder: a second start finds the window by its data folder.
func TestOneWindowForAFolder(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("SOBANK_DATA", dir)
	if WindowID("") != WindowID(dir) || WindowID(dir) != WindowID(dir+string(filepath.Separator)) {
		t.Error("one folder, two windows")
	}
	if WindowID(dir) == WindowID(t.TempDir()) {
		t.Error("two folders, one window")
	}
}

// TestAbout: the version, and the licence of what the window is drawn with.
func TestAbout(t *testing.T) {
	w := MustStart(t, t.TempDir())
	if _, err := w.session.CreateFirst(first); err != nil {
		t.Fatal(err)
	}
	about := &About{w.imports.desk}
	facts, err := about.Get()
	if err != nil || facts.Version != "test" || len(facts.Components) < 100 {
		t.Fatalf("%q, %d components, %v", facts.Version, len(facts.Components), err)
	}
	i := slices.IndexFunc(facts.Components, func(c AboutComponent) bool { return c.Name == "react" })
	text, err := about.Text("npm", "react", facts.Components[i].Version)
	if err != nil || !strings.Contains(text, "Permission is hereby granted") {
		t.Errorf("%q, %v", text, err)
	}
}
