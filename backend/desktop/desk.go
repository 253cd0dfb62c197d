package desktop

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"sobank/backend/demo"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

// Dialogs are the system's own dialogs. One that the user closes gives an empty answer and
// no error.
type Dialogs interface {
	OpenFiles(title string) ([]string, error)
	OpenFolder(title string) (string, error)
	SaveFile(title, name string) (string, error)
}

// Options is what the desk needs from the window.
type Options struct {
	DataDir string // "": SOBANK_DATA, else the person's own folder
	Version string
	SansGPU bool
	Started time.Time // when the program was, to say in the log how long the window took
	Dialogs Dialogs
	Emit    func(event string, data any)
	// Browse has the system open an address that was looked at; nil opens none.
	Browse func(address string)
	// Notify shows a notification of the operating system; nil shows none.
	Notify func(title, text string) error
}

// Desk holds the bound structs and what they share while the window is open: the house and
// who is signed in. It keeps an identity, never a profile: services read that each time.
type Desk struct {
	options   Options
	imports   *Imports
	syncing   *syncing
	receiving *receiving
	indexing  *indexing
	backingUp *backingUp
	backups   *Backups
	greeted   sync.Once
	privacies *Privacies
	tending   *tending
	opening   opening // files that the system asked to open

	opened   chan struct{} // closed once Startup has tried: the window may ask before
	mu       sync.Mutex
	ctx      context.Context
	stopDemo func()             // the demonstration's partners
	quit     context.CancelFunc // ends what runs in the background
	house    *wiring.House
	openErr  error
	actor    rights.Actor
	locked   bool // the actor must give their password before anything else
}

// New makes a desk and opens nothing.
func New(options Options) *Desk {
	options.Dialogs = answered(options.Dialogs)
	d := &Desk{options: options, ctx: context.Background(), opened: make(chan struct{})}
	d.imports = &Imports{desk: d, jobs: map[string]context.CancelFunc{}}
	d.syncing, d.receiving, d.indexing = newSyncing(d), newReceiving(d), &indexing{desk: d}
	d.backingUp, d.backups = &backingUp{desk: d}, &Backups{desk: d}
	d.privacies, d.tending = &Privacies{desk: d, jobs: map[string]context.CancelFunc{}}, &tending{desk: d}
	return d
}

// Startup opens the data folder. A failure is kept for Session.Start to tell.
func (d *Desk) Startup(ctx context.Context) {
	d.open(ctx)
	close(d.opened)
}

func (d *Desk) open(ctx context.Context) {
	house, err := wiring.Open(ctx, wiring.Options{DataDir: d.options.DataDir, Notifier: notifier(d.options.Notify), Version: d.options.Version})
	if err == nil {
		d.resumeDemo(ctx, house)
		d.resume(ctx, house)
	}
	background, quit := context.WithCancel(ctx)
	d.mu.Lock()
	d.ctx, d.house, d.openErr, d.quit = ctx, house, err, quit
	d.mu.Unlock()
	if err == nil {
		d.syncing.start(background)
		d.receiving.start(background)
		d.indexing.start(background)
		d.backingUp.start(background)
		d.tending.start(background)
		(&watching{desk: d}).start(background)
	}
}

// resumeDemo plays the partners of demonstration data while the window is open. Without
// them the window works, and deliveries wait.
func (d *Desk) resumeDemo(ctx context.Context, house *wiring.House) {
	stop, err := demo.Resume(ctx, house)
	if err != nil {
		slog.Warn("play the demonstration's partners", "error", err)
	}
	d.stopDemo = stop
}

// resume takes up the session that this account of the machine remembers. When it cannot,
// the window asks who is there.
func (d *Desk) resume(ctx context.Context, house *wiring.House) {
	session, err := house.Staff.Resume(ctx)
	switch {
	case err == nil:
		d.sit(session.Actor, session.Locked)
	case fault.CodeOf(err) != fault.NotFound:
		slog.Warn("take up the session", "error", err)
	}
}

// Shutdown stops imports, ends the session unless it is remembered, and closes the data folder.
func (d *Desk) Shutdown(ctx context.Context) {
	d.shut(ctx, fault.New(fault.Busy, "So bank se ferme."))
}

