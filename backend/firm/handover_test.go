package firm_test

import (
	"path/filepath"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

func TestHandOverConnector(t *testing.T) {
	for name, toAnother := range map[string]bool{"to another": true, "to none": false} {
		t.Run(name, func(t *testing.T) {
			b := mustConnecting(t)
			folder := t.TempDir()
			from := b.addFolder("Ancien", folder)
			var to int64
			if toAnother {
				to = b.addFolder("Nouveau", folder)
			}
			if _, err := b.Accounts.Associate(background, b.boss, []int64{b.accounts[0].ID, b.accounts[2].ID}, from); err != nil {
				t.Fatal(err)
			}
			b.MustImport(wiringtest.MustWrite(t, filepath.Join(t.TempDir(), "r.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...))
			use, err := b.Firms.ConnectorUse(background, b.boss, from)
			if err != nil || len(use.Users.Shown) != 2 || use.Waiting != 2 || use.Open != 0 {
				t.Fatalf("%+v, %v", use, err)
			}
			n, err := b.Firms.HandOverConnector(background, b.boss, from, to)
			if err != nil || n != 2 {
				t.Fatal(n, err)
			}
			row, err := b.Accounts.Get(background, b.boss, b.accounts[0].ID)
			if err != nil || row.ConnectorID != to {
				t.Errorf("%+v, %v", row, err)
			}
			want := statement.Downloadable
			if toAnother {
				want = statement.ToSend
			}
			counts, err := b.Statements.PlaceCounts(background, b.boss, false)
			if err != nil || counts[want] != 2 {
				t.Errorf("%v, %v", counts, err)
			}
			if _, _, err := b.Firms.GetConnector(background, b.boss, from); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("it is still there: %v", err)
			}
			b.MustVerify()
		})
	}
}

func (b *connecting) addFolder(name, folder string) int64 {
	b.t.Helper()
	c, err := b.Firms.AddConnector(background, b.boss, b.firm, "dossier", name)
	if err == nil {
		_, err = b.Firms.SaveConnector(background, b.boss, firm.ConnectorForm{ID: c.ID, Name: name, Settings: map[string]string{"folder": folder}})
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return c.ID
}

func TestHandOverRefuses(t *testing.T) {
	b := mustConnecting(t)
	from := b.addFolder("Ancien", t.TempDir())
	if _, err := b.Accounts.Associate(background, b.boss, []int64{b.accounts[0].ID}, from); err != nil {
		t.Fatal(err)
	}
	foreign, err := b.Firms.AddConnector(background, b.outsider, b.other, "fulll", "Ailleurs")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		to   int64
		code fault.Code
	}{"itself": {from, fault.Invalid}, "one of another firm": {foreign.ID, fault.Conflict}, "one that is not": {999, fault.Conflict}} {
		t.Run(name, func(t *testing.T) {
			if _, err := b.Firms.HandOverConnector(background, b.boss, from, c.to); fault.CodeOf(err) != c.code {
				t.Errorf("%v", err)
			}
			row, err := b.Accounts.Get(background, b.boss, b.accounts[0].ID)
			if err != nil || row.ConnectorID != from {
				t.Errorf("it changed: %+v, %v", row, err)
			}
		})
	}
}
