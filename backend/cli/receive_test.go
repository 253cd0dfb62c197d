package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// mustWatch gives the firm a watched folder, in which files were seen some time ago.
func mustWatch(t *testing.T, b *bench, files map[string][]byte) (dir string) {
	t.Helper()
	dir = t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	house := wiringtest.MustOpen(t, b.data)
	boss := house.MustJoin("chef@cabinet.fr", rights.Administrateur)
	c, err := house.Firms.AddConnector(ctx, boss, house.MustFirm("Cabinet"), firm.SourceFolder, "")
	if err == nil {
		_, err = house.Firms.SaveConnector(ctx, boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": dir}})
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		wiringtest.MustFile(t, filepath.Join(dir, name), content)
	}
	house.Receiver.Wait = func(context.Context, time.Duration) error { cancel(); return ctx.Err() }
	_, _ = house.Receiver.Run(ctx, receive.Scope{Actor: house.Systeme()})
	return dir
}

// TestSyncReceivesFirst: what comes in is delivered in the same run.
func TestSyncReceivesFirst(t *testing.T) {
	b, partner := mustDeliver(t)
	b.want(0, "sync")
	all := wiringtest.Days(ours, 4)
	dir := mustWatch(t, b, map[string][]byte{"suite.txt": wiringtest.Bytes(t, all[2:]...)})
	d := b.want(0, "sync", "--json").document(t)
	if got := fmt.Sprintf("%v %v %v %v", at(t, d, "received", "files"), at(t, d, "received", "outcomes", "Importé"), at(t, d, "tried"), len(partner.Record())); got != "1 1 2 4" {
		t.Errorf("files, imported, tried, at the partner: %s; %v", got, d)
	}
	if _, err := os.Stat(filepath.Join(dir, "traités", "suite.txt")); err != nil {
		t.Error(err)
	}
}

func TestSyncSaysWhatWasNotTaken(t *testing.T) {
	b, _ := mustDeliver(t)
	b.want(0, "sync")
	mustWatch(t, b, map[string][]byte{"photo.txt": []byte("rien\n")})
	t.Run("WithNobodyThere", func(t *testing.T) {
		if r := b.want(1, "sync", "--quiet"); !strings.Contains(r.err, "n'ont pas pu être importés : 1") {
			t.Errorf("said %s%s", r.out, r.err)
		}
		if r := b.want(0, "sync", "--quiet"); r.out+r.err != "" {
			t.Errorf("it is said again: %s%s", r.out, r.err)
		}
	})
}
