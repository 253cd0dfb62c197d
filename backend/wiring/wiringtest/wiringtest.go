// Package wiringtest builds the house for tests: a real data file in a temporary folder, a
// clock that stands still until it is moved, people who sign in at no cost, and bank files
// made of a few lines.
//
//	b := wiringtest.MustOpen(t, t.TempDir())
//	b.MustApply(plan)
//	path := wiringtest.MustWrite(t, dir+"/a.txt", wiringtest.Block(account, "2026-03-02", 1000, "2026-03-03", op))
//	reports := b.MustImport(path)
package wiringtest

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/sqlite"
	"sobank/backend/staff"
	"sobank/backend/statement"
	"sobank/backend/vault"
	"sobank/backend/wiring"
)

// TB is what a test, a benchmark and a property have in common.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
	Cleanup(func())
}

// Password is everybody's.
const Password = "quatre mots sans rapport" // #nosec G101 -- of invented people, in tests

// Clock stands still until it is moved.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock is a clock that stands at an instant.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// Now is the clock's instant.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Advance moves the clock.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Wait passes the time at once.
func (c *Clock) Wait(ctx context.Context, d time.Duration) error {
	c.Advance(d)
	return ctx.Err()
}

// Bench is a house under test.
type Bench struct {
	*wiring.House
	Clock     *Clock
	Vault     vault.Vault
	Scheduler *Scheduler
	Notifier  *Notifier

	tb    TB
	store *sqlite.DB // a second window on the same file, for what no service does
}

// MustOpen opens the house over a folder, on 2 April 2026 at noon.
func MustOpen(tb TB, dir string) *Bench {
	tb.Helper()
	return MustOpenWith(tb, dir, vault.Memory())
}

// MustOpenWith opens it with a vault, as another process of the same OS account would.
func MustOpenWith(tb TB, dir string, secrets vault.Vault) *Bench {
	tb.Helper()
	b := &Bench{Clock: &Clock{at: time.Date(2026, 4, 2, 12, 0, 0, 0, time.UTC)}, Vault: secrets, Scheduler: &Scheduler{}, Notifier: &Notifier{}, tb: tb}
	house, err := wiring.Open(context.Background(), wiring.Options{DataDir: dir, Now: b.Clock.Now, Vault: b.Vault, Wait: b.Clock.Wait,
		Scheduler: b.Scheduler, Notifier: b.Notifier})
	if err != nil {
		tb.Fatalf("open the house: %v", err)
	}
	b.House = house
	tb.Cleanup(func() { _ = house.Close() })
	return b
}

// MustApply sets the installation up as « Système » does before anybody is there.
func (b *Bench) MustApply(plan provision.Plan) {
	b.tb.Helper()
	if _, err := b.Provision.Apply(context.Background(), b.Systeme(), plan, provision.Secrets{}); err != nil {
		b.tb.Fatalf("set up: %v", err)
	}
}

// MustImport imports as « Système », without a firm for unknown accounts unless there is one alone.
func (b *Bench) MustImport(paths ...string) []collect.FileReport {
	b.tb.Helper()
	reports, err := b.Collect.Import(context.Background(), b.Systeme(), collect.Request{Paths: paths}, nil)
	if err != nil {
		b.tb.Fatalf("import: %v", err)
	}
	return reports
}

// MustVerify checks the whole data file.
func (b *Bench) MustVerify() {
	b.tb.Helper()
	health, err := b.Verify(context.Background(), b.Systeme())
	if err != nil {
		b.tb.Fatalf("verify: %v", err)
	}
	if !health.OK {
		b.tb.Fatalf("verify: %q", health.Problems)
	}
}

// MustFirm is the id of a firm by its name.
func (b *Bench) MustFirm(name string) int64 {
	b.tb.Helper()
	firms, err := b.Firms.List(context.Background(), b.Systeme())
	if err != nil {
		b.tb.Fatalf("list firms: %v", err)
	}
	for _, f := range firms {
		if f.Name == name {
			return f.ID
		}
	}
	b.tb.Fatalf("no firm %q", name)
	return 0
}

// MustStore is a second window on the data file.
func (b *Bench) MustStore() *sqlite.DB {
	b.tb.Helper()
	if b.store == nil {
		db, err := sqlite.Open(context.Background(), b.DataDir, sqlite.Options{Now: b.Clock.Now})
		if err != nil {
			b.tb.Fatalf("open a second window: %v", err)
		}
		b.store = db
		b.tb.Cleanup(func() { _ = db.Close() })
	}
	return b.store
}

// MustJoin adds a person with a hash that costs nothing, signed in.
func (b *Bench) MustJoin(email string, profile rights.Profile, firms ...int64) rights.Actor {
	b.tb.Helper()
	actor := rights.Actor{OSAccount: b.OSAccount}
	err := b.MustStore().Write(context.Background(), func(tx *sqlite.Tx) (err error) {
		p := staff.Person{Email: email, Name: email, Profile: profile, Active: true}
		if actor.StaffID, err = tx.InsertStaff(p, CheapHash(Password)); err != nil {
			return err
		}
		for _, firm := range firms {
			if err := tx.JoinFirm(actor.StaffID, firm); err != nil {
				return err
			}
		}
		actor.SessionID, err = tx.StartSession(actor.StaffID, b.OSAccount)
		return err
	})
	if err != nil {
		b.tb.Fatalf("add %s: %v", email, err)
	}
	return actor
}

// CheapHash is a hash of the least cost that is read.
func CheapHash(password string) string {
	salt := []byte("salt for tests..")
	key := argon2.IDKey([]byte(password), salt, 1, 8, 1, 32)
	return fmt.Sprintf("$argon2id$v=%d$m=8,t=1,p=1$%s$%s", argon2.Version,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

// RIB is the n-th account of the tests.
func RIB(n int) iban.RIB {
	return iban.RIB{Bank: "30004", Branch: "00001", Number: fmt.Sprintf("%011d", n)}
}

// IBAN is the n-th account of the tests.
func IBAN(n int) iban.IBAN {
	i, _ := RIB(n).IBAN()
	return i
}

// Op is an operation.
func Op(day string, amount int64, label string) statement.Operation {
	return statement.Operation{BookedOn: civil.MustParse(day), ValueOn: civil.MustParse(day), Amount: amount, Code: "05", Label: label}
}

// Block is a statement that adds up.
func Block(account iban.IBAN, from string, opening int64, to string, operations ...statement.Operation) *statement.Draft {
	closing := opening
	for _, o := range operations {
		closing += o.Amount
	}
	return &statement.Draft{Format: "cfonb120", IBAN: account, Currency: "EUR", Decimals: 2, Operations: operations,
		Opening: &statement.Balance{On: civil.MustParse(from), Amount: opening}, Closing: &statement.Balance{On: civil.MustParse(to), Amount: closing}}
}

// Bytes is a file of statements.
func Bytes(tb TB, drafts ...*statement.Draft) []byte {
	tb.Helper()
	var file bytes.Buffer
	for _, d := range drafts {
		if err := wiring.WriteCFONB120(&file, d); err != nil {
			tb.Fatalf("write a statement: %v", err)
		}
	}
	return file.Bytes()
}

// MustWrite writes a file of statements, and returns its path.
func MustWrite(tb TB, path string, drafts ...*statement.Draft) string {
	tb.Helper()
	return MustFile(tb, path, Bytes(tb, drafts...))
}

// MustFile writes a file, and returns its path.
func MustFile(tb TB, path string, content []byte) string {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		tb.Fatalf("make a folder: %v", err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		tb.Fatalf("write a file: %v", err)
	}
	return path
}
