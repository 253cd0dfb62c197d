package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"sobank/backend/backup"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/vault"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

var background = context.Background()

// bench is a firm with a client whose bank sent one statement, and its Administrateur.
type bench struct {
	*wiringtest.Bench
	t    *testing.T
	boss rights.Actor
}

func mustBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet", Connectors: []provision.Connector{{Partner: "myunisoft"}},
		Clients: []provision.Client{{Name: "Jardins", Accounts: []provision.Account{{IBAN: string(wiringtest.IBAN(0)), Mandate: "approuvé"}}}}}}})
	b.boss = b.MustJoin("admin@cabinet.fr", rights.Administrateur)
	b.give("2026-03-03", 100, "2026-03-05", "VIR AVANT")
	return b
}

func (b *bench) give(from string, opening int64, to, label string) {
	b.t.Helper()
	path := wiringtest.MustWrite(b.t, filepath.Join(b.t.TempDir(), "f.txt"), wiringtest.Block(wiringtest.IBAN(0), from, opening, to, wiringtest.Op(to, 10, label)))
	for _, r := range b.MustImport(path) {
		if r.Err != nil {
			b.t.Fatal(r.Err)
		}
	}
}

// dump is all statements, for one who sees all.
func (b *bench) dump(actor rights.Actor) (all string) {
	b.t.Helper()
	rows, _, err := b.Statements.List(background, actor, statement.Query{Limit: 100})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, r := range rows {
		all += fmt.Sprintln(r.ID, r.Start, r.End, r.Operations, r.State, r.Place, r.Closing)
	}
	return all
}

func (b *bench) again() rights.Actor {
	b.t.Helper()
	session, err := b.Staff.SignIn(background, "admin@cabinet.fr", wiringtest.Password, false)
	if err != nil {
		b.t.Fatal(err)
	}
	return session.Actor
}

