package simulator

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"sobank/backend/civil"
)

// block is one statement of a CFONB120 file, from its 01 to its 07.
type block struct {
	account  accountZones
	from, to civil.Date // the days of the 01 and of the 07
	moves    []movement
}

// accountZones name an account and its currency as the records do.
type accountZones struct{ bank, branch, number, currency, decimals string }

// movement is what tells one 04 from another.
type movement struct {
	day         civil.Date
	minorUnits  int64
	interbank   string
	label       string
	entryNumber string
	reference   string
}

// readCFONB reads a whole file or refuses it whole: « un enregistrement non conforme
// interrompt tout l'import » (releve_bancaire.md). year is this year.
//
// Reading: the code of a record that is not right is RB2, « Erreur dans le format du
// CFONB »; a file without any record of this format is IMPORT15, « Aucun flux bancaire
// trouvé, votre fichier est-il au format CFONB ou OFX ? ».
func readCFONB(body []byte, year int) ([]block, *refusal) {
	if !hasCFONB(body) {
		return nil, refuse("IMPORT15")
	}
	f, count := cfonbFile{year: year}, 0
	for line := range bytes.Lines(body) {
		count++
		if !f.take(record(withoutEnd(line))) {
			return nil, badRecord(count)
		}
	}
	if f.open != nil {
		return nil, badRecord(count)
	}
	return f.blocks, nil
}

func badRecord(line int) *refusal {
	r := refuse("RB2")
	r.message += fmt.Sprintf(" (ligne %d)", line)
	return r
}

// withoutEnd takes LF or CRLF off; the last line may have it or not.
func withoutEnd(line []byte) []byte {
	line, ended := bytes.CutSuffix(line, []byte("\n"))
	if ended {
		line = bytes.TrimSuffix(line, []byte("\r"))
	}
	return line
}

func hasCFONB(body []byte) bool {
	for line := range bytes.Lines(body) {
		if len(line) >= 2 && slices.Contains([]string{"01", "04", "05", "07"}, string(line[:2])) {
			return true
		}
	}
	return false
}

// cfonbFile checks that records come in their order: 01, any number of 04 each with any
// number of 05, 07, and again.
type cfonbFile struct {
	year   int
	blocks []block
	open   *block // between its 01 and its 07
	last   string // the code before this one
}

// take reads the next record; ok is false when it is not right, or not there.
func (f *cfonbFile) take(r record) (ok bool) {
	if !r.wellFormed() {
		return false
	}
	code := r.zone(1, 2)
	if (code == "01") != (f.open == nil) || f.open != nil && !r.of(f.open.account) {
		return false
	}
	switch code {
	case "01":
		ok = f.begin(r)
	case "04":
		ok = f.move(r)
	case "05":
		ok = f.last == "04" || f.last == "05"
	case "07":
		ok = f.end(r)
	}
	f.last = code
	return ok
}

func (f *cfonbFile) begin(r record) bool {
	day, dated := r.date(35, f.year)
	_, valued := r.amount()
	f.open = &block{account: r.account(), from: day}
	return dated && valued && f.open.account.named()
}

func (f *cfonbFile) end(r record) bool {
	day, dated := r.date(35, f.year)
	_, valued := r.amount()
	f.open.to = day
	f.blocks = append(f.blocks, *f.open)
	f.open = nil
	return dated && valued
}

// move reads a 04. The value date may be absent, which is blank, zeros or nines.
func (f *cfonbFile) move(r record) bool {
	day, dated := r.date(35, f.year)
	minorUnits, valued := r.amount()
	_, valueDated := r.date(43, f.year)
	valueDated = valueDated || slices.Contains([]string{"      ", "000000", "999999"}, r.zone(43, 48))
	f.open.moves = append(f.open.moves, movement{
		day: day, minorUnits: minorUnits, interbank: r.zone(33, 34), label: strings.TrimSpace(r.zone(49, 79)),
		entryNumber: r.zone(82, 88), reference: strings.TrimSpace(r.zone(105, 120)),
	})
	return dated && valued && valueDated
}
