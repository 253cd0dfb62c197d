package sftp

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

// Test knows the server, signs in, and does to a small file of a hidden name what a delivery does
// to a statement. See deliver.Partner. A server whose key nobody confirmed, or whose key changed,
// is told nothing: the trial ends with the question whether the key is the server's.
func (s *Partner) Test(ctx context.Context, a deliver.Access) deliver.Trial {
	ctx, cancel := context.WithTimeout(ctx, s.limits.trial)
	defer cancel()
	t := &trial{Partner: s}
	to, err := remote.TargetOf(readable(a))
	if err == nil {
		err = t.run(ctx, to)
	}
	if err != nil {
		return t.failed(err)
	}
	return deliver.Trial{OK: true, Steps: t.steps}
}

// readable is an access without a pin that nobody can read: its server is met anew.
func readable(a deliver.Access) deliver.Access {
	if _, err := remote.ParsePin(strings.TrimSpace(a.Settings["host_key"])); err != nil {
		a.Settings = maps.Clone(a.Settings)
		delete(a.Settings, "host_key")
	}
	return a
}

type trial struct {
	*Partner
	steps []deliver.TrialStep
}

func (t *trial) well(format string, args ...any) {
	t.steps = append(t.steps, deliver.TrialStep{OK: true, Message: fmt.Sprintf(format, args...)})
}

func (t *trial) failed(err error) deliver.Trial {
	r := remote.ReceiptOf(err)
	made := deliver.Trial{Steps: append(t.steps, deliver.TrialStep{Message: r.Message, Hint: remote.AskedHint(r.Hint)}), Code: r.Code}
	if s, ok := errors.AsType[*remote.Setback](err); ok && s.Asks != nil {
		made.Questions = []deliver.Question{*s.Asks}
	}
	return made
}

func (t *trial) run(ctx context.Context, to remote.Target) error {
	leave, err := t.door.Enter(ctx)
	if err != nil {
		return remote.Ended(ctx, to)
	}
	defer leave()
	if to.Pin.Unknown() {
		return t.introduce(ctx, to)
	}
	l, err := t.door.Connect(ctx, to)
	if err != nil {
		return err
	}
	defer l.Close()
	defer context.AfterFunc(ctx, l.Cut)()
	t.well("Le serveur %s répond, avec la clé qui est retenue.", to)
	t.well("Il accepte l'identifiant « %s ».", to.User)
	d := &deposit{Partner: t.Partner, to: to, mark: newMark(),
		parcel: deliver.Parcel{Name: ".sobank-essai-" + rand.Text()[:8], Bytes: []byte("So bank\r\n")}}
	if err := t.try(l, d); err != nil {
		return d.explain(ctx, err)
	}
	return nil
}

// introduce shows the key of a server that is met for the first time.
func (t *trial) introduce(ctx context.Context, to remote.Target) error {
	key, err := t.door.HostKey(ctx, to)
	if err != nil {
		return err
	}
	t.well("Le serveur %s répond.", to)
	return remote.Stranger(to, key)
}

// try is a delivery of a hidden file, which is then removed.
func (t *trial) try(l *remote.Link, d *deposit) error {
	info, err := l.Files.Stat(d.to.Folder)
	switch {
	case err != nil:
		return err
	case !info.IsDir():
		return remote.Missing(d.to)
	}
	t.well("Le dossier « %s » existe.", d.to.Folder)
	if err := d.write(l); err != nil {
		err = d.wasFull(l, err)
		d.discard(l)
		return err
	}
	if err := d.rename(l); err != nil {
		d.discard(l)
		return err
	}
	return t.clear(l, d)
}

// clear removes the trial's file. A server that lets nobody remove files can be delivered to all
// the same.
func (t *trial) clear(l *remote.Link, d *deposit) error {
	err := l.Files.Remove(d.final())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		if !remote.IsAnswer(err) {
			return err
		}
		t.well("Le programme peut y écrire et y renommer un fichier, mais pas en supprimer : « %s » y reste.", d.parcel.Name)
	} else {
		t.well("Le programme peut y écrire, y renommer et y supprimer un fichier.")
	}
	if room, ok := l.Room(d.to.Folder); ok {
		t.well("Il y reste %s de libre.", size(room))
	}
	return nil
}

// size is a number of bytes for people.
func size(n uint64) string {
	for _, unit := range []struct {
		name  string
		bytes uint64
	}{{"To", 1e12}, {"Go", 1e9}, {"Mo", 1e6}, {"ko", 1e3}} {
		if n >= unit.bytes {
			return strings.Replace(fmt.Sprintf("%.1f %s", float64(n)/float64(unit.bytes), unit.name), ".", ",", 1)
		}
	}
	return fmt.Sprintf("%d octets", n)
}
