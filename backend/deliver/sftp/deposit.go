package sftp

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

// deposit is one attempt.
type deposit struct {
	*Partner
	to     remote.Target
	parcel deliver.Parcel
	mark   string // of this attempt, in the name of what it writes
	sent   func() error

	told bool // sent was told of this attempt
	open bool // the file may have its name: nobody answered
}

func (d *deposit) final() string { return d.to.InFolder(d.parcel.Name) }
func (d *deposit) part() string  { return d.final() + "." + d.mark + partial }

// run makes the attempt over a connection that waits, or a new one. A waiting connection may be
// dead, which only its first use tells: then the attempt begins again on a new one.
func (d *deposit) run(ctx context.Context) deliver.Receipt {
	leave, err := d.door.Enter(ctx)
	if err != nil {
		return remote.ReceiptOf(remote.Ended(ctx, d.to))
	}
	defer leave()
	if l := d.door.Take(d.to); l != nil {
		r, err := d.over(ctx, l)
		if err == nil || d.told || !isCut(err) {
			return d.receipt(r, err)
		}
		d.mark = newMark()
	}
	l, err := d.door.Connect(ctx, d.to)
	if err != nil {
		return remote.ReceiptOf(err)
	}
	return d.receipt(d.over(ctx, l))
}

// receipt says what came of the attempt, and what it leaves open.
func (d *deposit) receipt(r deliver.Receipt, err error) deliver.Receipt {
	if err != nil {
		r = remote.ReceiptOf(err)
	}
	if d.open {
		r.Doubt = deliver.Unanswered
	}
	return r
}

// newMark is unlike that of any other attempt: requests of one that was cut may still be under way.
func newMark() string { return rand.Text()[:8] }

func isCut(err error) bool {
	s, ok := errors.AsType[*remote.Setback](err)
	return ok && s.Receipt.Code == remote.CodeCut
}

// over makes the attempt on a connection, which ends with the context. A connection on which all
// went well waits for the next file.
func (d *deposit) over(ctx context.Context, l *remote.Link) (deliver.Receipt, error) {
	keep := context.AfterFunc(ctx, l.Cut)
	r, err := d.place(ctx, l)
	if keep() && err == nil {
		d.door.Give(d.to, l)
	} else {
		l.Close()
	}
	if err != nil {
		err = d.explain(ctx, err)
	}
	return r, err
}

// explain says what an error of the library means.
func (d *deposit) explain(ctx context.Context, err error) error {
	if s, ok := errors.AsType[*remote.Setback](err); ok {
		return s
	}
	if f, ok := errors.AsType[*fullError](err); ok {
		return remote.Explain(d.to, f.cause, true)
	}
	if ctx.Err() != nil || !remote.IsAnswer(err) {
		return remote.Ended(ctx, d.to)
	}
	return remote.Explain(d.to, err, false)
}

// place puts the file in its place, unless it is there already.
func (d *deposit) place(ctx context.Context, l *remote.Link) (deliver.Receipt, error) {
	if err := prepare(ctx, l, d.to); err != nil {
		return deliver.Receipt{}, err
	}
	there, err := d.alreadyThere(l)
	if err != nil {
		return deliver.Receipt{}, err
	}
	d.sweep(l)
	if there {
		return d.replayed(), nil
	}
	if err := d.write(l); err != nil {
		err = d.wasFull(l, err)
		d.discard(l)
		return deliver.Receipt{}, err
	}
	return d.commit(ctx, l)
}

// prepare looks at the folder, once a connection: that it is one, and what attempts that were cut
// have left there. A folder that may not be listed is swept no further.
func prepare(ctx context.Context, l *remote.Link, to remote.Target) error {
	if l.Ready {
		return nil
	}
	info, err := l.Files.Stat(to.Folder)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return remote.Missing(to)
	}
	files, err := l.Files.ReadDirContext(ctx, to.Folder)
	if err != nil && !remote.IsAnswer(err) {
		return err
	}
	for _, one := range files {
		if strings.HasSuffix(one.Name(), partial) {
			l.Left[one.Name()] = struct{}{}
		}
	}
	l.Ready = err == nil || errors.Is(err, os.ErrPermission)
	return nil
}

