package download_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/format/cfonb120"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var (
	background = context.Background()
	op         = wiringtest.Op
	block      = wiringtest.Block
	ours       = wiringtest.IBAN(0)
	second     = wiringtest.IBAN(1)
)

// bench is a house of two firms; the clerk is a Collaborateur of the first.
type bench struct {
	*wiringtest.Bench
	t           *testing.T
	dir         string
	firm, other int64
	clerk       rights.Actor
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, filepath.Join(t.TempDir(), "data")), t: t, dir: t.TempDir()}
	b.MustApply(provision.Plan{Firms: []provision.Firm{
		{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fizen", Partner: "fizen", Settings: map[string]any{"folder": "/depot"}}}, Clients: []provision.Client{
			{Name: "Client", Accounts: []provision.Account{{IBAN: string(ours), Mandate: "approuvé"}, {IBAN: string(wiringtest.IBAN(2)), Mandate: "approuvé", Connector: "Fizen"}}},
			{Name: "Discret", Accounts: []provision.Account{{IBAN: string(second), Mandate: "approuvé"}}}}},
		{Name: "Autre cabinet"}}})
	b.firm, b.other = b.MustFirm("Cabinet"), b.MustFirm("Autre cabinet")
	b.clerk = b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	t.Cleanup(func() {
		if !t.Failed() {
			b.MustVerify()
		}
	})
	return b
}

func (b *bench) give(name string, content []byte) collect.FileReport {
	b.t.Helper()
	path := wiringtest.MustFile(b.t, filepath.Join(b.dir, "in", name), content)
	reports, err := b.Collect.Import(background, b.Systeme(), collect.Request{FirmID: b.firm, Paths: []string{path}}, nil)
	if err != nil || reports[0].Err != nil {
		b.t.Fatalf("import: %+v, %v", reports, err)
	}
	return reports[0]
}

func (b *bench) out(name string) string { return filepath.Join(b.dir, name) }

// take downloads what waits, and returns the file.
func (b *bench) take(name string) (download.Taken, string) {
	b.t.Helper()
	taken, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm}, b.out(name))
	if err != nil {
		b.t.Fatalf("download: %v", err)
	}
	return taken, b.read(name)
}

func (b *bench) read(name string) string {
	b.t.Helper()
	content, err := os.ReadFile(b.out(name))
	if err != nil {
		b.t.Fatal(err)
	}
	return string(content)
}

func (b *bench) places() map[statement.Place]int {
	b.t.Helper()
	counts, err := b.Statements.PlaceCounts(background, b.Systeme(), false)
	if err != nil {
		b.t.Fatal(err)
	}
	return counts
}

func wantFault(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(fault.From(err).Message, words) {
		t.Errorf("got %v; want %s with %q", err, code, words)
	}
}

