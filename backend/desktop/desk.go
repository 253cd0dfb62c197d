package desktop

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

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
	Dialogs Dialogs
	Emit    func(event string, data any)
}

// Desk holds the bound structs and what they share while the window is open: the house and
// who is signed in. It keeps an identity, never a profile: services read that each time.
type Desk struct {
	options Options
	imports *Imports

	opened  chan struct{} // closed once Startup has tried: the window may ask before
	mu      sync.Mutex
	ctx     context.Context
	house   *wiring.House
	openErr error
	actor   rights.Actor
}

// New makes a desk and opens nothing.
func New(options Options) *Desk {
	d := &Desk{options: options, ctx: context.Background(), opened: make(chan struct{})}
	d.imports = &Imports{desk: d, jobs: map[string]context.CancelFunc{}}
	return d
}

// Startup opens the data folder. A failure is kept for Session.Start to tell.
func (d *Desk) Startup(ctx context.Context) {
	house, err := wiring.Open(ctx, wiring.Options{DataDir: d.options.DataDir})
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ctx, d.house, d.openErr = ctx, house, err
	close(d.opened)
}

// Shutdown stops imports, ends the session and closes the data folder.
func (d *Desk) Shutdown(ctx context.Context) {
	d.imports.stopAll()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.house == nil {
		return
	}
	if d.actor.SessionID != "" {
		if err := d.house.Staff.SignOut(context.WithoutCancel(ctx), d.actor); err != nil {
			slog.Warn("sign out", "error", err)
		}
	}
	if err := d.house.Close(); err != nil {
		slog.Warn("close the data folder", "error", err)
	}
	d.house, d.openErr = nil, fault.New(fault.Busy, "So bank se ferme.")
}

// Bound lists the structs whose methods the frontend calls.
func (d *Desk) Bound() []any {
	return []any{&Session{d}, &Firms{d}, &Clients{d}, &Accounts{d}, &Statements{d}, d.imports, &Downloads{d}}
}

// Enums lists the enumerations that the bindings name.
func (d *Desk) Enums() []any { return nil }

func (d *Desk) present() (context.Context, *wiring.House, rights.Actor, error) {
	<-d.opened
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ctx, d.house, d.actor, d.openErr
}

func (d *Desk) setActor(a rights.Actor) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.actor = a
}

// visit is what a bound method works with.
type visit struct {
	ctx   context.Context
	house *wiring.House
	actor rights.Actor
}

// ask runs a bound method's work for whoever is signed in. A panic becomes an error: one
// that crossed the bridge would leave the window waiting for ever.
func ask[T any](d *Desk, work func(visit) (T, error)) (T, error) {
	return guarded(d, func(v visit) (T, error) {
		if v.actor.SessionID == "" {
			var none T
			return none, fault.New(fault.Unauthenticated, "Vous n'êtes pas connecté.").WithHint("Connectez-vous.")
		}
		return work(v)
	})
}

// guarded is ask for what needs nobody signed in.
func guarded[T any](d *Desk, work func(visit) (T, error)) (answer T, err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic in a bound method", "panic", p, "stack", string(debug.Stack()))
			err = fault.From(fmt.Errorf("panic: %v", p))
		}
	}()
	ctx, house, actor, err := d.present()
	if err != nil {
		return answer, err
	}
	return work(visit{ctx, house, actor})
}

// do is ask for what answers nothing.
func do(d *Desk, work func(visit) error) error {
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