// sweep removes what earlier attempts for the same file left, as well as it can. They are removed,
// not written over: a request of theirs may still be under way at the server.
func (d *deposit) sweep(l *remote.Link) {
	for name := range l.Left {
		if strings.HasPrefix(name, d.parcel.Name+".") {
			if err := l.Files.Remove(d.to.InFolder(name)); err == nil || errors.Is(err, os.ErrNotExist) {
				delete(l.Left, name)
			}
		}
	}
}

// discard removes what this attempt wrote, as well as it can: a later connection sweeps.
func (d *deposit) discard(l *remote.Link) { _ = l.Files.Remove(d.part()) }

// write makes NAME.MARK.part and, where the server offers it, brings it to its disk. Its length is
// asked for: some servers cut at a quota without a word.
func (d *deposit) write(l *remote.Link) error {
	file, err := l.Files.OpenFile(d.part(), os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = file.Write(d.parcel.Bytes)
	if err == nil && l.Offers("fsync@openssh.com") {
		err = file.Sync()
	}
	if err == nil {
		err = d.mustBeWhole(file)
	}
	if ending := file.Close(); err == nil {
		err = ending
	}
	return err
}

func (d *deposit) mustBeWhole(file interface{ Stat() (os.FileInfo, error) }) error {
	info, err := file.Stat()
	if err == nil && info.Size() != int64(len(d.parcel.Bytes)) {
		err = &fullError{io.ErrShortWrite}
	}
	return err
}

// fullError is a write that failed as the server has no room left.
type fullError struct{ cause error }

func (f *fullError) Error() string { return "sftp: no room left: " + f.cause.Error() }

// wasFull looks, before anything is removed, whether the server has room left: SFTP 3 says
// « Failure » alone.
func (d *deposit) wasFull(l *remote.Link, err error) error {
	if !remote.IsAnswer(err) {
		return err
	}
	if room, ok := l.Room(d.to.Folder); ok && room < uint64(len(d.parcel.Bytes)) {
		return &fullError{err}
	}
	return err
}

// commit tells that the file is about to take its name, then gives it.
func (d *deposit) commit(ctx context.Context, l *remote.Link) (deliver.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return deliver.Receipt{}, err
	}
	if err := d.sent(); err != nil {
		d.discard(l)
		return deliver.Receipt{}, remote.Back(deliver.ToRetry, codeNotNoted, "Le programme n'a pas pu noter le dépôt : rien n'a été déposé.",
			"Vérifiez la place libre sur le disque du programme ; l'envoi reprendra de lui-même.")
	}
	d.told = true
	there, err := d.alreadyThere(l)
	if err == nil && !there {
		d.open = true
		err = d.rename(l)
		if err == nil || !remote.IsAnswer(err) {
			d.open = err != nil
			return deliver.Receipt{State: deliver.Deposited, Message: "Le fichier « " + d.parcel.Name + " » est déposé."}, err
		}
	}
	return d.notPlaced(l, there, err)
}

// rename gives the file its name. The name was looked at just before, which leaves an instant for
// another program, though names are unique in a connector.
func (d *deposit) rename(l *remote.Link) error {
	if l.Offers("posix-rename@openssh.com") {
		return l.Files.PosixRename(d.part(), d.final())
	}
	return l.Files.Rename(d.part(), d.final())
}

// notPlaced looks, after a refused rename, at what has the name now.
func (d *deposit) notPlaced(l *remote.Link, there bool, cause error) (r deliver.Receipt, err error) {
	if d.open {
		there, err = d.alreadyThere(l)
		if err != nil && !isTaken(err) {
			return r, err
		}
		d.open = false
	}
	d.discard(l)
	switch {
	case there:
		return d.replayed(), nil
	case err != nil:
		return r, err
	case errors.Is(cause, os.ErrNotExist):
		return r, remote.Back(deliver.ToRetry, remote.CodeFailed, "Le fichier en cours de dépôt a disparu du dossier « "+d.to.Folder+" » : un autre programme l'en a retiré.",
			"Demandez au partenaire de ne pas toucher aux fichiers « .part » ; l'envoi reprendra de lui-même.")
	}
	return r, cause
}

func (d *deposit) replayed() deliver.Receipt {
	return deliver.Receipt{State: deliver.Deposited, Message: "Le fichier « " + d.parcel.Name + " » était déjà dans le dossier."}
}
