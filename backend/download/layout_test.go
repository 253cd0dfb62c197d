package download_test

import (
	"archive/zip"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// takeAs downloads what waits, in a layout.
func (b *bench) takeAs(name, format string, cut download.Cut) download.Taken {
	b.t.Helper()
	taken, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm, Format: format, Cut: cut}, b.out(name))
	if err != nil {
		b.t.Fatalf("%s: %v", format, err)
	}
	return taken
}

// parts reads an archive: names and contents.
func parts(t *testing.T, content string) (names, contents []string) {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, contents = append(names, f.Name), append(contents, string(b))
	}
	return names, contents
}

// TestTakeInOtherFormats: the same statements, once, whatever they are written in; made again to
// the byte even when a client's name has changed since.
func TestTakeInOtherFormats(t *testing.T) {
	for format, sign := range map[string]string{"csv": "VIREMENT", "ofx2": "<OFX>", "ofx1": "OFXHEADER:100", "qif": "!Type:Bank", "xlsx": "PK"} {
		t.Run(format, func(t *testing.T) {
			b := mustBench(t)
			b.give("a.txt", wiringtest.Bytes(b.t, day1(ours), day1(second)))
			taken := b.takeAs("out", format, download.Cut{})
			first := b.read("out")
			if taken.Statements != 2 || taken.Operations != 4 || taken.Format != format || !strings.Contains(first, sign) {
				t.Fatalf("%+v\n%.200s", taken, first)
			}
			if p := b.places(); p["downloaded"] != 2 {
				t.Errorf("places %v", p)
			}
			b.rename("Client", "Un tout autre nom")
			if _, err := b.Downloads.Again(background, b.clerk, taken.ID, b.out("again")); err != nil || b.read("again") != first {
				t.Errorf("again: %v, %d bytes, were %d", err, len(b.read("again")), len(first))
			}
		})
	}
}

// TestTakeCutByClient: an archive of a file a client, of the banks' own bytes or of another format.
func TestTakeCutByClient(t *testing.T) {
	for format, ending := range map[string]string{"": ".dat", "csv": ".csv"} {
		b := mustBench(t)
		b.give("a.txt", wiringtest.Bytes(b.t, day1(second), day1(ours)))
		b.give("b.txt", wiringtest.Bytes(b.t, day2(ours)))
		taken := b.takeAs("out.zip", format, download.Cut{ByClient: true})
		names, contents := parts(t, b.read("out.zip"))
		if want := []string{"out_CLIENT" + ending, "out_DISCRET" + ending}; !slices.Equal(names, want) {
			t.Fatalf("%q", names)
		}
		if strings.Count(contents[0], "CARTE") != 1 || strings.Count(contents[0], "VIREMENT") != 1 || strings.Contains(contents[1], "CARTE") {
			t.Errorf("%q", contents)
		}
		if format == "" && contents[0] != string(wiringtest.Bytes(b.t, day1(ours)))+string(wiringtest.Bytes(b.t, day2(ours))) {
			t.Error("the banks' bytes are not as they came")
		}
		if _, err := b.Downloads.Again(background, b.clerk, taken.ID, b.out("again.zip")); err != nil || b.read("again.zip") != b.read("out.zip") {
			t.Errorf("again: %v", err)
		}
	}
}

// TestTakeCutBySize: no file is larger than asked, none cuts a statement, nothing is lost.
func TestTakeCutBySize(t *testing.T) {
	const most = 100_000
	var days []*statement.Draft
	for day := 1; day <= 28; day++ {
		on, balance := fmt.Sprintf("2026-03-%02d", day+1), int64(day*100*1000)
		var lines []statement.Operation
		for range 100 {
			lines = append(lines, op(on, 1000, "VIREMENT"))
		}
		days = append(days, block(ours, fmt.Sprintf("2026-03-%02d", day), balance, on, lines...))
	}
	for _, format := range []string{"", "csv", "ofx2"} {
		b := mustBench(t)
		b.give("a.txt", wiringtest.Bytes(b.t, days...))
		taken := b.takeAs("out.zip", format, download.Cut{Most: most})
		names, contents := parts(t, b.read("out.zip"))
		if len(names) < 2 || names[1] != "out_2"+names[0][len("out"):] {
			t.Fatalf("%q", names)
		}
		for i, c := range contents {
			if len(c) > most {
				t.Errorf("%s holds %d bytes", names[i], len(c))
			}
		}
		if format == "" && strings.Join(contents, "") != string(wiringtest.Bytes(b.t, days...)) {
			t.Error("the parts are not the whole")
		}
		if n := taken.Operations; n != 2800 {
			t.Errorf("%d operations", n)
		}
	}
}

// TestTakeRefusesWhatCannotBeWritten, and nothing leaves.
func TestTakeRefusesWhatCannotBeWritten(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(b.t, day1(ours)))
	for format, words := range map[string]string{"word": "n'existe pas", "quadra": "512", "fec": "512"} {
		_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm, Format: format}, b.out("x"))
		wantFault(t, err, fault.Invalid, words)
	}
	_, err := b.Downloads.Take(background, b.clerk, download.Request{FirmID: b.firm, Cut: download.Cut{Most: 12}}, b.out("x"))
	wantFault(t, err, fault.Invalid, "trop petits")
	if p := b.places(); p["downloadable"] != 1 {
		t.Errorf("places %v", p)
	}
}

// TestPastArchiveKeepsItsSecrets: a layout hides no more than the banks' bytes do.
func TestPastArchiveKeepsItsSecrets(t *testing.T) {
	b := mustBench(t)
	b.give("a.txt", wiringtest.Bytes(b.t, day1(ours), day1(second)))
	boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.hide("Discret", 0)
	taken, err := b.Downloads.Take(background, boss, download.Request{FirmID: b.firm, Format: "csv", Cut: download.Cut{ByClient: true}}, b.out("x.zip"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Downloads.Again(background, b.clerk, taken.ID, b.out("y.zip"))
	wantFault(t, err, fault.Refused, "confidentiels")
	if names, _ := parts(t, b.read("x.zip")); !slices.Contains(names, "x_DISCRET.csv") {
		t.Error("the Superviseur's archive lacks the confidential client")
	}
}
