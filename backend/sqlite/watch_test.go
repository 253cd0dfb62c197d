package sqlite

import "testing"

func TestVersionTellsWhatOtherWindowsWrite(t *testing.T) {
	dir := t.TempDir()
	here, there := mustOpen(t, dir), mustOpen(t, dir)
	version := func() int64 {
		t.Helper()
		v, err := here.Version(background)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	write := func(db *DB, value string) {
		t.Helper()
		if err := db.Write(background, func(tx *Tx) error { return tx.SetSetting("name", value) }); err != nil {
			t.Fatal(err)
		}
	}
	before := version()
	if write(here, "a"); version() != before {
		t.Error("what this window writes is no news to it")
	}
	if write(there, "b"); version() == before {
		t.Error("what another window writes is not seen")
	}
}
