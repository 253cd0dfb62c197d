// Package folder delivers statements as CFONB120 files in a folder (« Dépôt de fichier »),
// for the partners that take them there: Fizen, Fulll, Inqom. Nothing public says how they
// name files, so the names are ours.
//
//	partner := folder.New()
//	receipt := partner.Deliver(ctx, access, parcel, sent) // Deposited
//
// A file appears under its name whole or not at all: it is written as NAME.MARK.part, synced,
// then renamed, and never over another file. The same file found in its place is a replay,
// and is recognised by its bytes. A folder that its partner empties cannot tell whether a
// file was there already: there a statement is delivered at least once, and under the same
// name, never exactly once; the connector's page says so.
package folder

import (
	"context"
	"crypto/rand"
	"os"
	"time"

	"sobank/backend/deliver"
)

// Partner is a folder. It has no state: the folder comes with each call.
type Partner struct {
	limit  time.Duration // of one call: a dead network share may never answer
	create func(name string) (*os.File, error)
	link   func(from, to string) error
	try    func(dir string) deliver.Trial
	list   func(ctx context.Context, dir string) ([]deliver.Shelved, error)
}

var (
	_ deliver.Partner = (*Partner)(nil)
	_ deliver.Shelf   = (*Partner)(nil)
)

// New makes the partner.
func New() *Partner {
	return &Partner{limit: time.Minute, create: createNew, link: os.Link, try: try, list: list}
}

// createNew makes a file that was not there. The folder's own rights decide who reads it:
// the partner's program may run as somebody else.
func createNew(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // #nosec G302 G304 -- the partner's program reads it as somebody else; made in the deposit folder; never over another
}

// Deliver puts the statement's file in its place. See deliver.Partner; sent is called just
// before the file takes its name.
func (f *Partner) Deliver(ctx context.Context, a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
	dir, err := setting(a)
	if err == nil {
		err = check(p)
	}
	if err != nil {
		return receiptOf(err, "")
	}
	if sent == nil {
		sent = func() error { return nil }
	}
	d := &deposit{Partner: f, dir: dir, parcel: p, sent: sent, mark: rand.Text()[:8]}
	return d.bounded(ctx)
}

// Folders lists nothing: a folder has no companies.
func (f *Partner) Folders(context.Context, deliver.Access, string) ([]deliver.Folder, error) {
	return nil, nil
}

// Match has nothing to find: a folder has no companies.
func (f *Partner) Match(context.Context, deliver.Access, deliver.AccountCard) deliver.Match {
	return deliver.Match{}
}
