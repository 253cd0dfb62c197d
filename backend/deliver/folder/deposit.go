package folder

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"sobank/backend/deliver"
)

// deposit is one attempt.
type deposit struct {
	*Partner
	dir    string
	parcel deliver.Parcel
	mark   string // of this attempt, in the name of what it writes
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
func (d *deposit) part() string  { return d.final() + "." + d.mark + partial }

// bounded runs the attempt and gives it up after the time limit, or when the context ends. The
// system offers no way to stop a call to a dead share: it ends alone, and then places nothing,
// unless it was placing the file already.
func (d *deposit) bounded(ctx context.Context) deliver.Receipt {
	done := make(chan deliver.Receipt, 1)
	go func() { done <- d.run(ctx) }()
	timer := time.NewTimer(d.limit)
	defer timer.Stop()
	select {
	case r := <-done:
		return r
	case <-timer.C:
		r := mute(d.dir).receipt
		r.Doubt = d.giveUp()
		r.Unreached = r.Doubt == deliver.NoDoubt
		return r
	case <-ctx.Done():
		r := receiptOf(ctx.Err(), d.dir)
		r.Doubt = d.giveUp()
		return r
	}
}

// giveUp ends the attempt before it places the file, or leaves a doubt.
func (d *deposit) giveUp() deliver.Doubt {
	if d.stage.CompareAndSwap(writing, givenUp) {
		return deliver.NoDoubt
	}
	return deliver.Unanswered
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

// write makes NAME.MARK.part, and brings it to the disk. The mark is the attempt's: one that was
// given up may end alone at any time, and must find its own bytes.
func (d *deposit) write(ctx context.Context) error {
	d.sweep()
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

// discard removes what this attempt wrote as well as it can: the next attempt sweeps.
func (d *deposit) discard() { _ = os.Remove(d.part()) }

// sweep removes what earlier attempts for the same file left, as well as it can. They are
// removed, not written over: after a crash in rename one may be the same file as one that the
// partner has taken since.
func (d *deposit) sweep() {
	folder, err := os.Open(d.dir)
	if err != nil {
		return
	}
	defer folder.Close()
	names, _ := folder.Readdirnames(-1)
	for _, name := range names {
		if strings.HasPrefix(name, d.parcel.Name+".") && strings.HasSuffix(name, partial) {
			_ = os.Remove(filepath.Join(d.dir, name))
		}
	}
}

// replayed is what comes of a file that was in its place.
func (d *deposit) replayed() (deliver.Receipt, error) {
	d.sweep()
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
