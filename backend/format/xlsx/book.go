package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"sobank/backend/fault"
)

// maxRows is how many rows of a sheet are read: half of what a sheet can hold.
const maxRows = 500_000

// Book reads a sheet of a workbook as text, its first one for "": numbers and days as they are
// stored. It gives the names of all sheets. Errors: Unreadable for what is no workbook, is locked by
// a password, is too large once unzipped, or has no sheet of that name.
func Book(content []byte, name string) (rows [][]string, sheets []string, err error) {
	defer func() {
		if p := recover(); p != nil { // a broken workbook must not end the program
			rows, sheets, err = nil, nil, broken(fmt.Errorf("xlsx: panic: %v", p))
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(content), raw)
	if err != nil {
		return nil, nil, broken(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sheets = f.GetSheetList()
	if name == "" && len(sheets) > 0 {
		name = sheets[0]
	}
	if !slices.Contains(sheets, name) {
		return nil, nil, fault.Newf(fault.Unreadable, "le classeur n'a pas de feuille « %s ».", name).WithHint("Choisissez une feuille dans « Lire les colonnes… ».")
	}
	lines, err := f.Rows(name)
	if err != nil {
		return nil, nil, broken(err)
	}
	defer func() { err = errors.Join(err, lines.Close()) }()
	for lines.Next() {
		cells, err := lines.Columns(raw)
		if err != nil {
			return nil, nil, broken(err)
		}
		if rows = append(rows, cells); len(rows) > maxRows {
			return nil, nil, fault.Newf(fault.Unreadable, "la feuille « %s » a plus de %d lignes.", name, maxRows).WithHint("Enregistrez-la en plusieurs classeurs, ou en CSV.")
		}
	}
	if err := lines.Error(); err != nil && !errors.Is(err, io.EOF) { // an empty sheet ends where it begins
		return nil, nil, broken(err)
	}
	return rows, sheets, nil
}
