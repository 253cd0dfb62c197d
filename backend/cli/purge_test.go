package cli_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/sqlite"
	"sobank/backend/wiring/wiringtest"
)

func (b *bench) exec(query string) {
	b.t.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(b.data, sqlite.FileName))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec(query); err != nil {
		b.t.Fatal(err)
	}
}

func TestPurge(t *testing.T) {
	b := mustBench(t)
	b.setUp()
	b.want(0, "import", wiringtest.MustWrite(t, filepath.Join(b.dir, "inconnu.txt"), wiringtest.Days(wiringtest.IBAN(77), 2)...))
	b.exec("UPDATE client SET mission_ended_on = '2001-03-31'")
	t.Run("wants a person", func(t *testing.T) {
		if r := b.want(1, "purge"); !strings.Contains(r.err, "--user") {
			t.Errorf("said %s", r.err)
		}
	})
	t.Setenv("SOBANK_PASSWORD", password)
	who := []string{"purge", "--user", "camille@cabinet.fr", "--json"}
	t.Run("takes nothing that is within its days", func(t *testing.T) {
		d := b.want(0, who...).document(t)
		if got := said(at(t, d, "aside", "statements"), at(t, d, "clients")); got != "0 []" {
			t.Errorf("got %s", got)
		}
	})
	b.exec("UPDATE statement SET received_at = '2020-01-01T00:00:00Z' WHERE place = 'aside'")
	t.Run("says what it would take", func(t *testing.T) {
		d := b.want(0, append(who, "--dry-run", "--retention")...).document(t)
		if got := said(at(t, d, "aside", "statements"), at(t, d, "clients")); got != "2 [1]" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("leaves clients unless asked", func(t *testing.T) {
		d := b.want(0, who...).document(t)
		if got := said(at(t, d, "aside", "statements"), at(t, d, "clients"), at(t, d, "wiped")); got != "2 [] true" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("takes those whose retention is over", func(t *testing.T) {
		d := b.want(0, append(who, "--retention")...).document(t)
		if got := said(at(t, d, "clients"), at(t, d, "erased", "accounts"), at(t, d, "left")); got != "[1] 1 []" {
			t.Errorf("got %s", got)
		}
	})
	if d := b.want(0, "verify", "--json").document(t); said(at(t, d, "counts", "clients"), at(t, d, "counts", "statements")) != "0 0" {
		t.Errorf("got %v", d)
	}
}

func TestSyncPurgesWhatIsPastItsDays(t *testing.T) {
	b := mustBench(t)
	b.setUp()
	b.want(0, "import", wiringtest.MustWrite(t, filepath.Join(b.dir, "inconnu.txt"), wiringtest.Days(wiringtest.IBAN(77), 1)...))
	b.exec("UPDATE statement SET received_at = '2020-01-01T00:00:00Z'")
	if r := b.want(0, "sync"); strings.Contains(r.out+r.err, "effacés") {
		t.Errorf("it was erased without a day's notice: %s%s", r.out, r.err)
	}
	b.exec("UPDATE setting SET value = '2020-03-01T00:00:00Z' WHERE name = 'aside_due_since'")
	if r := b.want(0, "sync"); !strings.Contains(r.out+r.err, "relevés effacés puisqu'ils y étaient depuis trop longtemps : 1") {
		t.Errorf("said %s%s", r.out, r.err)
	}
}

// said is values with a space between them.
func said(values ...any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }
