// Package wiring builds the house once: the data file, the vault, the readers and the
// services over them, for the window, the command line and the tests alike.
//
//	house, err := wiring.Open(ctx, wiring.Options{DataDir: dir})
//	defer house.Close()
//	reports, err := house.Collect.Import(ctx, actor, request, nil)
package wiring

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/user"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"sobank/backend/account"
	"sobank/backend/backup"
	"sobank/backend/client"
	"sobank/backend/closing"
	"sobank/backend/collect"
	"sobank/backend/coverage"
	"sobank/backend/deliver"
	"sobank/backend/deliver/folder"
	"sobank/backend/deliver/inqom"
	"sobank/backend/deliver/myunisoft"
	"sobank/backend/deliver/sftp"
	"sobank/backend/diagnose"
	"sobank/backend/disk"
	"sobank/backend/download"
	"sobank/backend/export"
	"sobank/backend/fault"
	"sobank/backend/find"
	"sobank/backend/firm"
	"sobank/backend/format/cfonb120"
	"sobank/backend/format/pdf"
	"sobank/backend/format/xlsx"
	"sobank/backend/guide"
	"sobank/backend/journal"
	"sobank/backend/mandate"
	"sobank/backend/notify"
	"sobank/backend/notify/native"
	"sobank/backend/printing"
	"sobank/backend/privacy"
	"sobank/backend/provision"
	"sobank/backend/receive"
	watched "sobank/backend/receive/folder"
	served "sobank/backend/receive/sftp"
	"sobank/backend/registry"
	"sobank/backend/registry/inpi"
	"sobank/backend/registry/recherche"
	"sobank/backend/rights"
	"sobank/backend/roster"
	"sobank/backend/schedule"
	"sobank/backend/schedule/system"
	"sobank/backend/search"
	"sobank/backend/settings"
	"sobank/backend/sqlite"
	"sobank/backend/staff"
	"sobank/backend/statement"
	"sobank/backend/support"
	"sobank/backend/trend"
	"sobank/backend/vault"
)

// Options are what the house needs from outside. Zero values are the real ones.
type Options struct {
	DataDir string           // "": SOBANK_DATA, else the user's own folder
	Now     func() time.Time // the clock
	Vault   vault.Vault      // where secrets are kept
	// Wait lets time pass between two tries of a delivery; nil waits for real.
	Wait func(context.Context, time.Duration) error
	// MustExist refuses a folder without a data file, for what works on what is there: a mistyped
	// name, or a file that is gone, would otherwise become an empty one in which all is well.
	MustExist bool
	Version   string          // of the program, for what it writes
	Scheduler schedule.System // starts synchronisations without a window
	Notifier  notify.Notifier // tells what needs a person
	// Disk tells whether a folder's disk is encrypted; nil asks the system.
	Disk func(ctx context.Context, dir string) disk.State
}

// Forgetful is o with secrets that are gone when the process ends, for the demonstration.
func (o Options) Forgetful() Options { o.Vault = vault.Memory(); return o }

// House is everything, built.
type House struct {
	DataDir    string
	OSAccount  string
	Now        func() time.Time
	Firms      *firm.Service
	Staff      *staff.Service
	Clients    *client.Service
	Accounts   *account.Service
	Statements *statement.Service
	Finder     *find.Service
	Searches   *search.Service
	Closings   *closing.Service
	Coverages  *coverage.Service
	Trends     *trend.Service
	Collect    *collect.Service
	Rosters    *roster.Service
	Exports    *export.Service
	Prints     *printing.Service
	Journals   *journal.Service
	Downloads  *download.Service
	Provision  *provision.Service
	Engine     *deliver.Engine
	Deliveries *deliver.Service
	Banking    *deliver.Banking
	Reconciler *deliver.Reconciler
	Diagnoses  *diagnose.Service
	Guides     *guide.Service
	Supports   *support.Service
	Settings   *settings.Service
	Schedules  *schedule.Service
	disk       func(ctx context.Context, dir string) disk.State
	Notices    *notify.Service
	Privacy    *privacy.Service
	Registry   *registry.Service
	Mandates   *mandate.Service
	Receiver   *receive.Engine
	Receptions *receive.Service
	Backups    *backup.Service

	db       *sqlite.DB
	presence *sqlite.Presence
	servers  *sftp.Partner // whose connections wait for the next file
	secrets  vault.Vault   // nil: the keychain, opened when it is needed
}