func day1(account iban.IBAN) *statement.Draft {
	return block(account, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", 500, "VIREMENT"), op("2026-03-02", -20, "FRAIS"))
}

func day2(account iban.IBAN) *statement.Draft {
	return block(account, "2026-03-02", 1480, "2026-03-03", op("2026-03-03", -80, "CARTE"))
}

// said writes what a CFONB120 file holds: account, balances, operations.
func said(t *testing.T, file string) string {
	t.Helper()
	r := cfonb120.NewReader(strings.NewReader(file), civil.Date(20260402))
	var b strings.Builder
	for {
		d, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(d.Warnings) > 0 {
			t.Fatalf("read back: %v %v", err, d)
		}
		fmt.Fprintf(&b, "%s %s %d", d.IBAN[20:25], d.Opening.On, d.Opening.Amount)
		for _, o := range d.Operations {
			fmt.Fprintf(&b, " [%s %+d %s]", o.BookedOn, o.Amount, o.Label)
		}
		fmt.Fprintf(&b, " %s %d\n", d.Closing.On, d.Closing.Amount)
	}
	if len(r.Warnings()) > 0 {
		t.Fatalf("warnings %v", r.Warnings())
	}
	return b.String()
}

func TestTakeGivesTheBanksOwnBytes(t *testing.T) {
	b := mustBench(t)
	own := bytes.Replace(wiringtest.Bytes(t, day1(ours), day2(ours)), []byte("VIREMENT"), []byte("VIR.BANK"), 1)
	own = bytes.Replace(own, []byte("0130004    "), []byte("01300040000"), 2) // a reserved zone that the bank fills
	b.give("a.txt", own)
	taken, file := b.take("out.dat")
	if file != string(own) {
		t.Errorf("got\n%s\nwant\n%s", file, own)
	}
	sum := sha256.Sum256(own)
	if taken.Statements != 2 || taken.Operations != 3 || taken.Size != int64(len(own)) || taken.SHA256 != hex.EncodeToString(sum[:]) || taken.Name != "out.dat" || len(taken.Items) != 2 {
		t.Errorf("got %+v", taken)
	}
	if p := b.places(); p[statement.Downloaded] != 2 || len(p) != 1 {
		t.Errorf("places %v", p)
	}
	if left, _ := filepath.Glob(b.out(".*.part")); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

func TestTakeWritesAgain(t *testing.T) {
	t.Run("what the bank's bytes are not conformant for", func(t *testing.T) {
		b := mustBench(t)
		b.give("lf.txt", bytes.ReplaceAll(wiringtest.Bytes(t, day1(ours)), []byte("\r\n"), []byte("\n")))
		if _, file := b.take("out.dat"); file != string(wiringtest.Bytes(t, day1(ours))) {
			t.Errorf("got\n%s", file)
		}
	})
	t.Run("only what is new of a day that left in part, with the balances around it", func(t *testing.T) {
		b := mustBench(t)
		b.give("half.txt", wiringtest.Bytes(t, block(ours, "2026-03-02", 1500, "2026-03-02", op("2026-03-02", -20, "FRAIS"))))
		b.take("first.dat")
		b.give("whole.txt", wiringtest.Bytes(t, block(ours, "2026-03-01", 1000, "2026-03-03", op("2026-03-02", 500, "VIREMENT"), op("2026-03-02", -20, "FRAIS"), op("2026-03-03", -80, "CARTE"), op("2026-03-03", 3, "INTERETS"))))
		_, file := b.take("second.dat")
		want := "00000 2026-03-01 1000 [2026-03-02 +500 VIREMENT] 2026-03-02 1500\n" +
			"00000 2026-03-02 1480 [2026-03-03 -80 CARTE] [2026-03-03 +3 INTERETS] 2026-03-03 1403\n"
		if got := said(t, file); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
		if !cfonb120.Conformant([]byte(file[:3*122])) || !cfonb120.Conformant([]byte(file[3*122:])) {
			t.Error("what is written again is not conformant")
		}
	})
	t.Run("overlapping files once each, whatever their order", func(t *testing.T) {
		b := mustBench(t)
		b.give("b.txt", wiringtest.Bytes(t, block(ours, "2026-03-02", 1500, "2026-03-03", op("2026-03-02", -20, "FRAIS"), op("2026-03-03", -80, "CARTE"))))
		b.give("a.txt", wiringtest.Bytes(t, day1(ours)))
		_, file := b.take("out.dat")
		for _, label := range []string{"VIREMENT", "FRAIS", "CARTE"} {
			if n := strings.Count(file, label); n != 1 {
				t.Errorf("%s stands %d times", label, n)
			}
		}
	})
	t.Run("a released statement without its closing balance, with the one its sum gives", func(t *testing.T) {
		b := mustBench(t)
		content := wiringtest.Bytes(t, day1(ours))
		r := b.give("cut.txt", content[:len(content)-122])
		rows, _, err := b.Statements.List(background, b.clerk, statement.Query{FileID: r.FileID})
		if err == nil {
			err = b.Statements.Release(background, b.clerk, rows[0].ID, "vu")
		}
		if err != nil {
			t.Fatal(err)
		}
		_, file := b.take("out.dat")
		if got := said(t, file); got != "00000 2026-03-01 1000 [2026-03-02 +500 VIREMENT] [2026-03-02 -20 FRAIS] 2026-03-02 1480\n" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("a released statement without its opening balance, with the one its closing gives", func(t *testing.T) {
		b := mustBench(t)
		r := b.give("headless.txt", wiringtest.Bytes(t, day1(ours))[122:])
		rows, _, err := b.Statements.List(background, b.clerk, statement.Query{FileID: r.FileID})
		if err == nil {
			err = b.Statements.Release(background, b.clerk, rows[0].ID, "vu")
		}
		if err != nil {
			t.Fatal(err)
		}
		_, file := b.take("out.dat")
		if got := said(t, file); got != "00000 2026-03-02 1000 [2026-03-02 +500 VIREMENT] [2026-03-02 -20 FRAIS] 2026-03-02 1480\n" {
			t.Errorf("got %s", got)
		}
	})
}

func TestTakeChooses(t *testing.T) {
	t.Run("what came since the last download, by order of reception", func(t *testing.T) {
		b := mustBench(t)
		b.give("2.txt", wiringtest.Bytes(t, day2(ours)))
		b.take("first.dat")
		b.give("1.txt", wiringtest.Bytes(t, day1(ours))) // older days, but new here
		if _, file := b.take("second.dat"); file != string(wiringtest.Bytes(t, day1(ours))) {
			t.Errorf("got\n%s", file)
		}
	})
	t.Run("a period, both ends included", func(t *testing.T) {
		b := mustBench(t)
		b.give("a.txt", wiringtest.Bytes(t, day1(ours), day2(ours), block(ours, "2026-03-03", 1400, "2026-03-04", op("2026-03-04", 1, "X"))))
		taken, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm, Period: civil.Period{From: 20260303, To: 20260303}}, b.out("p.dat"))
		if err != nil || taken.Statements != 1 || b.read("p.dat") != string(wiringtest.Bytes(t, day2(ours))) {
			t.Errorf("got %+v, %v", taken, err)
		}
		if p := b.places(); p[statement.Downloaded] != 1 || p[statement.Downloadable] != 2 {
			t.Errorf("places %v", p)
		}
	})
	t.Run("nothing, and says so without a file", func(t *testing.T) {
		b := mustBench(t)
		_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm}, b.out("none.dat"))
		wantFault(t, err, fault.Invalid, "aucun relevé à télécharger")
		if left, _ := filepath.Glob(b.out("none*")); len(left) != 0 {
			t.Errorf("left %v", left)
		}
	})
	t.Run("not what a connector takes, what is held or aside, and counts it", func(t *testing.T) {
		b := mustBench(t)
		wrong := day2(second)
		wrong.Closing.Amount++
		b.give("a.txt", wiringtest.Bytes(t, day1(ours), day1(wiringtest.IBAN(2)), wrong, day1(wiringtest.IBAN(9))))
		p, err := b.Downloads.Preview(background, b.clerk, download.Request{FirmID: b.firm})
		if err != nil {
			t.Fatal(err)
		}
		left := map[string]int{}
		for _, l := range p.LeftOut {
			left[l.Key] = l.Count
		}
		if p.Statements != 1 || p.Operations != 2 || p.Accounts != 1 || p.Last != nil || p.FileName != "RELEVES_20260402_120000.dat" ||
			left["to_send"] != 1 || left["held:incoherent"] != 1 || left["aside"] != 1 || len(left) != 3 {
			t.Errorf("got %+v", p)
		}
		taken, _ := b.take("out.dat")
		b.Clock.Advance(time.Hour)
		b.give("b.txt", wiringtest.Bytes(t, day2(ours)))
		if p, err = b.Downloads.Preview(background, b.clerk, download.Request{FirmID: b.firm}); err != nil || p.Last == nil || p.Last.ID != taken.ID || p.Last.By != "c@cabinet.fr" {
			t.Errorf("last is %+v, %v", p.Last, err)
		}
	})
}

