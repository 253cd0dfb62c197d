package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"

	"sobank/backend/fault"
)

// The most of a workbook that is read as a table. A year of a busy account is a few thousand rows;
// more is a mistake, or made to exhaust the machine. Excelize holds a workbook in memory many times
// over, so that a table is read part by part.
const (
	maxRows    = 500_000 // half of what a sheet can hold
	maxColumns = 200
	maxCells   = 5_000_000
	maxParts   = 4096     // files within
	maxStrings = 64 << 20 // bytes of the shared strings, unzipped
	maxRatio   = 200      // of a part to its packed bytes, beyond the first megabyte
)

// Book reads a sheet of a workbook as text, its first one for "": numbers and days as they are
// stored. It gives the names of all sheets. Errors: Unreadable for what is no workbook, is locked by
// a password, is too large once unzipped, or has no sheet of that name.
//
// Source: ECMA-376, part 1, SpreadsheetML.
func Book(content []byte, name string) (rows [][]string, sheets []string, err error) {
	b, err := openBook(content)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range b.sheets {
		sheets = append(sheets, s.name)
	}
	if name == "" && len(sheets) > 0 {
		name = sheets[0]
	}
	at := slices.Index(sheets, name)
	if at < 0 {
		return nil, nil, fault.Newf(fault.Unreadable, "le classeur n'a pas de feuille « %s ».", name).WithHint("Choisissez une feuille dans « Lire les colonnes… ».")
	}
	if err := b.readStrings(); err != nil {
		return nil, nil, err
	}
	rows, err = b.rows(b.sheets[at])
	return rows, sheets, err
}

func tooBig(what string) error {
	return fault.Newf(fault.Unreadable, "le classeur dépasse ce qui peut être lu (%s).", what).WithHint("Enregistrez-le en plusieurs classeurs, ou en CSV.")
}

// packed is an open workbook.
type packed struct {
	parts   map[string]*zip.File // by their names in small letters
	sheets  []sheetPart
	strings []string
	cells   int
}

type sheetPart struct{ name, part string }

func openBook(content []byte) (*packed, error) {
	if bytes.Count(content, []byte("PK\x01\x02")) > maxParts { // before a list of millions is read
		return nil, tooBig("trop de fichiers à l'intérieur")
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, broken(err)
	}
	b := &packed{parts: map[string]*zip.File{}}
	for _, f := range z.File {
		b.parts[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	return b, b.readSheets()
}

// open reads a part within the limits; archive/zip holds it to the size that it announces.
func (b *packed) open(part string, limit uint64) (*markup, error) {
	f := b.parts[strings.ToLower(part)]
	if f == nil {
		return nil, broken(errors.New("xlsx: no " + path.Base(part)))
	}
	if f.UncompressedSize64 > limit || f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/maxRatio > f.CompressedSize64 {
		return nil, tooBig("une fois décompressé")
	}
	r, err := f.Open()
	if err != nil {
		return nil, broken(err)
	}
	return newMarkup(r), nil
}

// readSheets lists the sheets, those that are hidden last.
func (b *packed) readSheets() error {
	targets, err := b.relations()
	if err != nil {
		return err
	}
	x, err := b.open("xl/workbook.xml", 4<<20)
	if err != nil {
		return err
	}
	defer x.close()
	var hidden []sheetPart
	for x.next() {
		s := sheetPart{x.attr("name"), targets[x.attr("id")]}
		if x.started() != "sheet" || s.part == "" {
			continue
		}
		if state := x.attr("state"); state == "" || state == "visible" {
			b.sheets = append(b.sheets, s)
		} else {
			hidden = append(hidden, s)
		}
	}
	if b.sheets = append(b.sheets, hidden...); len(b.sheets) == 0 && x.err() == nil {
		return broken(errors.New("xlsx: no sheet"))
	}
	return x.err()
}

// relations are the sheets' parts by the id that the workbook calls them by.
func (b *packed) relations() (map[string]string, error) {
	x, err := b.open("xl/_rels/workbook.xml.rels", 4<<20)
	if err != nil {
		return nil, err
	}
	defer x.close()
	targets := map[string]string{}
	for x.next() {
		if x.started() != "Relationship" || !strings.HasSuffix(x.attr("Type"), "/worksheet") {
			continue
		}
		target := x.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("xl", target)
		}
		targets[x.attr("Id")] = strings.TrimPrefix(target, "/")
	}
	return targets, x.err()
}

func (b *packed) readStrings() error {
	if b.parts["xl/sharedstrings.xml"] == nil {
		return nil
	}
	x, err := b.open("xl/sharedStrings.xml", maxStrings)
	if err != nil {
		return err
	}
	defer x.close()
	for x.next() {
		if x.started() == "si" {
			b.strings = append(b.strings, x.rich("si"))
		}
	}
	return x.err()
}

func (b *packed) rows(s sheetPart) (rows [][]string, err error) {
	x, err := b.open(s.part, maxUnzipped)
	if err != nil {
		return nil, err
	}
	defer x.close()
	for x.next() {
		if x.started() != "row" {
			continue
		}
		at := len(rows)
		if n, err := strconv.Atoi(x.attr("r")); err == nil && n > at {
			at = n - 1
		}
		if at >= maxRows || b.cells > maxCells {
			return nil, tooBig("500 000 lignes")
		}
		for len(rows) < at { // rows without a cell are not written
			rows = append(rows, nil)
		}
		rows = append(rows, b.row(x))
	}
	return rows, x.err()
}

func (b *packed) row(x *markup) (cells []string) {
	next := 0
	for x.next() && !x.ended("row") {
		if x.started() != "c" {
			continue
		}
		at := next
		if n, ok := columnOf(x.attr("r")); ok {
			at = n
		}
		next = at + 1
		text := b.cell(x, x.attr("t"))
		if at >= maxColumns || text == "" {
			continue
		}
		for len(cells) <= at {
			cells = append(cells, "")
		}
		cells[at] = text
	}
	b.cells += len(cells)
	return cells
}

func (b *packed) cell(x *markup, kind string) (text string) {
	for x.next() && !x.ended("c") {
		if name := x.started(); name == "v" || name == "is" {
			text = x.rich(name)
		}
	}
	if kind != "s" {
		return text
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 || n >= len(b.strings) {
		return ""
	}
	return b.strings[n]
}

// columnOf is the 0-based column of « BC12 ».
func columnOf(reference string) (column int, ok bool) {
	n := 0
	for i := 0; i < len(reference) && reference[i] >= 'A' && reference[i] <= 'Z'; i++ {
		if n = n*26 + int(reference[i]-'A') + 1; n > 1<<15 {
			return 0, false
		}
	}
	return n - 1, n > 0
}