func (b *bench) daily() backup.Made {
	b.t.Helper()
	made, err := b.Backups.Daily(background, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return made
}

func wantFault(t *testing.T, err error, code fault.Code, words string) {
	t.Helper()
	if fault.CodeOf(err) != code || !strings.Contains(fault.From(err).Message, words) {
		t.Errorf("%v; want %s, « %s »", err, code, words)
	}
}

// TestDailyComesBack: what a day's backup holds comes back as it was, what came after is kept aside and comes
// back too, and the file is clean each time.
func TestDailyComesBack(t *testing.T) {
	b := mustBench(t)
	before := b.dump(b.boss)
	made := b.daily()
	if made.Contents.Counts.Operations != 1 || made.Contents.Firms[0] != "Cabinet" || made.Contents.LastDay != "2026-03-05" {
		t.Fatalf("%+v", made)
	}
	b.give("2026-03-05", 110, "2026-03-06", "VIR APRES")
	after := b.dump(b.boss)
	preview, err := b.Backups.Look(background, b.boss, made.Path, backup.Key{}, nil)
	if err != nil || preview.Counts.Statements != 1 || preview.Now.Counts.Statements != 2 {
		t.Fatalf("%+v, %v", preview, err)
	}
	if got := b.dump(b.boss); got != after {
		t.Errorf("a preview changed\n%s", got)
	}
	aside, err := b.Backups.Restore(background, b.boss, made.Path, backup.Key{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Staff.Standing(background, b.boss); fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("whoever was signed in still is: %v", err)
	}
	b.boss = b.again()
	if got := b.dump(b.boss); got != before {
		t.Errorf("came back\n%s; want\n%s", got, before)
	}
	b.MustVerify()
	if c := b.MustConnector("Cabinet", "MyUnisoft"); !c.Paused {
		t.Error("a connector would send again what was sent since")
	}
	if _, err := b.Backups.Restore(background, b.boss, aside.Path, backup.Key{}, nil); err != nil {
		t.Fatal(err)
	}
	if got := b.dump(b.again()); got != after {
		t.Errorf("what was aside came back as\n%s; want\n%s", got, after)
	}
	b.MustVerify()
	if left, _ := filepath.Glob(filepath.Join(b.DataDir, "restauration-*")); len(left) > 0 {
		t.Errorf("left open: %v", left)
	}
}

// TestOlderBackup: one of before the table of erasures opens too.
func TestOlderBackup(t *testing.T) {
	b := mustBench(t)
	db, err := sql.Open("sqlite3_sobank", "file:"+filepath.Join(b.DataDir, "sobank.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("ALTER TABLE erasure RENAME TO not_thought_of_yet"); err != nil {
		t.Fatal(err)
	}
	if made := b.daily(); made.Contents.Counts.Operations != 1 {
		t.Errorf("%+v", made)
	}
}

// TestDailyOnceADay: once a day whatever the clock does, fourteen are kept, and the one just made always.
func TestDailyOnceADay(t *testing.T) {
	b := mustBench(t)
	first := b.daily()
	if again := b.daily(); again.Path != "" {
		t.Errorf("twice in a day: %s", again.Path)
	}
	for range 20 {
		b.Clock.Advance(24 * time.Hour)
		b.daily()
	}
	files := b.status().Files
	if len(files) != backup.Keep {
		t.Errorf("%d are kept; want %d", len(files), backup.Keep)
	}
	if _, err := os.Stat(first.Path); err == nil {
		t.Error("the oldest is still there")
	}
	b.Clock.Advance(-400 * 24 * time.Hour) // somebody set the clock back
	late := b.daily()
	if _, err := os.Stat(late.Path); err != nil {
		t.Errorf("the one that was just made is gone: %v", err)
	}
}

func (b *bench) status() backup.Status {
	b.t.Helper()
	status, err := b.Backups.Status(background, b.boss)
	if err != nil {
		b.t.Fatal(err)
	}
	return status
}

// TestSheet is shown until it is put away; its key opens the backups on another computer, whose keychain
// knows nothing, and is kept there from then on.
func TestSheet(t *testing.T) {
	b := mustBench(t)
	made := b.daily()
	sheet, err := b.Backups.Sheet(background, b.boss)
	if err != nil || !strings.HasPrefix(sheet.Identity, "AGE-SECRET-KEY-1") {
		t.Fatalf("%v", err)
	}
	if err := b.Backups.PutAway(background, b.boss); err != nil {
		t.Fatal(err)
	}
	_, err = b.Backups.Sheet(background, b.boss)
	wantFault(t, err, fault.Conflict, "ne se montre qu'une fois")

	other := mustBench(t)
	_, err = other.Backups.Restore(background, other.boss, made.Path, backup.Key{}, nil)
	wantFault(t, err, fault.Invalid, "n'est pas dans le trousseau")
	typed := strings.ToLower(sheet.Identity[:30]) + " " + sheet.Identity[30:] + "\n"
	if _, err := other.Backups.Restore(background, other.boss, made.Path, backup.Key{Text: typed}, nil); err != nil {
		t.Fatal(err)
	}
	other.boss = other.again()
	other.Clock.Advance(24 * time.Hour)
	next, err := other.Backups.Daily(background, nil)
	if err != nil {
		t.Fatalf("the backups of the new computer cannot be opened again: %v", err)
	}
	if _, err := other.Backups.Look(background, other.boss, next.Path, backup.Key{Text: sheet.Identity}, nil); err != nil {
		t.Errorf("the sheet does not open what was made on the new computer: %v", err)
	}
}

// TestRenew: another key for what comes, the former one for what was.
func TestRenew(t *testing.T) {
	b := mustBench(t)
	old := b.daily()
	first, err := b.Backups.Sheet(background, b.boss)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Backups.Renew(background, b.boss); err != nil {
		t.Fatal(err)
	}
	second, err := b.Backups.Sheet(background, b.boss)
	if err != nil || second.Identity == first.Identity {
		t.Fatalf("the same key, %v", err)
	}
	for want, key := range map[string]backup.Key{"": {Text: first.Identity}, "n'ouvre pas": {Text: second.Identity}} {
		_, err := b.Backups.Look(background, b.boss, old.Path, key, nil)
		if (err == nil) != (want == "") {
			t.Errorf("%q: %v", want, err)
		}
	}
}

// TestPassphrase carries everything to another computer, the credentials too when they were asked for.
func TestPassphrase(t *testing.T) {
	b := mustBench(t)
	c := b.MustConnector("Cabinet", "MyUnisoft")
	if _, err := b.Firms.SetSecrets(background, b.boss, c.ID, map[string]string{"third_party_secret": "tp-1234567890", "token": "jeton-très-secret"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "départ"+backup.Ending)
	_, err := b.Backups.MakeFor(background, b.boss, backup.Request{Path: path, Passphrase: "court"}, nil)
	wantFault(t, err, fault.Invalid, "trop courte")
	const phrase = "pomme girafe violon hiver"
	if _, err := b.Backups.MakeFor(background, b.boss, backup.Request{Path: path, Passphrase: phrase, Credentials: true}, nil); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte("jeton")) || bytes.Contains(raw, []byte("Jardins")) {
		t.Fatal("the backup can be read as it is")
	}
	other := mustBench(t)
	for key, words := range map[string]string{"": "demande sa phrase", "pomme girafe violon été": "n'ouvre pas"} {
		_, err := other.Backups.Look(background, other.boss, path, backup.Key{Text: key}, nil)
		wantFault(t, err, fault.Invalid, words)
	}
	if _, err := other.Backups.Restore(background, other.boss, path, backup.Key{Text: phrase}, nil); err != nil {
		t.Fatal(err)
	}
	secrets, err := firm.Chest{Store: other.Firms.Store, Vault: other.Firms.Vault, OSAccount: other.OSAccount}.Collect(background)
	if err != nil || len(secrets) < 2 {
		t.Fatalf("%d credentials came along, %v", len(secrets), err)
	}
	if got, err := other.Backups.MakeFor(background, other.Systeme(), backup.Request{Path: path, Passphrase: phrase, Credentials: true}, nil); fault.CodeOf(err) != fault.Refused {
		t.Errorf("the command line alone took the credentials out: %+v, %v", got, err)
	}
}

// TestDamagedBackup: cut, changed, foreign, of a newer version: refused with a sentence, and nothing changes.
func TestDamagedBackup(t *testing.T) {
	b := mustBench(t)
	made := b.daily()
	whole, err := os.ReadFile(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	before := b.dump(b.boss)
	for name, content := range map[string][]byte{
		"cut": whole[:len(whole)-20], "half": whole[:len(whole)/2], "empty": nil, "text": []byte("ceci n'est pas une sauvegarde"),
		"changed": append(append(bytes.Clone(whole[:len(whole)-40]), 'x'), whole[len(whole)-39:]...), "longer": append(bytes.Clone(whole), "encore"...),
	} {
		path := filepath.Join(t.TempDir(), name+backup.Ending)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Backups.Restore(background, b.boss, path, backup.Key{}, nil); fault.CodeOf(err) != fault.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.Backups.Restore(background, b.boss, filepath.Join(t.TempDir(), "absent"), backup.Key{}, nil); fault.CodeOf(err) != fault.Unreadable {
		t.Errorf("absent: %v", err)
	}
	if got := b.dump(b.boss); got != before {
		t.Errorf("the data changed:\n%s", got)
	}
}

// TestRights: a Superviseur makes none and puts none back; the command line alone puts none back.
func TestRights(t *testing.T) {
	b := mustBench(t)
	made := b.daily()
	boss := b.MustJoin("s@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	for name, err := range map[string]error{
		"make":    second(b.Backups.Make(background, boss, nil)),
		"look":    second(b.Backups.Look(background, boss, made.Path, backup.Key{}, nil)),
		"restore": second(b.Backups.Restore(background, boss, made.Path, backup.Key{}, nil)),
		"sheet":   second(b.Backups.Sheet(background, boss)),
		"renew":   b.Backups.Renew(background, boss),
		"away":    b.Backups.PutAway(background, boss),
		"folder":  b.Backups.SetFolder(background, boss, ""),
		"system":  second(b.Backups.Restore(background, b.Systeme(), made.Path, backup.Key{}, nil)),
	} {
		if fault.CodeOf(err) != fault.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestFolderGone: a disk that is not plugged in is said, and the backup is made all the same.
func TestFolderGone(t *testing.T) {
	b := mustBench(t)
	disk := filepath.Join(t.TempDir(), "disque")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := b.Backups.SetFolder(background, b.boss, disk); err != nil {
		t.Fatal(err)
	}
	if made := b.daily(); filepath.Dir(made.Path) != disk {
		t.Fatalf("%s", made.Path)
	}
	if err := os.RemoveAll(disk); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(disk, nil, 0o600); err != nil { // its name is taken by something else
		t.Fatal(err)
	}
	b.Clock.Advance(24 * time.Hour)
	if made := b.daily(); filepath.Dir(made.Path) != filepath.Join(b.DataDir, "sauvegardes") {
		t.Errorf("%s", made.Path)
	}
	if status := b.status(); !strings.Contains(status.Problem, "ne peut pas être écrit") {
		t.Errorf("nothing is said of it: %+v", status)
	}
	wantFault(t, b.Backups.SetFolder(background, b.boss, disk), fault.Invalid, "n'est pas un dossier")
}

// TestNoKeychain: without one no backup is made for a key that nobody would have; it is said.
func TestNoKeychain(t *testing.T) {
	b := mustBench(t)
	b.UseVault(closed{})
	if _, err := b.Backups.Daily(background, nil); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("%v", err)
	}
	if status := b.status(); status.Problem == "" || len(status.Files) > 0 || status.Recipient != "" {
		t.Errorf("%+v", status)
	}
}

// TestAnotherAccount of the machine, whose keychain has not the key, makes backups that the sheet opens.
func TestAnotherAccount(t *testing.T) {
	b := mustBench(t)
	sheet, err := b.Backups.Sheet(background, b.boss)
	if err != nil {
		t.Fatal(err)
	}
	b.UseVault(vault.Memory())
	made := b.daily()
	if _, err := b.Backups.Look(background, b.boss, made.Path, backup.Key{Text: sheet.Identity}, nil); err != nil {
		t.Error(err)
	}
	_, err = b.Backups.Look(background, b.boss, made.Path, backup.Key{}, nil)
	wantFault(t, err, fault.Invalid, "n'est pas dans le trousseau")
}

type closed struct{ vault.Vault }

func (closed) Set(string, string) error { return fault.New(fault.Conflict, "Le trousseau est fermé.") }
func (closed) Get(string) (string, error) {
	return "", fault.New(fault.Conflict, "Le trousseau est fermé.")
}

// TestCancelled leaves neither a backup nor a copy.
func TestCancelled(t *testing.T) {
	b := mustBench(t)
	ctx, cancel := context.WithCancel(background)
	_, err := b.Backups.Make(ctx, b.boss, func(s backup.Step) {
		if s.Percent >= 45 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) && fault.CodeOf(err) != fault.Cancelled {
		t.Errorf("%v", err)
	}
	left, _ := filepath.Glob(filepath.Join(b.DataDir, "sauvegarde*", "*"))
	hidden, _ := filepath.Glob(filepath.Join(b.DataDir, "sauvegardes", ".*"))
	if len(left)+len(hidden) > 0 {
		t.Errorf("left behind: %v %v", left, hidden)
	}
}

// TestRescue: a data file that cannot be opened is moved aside whole, and a backup takes its place for whoever
// is an Administrateur in it.
func TestRescue(t *testing.T) {
	b := mustBench(t)
	before := b.dump(b.boss)
	made := b.daily()
	sheet, err := b.Backups.Sheet(background, b.boss)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rubbish := bytes.Repeat([]byte("abîmé"), 5000)
	if err := os.WriteFile(filepath.Join(dir, "sobank.db"), rubbish, 0o600); err != nil {
		t.Fatal(err)
	}
	options := wiring.Options{DataDir: dir, Now: b.Now, Vault: vault.Memory()}
	_, errOpen := wiring.Open(background, options)
	if !wiring.Broken(dir, errOpen) {
		t.Fatalf("%v is not said to be broken", errOpen)
	}
	key := backup.Key{Text: sheet.Identity}
	_, err = wiring.Rescue(background, options, made.Path, key, "admin@cabinet.fr", "un autre mot de passe", nil)
	if fault.CodeOf(err) != fault.Unauthenticated {
		t.Errorf("without the password: %v", err)
	}
	was, err := wiring.Rescue(background, options, made.Path, key, "admin@cabinet.fr", wiringtest.Password, nil)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(filepath.Join(was, "sobank.db")); err != nil || !bytes.Equal(kept, rubbish) {
		t.Errorf("what was there is not as it was: %v", err)
	}
	back := &bench{Bench: wiringtest.MustOpen(t, dir), t: t}
	if got := back.dump(back.again()); got != before {
		t.Errorf("came back\n%s; want\n%s", got, before)
	}
	back.MustVerify()
}

// TestOpensWithoutUs: age, zstd and tar, as they are anywhere, open a backup.
func TestOpensWithoutUs(t *testing.T) {
	zstd, errZstd := exec.LookPath("zstd")
	tar, errTar := exec.LookPath("tar")
	if errZstd != nil || errTar != nil {
		t.Skip("neither zstd nor tar here")
	}
	b := mustBench(t)
	made := b.daily()
	sheet, err := b.Backups.Sheet(background, b.boss)
	if err != nil {
		t.Fatal(err)
	}
	key, err := age.ParseX25519Identity(sheet.Identity)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(made.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	plain, err := age.Decrypt(f, key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	unpack := exec.Command(zstd, "-dc")
	unpack.Stdin = plain
	packed, err := unpack.Output()
	if err != nil {
		t.Fatal(err)
	}
	extract := exec.Command(tar, "-x", "-C", dir)
	extract.Stdin = bytes.NewReader(packed)
	if out, err := extract.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.Open(filepath.Join(dir, "sobank.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = data.Close() }()
	head := make([]byte, 15)
	if _, err := io.ReadFull(data, head); err != nil || string(head) != "SQLite format 3" {
		t.Errorf("%q, %v", head, err)
	}
}