func TestConfidentialClientsAreForThoseWhoMaySee(t *testing.T) {
	b := mustBench(t)
	boss, responsable := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm), b.MustJoin("r@cabinet.fr", rights.Collaborateur, b.firm)
	b.hide("Discret", responsable.StaffID)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours), day1(second)))
	for name, c := range map[string]struct {
		actor  rights.Actor
		sees   int
		hidden int
	}{"Collaborateur": {b.clerk, 1, 1}, "its responsable": {responsable, 2, 0}, "Superviseur": {boss, 2, 0}} {
		t.Run(name, func(t *testing.T) {
			p, err := b.Downloads.Preview(background, c.actor, download.Request{FirmID: b.firm})
			if err != nil || p.Statements != c.sees {
				t.Errorf("sees %d, %v", p.Statements, err)
			}
			hidden := 0
			for _, l := range p.LeftOut {
				if l.Key == "confidential" {
					hidden = l.Count
				}
			}
			if hidden != c.hidden {
				t.Errorf("%d are said to be hidden", hidden)
			}
			_, n, err := b.Statements.List(background, c.actor, statement.Query{})
			if err != nil || n != c.sees {
				t.Errorf("lists %d, %v", n, err)
			}
		})
	}
	taken, file := b.take("out.dat")
	if taken.Statements != 1 || file != string(wiringtest.Bytes(t, day1(ours))) {
		t.Errorf("the clerk took %+v", taken)
	}
}

