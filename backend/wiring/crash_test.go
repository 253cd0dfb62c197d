//go:build unix

package wiring_test

import (
	"bufio"
	"context"
	"database/sql"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"sobank/backend/backup"
	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/vault"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

var (
	crashes   = flag.Int("crashes", 12, "how often TestCrash kills the program")
	crashSeed = flag.Uint64("crash-seed", 0, "of TestCrash; 0 draws one")
)

// What a child is told, and how it answers: a line of its output for what is acknowledged.
const (
	crashFolder  = "SOBANK_TEST_CRASH_FOLDER"
	crashDrawn   = "SOBANK_TEST_CRASH_SEED"
	crashReady   = "ready"
	crashKept    = "kept " // and the number of the file
	crashWorlds  = 40      // kills before the world is made anew, so that looking stays quick
	crashAccount = 3
	crashLines   = 300 // operations of an account in a file
	crashEmail   = "crash@cabinet.fr"
	oldSchema    = 14 // the newest that the later migrations know the way back to
)

// TestCrash kills the program at random moments of imports, deliveries, migrations, backups and returns of
// backups. Each time what was acknowledged is there, the file is clean, and the partner has nothing twice.
// The seed is printed: -crash-seed draws the same again.
func TestCrash(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	seed := *crashSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("%d kills, seed %d", *crashes, seed)
	draw := rand.New(rand.NewPCG(seed, 1))
	began := map[string]int{}
	for left := *crashes; left > 0; left -= crashWorlds {
		w := mustCrashWorld(t)
		for range min(left, crashWorlds) {
			w.kill(draw, began)
			w.look()
		}
		w.end()
	}
	t.Logf("killed during: %v", began)
}

// crashWorld is a firm with a few accounts that deliver to a simulated partner, and what was promised.
type crashWorld struct {
	t       *testing.T
	dir     string // data, vault and files
	partner *simulator.MyUnisoft
	kept    map[int]bool
}

func mustCrashWorld(t *testing.T) *crashWorld {
	t.Helper()
	w := &crashWorld{t: t, dir: t.TempDir(), partner: wiringtest.MustPartner(t, time.Now), kept: map[int]bool{}}
	h := w.open()
	defer func() { _ = h.Close() }()
	plan, secrets := wiringtest.Delivering(w.partner.URL(), crashAccount)
	plan.Firms[0].Staff = []provision.Member{{Name: "Anne", Email: crashEmail, Profile: string(rights.Administrateur)}}
	secrets.Staff = map[string]string{crashEmail: wiringtest.Password}
	if _, err := h.Provision.Apply(background, h.Systeme(), plan, secrets); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *crashWorld) open() *wiring.House {
	w.t.Helper()
	h, err := wiring.Open(background, crashOptions(w.dir))
	if err != nil {
		w.t.Fatalf("it does not open again: %v", err)
	}
	return h
}

func crashOptions(dir string) wiring.Options {
	return wiring.Options{DataDir: filepath.Join(dir, "data"), Vault: folderVault{filepath.Join(dir, "vault")},
		Scheduler: &wiringtest.Scheduler{}, Notifier: &wiringtest.Notifier{}}
}

// kill lets a child work and kills it after some time; one time in five its data file is of an older schema.
func (w *crashWorld) kill(draw *rand.Rand, began map[string]int) {
	w.t.Helper()
	if draw.IntN(5) == 0 {
		w.downgrade()
	}
	child := exec.Command(os.Args[0], "-test.run=^TestCrashingProgram$", "-test.timeout=60s")
	child.Env = append(os.Environ(), crashFolder+"="+w.dir, crashDrawn+"="+strconv.FormatUint(draw.Uint64(), 10))
	out, err := child.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	var complaints strings.Builder
	child.Stderr = &complaints
	if err := child.Start(); err != nil {
		w.t.Fatal(err)
	}
	after := time.Duration(draw.IntN(600_000)) * time.Microsecond
	if draw.IntN(4) == 0 {
		after /= 10 // while it opens, and brings the schema up to date
	}
	last := "start"
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		line := lines.Text()
		number, kept := strings.CutPrefix(line, crashKept)
		switch {
		case line == crashReady:
			time.AfterFunc(after, func() { _ = child.Process.Kill() })
		case kept:
			n, _ := strconv.Atoi(number)
			w.kept[n] = true
		case strings.HasPrefix(line, "do "):
			last = line[3:]
		case strings.HasPrefix(line, "failed "):
			w.t.Errorf("the program failed by itself: %s", line)
		}
	}
	if err := child.Wait(); err == nil {
		w.t.Fatal("the program ended by itself")
	} else if child.ProcessState.Exited() {
		w.t.Fatalf("the program failed by itself: %v\n%s", err, complaints.String())
	}
	began[last]++
}

