// Package xlsx reads the first sheet of a workbook as text, and writes tables as workbooks
// with typed cells. It is the only user of excelize.
//
//	lines, err := xlsx.Read(content, sheet.Limits{Lines: 10_000, Columns: 100})
//	err := xlsx.Write(w, table)
package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"sobank/backend/fault"
	"sobank/backend/sheet"
)

// maxUnzipped bounds what a workbook may grow to once unzipped, in bytes.
const maxUnzipped = 200 << 20

// raw reads cells as they are stored, in memory: nothing of a client goes to a temporary file.
var raw = excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped}

// Is tells whether a file begins as a workbook does.
func Is(content []byte) bool { return bytes.HasPrefix(content, []byte("PK\x03\x04")) }

// Read reads the first sheet as text: a number as its digits, a day as the number of days
// since 30 December 1899, which is how a workbook stores it. Errors: Unreadable for what is no
// workbook or is locked by a password, Invalid past the limits.
func Read(content []byte, limits sheet.Limits) (lines []sheet.Line, err error) {
	defer func() {
		if p := recover(); p != nil { // a broken workbook must not end the program
			lines, err = nil, broken(fmt.Errorf("xlsx: panic: %v", p))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(content), raw)
	if err != nil {
		return nil, broken(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, broken(errors.New("xlsx: no sheet"))
	}
	rows, err := f.Rows(sheets[0])
	if err != nil {
		return nil, broken(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	reading := sheet.Reading{Limits: limits}
	for number := 1; rows.Next(); number++ {
		cells, err := rows.Columns(raw)
		if err != nil {
			return nil, broken(err)
		}
		for i, cell := range cells {
			cells[i] = whole(sheet.Clean(cell))
		}
		if err := reading.Add(number, cells); err != nil {
			return nil, err
		}
	}
	return reading.Lines, rows.Error()
}

// scientific is how Excel stores a long number, a SIRET for example.
var scientific = regexp.MustCompile(`^[0-9]\.[0-9]{1,16}E\+?[0-9]{1,2}$`)

// whole writes a long number with all its digits.
func whole(cell string) string {
	if !scientific.MatchString(cell) {
		return cell
	}
	n, ok := new(big.Rat).SetString(strings.Replace(cell, "E+", "E", 1))
	if !ok || !n.IsInt() {
		return cell
	}
	return n.Num().String()
}

func broken(err error) error {
	if errors.Is(err, excelize.ErrWorkbookPassword) || errors.Is(err, excelize.ErrWorkbookFileFormat) {
		return fault.New(fault.Unreadable, "Ce classeur ne peut pas être ouvert : il est abîmé, ou protégé par un mot de passe.").
			WithHint("Enregistrez-le sans mot de passe, en « Classeur Excel (.xlsx) » ou en CSV.").WithCause(err)
	}
	return fault.New(fault.Unreadable, "Ce fichier n'est pas un classeur XLSX lisible.").
		WithHint("Depuis votre tableur, enregistrez-le à nouveau en « Classeur Excel (.xlsx) » ou en CSV.").WithCause(err)
}
