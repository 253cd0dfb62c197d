package cfonb120_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/format/cfonb120"
	"sobank/backend/statement"
)

var update = flag.Bool("update", false, "write testdata/*.json from what is read now")

// read is what came out of one file.
type read struct {
	Drafts   []*statement.Draft  `json:"-"`
	Shown    []shownDraft        `json:"statements"`
	Warnings []statement.Warning `json:"warnings,omitempty"`
	Tail     string              `json:"tail,omitempty"`
	Error    string              `json:"error,omitempty"`
}

// shownDraft is a draft as a person checks it: dates in ISO, bytes as sizes.
type shownDraft struct {
	IBAN       string              `json:"iban"`
	RIB        string              `json:"rib"`
	Unit       string              `json:"currency"`
	Decimals   int                 `json:"decimals"`
	Opening    *shownBalance       `json:"opening"`
	Closing    *shownBalance       `json:"closing"`
	Operations []shownOperation    `json:"operations"`
	Unreadable int                 `json:"unreadable,omitempty"`
	Warnings   []statement.Warning `json:"warnings,omitempty"`
	Line       int                 `json:"line"`
	Offset     int64               `json:"offset"`
	Lead       string              `json:"lead,omitempty"`
	RawSize    int                 `json:"raw_size"`
	Conformant bool                `json:"conformant"`
}

type shownBalance struct {
	Date   string `json:"date"`
	Amount int64  `json:"amount"`
}

type shownOperation struct {
	Line    int        `json:"line"`
	Booked  string     `json:"booked_on"`
	Value   string     `json:"value_on,omitempty"`
	Amount  int64      `json:"amount"`
	Codes   string     `json:"codes"` // interbank, bank's own, reject
	Label   string     `json:"label"`
	Entry   string     `json:"entry_number,omitempty"`
	Ref     string     `json:"reference,omitempty"`
	Flags   string     `json:"flags,omitempty"`
	Details [][]string `json:"details,omitempty"`
}

func show(d *statement.Draft) shownDraft {
	s := shownDraft{
		IBAN: string(d.IBAN), RIB: d.RIB.Bank + " " + d.RIB.Branch + " " + d.RIB.Number, Unit: d.Currency, Decimals: d.Decimals,
		Opening: showBalance(d.Opening), Closing: showBalance(d.Closing), Unreadable: d.Unreadable, Warnings: d.Warnings,
		Line: d.Line, Offset: d.Offset, Lead: string(d.Lead), RawSize: len(d.Raw), Conformant: cfonb120.Conformant(d.Raw),
	}
	for _, op := range d.Operations {
		s.Operations = append(s.Operations, showOperation(op))
	}
	return s
}

func showBalance(b *statement.Balance) *shownBalance {
	if b == nil {
		return nil
	}
	return &shownBalance{b.On.String(), b.Amount}
}

func showOperation(op statement.Operation) shownOperation {
	s := shownOperation{
		Line: op.Line, Booked: op.BookedOn.String(), Value: op.ValueOn.String(), Amount: op.Amount,
		Codes: strings.TrimSpace(op.Code + " " + op.BankCode + " " + op.RejectCode), Label: op.Label, Entry: op.EntryNumber, Ref: op.Reference,
	}
	if op.Exempt {
		s.Flags += "exempt "
	}
	if op.Unavailable {
		s.Flags += "unavailable"
	}
	for _, d := range op.Details {
		s.Details = append(s.Details, []string{d.Qualifier, d.Text})
	}
	return s
}

// readAll reads a file to its end or its error.
func readAll(r io.Reader, today civil.Date) read {
	var all read
	reader := cfonb120.NewReader(r, today)
	for {
		draft, err := reader.Next()
		if err != nil {
			if err != io.EOF {
				all.Error = fault.From(err).Message
			}
			all.Warnings, all.Tail = reader.Warnings(), string(reader.Tail())
			return all
		}
		all.Drafts = append(all.Drafts, draft)
		all.Shown = append(all.Shown, show(draft))
	}
}

func marshal(tb testing.TB, v any) []byte {
	tb.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TestGolden reads each small file of testdata: one kind of record or one oddity each.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".txt")+".json", marshal(t, readAll(bytes.NewReader(content), today)))
		})
	}
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs; read:\n%s", file, got)
	}
}