// downgrade takes the data file back to an older schema: the next process brings it up to date.
func (w *crashWorld) downgrade() {
	w.t.Helper()
	db, err := sql.Open("sqlite3_sobank", "file:"+filepath.Join(w.dir, "data", "sobank.db")+"?_foreign_keys=off")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("../sqlite/migrations"))
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := provider.DownTo(background, oldSchema); err != nil {
		w.t.Fatal(err)
	}
}

// look opens the data file and looks at what was promised.
func (w *crashWorld) look() {
	w.t.Helper()
	h := w.open()
	defer func() { _ = h.Close() }()
	w.verify(h)
	w.nothingTwice()
}

func (w *crashWorld) verify(h *wiring.House) {
	w.t.Helper()
	health, err := h.Verify(background, h.Systeme())
	if err != nil || !health.OK {
		w.t.Fatalf("not clean: %v %v", err, health.Problems)
	}
	days := map[civil.Date]int{}
	rows := w.statements(h)
	for _, r := range rows {
		days[r.End]++
	}
	for n := range w.kept {
		if days[crashDay(n)] != crashAccount {
			w.t.Fatalf("file %d was acknowledged, and %d of its statements are there", n, days[crashDay(n)])
		}
	}
}

func (w *crashWorld) statements(h *wiring.House) (all []statement.Row) {
	w.t.Helper()
	for q := (statement.Query{Limit: 500}); ; {
		rows, _, err := h.Statements.List(background, h.Systeme(), q)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, rows...)
		if len(rows) < q.Limit {
			return all
		}
		last := rows[len(rows)-1]
		q.After = statement.Cursor{End: last.End, ID: last.ID}
	}
}

func (w *crashWorld) nothingTwice() map[string]int {
	w.t.Helper()
	arrived := map[string]int{}
	for _, one := range w.partner.Record() {
		key := fmt.Sprint(one.IBAN, " ", one.To)
		if arrived[key]++; arrived[key] > 1 {
			w.t.Fatalf("the partner has %s twice", key)
		}
	}
	return arrived
}

// end delivers what is left: each statement is at the partner, once.
func (w *crashWorld) end() {
	w.t.Helper()
	h := w.open()
	defer func() { _ = h.Close() }()
	p := &program{House: h}
	if err := p.deliver(background); err != nil {
		w.t.Fatal(err)
	}
	w.verify(h)
	if arrived, stored := len(w.nothingTwice()), len(w.statements(h)); arrived != stored {
		w.t.Errorf("%d statements arrived, %d are stored", arrived, stored)
	}
}

// crashDay is the day that the file of a number closes on.
func crashDay(n int) civil.Date { return civil.MustParse("2020-01-01").AddDays(n + 1) }

// crashFile is the file of a number: a day of each account.
func crashFile(tb wiringtest.TB, dir string, n int) string {
	var drafts []*statement.Draft
	from, to := crashDay(n-1).String(), crashDay(n).String()
	for a := range crashAccount {
		var operations []statement.Operation
		for i := range crashLines {
			operations = append(operations, wiringtest.Op(to, int64(i+1), fmt.Sprintf("VIR %d %d", n, i)))
		}
		drafts = append(drafts, wiringtest.Block(wiringtest.IBAN(a), from, int64(n)*crashLines*(crashLines+1)/2, to, operations...))
	}
	return wiringtest.MustWrite(tb, filepath.Join(dir, fmt.Sprintf("releve-%d.txt", n)), drafts...)
}

