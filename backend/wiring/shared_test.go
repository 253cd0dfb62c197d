package wiring_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/vault"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// windows is how many people work at once on one data folder: a firm on a shared computer.
const windows = 12

const (
	sharedWindow = "SOBANK_TEST_WINDOW" // which of them a child is
	sharedRoot   = "SOBANK_TEST_ROOT"   // holds the data folder, the files to import, the deposit
)

func windowEmail(n int) string { return fmt.Sprintf("window%d@cabinet.fr", n) }

// TestTwelveWindowsOnOneFolder starts twelve processes, each of another account of the
// machine where that is allowed, on one shared data folder. Each signs in, adds a client and
// its IBAN, imports its own file and one that all of them import, reads its lists, sends what
// is due. Nothing is lost, nothing is there twice, nothing leaves twice.
func TestTwelveWindowsOnOneFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	root := sharedFolder(t)
	b := wiringtest.MustOpen(t, filepath.Join(root, "data"))
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet",
		Connectors: []provision.Connector{{Partner: "fizen", Settings: map[string]any{"folder": filepath.Join(root, "deposit")}}},
		Clients:    []provision.Client{{Name: "Client de tous", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Connector: "Fizen", Mandate: "approuvé"}}}}}}})
	for n := 1; n <= windows; n++ {
		b.MustJoin(windowEmail(n), rights.Superviseur, b.MustFirm("Cabinet"))
		wiringtest.MustWrite(t, ownFile(root, n), wiringtest.Days(wiringtest.IBAN(n), 3)...)
	}
	wiringtest.MustWrite(t, commonFile(root), wiringtest.Days(wiringtest.IBAN(0), 3)...)
	readable(t, root)

	runWindows(t, root)

	if _, total, err := b.Clients.List(background, b.Systeme(), client.Query{}); err != nil || total != windows+1 {
		t.Errorf("%d clients, %v; want one a window and the common one", total, err)
	}
	const statements = 3 * (windows + 1)
	if _, total, err := b.Statements.List(background, b.Systeme(), statement.Query{Places: []statement.Place{statement.Sent}}); err != nil || total != statements {
		t.Errorf("%d statements sent, %v; want %d", total, err, statements)
	}
	deposited, err := os.ReadDir(filepath.Join(root, "deposit"))
	if err != nil || len(deposited) != statements {
		t.Errorf("%d files at the partner, %v; want %d", len(deposited), err, statements)
	}
	b.MustVerify()
}

// TestSharedWindow is one of the windows; alone it does nothing.
func TestSharedWindow(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv(sharedWindow))
	if err != nil {
		t.Skip("run by TestTwelveWindowsOnOneFolder")
	}
	root := os.Getenv(sharedRoot)
	now := func() time.Time { return time.Date(2026, 4, 2, 12, 0, 0, 0, time.UTC) }
	house, err := wiring.Open(background, wiring.Options{DataDir: filepath.Join(root, "data"), Now: now, Vault: vault.Memory()})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(work(background, house, root, n), house.Close()); err != nil {
		t.Fatal(err)
	}
}

// work is a person's morning.
func work(ctx context.Context, house *wiring.House, root string, n int) error {
	session, err := house.Staff.SignIn(ctx, windowEmail(n), wiringtest.Password, false)
	if err != nil {
		return fmt.Errorf("sign in: %w", err)
	}
	me := session.Actor
	firms, err := house.Firms.List(ctx, me)
	if err != nil {
		return fmt.Errorf("list firms: %w", err)
	}
	connectors, err := house.Firms.ListConnectors(ctx, me, firms[0].ID)
	if err != nil {
		return fmt.Errorf("list connectors: %w", err)
	}
	made, err := house.Clients.Save(ctx, me, client.Client{FirmID: firms[0].ID, Name: fmt.Sprintf("Client %d", n)})
	if err != nil {
		return fmt.Errorf("add a client: %w", err)
	}
	row, err := house.Accounts.Save(ctx, me, account.Form{ClientID: made.ID, IBAN: string(wiringtest.IBAN(n)), ApprovedOn: "2026-01-05"})
	if err != nil {
		return fmt.Errorf("add an IBAN: %w", err)
	}
	if _, err := house.Accounts.Associate(ctx, me, []int64{row.ID}, connectors[0].ID); err != nil {
		return fmt.Errorf("associate: %w", err)
	}
	reports, err := house.Collect.Import(ctx, me, collect.Request{Paths: []string{ownFile(root, n), commonFile(root)}}, nil)
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	for _, r := range reports {
		if r.Err != nil {
			return fmt.Errorf("import %s: %w", r.Path, r.Err)
		}
	}
	for range 5 {
		if _, _, err := house.Statements.List(ctx, me, statement.Query{Limit: 50}); err != nil {
			return fmt.Errorf("list statements: %w", err)
		}
	}
	if _, err := house.Engine.Run(ctx, deliver.Scope{Actor: me, Asked: true, Patience: time.Minute}); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return nil
}

func ownFile(root string, n int) string {
	return filepath.Join(root, "files", fmt.Sprintf("own%d.txt", n))
}

func commonFile(root string) string { return filepath.Join(root, "files", "common.txt") }

// sharedFolder has a data folder and a deposit that a group shares.
func sharedFolder(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, dir := range []string{"data", "deposit"} {
		path := filepath.Join(root, dir)
		if err := errors.Join(os.MkdirAll(path, 0o700), share(path)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// readable lets the other accounts of the machine in, and gives them this program to run.
func readable(t *testing.T, root string) {
	t.Helper()
	program, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	err = errors.Join(os.WriteFile(filepath.Join(root, "window"), program, 0o755), os.Chmod(filepath.Dir(root), 0o755), os.Chmod(root, 0o755))
	for _, name := range []string{commonFile(root), filepath.Dir(commonFile(root))} {
		err = errors.Join(err, os.Chmod(name, 0o755))
	}
	for n := 1; n <= windows; n++ {
		err = errors.Join(err, os.Chmod(ownFile(root, n), 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func runWindows(t *testing.T, root string) {
	t.Helper()
	children, said := make([]*exec.Cmd, windows), make([]bytes.Buffer, windows)
	for i := range children {
		cmd := exec.Command(filepath.Join(root, "window"), "-test.run=^TestSharedWindow$", "-test.timeout=120s")
		cmd.Env = append(os.Environ(), sharedWindow+"="+strconv.Itoa(i+1), sharedRoot+"="+root)
		cmd.Dir, cmd.Stdout, cmd.Stderr = root, &said[i], &said[i]
		asAccount(cmd, i)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		children[i] = cmd
	}
	for i, cmd := range children {
		if err := cmd.Wait(); err != nil {
			t.Errorf("window %d: %v\n%s", i+1, err, said[i].String())
		}
	}
}