func TestAPastDownloadShowsNobodyMoreThanTheyMaySee(t *testing.T) {
	b := mustBench(t)
	boss, responsable := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm), b.MustJoin("r@cabinet.fr", rights.Collaborateur, b.firm)
	b.hide("Discret", responsable.StaffID)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours), day1(second)))
	taken, err := b.Downloads.Take(background, boss, download.Request{FirmID: b.firm}, b.out("boss.dat"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Downloads.Again(background, b.clerk, taken.ID, b.out("clerk.dat")); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a Collaborateur who does not keep the confidential client gets %v", err)
	}
	if _, err := os.Stat(b.out("clerk.dat")); err == nil {
		t.Error("the file is there")
	}
	if _, err := b.Downloads.Again(background, responsable, taken.ID, b.out("responsable.dat")); err != nil {
		t.Errorf("its responsable: %v", err)
	}
}

func TestDownloadsAreRefused(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours)))
	taken, _ := b.take("mine.dat")
	b.give("b.txt", wiringtest.Bytes(t, day2(ours)))
	outsider := b.MustJoin("y@autre.fr", rights.Superviseur, b.other)
	for name, actor := range map[string]rights.Actor{"to a Superviseur of another firm": outsider, "to the command line alone": b.Systeme()} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Downloads.Take(background, actor, download.Request{FirmID: b.firm}, b.out("stolen.dat"))
			wantFault(t, err, fault.Refused, "")
			_, err = b.Downloads.Again(background, actor, taken.ID, b.out("stolen.dat"))
			wantFault(t, err, fault.Refused, "")
			_, err = b.Downloads.Preview(background, actor, download.Request{FirmID: b.firm})
			wantFault(t, err, fault.Refused, "")
			_, err = b.Downloads.History(background, actor, b.firm)
			wantFault(t, err, fault.Refused, "")
			if left, _ := filepath.Glob(b.out("stolen*")); len(left) != 0 {
				t.Errorf("left %v", left)
			}
		})
	}
	if p := b.places(); p[statement.Downloadable] != 1 {
		t.Errorf("places %v", p)
	}
}

func TestAgainGivesTheSameBytes(t *testing.T) {
	b := mustBench(t)
	b.give("half.txt", wiringtest.Bytes(t, block(ours, "2026-03-02", 1500, "2026-03-02", op("2026-03-02", -20, "FRAIS"))))
	b.take("half.dat")
	b.give("a.txt", bytes.ReplaceAll(wiringtest.Bytes(t, day1(ours)), []byte("\r\n"), []byte("\n")))
	b.give("b.txt", wiringtest.Bytes(t, day2(ours)))
	taken, file := b.take("out.dat")
	b.Clock.Advance(24 * time.Hour)
	b.give("c.txt", bytes.ReplaceAll(wiringtest.Bytes(t, day2(ours)), []byte("\r\n"), []byte(""))) // the same statement, other bytes
	colleague := b.MustJoin("d@cabinet.fr", rights.Collaborateur, b.firm)
	again, err := b.Downloads.Again(background, colleague, taken.ID, b.out("again.dat"))
	if err != nil || b.read("again.dat") != file || again.SHA256 != taken.SHA256 || again.Statements != taken.Statements {
		t.Errorf("got %+v, %v", again, err)
	}
	_, err = b.Downloads.Again(background, b.clerk, 999, b.out("none.dat"))
	wantFault(t, err, fault.NotFound, "n'existe pas")
	history, err := b.Downloads.History(background, b.clerk, b.firm)
	if err != nil || len(history) != 2 || history[0].ID != taken.ID || history[0].By != "c@cabinet.fr" || history[0].Name != "out.dat" {
		t.Errorf("history %+v, %v", history, err)
	}
}

