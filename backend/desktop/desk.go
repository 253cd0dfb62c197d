package desktop

import "context"

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

// Desk holds the bound structs and what they share while the window is open.
type Desk struct{ options Options }

// New makes a desk and opens nothing.
func New(options Options) *Desk { return &Desk{options: options} }

// Startup opens the data folder. A failure is kept for Session.Start to tell.
func (d *Desk) Startup(context.Context) {}

// Shutdown closes what Startup opened.
func (d *Desk) Shutdown(context.Context) {}

// Bound lists the structs whose methods the frontend calls.
func (d *Desk) Bound() []any {
	return []any{&Session{}, &Firms{}, &Clients{}, &Accounts{}, &Statements{}, &Imports{}, &Downloads{}}
}

// Enums lists the enumerations that the bindings name.
func (d *Desk) Enums() []any { return nil }
