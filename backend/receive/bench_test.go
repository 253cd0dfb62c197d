package receive_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/receive"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is a firm with one account, and a folder that it watches.
type bench struct {
	*wiringtest.Bench
	t      *testing.T
	firm   int64
	dir    string // watched
	boss   rights.Actor
	source firm.Connector
}

func mustWatch(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t, dir: t.TempDir()}
	b.found()
	b.source = b.mustSource(firm.SourceFolder, map[string]string{"folder": b.dir})
	return b
}

// found makes the firm and its people.
func (b *bench) found() {
	b.t.Helper()
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Clients: []provision.Client{
		{Name: "Jardins", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}}, {Name: "Autre"}}})
	b.firm = b.MustFirm("Cabinet")
	b.boss = b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
}

// mustSource adds a source as the page does.
func (b *bench) mustSource(kind string, settings map[string]string) firm.Connector {
	b.t.Helper()
	c, err := b.Firms.AddConnector(background, b.boss, b.firm, kind, "")
	if err == nil {
		c, err = b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: settings})
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// drop puts a file of so many days of statements into the folder.
func (b *bench) drop(name string, days int) string {
	b.t.Helper()
	return wiringtest.MustWrite(b.t, filepath.Join(b.dir, name), wiringtest.Days(wiringtest.IBAN(0), days)...)
}

// run looks into the sources as the window does.
func (b *bench) run() receive.Report {
	b.t.Helper()
	return b.mustRun(receive.Scope{Actor: b.Systeme()})
}

// ask looks into them as somebody who asks.
func (b *bench) ask() receive.Report {
	b.t.Helper()
	return b.mustRun(receive.Scope{Actor: b.Systeme(), Asked: true})
}

func (b *bench) mustRun(scope receive.Scope) receive.Report {
	b.t.Helper()
	report, err := b.Receiver.Run(background, scope)
	if err != nil {
		b.t.Fatal(err)
	}
	return report
}

func (b *bench) status() receive.Status {
	b.t.Helper()
	st, err := b.Receptions.Status(background, b.boss, b.source.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return st
}

func (b *bench) files() []receive.Record {
	b.t.Helper()
	files, err := b.Receptions.Files(background, b.boss, b.source.ID, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return files
}

// outcomes are the files of the list with what became of them, by name.
func (b *bench) outcomes() string {
	b.t.Helper()
	var said []string
	for _, f := range b.files() {
		said = append(said, f.Path+" "+string(f.Outcome))
	}
	slices.Sort(said)
	return strings.Join(said, ", ")
}

// statements counts what the program holds.
func (b *bench) statements() int {
	b.t.Helper()
	health, err := b.Verify(background, b.Systeme())
	if err != nil || !health.OK {
		b.t.Fatal(health.Problems, err)
	}
	return health.Counts.Statements
}

// tree lists the files below a folder.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, _ := filepath.Rel(dir, path)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, ", ")
}

// spool lists what waits in the data folder.
func (b *bench) spool() string {
	b.t.Helper()
	var left []string
	for name := range strings.SplitSeq(tree(b.t, b.DataDir), ", ") {
		if strings.HasPrefix(name, "reception-") {
			left = append(left, name)
		}
	}
	return strings.Join(left, ", ")
}

func want(t *testing.T, what, got, expected string) {
	t.Helper()
	if got != expected {
		t.Errorf("%s: %q, not %q", what, got, expected)
	}
}

// minute passes between two looks of the window.
const minute = time.Minute
