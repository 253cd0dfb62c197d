package collect_test

import (
	"cmp"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/provision"
	"sobank/backend/sqlite"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

// TestOrderOfImportsDoesNotMatter is the promise of PRODUCT.md: whatever files a true
// history was cut into, in whatever order they came, and whichever were undone, the data is
// that of importing what remains in date order.
func TestOrderOfImportsDoesNotMatter(t *testing.T) {
	template := mustTemplate(t)
	rapid.Check(t, func(t *rapid.T) {
		files := drawFiles(t, drawHistories(t))
		live, dump := checkImports(t, template, files)
		if got, want := operationsOf(dump), maximum(live); got != want {
			t.Fatalf("operations:\n%s\nthe maximum over the files:\n%s", got, want)
		}
	})
}

// TestOrderOfImportsDoesNotMatterWithoutSomeBalances leaves out first and last records.
func TestOrderOfImportsDoesNotMatterWithoutSomeBalances(t *testing.T) {
	template := mustTemplate(t)
	rapid.Check(t, func(t *rapid.T) {
		files := drawFiles(t, drawHistories(t))
		for _, f := range files {
			f.loseBalances(t)
		}
		checkImports(t, template, files)
	})
}

// checkImports imports and undoes, and compares with importing in date order what remains.
// It returns that, and what is stored.
func checkImports(t *rapid.T, template string, files []*bankFile) (live []*bankFile, dump string) {
	house := mustCopy(t, template)
	live = drawImports(t, house, files)
	dump = mustDump(t, house)

	fresh := mustCopy(t, template)
	inDateOrder(live)
	for _, f := range live {
		fresh.MustImport(mustPut(t, fresh, f))
	}
	if want := mustDump(t, fresh); dump != want {
		t.Fatalf("after imports and undoing:\n%s\nin date order:\n%s", dump, want)
	}
	for _, f := range live {
		if r := house.MustImport(mustPut(t, house, f))[0]; r.Outcome != collect.Duplicate {
			t.Fatalf("%s again is %s", f.name, r.Outcome)
		}
	}
	if again := mustDump(t, house); again != dump {
		t.Fatalf("importing again changed\n%s\ninto\n%s", dump, again)
	}
	return live, dump
}

// history is what truly happened on an account: operations in order, and the balance
// before each and after the last.
type history struct {
	number   int
	ops      []statement.Operation
	balances []int64
	end      civil.Date
}

// firstDay is the day before the first on which anything happens.
const firstDay = civil.Date(20260301)

func drawHistories(t *rapid.T) []history {
	all := make([]history, rapid.IntRange(1, 3).Draw(t, "accounts"))
	for n := range all {
		h := history{number: n, balances: []int64{100}, end: firstDay}
		for range rapid.IntRange(1, 4).Draw(t, "days") {
			h.end = h.end.AddDays(rapid.IntRange(1, 2).Draw(t, "later"))
			for range rapid.IntRange(0, 4).Draw(t, "operations") {
				amount := rapid.SampledFrom([]int64{1, 2, 4, -1, -2}).Draw(t, "amount")
				label := rapid.SampledFrom([]string{"A", "B"}).Draw(t, "label")
				h.ops = append(h.ops, wiringtest.Op(h.end.String(), amount, label))
				h.balances = append(h.balances, h.balances[len(h.balances)-1]+amount)
			}
		}
		all[n] = h
	}
	return all
}

// midday reports whether a cut before operation i falls inside a day.
func (h *history) midday(i int) bool {
	return i > 0 && i < len(h.ops) && h.ops[i-1].BookedOn == h.ops[i].BookedOn
}

// block is the bank's statement of operations from..to.
func (h *history) block(t *rapid.T, from, to int) *statement.Draft {
	before, after := firstDay, h.end
	if from > 0 {
		before = h.ops[from-1].BookedOn
	}
	if to < len(h.ops) {
		after = h.ops[to].BookedOn.AddDays(-1)
	}
	if from < to && rapid.Bool().Draw(t, "dated close") { // the day before the first, and the last day itself
		if !h.midday(from) {
			before = h.ops[from].BookedOn.AddDays(-1)
		}
		after = h.ops[to-1].BookedOn
	}
	if h.midday(to) && from < to {
		after = h.ops[to-1].BookedOn
	}
	d := wiringtest.Block(wiringtest.IBAN(h.number), before.String(), h.balances[from], max(before, after).String(), h.ops[from:to]...)
	return d
}

// bankFile is a file to import: its statements, and those that it shows once.
type bankFile struct {
	name   string
	blocks []*statement.Draft
	bytes  []byte
	id     int64
}

// String is the file as a failure shows it.
func (f *bankFile) String() string {
	var b strings.Builder
	for _, d := range f.blocks {
		fmt.Fprintf(&b, "\n  %s %s %s %d → %s %d:", f.name, d.IBAN[20:], d.Opening.On, d.Opening.Amount, d.Closing.On, d.Closing.Amount)
		for _, o := range d.Operations {
			fmt.Fprintf(&b, " [%s %+d %s]", o.BookedOn, o.Amount, o.Label)
		}
	}
	return b.String()
}

func drawFiles(t *rapid.T, histories []history) []*bankFile {
	files := make([]*bankFile, rapid.IntRange(1, 5).Draw(t, "files"))
	for n := range files {
		f := &bankFile{name: fmt.Sprintf("%d.txt", n)}
		for i := range histories {
			f.blocks = append(f.blocks, drawBlocks(t, &histories[i])...)
		}
		if len(f.blocks) == 0 {
			f.blocks = append(f.blocks, histories[0].block(t, 0, len(histories[0].ops)))
		}
		f.bytes = wiringtest.Bytes(t, f.blocks...)
		files[n] = f
	}
	return files
}

// loseBalances writes the file again with some first or last records missing.
func (f *bankFile) loseBalances(t *rapid.T) {
	const record = 122
	f.bytes = nil
	for _, d := range f.blocks {
		b := wiringtest.Bytes(t, d)
		if len(d.Operations) > 0 {
			switch rapid.IntRange(0, 5).Draw(t, "lost") {
			case 5:
				b = b[record:]
			case 4:
				b = b[:len(b)-record]
			}
		}
		f.bytes = append(f.bytes, b...)
	}
}

// drawBlocks cuts a run of an account's history, anywhere, and may leave pieces out or
// repeat them.
func drawBlocks(t *rapid.T, h *history) (blocks []*statement.Draft) {
	n := len(h.ops)
	from := rapid.IntRange(0, n).Draw(t, "from")
	for from < n && rapid.IntRange(0, 5).Draw(t, "go on") > 0 {
		to := rapid.IntRange(from, n).Draw(t, "to")
		b := h.block(t, from, to)
		switch rapid.IntRange(0, 9).Draw(t, "oddity") {
		case 9: // the bank lost this one
		case 8: // the bank wrote this one twice
			blocks = append(blocks, b, b)
		default:
			blocks = append(blocks, b)
		}
		from = max(to, from)
	}
	if len(blocks) > 1 && rapid.IntRange(0, 9).Draw(t, "first again") == 9 {
		blocks = append(blocks, blocks[0])
	}
	return blocks
}

// drawImports imports the files in some order, undoes some on the way, and returns what
// remains. The data file is verified after every step.
func drawImports(t *rapid.T, house *wiringtest.Bench, files []*bankFile) (live []*bankFile) {
	for _, f := range rapid.Permutation(files).Draw(t, "order") {
		report := house.MustImport(mustPut(t, house, f))[0]
		house.MustVerify()
		switch {
		case report.Err != nil:
			t.Fatalf("import %s: %v", f.name, report.Err)
		case report.Outcome == collect.Imported:
			f.id = report.FileID
			live = append(live, f)
		}
		for len(live) > 0 && rapid.IntRange(0, 3).Draw(t, "undo") == 3 {
			i := rapid.IntRange(0, len(live)-1).Draw(t, "which")
			if err := house.Collect.Undo(context.Background(), house.Systeme(), live[i].id); err != nil {
				t.Fatalf("undo %s: %v", live[i].name, err)
			}
			house.MustVerify()
			live = slices.Delete(live, i, i+1)
		}
	}
	return live
}

func inDateOrder(files []*bankFile) {
	first := func(f *bankFile) civil.Date { return f.blocks[0].Opening.On }
	slices.SortStableFunc(files, func(a, b *bankFile) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.name, b.name))
	})
}

