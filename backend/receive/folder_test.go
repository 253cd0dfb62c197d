package receive_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/receive"
	"sobank/backend/wiring/wiringtest"
)

func TestAWatchedFolder(t *testing.T) {
	t.Run("AFileIsImportedAndFiledAway", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("mars.txt", 3)
		report := b.run()
		if report.Taken != 1 || report.Outcomes[receive.Imported] != 1 || !report.Delivered || len(report.Troubles) > 0 {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "traités/mars.txt")
		want(t, "the list", b.outcomes(), "mars.txt imported")
		if n := b.statements(); n != 3 {
			t.Errorf("%d statements", n)
		}
		one := b.files()[0]
		imports, err := b.Collect.Recent(background, b.boss, 10)
		if err != nil || len(imports) != 1 || imports[0].ID != one.FileID || imports[0].Name != "mars.txt" || imports[0].SHA256 != "" && imports[0].SHA256 != one.SHA256 {
			t.Errorf("%+v of %+v, %v", one, imports, err)
		}
		if one.Statements != 3 || one.FiledAs != "traités/mars.txt" || !one.Filed || len(one.SHA256) != 64 {
			t.Errorf("%+v", one)
		}
		if st := b.status(); st.LookedAt.IsZero() || st.Taken != 1 || st.Rejected != 0 || st.Problem != "" {
			t.Errorf("%+v", st)
		}
		want(t, "the spool", b.spool(), "")
	})
	t.Run("WhatCannotBeReadIsFiledWithTheReason", func(t *testing.T) {
		b := mustWatch(t)
		wiringtest.MustFile(t, filepath.Join(b.dir, "photo.txt"), []byte("ceci n'est pas un relevé\n"))
		b.drop("mars.txt", 1)
		report := b.run()
		if report.Outcomes[receive.Rejected] != 1 || report.Outcomes[receive.Imported] != 1 {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "rejetés/photo.txt, rejetés/photo.txt.motif.txt, traités/mars.txt")
		text, err := os.ReadFile(filepath.Join(b.dir, "rejetés", "photo.txt.motif.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"\uFEFFFichier : photo.txt", "Résultat : rejeté", "Motif :", "ligne 1", "redéposez-le"} {
			if !strings.Contains(string(text), part) {
				t.Errorf("the reason lacks %q:\n%s", part, text)
			}
		}
		for _, f := range b.files() {
			if f.Outcome == receive.Rejected && (f.Reason == "" || f.FileID != 0) {
				t.Errorf("%+v", f)
			}
		}
		if st := b.status(); st.Status.TroubleCode != "" || st.Rejected != 1 {
			t.Errorf("a file that is wrong is no trouble of its folder: %+v", st)
		}
	})
	t.Run("WhatWasRejectedNeedsSomebodyUntilItIsSeen", func(t *testing.T) {
		b := mustWatch(t)
		unnoticed := func(after string, want int) {
			t.Helper()
			if st := b.status(); st.Unnoticed != want {
				t.Errorf("%s: %d need somebody, want %d", after, st.Unnoticed, want)
			}
		}
		wiringtest.MustFile(t, filepath.Join(b.dir, "mars.txt"), []byte("ceci n'est pas un relevé\n"))
		wiringtest.MustFile(t, filepath.Join(b.dir, "photo.txt"), []byte("ceci non plus\n"))
		b.run()
		unnoticed("two rejected", 2)
		b.Clock.Advance(minute)
		b.drop("mars.txt", 1)
		b.run()
		unnoticed("the same name, well this time", 1)
		if err := b.Receptions.Notice(background, b.boss, b.source.ID); err != nil {
			t.Fatal(err)
		}
		unnoticed("seen", 0)
		if st := b.status(); st.Rejected != 2 {
			t.Errorf("%d rejected remain in the list, want 2", st.Rejected)
		}
	})
	t.Run("ANameThatIsTakenGetsANumber", func(t *testing.T) {
		b := mustWatch(t)
		for i := range 3 {
			b.drop("releve.txt", i+1)
			b.run()
			b.Clock.Advance(minute)
		}
		want(t, "the folder", tree(t, b.dir), "traités/releve (2).txt, traités/releve (3).txt, traités/releve.txt")
		want(t, "the list", b.outcomes(), "releve.txt imported, releve.txt imported, releve.txt imported")
	})
	t.Run("TheSameBytesAreThereAlready", func(t *testing.T) {
		b := mustWatch(t)
		b.drop("a.txt", 2)
		b.run()
		b.Clock.Advance(minute)
		b.drop("b.txt", 2)
		if report := b.run(); report.Outcomes[receive.Duplicate] != 1 || report.Delivered {
			t.Errorf("%+v", report)
		}
		want(t, "the folder", tree(t, b.dir), "traités/a.txt, traités/b.txt")
		if n := b.statements(); n != 2 {
			t.Errorf("%d statements", n)
		}
	})
	t.Run("AnArchiveOfWhichOneFileIsWrong", func(t *testing.T) {
		b := mustWatch(t)
		archive := mustZIP(t, map[string][]byte{"bon.txt": wiringtest.Bytes(t, wiringtest.Days(wiringtest.IBAN(0), 1)...), "mauvais.txt": []byte("rien\n")})
		wiringtest.MustFile(t, filepath.Join(b.dir, "lot.zip"), archive)
		b.run()
		want(t, "the list", b.outcomes(), "lot.zip partly")
		want(t, "the folder", tree(t, b.dir), "rejetés/lot.zip, rejetés/lot.zip.motif.txt")
		if n := b.statements(); n != 1 {
			t.Errorf("%d statements", n)
		}
	})
}

func mustZIP(t *testing.T, files map[string][]byte) []byte {
	t.Helper()
	var buffer bytes.Buffer
	z := zip.NewWriter(&buffer)
	for name, content := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}
