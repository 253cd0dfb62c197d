package desktop

import (
	"os"
	"path/filepath"
	"testing"

	"sobank/backend/wiring/wiringtest"
)

// chosen are dialogs in which the person has chosen.
type chosen struct{ open, save string }

func (c *chosen) OpenFiles(string) ([]string, error) { return []string{c.open}, nil }
func (c *chosen) OpenFolder(string) (string, error)  { return c.open, nil }
func (c *chosen) SaveFile(_, name string) (string, error) {
	if c.save == "" {
		return "", nil
	}
	return filepath.Join(c.save, name), nil
}

func TestListInTheWindow(t *testing.T) {
	w := MustStart(t, t.TempDir())
	me, err := w.session.CreateFirst(first)
	if err != nil {
		t.Fatal(err)
	}
	dialogs := &chosen{open: wiringtest.MustFile(t, filepath.Join(t.TempDir(), "liste.csv"),
		[]byte("Nom;IBAN;Mandat;Date du mandat;Couleur\nCrêperie;"+string(wiringtest.IBAN(1))+";approuvé;05/01/2026;\nFaux;FR76;;;\n"))}
	w.session.desk.options.Dialogs = dialogs
	rosters, exports := &Rosters{w.session.desk}, &Exports{w.session.desk}
	path, err := rosters.Pick()
	if err != nil {
		t.Fatal(err)
	}
	form := RosterForm{Path: path, FirmID: me.Firms[0].ID}
	plan, err := rosters.Preview(form)
	if err != nil || len(plan.Lines) != 2 || plan.Lines[0].Verdict != "new" || plan.Lines[1].Verdict != "refused" || len(plan.Counts) != 4 || len(plan.Ignored) != 1 {
		t.Fatalf("%+v %v", plan, err)
	}
	form.Token = plan.Token
	if done, err := rosters.Apply(form); err != nil || done.Accounts != 1 || done.Refused != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if done, err := exports.Accounts(AccountQuery{}, "csv"); err != nil || done.Path != "" {
		t.Errorf("a closed dialog: %+v %v", done, err)
	}
	dialogs.save = t.TempDir()
	done, err := exports.Accounts(AccountQuery{}, "xlsx")
	if err != nil || done.Rows != 1 || filepath.Ext(done.Path) != ".xlsx" {
		t.Errorf("%+v %v", done, err)
	}
	template, err := rosters.SaveTemplate("csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, written := range []string{done.Path, template} {
		if _, err := os.Stat(written); err != nil {
			t.Error(err)
		}
	}
}