// Open builds the house over a data folder, which it makes when absent.
func Open(ctx context.Context, o Options) (*House, error) {
	dir, err := DataDir(o.DataDir)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, sqlite.FileName)); o.MustExist && errors.Is(err, fs.ErrNotExist) {
		return nil, fault.Newf(fault.NotFound, "Il n'y a pas de données dans le dossier « %s ».", dir).
			WithHint("Vérifiez le dossier : --data DOSSIER ou SOBANK_DATA.").WithCause(err)
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	db, err := sqlite.Open(ctx, dir, sqlite.Options{Now: now})
	if err != nil {
		return nil, err
	}
	h := &House{DataDir: dir, OSAccount: osAccount(), Now: now, db: db, presence: &sqlite.Presence{Dir: dir, OSAccount: osAccount()}, secrets: o.Vault}
	h.build()
	h.buildDelivery(o)
	h.buildReception(wait(o))
	h.buildHelp()
	h.buildUnattended(o)
	h.buildRegistry(o)
	h.buildBackups(o)
	return h, nil
}

// outgoing writes what leaves, always as CFONB120.
var outgoing = statement.Outgoing{Conformant: cfonb120.Conformant, Write: cfonb120.Write}

func (h *House) build() {
	db := h.db
	h.Firms = &firm.Service{Store: sqlite.Narrow[firm.Tx]{DB: db}, NewGUID: uuid.NewString, OSAccount: h.OSAccount,
		Vault: func() (firm.Vault, error) { return h.vault() }}
	h.Staff = &staff.Service{Store: sqlite.Narrow[staff.Tx]{DB: db}, Now: h.Now, OSAccount: h.OSAccount,
		Vault: func() (staff.Vault, error) { return h.vault() }}
	h.Clients = &client.Service{Store: sqlite.Narrow[client.Tx]{DB: db}}
	h.Accounts = &account.Service{Store: sqlite.Narrow[account.Tx]{DB: db}, Now: h.Now}
	h.Statements = &statement.Service{Store: sqlite.Narrow[statement.Tx]{DB: db}}
	h.Finder = &find.Service{Store: sqlite.Narrow[find.Tx]{DB: db}}
	h.Trends = &trend.Service{Store: sqlite.Narrow[trend.Tx]{DB: db}}
	h.Coverages = &coverage.Service{Store: sqlite.Narrow[coverage.Tx]{DB: db}, Now: h.Now}
	h.Closings = &closing.Service{Store: sqlite.Narrow[closing.Tx]{DB: db}}
	h.Searches = &search.Service{Store: sqlite.Narrow[search.Tx]{DB: db}, Now: h.Now}
	files := Files(h.Now)
	files.Spool = collect.Spool{Dir: filepath.Join(h.DataDir, "import-"+h.mark())}
	files.Spool.Clean(time.Now()) // by the clock that dates files
	h.Collect = &collect.Service{Files: files, Store: sqlite.Intake{Narrow: sqlite.Narrow[collect.Tx]{DB: db}}, Tables: lookAtTable}
	h.Rosters = &roster.Service{Store: sqlite.Narrow[roster.Tx]{DB: db}, Now: h.Now, Reserved: h.reserved,
		Workbook: roster.Workbook{Is: xlsx.Is, Read: xlsx.Read, Write: xlsx.Write}}
	h.Exports = &export.Service{Store: sqlite.Narrow[export.Tx]{DB: db}, Workbook: xlsx.Write, Paper: pdf.List, Handouts: handouts, Reserved: h.reserved}
	h.Prints = &printing.Service{Store: sqlite.Narrow[printing.Tx]{DB: db}, Printer: pdf.Statements{}, Now: h.Now, Reserved: h.reserved,
		Qualifier: QualifierMeaning, Reject: RejectMeaning}
	h.Journals = &journal.Service{Store: sqlite.Narrow[journal.Tx]{DB: db}}
	h.Downloads = &download.Service{Store: sqlite.Narrow[download.Tx]{DB: db}, Now: h.Now, Layouts: handouts,
		Outgoing: outgoing, Reserved: h.reserved}
	h.Mandates = &mandate.Service{Store: sqlite.Narrow[mandate.Tx]{DB: db}, Now: h.Now, Printer: pdf.Printer{}, Reserved: h.reserved}
	h.Privacy = &privacy.Service{Store: sqlite.Private{Narrow: sqlite.Narrow[privacy.Tx]{DB: db}}, Now: h.Now, Reserved: h.reserved, Workbook: xlsx.Write, CFONB120: cfonb120.Write}
	h.Provision = &provision.Service{Store: sqlite.Narrow[provision.Tx]{DB: db}, Firms: h.Firms, Now: h.Now,
		OSAccount: h.OSAccount, Vault: func() (provision.Vault, error) { return h.vault() }}
}