// maximum is what the files show: of each operation, as many as the file that shows most.
func maximum(files []*bankFile) string {
	most := map[string]int{}
	for _, f := range files {
		counts := map[string]int{}
		for _, d := range once(f.blocks) {
			balance := d.Opening.Amount
			for _, o := range d.Operations {
				balance += o.Amount
				counts[fmt.Sprintf("op %s %s %d %s %d", account.KeyOf(d.IBAN, d.RIB), o.BookedOn, o.Amount, o.Label, balance)]++
			}
		}
		for line, n := range counts {
			most[line] = max(most[line], n)
		}
	}
	var lines []string
	for line, n := range most {
		lines = append(lines, slices.Repeat([]string{line}, n)...)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// once leaves out a block that the file repeats where the account's balance had moved on.
func once(blocks []*statement.Draft) (kept []*statement.Draft) {
	seen, closing := map[string]bool{}, map[string]int64{}
	for _, d := range blocks {
		text := fmt.Sprint(d.IBAN, *d.Opening, *d.Closing, d.Operations)
		last, any := closing[string(d.IBAN)]
		if !seen[text] || any && last == d.Opening.Amount {
			kept = append(kept, d)
		}
		seen[text], closing[string(d.IBAN)] = true, d.Closing.Amount
	}
	return kept
}

func operationsOf(dump string) string {
	lines := slices.DeleteFunc(strings.Split(dump, "\n"), func(l string) bool { return !strings.HasPrefix(l, "op ") })
	return strings.Join(lines, "\n")
}

// mustTemplate is a data folder with one client: its first account is downloaded, the
// second one sent; the third account is nobody's.
func mustTemplate(t *testing.T) string {
	dir := t.TempDir()
	b := wiringtest.MustOpen(t, dir)
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Name: "Fizen", Partner: "fizen", Settings: map[string]any{"folder": "/depot"}}},
		Clients: []provision.Client{{Name: "Client", Accounts: []provision.Account{
			{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"},
			{IBAN: string(wiringtest.IBAN(1)), Mandate: "approuvé", Connector: "Fizen"}}}}}}})
	if err := b.Close(); err != nil { // what is in the log goes into the file
		t.Fatal(err)
	}
	return dir
}

