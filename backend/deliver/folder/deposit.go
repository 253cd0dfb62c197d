package folder

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"sobank/backend/deliver"
)

// deposit is one attempt.
type deposit struct {
	*Partner
	dir    string
	parcel deliver.Parcel
	sent   func() error
	stage  atomic.Int32
}

// The stages of an attempt: it is given up, or it commits, never both.
const (
	writing int32 = iota
	committing
	givenUp
)

func (d *deposit) final() string { return filepath.Join(d.dir, d.parcel.Name) }
func (d *deposit) part() string  { return d.final() + partial }

// bounded runs the attempt and gives it up after the time limit. The system offers no way
// to stop a call to a dead share: it ends alone, and then places nothing.
func (d *deposit) bounded(ctx context.Context) deliver.Receipt {
	done := make(chan deliver.Receipt, 1)
	go func() { done <- d.run(ctx) }()
	timer := time.NewTimer(d.limit)
	defer timer.Stop()
	select {
	case r := <-done:
		return r
	case <-timer.C:
	}
	r := mute(d.dir).receipt
	r.Unreached = d.stage.CompareAndSwap(writing, givenUp)
	if !r.Unreached {
		r.Doubt = deliver.Unanswered
	}
	return r
}

// run places the file, unless it is in its place already.
func (d *deposit) run(ctx context.Context) deliver.Receipt {
	r, err := d.place(ctx)
	if err != nil {
		return receiptOf(err, d.dir)
	}
	return r
}

func (d *deposit) place(ctx context.Context) (deliver.Receipt, error) {
	if err := errors.Join(ctx.Err(), mustBeFolder(d.dir)); err != nil {
		return deliver.Receipt{}, err
	}
	there, err := d.alreadyThere()
	if err != nil {
		return deliver.Receipt{}, err
	}
	if there {
		return d.replayed()
	}
	if err := d.write(ctx); err != nil {
		d.discard()
		return deliver.Receipt{}, err
	}
	return d.commit(ctx)
}

func mustBeFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return missing(dir)
	}
	return err
}

// write makes NAME.part, and brings it to the disk.
func (d *deposit) write(ctx context.Context) error {
	// A left one is removed, not truncated: after a crash in rename it may be the same file
	// as one that the partner has taken since.
	if err := os.Remove(d.part()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := d.create(d.part())
	if err != nil {
		return err
	}
	_, err = file.Write(d.parcel.Bytes)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close(), ctx.Err())
}

// commit tells that the file is about to take its name, then gives it.
func (d *deposit) commit(ctx context.Context) (deliver.Receipt, error) {
	if !d.stage.CompareAndSwap(writing, committing) {
		d.discard()
		return deliver.Receipt{}, context.Canceled // nobody reads it any more
	}
	if err := d.sent(); err != nil {
		d.discard()
		return deliver.Receipt{}, back(deliver.ToRetry, codeNotNoted, "Le programme n'a pas pu noter le dépôt : rien n'a été déposé.",
			"Vérifiez la place libre sur le disque du programme ; l'envoi reprendra de lui-même.")
	}
	if err := d.rename(); err != nil {
		return d.afterFailure(err)
	}
	return d.settled("Le fichier « " + d.parcel.Name + " » est déposé.")
}

// afterFailure looks at what stands in the file's place when it could not be put there.
func (d *deposit) afterFailure(cause error) (deliver.Receipt, error) {
	there, err := d.alreadyThere()
	d.discard()
	switch {
	case there:
		return d.replayed()
	case err != nil:
		return deliver.Receipt{}, err
	}
	return deliver.Receipt{}, cause
}

// rename gives the file its name without taking it from another. A link fails when the name
// is taken, while a rename replaces what has it; where the file system has no links (FAT,
// some shares) the name is looked at just before, which leaves an instant for another
// program, though names are unique in a connector.
func (d *deposit) rename() error {
	err := d.link(d.part(), d.final())
	if err == nil {
		d.discard()
		return nil
	}
	if _, err := os.Lstat(d.final()); !errors.Is(err, fs.ErrNotExist) {
		return fs.ErrExist
	}
	return os.Rename(d.part(), d.final())
}

// discard removes NAME.part as well as it can: a left one is removed by the next attempt.
func (d *deposit) discard() { _ = os.Remove(d.part()) }

// replayed is what comes of a file that was in its place.
func (d *deposit) replayed() (deliver.Receipt, error) {
	d.discard()
	return d.settled("Le fichier « " + d.parcel.Name + " » était déjà dans le dossier.")
}

// settled brings the folder itself to the disk: before that a power cut may undo the
// rename. When that fails the file may have arrived, and the next attempt recognises it.
func (d *deposit) settled(message string) (deliver.Receipt, error) {
	if err := syncFolder(d.dir); err != nil {
		s := explain(err, d.dir)
		s.receipt.Doubt = deliver.Unanswered
		return deliver.Receipt{}, s
	}
	return deliver.Receipt{State: deliver.Deposited, Message: message}, nil
}