// buildDelivery joins the queue with the partners, one adapter a protocol.
func (h *House) buildDelivery(o Options) {
	wait := wait(o)
	folders, servers := folder.New(), sftp.New()
	h.servers = servers
	places := deliver.Places{firm.PlaceFolder: folders, firm.PlaceSFTP: servers}
	h.Engine = &deliver.Engine{
		Store: sqlite.Narrow[deliver.Tx]{DB: h.db}, Outgoing: outgoing, Now: h.Now, Wait: wait, OSAccount: h.OSAccount, Presence: h.presence, Jitter: rand.N[time.Duration],
		Partners: map[string]deliver.Partner{
			"myunisoft": myunisoft.New(myunisoft.Options{Now: h.Now, Wait: wait}),
			"inqom":     inqom.New(inqom.Options{Now: h.Now, Wait: wait}, places),
			"fizen":     places, "fulll": places,
			"dossier": deliver.Places{firm.PlaceFolder: folders}, "sftp": deliver.Places{firm.PlaceSFTP: servers},
		},
		Vault: func() (deliver.Vault, error) { return h.vault() },
	}
	h.Deliveries = &deliver.Service{Store: h.Engine.Store, Engine: h.Engine}
	h.Reconciler = &deliver.Reconciler{Store: sqlite.Narrow[deliver.ReconcilingTx]{DB: h.db}, Engine: h.Engine}
	h.Banking = &deliver.Banking{Store: sqlite.Narrow[deliver.BankingTx]{DB: h.db}, Engine: h.Engine, Now: h.Now}
	h.Diagnoses = &diagnose.Service{Store: sqlite.Narrow[diagnose.Tx]{DB: h.db}, OSAccount: h.OSAccount}
}

// wait lets time pass as the options say.
func wait(o Options) func(context.Context, time.Duration) error {
	if o.Wait != nil {
		return o.Wait
	}
	return pause
}

// mark names what is this account's own in a data folder that several share: its name may not be
// one that a folder can have.
func (h *House) mark() string {
	sum := sha256.Sum256([]byte(h.OSAccount))
	return hex.EncodeToString(sum[:4])
}

// buildReception joins the sources with the import, one adapter a kind of place.
func (h *House) buildReception(wait func(context.Context, time.Duration) error) {
	spool := receive.Spool{Dir: filepath.Join(h.DataDir, "reception-"+h.mark())}
	spool.Clean(time.Now()) // by the clock that dates files
	h.Receiver = &receive.Engine{
		Store: sqlite.Narrow[receive.Tx]{DB: h.db}, Importer: h.Collect, Access: h.Engine.Access, Spool: spool, Now: h.Now, Wait: wait,
		OSAccount: h.OSAccount, Presence: h.presence, Doors: map[string]receive.Door{firm.SourceFolder: watched.New(), firm.SourceSFTP: served.New()},
	}
	h.Receptions = &receive.Service{Store: h.Receiver.Store, Engine: h.Receiver}
}

// buildHelp joins what helps somebody along: the first steps, the support, the settings.
func (h *House) buildHelp() {
	h.Settings = &settings.Service{Store: sqlite.Narrow[settings.Tx]{DB: h.db}}
	h.Guides = &guide.Service{Store: sqlite.Narrow[guide.Tx]{DB: h.db}, OSAccount: h.OSAccount}
	h.Supports = &support.Service{Store: sqlite.Narrow[support.Tx]{DB: h.db}, Diagnoses: h.Diagnoses, Verify: h.checkup, VerifyWithin: 15 * time.Second, Now: h.Now,
		OSAccount: h.OSAccount, Reserved: h.reserved}
}

// buildUnattended joins what happens with nobody at the window.
func (h *House) buildUnattended(o Options) {
	if h.disk = o.Disk; h.disk == nil {
		h.disk = disk.Of
	}
	scheduler, notifier := o.Scheduler, o.Notifier
	if scheduler == nil {
		scheduler = system.New()
	}
	if notifier == nil {
		notifier = native.Notifier{}
	}
	h.Schedules = &schedule.Service{Store: sqlite.Narrow[schedule.Tx]{DB: h.db}, System: scheduler, Now: h.Now, OSAccount: h.OSAccount,
		DataDir: h.DataDir, Program: system.Program}
	h.Notices = &notify.Service{Store: sqlite.Narrow[notify.Tx]{DB: h.db}, Notifier: notifier, OSAccount: h.OSAccount, Present: h.presence.Running}
}

// DiskInClear tells whether the system says that the data folder's disk is not encrypted. False
// when it does not say.
func (h *House) DiskInClear(ctx context.Context) bool { return h.disk(ctx, h.DataDir) == disk.Clear }

