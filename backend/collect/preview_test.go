package collect_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

func (b *bench) preview(actor rights.Actor, paths ...string) []collect.FilePreview {
	b.t.Helper()
	previews, err := b.Collect.Preview(background, actor, collect.Request{FirmID: b.firm, Paths: paths}, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return previews
}

// TestPreview says of each file what an import of all of them does, and keeps nothing.
func TestPreview(t *testing.T) {
	b := mustBench(t)
	b.take("before.txt", block(ours, "2026-02-28", 1100, "2026-03-01", op("2026-03-01", -100, "A")))
	paths := []string{
		b.file("later.txt", block(ours, "2026-03-02", 900, "2026-03-03", op("2026-03-03", -50, "C"))),
		b.raw("garbage.doc", []byte("rien à lire")),
		b.file("earlier.txt", block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "B")),
			block(sentOne, "2026-03-01", 500, "2026-03-02", op("2026-03-02", 10, "X"), op("2026-03-02", 10, "Y")),
			block(nobodys, "2026-03-01", 0, "2026-03-02", op("2026-03-02", 5, "Z"))),
		b.file("before again.txt", block(ours, "2026-02-28", 1100, "2026-03-01", op("2026-03-01", -100, "A"))),
		b.file("half known.txt", block(ours, "2026-02-28", 1100, "2026-03-01", op("2026-03-01", -100, "A")), block(unsigned, "2026-03-01", 1, "2026-03-02", op("2026-03-02", 1, "U"))),
	}
	before := b.counts()
	previews := b.preview(b.Systeme(), paths...)
	if after := b.counts(); after != before {
		t.Fatalf("kept: %+v, was %+v", after, before)
	}
	var got []string
	for _, p := range previews {
		got = append(got, told(p))
	}
	want := []string{
		"later.txt imported 1/1 1/1: Client 1/1 1/1 [conforming 1] [downloadable 1]",
		"garbage.doc failed 0/0 0/0:",
		"earlier.txt imported 3/3 4/4: Client 1/1 1/1 [conforming 1] [downloadable 1], Client 1/1 2/2 [start 1] [to_send 1], aside 1/1 1/1 [start 1] [aside 1]",
		"before again.txt duplicate 0/1 0/1:",
		"half known.txt imported 1/2 1/2: Client 0/1 0/1 [start 1] [downloadable 1], Client 1/1 1/1 [start 1] [held 1]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !strings.Contains(previews[1].Err.Error(), "garbage.doc") {
		t.Errorf("got %v", previews[1].Err)
	}
	reports := b.as(b.Systeme(), collect.Request{FirmID: b.firm, Paths: paths})
	for i, r := range reports {
		if p := previews[i]; p.Outcome != r.Outcome || p.NewStatements != r.NewStatements || p.NewOperations != r.NewOperations {
			t.Errorf("%s is %+v, and was to be %+v", r.Path, r, p.FileReport)
		}
	}
}

func told(p collect.FilePreview) string {
	var accounts []string
	for _, a := range p.Accounts {
		client := a.Client
		if client == "" {
			client = "aside"
		}
		accounts = append(accounts, fmt.Sprintf("%s %d/%d %d/%d %v %v", client, a.NewStatements, a.Statements, a.NewOperations, a.Operations, counts(a.States), counts(a.Places)))
	}
	name := p.Path[strings.LastIndex(p.Path, "/")+1:]
	return strings.TrimSpace(fmt.Sprintf("%s %s %d/%d %d/%d: %s", name, p.Outcome, p.NewStatements, p.Statements, p.NewOperations, p.Operations, strings.Join(accounts, ", ")))
}

func counts[K ~string](m map[K]int) (list []string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		list = append(list, fmt.Sprint(k, " ", m[k]))
	}
	return list
}

// TestPreviewOfTheSameFileTwice settles the second as one that is there.
func TestPreviewOfTheSameFileTwice(t *testing.T) {
	b := mustBench(t)
	one := block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "B"))
	previews := b.preview(b.Systeme(), b.file("a.txt", one), b.file("b.txt", one))
	if previews[0].Outcome != collect.Imported || previews[1].Outcome != collect.Duplicate {
		t.Errorf("got %+v", previews)
	}
}

// TestPreviewShowsWarnings, the first ones, by line.
func TestPreviewShowsWarnings(t *testing.T) {
	b := mustBench(t)
	lines := strings.SplitAfter(b.text(block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "B"))), "\n")
	p := b.preview(b.Systeme(), b.raw("a.txt", []byte(lines[0]+lines[1])))[0] // without the closing balance
	if p.Warnings == 0 || len(p.Notes) != p.Warnings || p.Notes[0].Message == "" || p.Accounts[0].States[statement.Unverifiable] != 1 {
		t.Errorf("got %+v", p)
	}
}

// TestPreviewTellsNobodyOfConfidentialClients who may not see them.
func TestPreviewTellsNobodyOfConfidentialClients(t *testing.T) {
	b := mustBench(t)
	clerk := b.MustJoin("c@cabinet.fr", rights.Collaborateur, b.firm)
	chief := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.firm)
	b.sql("UPDATE client SET confidential = 1")
	path := b.file("a.txt", block(ours, "2026-03-01", 1000, "2026-03-02", op("2026-03-02", -100, "B")))
	if got := b.preview(clerk, path)[0].Accounts[0].Client; got != "" {
		t.Errorf("the clerk reads %q", got)
	}
	if got := b.preview(chief, path)[0].Accounts[0].Client; got != "Client" {
		t.Errorf("the chief reads %q", got)
	}
	reader := b.MustJoin("l@cabinet.fr", rights.Collaborateur, b.other)
	if _, err := b.Collect.Preview(background, reader, collect.Request{FirmID: b.firm, Paths: []string{path}}, nil); fault.CodeOf(err) != fault.Refused {
		t.Errorf("another firm's: %v", err)
	}
}
