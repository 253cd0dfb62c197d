package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/money"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

func (s *session) parse() *cobra.Command {
	return s.command("parse FICHIER…", "lit et contrôle des fichiers, sans rien garder", atLeastOne, s.runParse)
}

func (s *session) runParse(ctx context.Context, args []string) error {
	files := wiring.Files(time.Now)
	p := parsing{session: s, files: files, out: bufio.NewWriterSize(s.out, 1<<20)}
	if s.json {
		s.spoken = true
		p.raw(`{"files":[`)
	}
	failed := 0
	first := true
	next := func() {
		if s.json && !first {
			p.raw(",")
		}
		first = false
	}
	unlisted := files.Walk(ctx, args, func(in collect.Input, err error) {
		next()
		if !p.file(ctx, in, err) {
			failed++
		}
	})
	for _, r := range unlisted {
		next()
		p.file(ctx, collect.Input{Shown: r.Path, Name: filepath.Base(r.Path)}, r.Err)
		failed++
	}
	if s.json {
		p.raw("]}\n")
	}
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("cli: write standard output: %w", err)
	}
	if failed > 0 {
		return errQuiet
	}
	return nil
}

// parsing prints files as they are read: statements one by one, then what is known at the
// end, so that memory does not grow with the file.
type parsing struct {
	*session
	files collect.Files
	out   *bufio.Writer
}

func (p *parsing) raw(text string) { _, _ = p.out.WriteString(text) } // Flush reports a failure

func (p *parsing) value(v any) {
	b, err := json.Marshal(v)
	if err != nil { // the shapes below always marshal
		b = []byte("null")
	}
	_, _ = p.out.Write(b)
}

// file prints one file, unless something keeps it from being read, and reports whether it was.
func (p *parsing) file(ctx context.Context, in collect.Input, err error) bool {
	if p.json {
		p.raw(`{"path":`)
		p.value(in.Shown)
		p.raw(`,"statements":[`)
	}
	warnings := []statement.Warning{}
	statements, operations := 0, 0
	var reading collect.Reading
	take := func(d *statement.Draft) error {
		if p.json {
			if statements > 0 {
				p.raw(",")
			}
			p.value(shapeOf(d))
		} else {
			p.line(d)
		}
		statements++
		operations += len(d.Operations)
		warnings = append(warnings, d.Warnings...)
		return ctx.Err()
	}
	if err == nil {
		reading, err = p.files.Read(ctx, in, nil, take)
	}
	warnings = append(warnings, reading.Warnings...)
	slices.SortStableFunc(warnings, func(a, b statement.Warning) int { return a.Line - b.Line })
	p.close(in.Name, reading, warnings, err)
	if err == nil && !p.json {
		fmt.Fprintf(p.out, "%s : %s, %s, %s.\n\n", in.Name, many(statements, "relevé"), many(operations, "opération"), many(len(warnings), "avertissement"))
	}
	return err == nil
}

// close prints what is known of a file at its end.
func (p *parsing) close(name string, reading collect.Reading, warnings []statement.Warning, err error) {
	if err != nil {
		fmt.Fprintln(p.err, sentence(fault.From(err)))
	}
	if !p.json {
		for _, w := range warnings {
			fmt.Fprintf(p.err, "%s, ligne %d : %s\n", name, w.Line, w.Message)
		}
		return
	}
	p.raw(`],"format":`)
	p.value(orNil(reading.Format))
	p.raw(`,"sha256":`)
	p.value(orNil(reading.SHA256))
	p.raw(`,"warnings":`)
	p.value(warnings)
	if err != nil {
		p.raw(`,"error":`)
		p.value(fault.From(err))
	}
	p.raw("}")
}

// line says one statement for a person.
func (p *parsing) line(d *statement.Draft) {
	verdict := "solde non vérifiable"
	if b := d.Balanced(); b != nil && *b {
		verdict = "tombe juste"
	} else if b != nil {
		verdict = "NE TOMBE PAS JUSTE"
	}
	start, end := d.Span()
	fmt.Fprintf(p.out, "%s  du %s au %s  %s → %s  %s, %s\n", accountShown(d), start.French(), end.French(),
		balanceShown(d, d.Opening), balanceShown(d, d.Closing), many(len(d.Operations), "opération"), verdict)
}

func accountShown(d *statement.Draft) string {
	if d.IBAN != "" {
		return d.IBAN.Format()
	}
	return d.RIB.Bank + " " + d.RIB.Branch + " " + d.RIB.Number
}

func balanceShown(d *statement.Draft, b *statement.Balance) string {
	if b == nil {
		return "?"
	}
	return money.Amount{Minor: b.Amount, Currency: money.Currency{Code: d.Currency, Decimals: d.Decimals}}.French()
}

func many(n int, noun string) string {
	if n > 1 {
		noun = plural(noun)
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// The shapes of `parse --json`: dates ISO, amounts in minor units, an absent value null.
type statementShape struct {
	IBAN       *string          `json:"iban"`
	Account    accountShape     `json:"account"`
	Currency   string           `json:"currency"`
	Decimals   int              `json:"decimals"`
	Opening    *balanceShape    `json:"opening"`
	Closing    *balanceShape    `json:"closing"`
	Balanced   *bool            `json:"balanced"`
	Operations []operationShape `json:"operations"`
}

type accountShape struct {
	Bank   string `json:"bank"`
	Branch string `json:"branch"`
	Number string `json:"number"`
}

type balanceShape struct {
	Date   *string `json:"date"`
	Amount int64   `json:"amount"`
}

type operationShape struct {
	BookedOn    *string       `json:"booked_on"`
	ValueOn     *string       `json:"value_on"`
	Amount      int64         `json:"amount"`
	Code        *string       `json:"code"`
	Label       string        `json:"label"`
	Reference   *string       `json:"reference"`
	EntryNumber *string       `json:"entry_number"`
	Details     []detailShape `json:"details"`
}

type detailShape struct {
	Qualifier string `json:"qualifier"`
	Text      string `json:"text"`
}

func shapeOf(d *statement.Draft) statementShape {
	s := statementShape{IBAN: orNil(string(d.IBAN)), Account: accountShape(d.RIB), Currency: d.Currency, Decimals: d.Decimals,
		Opening: balanceOf(d.Opening), Closing: balanceOf(d.Closing), Balanced: d.Balanced(), Operations: make([]operationShape, len(d.Operations))}
	for i := range d.Operations {
		o := &d.Operations[i]
		details := make([]detailShape, len(o.Details))
		for j, x := range o.Details {
			details[j] = detailShape(x)
		}
		s.Operations[i] = operationShape{BookedOn: iso(o.BookedOn), ValueOn: iso(o.ValueOn), Amount: o.Amount, Code: orNil(o.Code),
			Label: o.Label, Reference: orNil(o.Reference), EntryNumber: orNil(o.EntryNumber), Details: details}
	}
	return s
}

func balanceOf(b *statement.Balance) *balanceShape {
	if b == nil {
		return nil
	}
	return &balanceShape{Date: iso(b.On), Amount: b.Amount}
}

func iso(d civil.Date) *string { return orNil(d.String()) }

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// plural puts an s, or an x after « eau », at the end of each word.
func plural(noun string) string {
	words := strings.Fields(noun)
	for i, w := range words {
		if strings.HasSuffix(w, "eau") {
			words[i] = w + "x"
		} else {
			words[i] = w + "s"
		}
	}
	return strings.Join(words, " ")
}
