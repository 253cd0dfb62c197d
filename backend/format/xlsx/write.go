package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"sobank/backend/civil"
	"sobank/backend/money"
	"sobank/backend/sheet"
)

// Write writes a table as a workbook of one sheet: texts as texts, never formulas; days and
// amounts as numbers with their format; a header that stays in sight.
func Write(w io.Writer, t sheet.Table) (err error) {
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	b := book{file: f, name: t.Name}
	if err := f.SetSheetName(f.GetSheetName(0), t.Name); err != nil {
		return fmt.Errorf("xlsx: name the sheet: %w", err)
	}
	if err := errors.Join(b.head(t), b.rows(t.Rows)); err != nil {
		return fmt.Errorf("xlsx: write: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("xlsx: write: %w", err)
	}
	return nil
}

type book struct {
	file   *excelize.File
	name   string
	styles map[string]int
}

func (b *book) head(t sheet.Table) error {
	bold, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		err = errors.Join(b.file.SetCellStr(b.name, name+"1", c.Title), b.file.SetCellStyle(b.name, name+"1", name+"1", bold))
		if c.Width > 0 {
			err = errors.Join(err, b.file.SetColWidth(b.name, name, name, float64(c.Width)))
		}
		if err != nil {
			return err
		}
	}
	return b.file.SetPanes(b.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

func (b *book) rows(rows [][]sheet.Cell) error {
	for y, row := range rows {
		for x, c := range row {
			at, err := excelize.CoordinatesToCellName(x+1, y+2)
			if err != nil {
				return err
			}
			if err := b.put(at, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *book) put(at string, c sheet.Cell) error {
	switch c.Kind {
	case sheet.DayKind:
		return b.number(at, strconv.Itoa(civil.MustParse("1899-12-30").DaysUntil(c.Day)), "dd/mm/yyyy")
	case sheet.MoneyKind:
		// The digits as they are: no float touches an amount.
		return b.number(at, strings.Replace(money.Decimal(c.Minor, c.Decimals), ",", ".", 1), moneyFormat(c.Decimals))
	case sheet.CountKind:
		return b.number(at, strconv.FormatInt(c.Minor, 10), "0")
	}
	if c.Text == "" {
		return nil
	}
	return b.file.SetCellStr(b.name, at, c.Text)
}

func moneyFormat(decimals int) string {
	if decimals == 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", decimals)
}

func (b *book) number(at, digits, format string) error {
	style, err := b.style(format)
	if err != nil {
		return err
	}
	return errors.Join(b.file.SetCellDefault(b.name, at, digits), b.file.SetCellStyle(b.name, at, at, style))
}

func (b *book) style(format string) (int, error) {
	if id, known := b.styles[format]; known {
		return id, nil
	}
	id, err := b.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return 0, err
	}
	if b.styles == nil {
		b.styles = map[string]int{}
	}
	b.styles[format] = id
	return id, nil
}
