package sqlite

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"sobank/backend/fault"
)

// Presence tells which processes on a data folder are alive: each holds a lock on a file of
// its own, which the system frees when the process ends, however it ends. A process that
// sleeps keeps its lock, so that nothing it does is done twice.
type Presence struct {
	Dir       string // the data folder
	OSAccount string // that the process runs under

	mu    sync.Mutex
	owner string
	lock  *flock.Flock
}

// Owner is this process, present from the first call until Close.
func (p *Presence) Owner() (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.owner != "" {
		return p.owner, nil
	}
	err := os.MkdirAll(p.folder(), folderMode(p.Dir))
	if err == nil {
		err = share(p.folder(), folderMode(p.Dir))
	}
	if err != nil {
		return "", cannotBePresent(err)
	}
	for range 10 { // another process that sweeps may hold, or take away, a file just made
		if err = p.enter(rand.Text() + ofAccount(p.OSAccount)); err == nil {
			p.sweep()
			return p.owner, nil
		}
	}
	return "", cannotBePresent(err)
}

// ofAccount ends the names of an OS account's processes: the name itself may not be one that
// a file can have.
func ofAccount(osAccount string) string {
	sum := sha256.Sum256([]byte(osAccount))
	return "-" + hex.EncodeToString(sum[:8])
}

var errSwept = errors.New("sqlite: the presence file was swept")

func (p *Presence) enter(owner string) error {
	lock := p.lockOf(owner)
	if ok, err := lock.TryLock(); err != nil || !ok {
		return errors.Join(err, errSwept)
	}
	if _, err := os.Stat(p.path(owner)); err != nil {
		_ = lock.Unlock()
		return errors.Join(err, errSwept)
	}
	p.owner, p.lock = owner, lock
	return nil
}

func (p *Presence) lockOf(owner string) *flock.Flock {
	return flock.New(p.path(owner), flock.SetPermissions(fileMode(p.Dir)))
}

func cannotBePresent(err error) error {
	return fault.New(fault.Unreadable, "Le dossier de données ne peut pas être écrit.").
		WithHint("Vérifiez vos droits et la place sur le disque.").WithCause(err)
}

func (p *Presence) folder() string { return filepath.Join(p.Dir, "processus") }

func (p *Presence) path(owner string) string { return filepath.Join(p.folder(), owner+".lock") }

// Alive reports whether an owner still runs; an error says that it cannot be told, since its
// file cannot be looked at.
func (p *Presence) Alive(owner string) (bool, error) {
	if owner == "" || strings.ContainsAny(owner, `/\.`) {
		return false, nil
	}
	if _, err := os.Stat(p.path(owner)); err != nil {
		if os.IsNotExist(err) {
			err = nil
		}
		return false, err
	}
	lock := p.lockOf(owner)
	free, err := lock.TryLock()
	if free {
		_ = lock.Unlock()
	}
	return err == nil && !free, err
}

// Running reports whether a process of an OS account is there, as far as can be told.
func (p *Presence) Running(osAccount string) bool {
	entries, _ := os.ReadDir(p.folder())
	for _, e := range entries {
		owner, _ := strings.CutSuffix(e.Name(), ".lock")
		if !strings.HasSuffix(owner, ofAccount(osAccount)) {
			continue
		}
		if alive, err := p.Alive(owner); alive || err != nil {
			return true
		}
	}
	return false
}

// fresh reports whether a file was just made: its process may be about to lock it.
func fresh(e os.DirEntry) bool {
	info, err := e.Info()
	return err != nil || time.Since(info.ModTime()) < time.Minute
}

// sweep takes away the files of the dead, under their lock, so that nobody takes the name
// of one for present while it goes.
func (p *Presence) sweep() {
	entries, _ := os.ReadDir(p.folder())
	for _, e := range entries {
		owner, ok := strings.CutSuffix(e.Name(), ".lock")
		if !ok || owner == p.owner || fresh(e) {
			continue
		}
		lock := p.lockOf(owner)
		if free, err := lock.TryLock(); err == nil && free {
			_ = os.Remove(p.path(owner))
			_ = lock.Unlock()
		}
	}
}

// Close makes this process absent.
func (p *Presence) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lock == nil {
		return nil
	}
	path := p.lock.Path()
	err := p.lock.Unlock()
	_ = os.Remove(path)
	p.lock, p.owner = nil, ""
	return err
}