// shut is Shutdown; meanwhile says why nothing can be asked.
func (d *Desk) shut(ctx context.Context, meanwhile error) {
	d.imports.stopAll()
	d.privacies.stopAll()
	if d.quit != nil {
		d.quit()
	}
	d.receiving.ended.Wait()
	d.indexing.ended.Wait()
	d.backingUp.ended.Wait()
	d.tending.ended.Wait()
	d.syncing.ended.Wait()
	if d.stopDemo != nil {
		d.stopDemo()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.house == nil {
		return
	}
	if d.actor.SessionID != "" {
		if err := d.house.Staff.Close(context.WithoutCancel(ctx), d.actor); err != nil {
			slog.Warn("close the session", "error", err)
		}
	}
	if err := d.house.Close(); err != nil {
		slog.Warn("close the data folder", "error", err)
	}
	d.house, d.openErr = nil, meanwhile
}

// Bound lists the structs whose methods the frontend calls.
func (d *Desk) Bound() []any {
	return []any{&Session{d}, &Firms{d}, &Clients{d}, &Accounts{d}, &Statements{d}, d.imports, &Mappings{d}, &Downloads{d},
		&Connectors{d}, &Receptions{d}, &Deliveries{d}, &Diagnostics{d}, &Registry{d}, &Mandates{d}, &People{d}, &Rosters{d}, &Exports{d}, &Prints{d}, &Journal{d}, &Finder{d}, &Searches{d}, &Closings{d}, &Coverages{d}, &Trends{d},
		&Guide{d}, &Support{d}, &Settings{d}, &Schedules{d}, &Links{d}, &About{d}, d.backups, d.privacies}
}

// Enums lists the enumerations that the bindings name.
func (d *Desk) Enums() []any { return nil }

// present is what there is to work with. Behind a locked screen nobody acts: only Session
// knows who is there.
func (d *Desk) present() (visit, error) {
	<-d.opened
	d.mu.Lock()
	defer d.mu.Unlock()
	v := visit{ctx: d.ctx, house: d.house, actor: d.actor, locked: d.locked}
	if d.locked {
		v.actor = rights.Actor{}
	}
	return v, d.openErr
}

// sit says who is at the window, and whether behind a locked screen.
func (d *Desk) sit(a rights.Actor, locked bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.actor, d.locked = a, locked && a.SessionID != ""
}

// seated is who is at the window, locked or not.
func (d *Desk) seated() rights.Actor {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.actor
}

// visit is what a bound method works with.
type visit struct {
	ctx    context.Context
	house  *wiring.House
	actor  rights.Actor
	locked bool
}

// ask runs a bound method's work for whoever is signed in. A panic becomes an error: one
// that crossed the bridge would leave the window waiting for ever.
func ask[T any](d asker, work func(visit) (T, error)) (T, error) {
	return guarded(d, func(v visit) (T, error) {
		var none T
		if v.locked {
			return none, fault.New(fault.Unauthenticated, "La session est verrouillée.").WithHint("Donnez votre mot de passe.")
		}
		if v.actor.SessionID == "" {
			return none, nobody()
		}
		return work(v)
	})
}

func nobody() error {
	return fault.New(fault.Unauthenticated, "Vous n'êtes pas connecté.").WithHint("Connectez-vous.")
}

// guarded is ask for what needs nobody signed in.
func guarded[T any](d asker, work func(visit) (T, error)) (answer T, err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic in a bound method", "panic", p, "stack", string(debug.Stack()))
			err = fault.From(fmt.Errorf("panic: %v", p))
		}
	}()
	given := d.asks()
	if err := given.check(); err != nil {
		return answer, err
	}
	v, err := given.desk.present()
	if err != nil {
		return answer, err
	}
	return work(v)
}

// do is ask for what answers nothing.
func do(d asker, work func(visit) error) error {
	_, err := ask(d, func(v visit) (struct{}, error) { return struct{}{}, work(v) })
	return err
}

// downloads is the folder that a person expects files in.
func downloadsFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	for _, name := range []string{"Downloads", "Téléchargements", "Documents"} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}