func TestAFailingDiskMarksNothing(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours)))
	for name, path := range map[string]string{"a folder that is not there": b.out("nowhere/out.dat"), "no name": ""} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm}, path)
			if code := fault.CodeOf(err); code != fault.Unreadable && code != fault.Invalid {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a folder at the file's name", func(t *testing.T) {
		if err := os.MkdirAll(b.out("folder"), 0o700); err != nil {
			t.Fatal(err)
		}
		_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm}, b.out("folder"))
		wantFault(t, err, fault.Invalid, "est un dossier")
	})
	t.Run("the data file itself", func(t *testing.T) {
		_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm}, filepath.Join(b.DataDir, "sobank.db"))
		wantFault(t, err, fault.Invalid, "So bank lui-même")
	})
	if p := b.places(); p[statement.Downloadable] != 1 {
		t.Errorf("places %v", p)
	}
}

// TestAFileThatCannotTakeItsName makes a folder appear at the name while the file is
// written: the download stands, says so, and can be made again.
func TestAFileThatCannotTakeItsName(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours)))
	hindered := *b.Downloads
	hindered.Outgoing.Conformant = func(slice []byte) bool {
		if err := os.MkdirAll(b.out("taken/x"), 0o700); err != nil {
			t.Fatal(err)
		}
		return cfonb120.Conformant(slice)
	}
	_, err := hindered.Take(background, b.clerk, download.Request{FirmID: b.firm}, b.out("taken"))
	wantFault(t, err, fault.Unreadable, "est enregistré")
	history, err := b.Downloads.History(background, b.clerk, b.firm)
	if err != nil || len(history) != 1 {
		t.Fatalf("history %+v, %v", history, err)
	}
	if _, err := b.Downloads.Again(background, b.clerk, history[0].ID, b.out("again.dat")); err != nil || b.read("again.dat") != string(wiringtest.Bytes(t, day1(ours))) {
		t.Error(err)
	}
}

// TestAFailingWriterMarksNothing breaks the writer in the middle of the file.
func TestAFailingWriterMarksNothing(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", bytes.ReplaceAll(wiringtest.Bytes(t, day1(ours), day2(ours)), []byte("\r\n"), []byte("\n")))
	n := 0
	broken := *b.Downloads
	broken.Outgoing.Write = func(w io.Writer, d *statement.Draft) error {
		if n++; n > 1 {
			return errors.New("no space left on device")
		}
		return cfonb120.Write(w, d)
	}
	if _, err := broken.Take(background, b.clerk, download.Request{FirmID: b.firm}, b.out("out.dat")); err == nil {
		t.Fatal("went unnoticed")
	}
	if p := b.places(); p[statement.Downloadable] != 2 {
		t.Errorf("places %v", p)
	}
	if left, _ := filepath.Glob(b.out("*out*")); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

func TestAFileThatIsThereIsReplacedWhole(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(t, day1(ours)))
	wiringtest.MustFile(t, b.out("out.dat"), []byte("old"))
	if _, err := b.Downloads.Take(background, b.Systeme(), download.Request{FirmID: b.firm}, b.out("out.dat")); err == nil || b.read("out.dat") != "old" {
		t.Errorf("a refused download touched the file: %v", err)
	}
	if _, file := b.take("out.dat"); file != string(wiringtest.Bytes(t, day1(ours))) {
		t.Errorf("got %q", file)
	}
}
