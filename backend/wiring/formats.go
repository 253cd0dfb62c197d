package wiring

import (
	"encoding/json"
	"io"
	"os"
	"time"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/format/camt"
	"sobank/backend/format/cfonb120"
	"sobank/backend/format/fec"
	"sobank/backend/format/mt940"
	"sobank/backend/format/ofx"
	"sobank/backend/format/qif"
	"sobank/backend/format/quadra"
	"sobank/backend/format/tabular"
	"sobank/backend/format/xlsx"
	"sobank/backend/handout"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Files reads statement files without storing anything; it needs no data folder.
func Files(now func() time.Time) collect.Files {
	return collect.Files{Now: now, Spool: collect.Spool{Dir: os.TempDir()}, Formats: formats}
}

// handouts are the formats that operations are written in for other tools.
var handouts = map[string]handout.Format{
	"csv":      {Ending: ".csv", Write: func(w io.Writer, all []statement.Handed) error { return sheet.WriteCSV(w, tabular.Table(all)) }},
	"xlsx":     {Ending: ".xlsx", Write: func(w io.Writer, all []statement.Handed) error { return xlsx.Write(w, tabular.Table(all)) }},
	"ofx2":     {Ending: ".ofx", Write: ofx.Write2},
	"ofx1":     {Ending: ".ofx", Write: ofx.Write1},
	"qif":      {Ending: ".qif", Write: qif.Write},
	"cfonb120": {Ending: ".txt", Whole: true, Write: writeCFONB120},
	"quadra":   {Ending: ".txt", Booked: true, Write: quadra.Write},
	"fec":      {Ending: ".txt", Booked: true, Write: fec.Write},
}

func writeCFONB120(w io.Writer, all []statement.Handed) error {
	for _, h := range all {
		if err := cfonb120.Write(w, h.Draft); err != nil {
			return err
		}
	}
	return nil
}

// formats are those of statement files, in the order of recognition: a table is what nothing else is.
var formats = []collect.Format{
	{Name: cfonb120.Name, Words: "CFONB120", Detect: cfonb120.Detect,
		Open: func(r io.Reader, given collect.Given) collect.Reader { return cfonb120.NewReader(r, given.Today) }},
	{Name: camt.Name, Words: "camt.052, camt.053 et camt.054", Detect: camt.Detect,
		Open: func(r io.Reader, given collect.Given) collect.Reader {
			return camt.NewReader(r, given.Today, given.Account)
		}},
	{Name: ofx.Name, Words: "OFX", Detect: ofx.Detect,
		Open: func(r io.Reader, given collect.Given) collect.Reader {
			return ofx.NewReader(r, given.Today, given.Account)
		}},
	{Name: mt940.Name, Words: "MT940", Detect: mt940.Detect,
		Open: func(r io.Reader, given collect.Given) collect.Reader {
			return mt940.NewReader(r, given.Today, given.Account)
		}},
	{Name: qif.Name, Words: "QIF", Detect: qif.Detect,
		Open: func(r io.Reader, given collect.Given) collect.Reader {
			return qif.NewReader(r, given.Today, given.Account, given.Dates)
		}},
	{Name: tabular.XLSX, Words: "XLSX", Detect: tabular.DetectWorkbook, Open: openTable},
	{Name: tabular.CSV, Words: "CSV", Detect: tabular.DetectText, Open: openTable},
}

func openTable(r io.Reader, given collect.Given) collect.Reader {
	return tabular.NewReader(r, tabular.Options{Today: given.Today, Account: given.Account, Mapping: given.Mapping, Known: known(given.Known), Book: xlsx.Book})
}

func known(saved []collect.SavedMapping) []tabular.Known {
	list := make([]tabular.Known, len(saved))
	for i, s := range saved {
		list[i] = tabular.Known{Name: s.Name, Columns: s.Columns, Mapping: s.Mapping}
	}
	return list
}

// lookAtTable is tabular.Preview in the words of collect.
func lookAtTable(head, mapping []byte, saved []collect.SavedMapping, today civil.Date) ([]byte, []string, error) {
	look, err := tabular.LookAt(head, mapping, known(saved), today, xlsx.Book)
	if err != nil {
		return nil, nil, err
	}
	text, err := json.Marshal(look)
	return text, look.Names(), err
}

// CodeMeaning, RejectMeaning and QualifierMeaning say in French what the codes of a
// statement mean, "" for an unknown one.
func CodeMeaning(code string) string      { return cfonb120.CodeMeaning(code) }
func RejectMeaning(code string) string    { return cfonb120.RejectMeaning(code) }
func QualifierMeaning(code string) string { return cfonb120.QualifierMeaning(code) }

// WriteCFONB120 writes a statement as CFONB120.
func WriteCFONB120(w io.Writer, d *statement.Draft) error { return cfonb120.Write(w, d) }