func mustCopy(t *rapid.T, template string) *wiringtest.Bench {
	dir, err := os.MkdirTemp("", "sobank-property-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	content, err := os.ReadFile(filepath.Join(template, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	wiringtest.MustFile(t, filepath.Join(dir, sqlite.FileName), content)
	return wiringtest.MustOpen(t, dir)
}

func mustPut(t *rapid.T, house *wiringtest.Bench, f *bankFile) string {
	return wiringtest.MustFile(t, filepath.Join(house.DataDir, f.name), f.bytes)
}

// mustDump is all that a person would notice of statements and operations, in one order.
func mustDump(tb wiringtest.TB, house *wiringtest.Bench) string {
	tb.Helper()
	db, err := sql.Open("sqlite3_sobank", filepath.Join(house.DataDir, sqlite.FileName))
	if err != nil {
		tb.Fatalf("open the file: %v", err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.Query(`SELECT 'op ' || a.key || ' ' || o.booked_on || ' ' || o.amount || ' ' || o.label || ' ' || ifnull(o.balance_after, '?')
			FROM operation o JOIN account a ON a.id = o.account_id
		UNION ALL SELECT 'statement ' || a.key || ' ' || s.start_on || ' ' || s.end_on || ' ' || ifnull(s.opening, '?') || ' ' || ifnull(s.closing, '?')
			|| ' own ' || s.own || '/' || s.operations || ' ' || s.state || ' ' || ifnull(s.expected, '') || ' ' || ifnull(s.expected_on, '')
			|| ' ' || s.place || ' ' || s.reason FROM statement s JOIN account a ON a.id = s.account_id
		UNION ALL SELECT 'delivery ' || a.key || ' ' || s.start_on || ' ' || s.end_on || ' ' || d.state FROM delivery d
			JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id WHERE d.state <> 'cancelled' ORDER BY 1`)
	if err != nil {
		tb.Fatalf("dump: %v", err)
	}
	defer func() { _ = rows.Close() }()
	var lines []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			tb.Fatalf("dump: %v", err)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// TestMain draws fewer histories than rapid would, since each makes two data files; ask for
// more with -rapid.checks.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "50")
	}
	os.Exit(m.Run())
}