// checkup is Verify in the support's words.
func (h *House) checkup(ctx context.Context, actor rights.Actor) (support.Checkup, error) {
	health, err := h.Verify(ctx, actor)
	c := health.Counts
	return support.Checkup{OK: health.OK, Problems: health.Problems, Counts: []support.Count{{What: "Cabinets", N: c.Firms}, {What: "Clients", N: c.Clients},
		{What: "Comptes", N: c.Accounts}, {What: "Relevés", N: c.Statements}, {What: "Opérations", N: c.Operations}, {What: "Fichiers", N: c.Files},
		{What: "Envois", N: c.Deliveries}}}, err
}

// buildBackups joins the copies of the data file with the keychain.
func (h *House) buildBackups(o Options) {
	chest := firm.Chest{Store: h.Firms.Store, Vault: h.Firms.Vault, OSAccount: h.OSAccount}
	h.Backups = &backup.Service{Store: sqlite.Narrow[backup.Tx]{DB: h.db}, File: h.db, Vault: func() (backup.Vault, error) { return h.vault() }, Credentials: chest,
		Now: h.Now, Dir: h.DataDir, Program: o.Version, OSAccount: h.OSAccount, Reserved: h.reserved}
}

// buildRegistry joins the company look-up with the two registers.
func (h *House) buildRegistry(o Options) {
	h.Registry = &registry.Service{
		Store:     sqlite.Narrow[registry.Tx]{DB: h.db},
		Directory: recherche.New(recherche.Options{Now: h.Now, Wait: o.Wait}),
		Register:  inpi.New(inpi.Options{Now: h.Now, Wait: o.Wait}),
		Now:       h.Now, OSAccount: h.OSAccount,
		Vault: func() (registry.Vault, error) { return h.vault() },
	}
}

// vault is where secrets are kept.
func (h *House) vault() (vault.Vault, error) {
	if h.secrets != nil {
		return h.secrets, nil
	}
	return vault.Open(os.Getenv)
}

// UseVault makes the house keep its secrets elsewhere. It is called before anything else is
// asked of the house.
func (h *House) UseVault(v vault.Vault) { h.secrets = v }

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// reserved tells whether a path is the data file, or one that goes with it.
func (h *House) reserved(path string) bool {
	target, err := os.Stat(path)
	if err != nil {
		return false // not there: nothing to write over
	}
	for _, own := range []string{"sobank.db", "sobank.db-wal", "sobank.db-shm", "migration.lock"} {
		if info, err := os.Stat(filepath.Join(h.DataDir, own)); err == nil && os.SameFile(info, target) {
			return true
		}
	}
	return false
}

// Close leaves the servers, then closes the data file.
func (h *House) Close() error {
	h.servers.Close()
	return errors.Join(h.presence.Close(), h.db.Close())
}

// Verify checks the whole data file (Administrateur, or « Système »).
func (h *House) Verify(ctx context.Context, actor rights.Actor) (sqlite.Health, error) {
	standing, _, err := h.Staff.Standing(ctx, actor)
	if err != nil {
		return sqlite.Health{}, err
	}
	if err := standing.May(rights.Verify, 0); err != nil {
		return sqlite.Health{}, err
	}
	return h.db.Verify(ctx)
}

// Version is another number once another process has written to the data file.
func (h *House) Version(ctx context.Context) (int64, error) { return h.db.Version(ctx) }

// Setting reads a setting of the installation, "" when absent.
func (h *House) Setting(ctx context.Context, name string) (value string, err error) {
	err = h.db.Read(ctx, func(tx *sqlite.Tx) error {
		value, err = tx.Setting(name)
		return err
	})
	return value, err
}

// SetSetting writes a setting of the installation.
func (h *House) SetSetting(ctx context.Context, name, value string) error {
	return h.db.Write(ctx, func(tx *sqlite.Tx) error { return tx.SetSetting(name, value) })
}

// Systeme is the command line as an actor.
func (h *House) Systeme() rights.Actor { return rights.Systeme(h.OSAccount) }

// DataDir is the data folder: the given one, else SOBANK_DATA, else the user's own.
func DataDir(given string) (string, error) {
	if given == "" {
		given = os.Getenv("SOBANK_DATA")
	}
	if given != "" {
		return filepath.Abs(given)
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fault.New(fault.Unreadable, "Le dossier personnel de cette session est introuvable.").
			WithHint("Indiquez un dossier de données : --data DOSSIER ou SOBANK_DATA.").WithCause(err)
	}
	return filepath.Join(base, "So bank"), nil
}

// osAccount names the account of the operating system, for the journal.
func osAccount() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return fmt.Sprintf("uid %d", os.Getuid())
}