// TestCrashingProgram is the process that is killed; alone it does nothing.
func TestCrashingProgram(t *testing.T) {
	dir := os.Getenv(crashFolder)
	if dir == "" {
		t.Skip("run by TestCrash")
	}
	seed, err := strconv.ParseUint(os.Getenv(crashDrawn), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(crashReady)
	fmt.Println("do open")
	h, err := wiring.Open(background, crashOptions(dir))
	if err != nil {
		t.Fatal(err)
	}
	p, draw := &program{House: h}, rand.New(rand.NewPCG(seed, 2))
	steps := []struct {
		name string
		do   func() error
	}{
		{"import", func() error { return p.take(t, filepath.Join(dir, "files")) }},
		{"deliver", func() error { return p.deliver(background) }},
		{"backup", func() error { _, err := h.Backups.Make(background, h.Systeme(), nil); return err }},
		{"restore", p.comeBack},
		{"index", func() error { _, err := h.Searches.Index(background); return err }},
	}
	for {
		s := steps[max(draw.IntN(len(steps)+6)-6, 0)] // imports most of the time
		fmt.Println("do " + s.name)
		if err := s.do(); err != nil {
			fmt.Println("failed", s.name, err)
			t.Fatal(err)
		}
	}
}

// program is what a person and the command line do.
type program struct {
	*wiring.House
	admin rights.Actor
}

// take imports the next file, and says so once it is kept.
func (p *program) take(tb wiringtest.TB, dir string) error {
	rows, _, err := p.Statements.List(background, p.Systeme(), statement.Query{Limit: 1})
	if err != nil {
		return err
	}
	n := 0
	if len(rows) > 0 {
		n = crashDay(0).DaysUntil(rows[0].End) + 1
	}
	reports, err := p.Collect.Import(background, p.Systeme(), collect.Request{Paths: []string{crashFile(tb, dir, n)}}, nil)
	if err != nil {
		return err
	}
	if reports[0].Err != nil {
		return reports[0].Err
	}
	fmt.Println(crashKept + strconv.Itoa(n))
	return nil
}

// deliver resumes what the return of a backup paused, and sends what is due.
func (p *program) deliver(ctx context.Context) error {
	return p.as(ctx, func(admin rights.Actor) error {
		firms, err := p.Firms.List(ctx, admin)
		if err != nil {
			return err
		}
		connectors, err := p.Firms.ListConnectors(ctx, admin, firms[0].ID)
		if err != nil {
			return err
		}
		if connectors[0].Paused {
			if _, err := p.Firms.PauseConnector(ctx, admin, connectors[0].ID, false); err != nil {
				return err
			}
		}
		_, err = p.Engine.Run(ctx, deliver.Scope{Actor: p.Systeme(), Asked: true, Patience: time.Minute})
		return err
	})
}

// comeBack makes a backup and puts it back at once: it holds all that is there.
func (p *program) comeBack() error {
	return p.as(background, func(admin rights.Actor) error {
		made, err := p.Backups.Make(background, admin, nil)
		if err == nil {
			_, err = p.Backups.Restore(background, admin, made.Path, backup.Key{}, nil)
		}
		return err
	})
}

// as works as an Administrateur, who signs in again once a backup has come back.
func (p *program) as(ctx context.Context, work func(rights.Actor) error) error {
	if _, _, err := p.Staff.Standing(ctx, p.admin); err != nil {
		session, err := p.Staff.SignIn(ctx, crashEmail, wiringtest.Password, false)
		if err != nil {
			return err
		}
		p.admin = session.Actor
	}
	return work(p.admin)
}

// folderVault keeps each secret in a file, for processes that follow one another.
type folderVault struct{ dir string }

func (v folderVault) path(name string) string {
	return filepath.Join(v.dir, fmt.Sprintf("%x", name))
}

func (v folderVault) Set(name, secret string) error {
	if err := os.MkdirAll(v.dir, 0o700); err != nil {
		return err
	}
	part := v.path(name) + ".part"
	if err := os.WriteFile(part, []byte(secret), 0o600); err != nil {
		return err
	}
	return os.Rename(part, v.path(name))
}

func (v folderVault) Get(name string) (string, error) {
	secret, err := os.ReadFile(v.path(name))
	if err != nil {
		return "", fault.New(fault.NotFound, "Absent.")
	}
	return string(secret), nil
}

func (v folderVault) Delete(name string) error {
	if _, err := v.Get(name); err != nil {
		return err
	}
	return os.Remove(v.path(name))
}

var _ vault.Vault = folderVault{}
