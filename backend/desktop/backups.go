package desktop

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"sobank/backend/backup"
	"sobank/backend/fault"
	"sobank/backend/rights"
)

// Backups is « Sauvegardes ».
type Backups struct {
	desk *Desk
	mu   sync.Mutex
	stop context.CancelFunc // of the one that is under way
}

// BackupStatus is how the backups stand.
type BackupStatus struct {
	Folder    string       `json:"folder"`
	Chosen    bool         `json:"chosen"` // by a person
	LastAt    string       `json:"lastAt"` // "" before the first one
	Problem   string       `json:"problem"`
	SheetOn   string       `json:"sheetOn"` // "" until the recovery sheet is in a safe place
	Recipient string       `json:"recipient"`
	Keep      int          `json:"keep"`
	Files     []BackupFile `json:"files"`
}

// BackupFile is a backup in the folder.
type BackupFile struct {
	Path   string `json:"path"`
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	MadeAt string `json:"madeAt"`
	Aside  bool   `json:"aside"` // what a backup took the place of
}

// BackupContents is what stands in a data file.
type BackupContents struct {
	Firms      []string `json:"firms"`
	Clients    int      `json:"clients"`
	Accounts   int      `json:"accounts"`
	Statements int      `json:"statements"`
	Operations int      `json:"operations"`
	LastDay    string   `json:"lastDay"`
}

// BackupMade is a backup that was made and opened again; an empty path when the person closes the dialog.
type BackupMade struct {
	Path     string         `json:"path"`
	Size     int64          `json:"size"`
	Contents BackupContents `json:"contents"`
}

// BackupPreview is what a backup would bring, beside what is there.
type BackupPreview struct {
	MadeAt      string         `json:"madeAt"`
	Program     string         `json:"program"`
	Credentials int            `json:"credentials"`
	Erased      int            `json:"erased"` // erasures since: what was erased would come back
	Inside      BackupContents `json:"inside"`
	Now         BackupContents `json:"now"`
}

// BackupSheet is the recovery sheet: the one secret that a person must see, once.
type BackupSheet struct {
	Recipient string `json:"recipient"`
	Identity  string `json:"identity"`
}

// Status says how the backups stand.
func (b *Backups) Status() (BackupStatus, error) {
	return ask(b.desk, func(v visit) (BackupStatus, error) {
		s, err := v.house.Backups.Status(v.ctx, v.actor)
		out := BackupStatus{Folder: s.Folder, Chosen: s.Chosen, LastAt: at(s.LastAt), Problem: s.Problem, SheetOn: s.SheetOn.String(), Recipient: s.Recipient,
			Keep: backup.Keep, Files: make([]BackupFile, len(s.Files))}
		for i, f := range s.Files {
			out.Files[i] = BackupFile{Path: f.Path, Name: f.Name, Size: f.Size, MadeAt: at(f.MadeAt), Aside: f.Aside}
		}
		return out, err
	})
}

// Make makes the day's backup now.
func (b *Backups) Make() (BackupMade, error) {
	return underway(b, nil, func(ctx context.Context, v visit) (BackupMade, error) {
		made, err := v.house.Backups.Make(ctx, v.actor, b.tell)
		return madeOf(made), err
	})
}

// MakeFor makes a backup for a passphrase where the person chooses.
func (b *Backups) MakeFor(passphrase string, credentials bool) (BackupMade, error) {
	return underway(b, []any{passphrase}, func(ctx context.Context, v visit) (BackupMade, error) {
		path, err := b.desk.options.Dialogs.SaveFile("Enregistrer la sauvegarde", "sobank-"+v.house.Now().Format("2006-01-02")+backup.Ending)
		if err != nil || path == "" {
			return BackupMade{Contents: contentsOf(backup.Contents{})}, err
		}
		if !strings.EqualFold(filepath.Ext(path), backup.Ending) {
			path += backup.Ending
		}
		made, err := v.house.Backups.MakeFor(ctx, v.actor, backup.Request{Path: path, Passphrase: passphrase, Credentials: credentials}, b.tell)
		return madeOf(made), err
	})
}

// Choose asks for a backup's file, "" when the person closes the dialog.
func (b *Backups) Choose() (string, error) {
	return ask(b.desk, func(visit) (string, error) { return b.desk.chooseBackup() })
}

func (d *Desk) chooseBackup() (string, error) {
	paths, err := d.options.Dialogs.OpenFiles("Choisir une sauvegarde")
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

// Look shows what a backup would bring. key is a passphrase or the sheet's, "" for the keychain's.
func (b *Backups) Look(path, key string) (BackupPreview, error) {
	return underway(b, []any{path, key}, func(ctx context.Context, v visit) (BackupPreview, error) {
		p, err := v.house.Backups.Look(ctx, v.actor, path, backup.Key{Text: key}, b.tell)
		return BackupPreview{MadeAt: p.MadeAt, Program: p.Program, Credentials: p.Credentials, Erased: max(0, p.Now.Counts.Erasures-p.Counts.Erasures), Inside: contentsOf(p.Contents), Now: contentsOf(p.Now)}, err
	})
}

// Restore puts a backup in place of the data; whoever is at the window must sign in again. The answer is
// where the data of before are kept.
func (b *Backups) Restore(path, key string) (BackupMade, error) {
	return underway(b, []any{path, key}, func(ctx context.Context, v visit) (BackupMade, error) {
		before, err := v.house.Backups.Restore(ctx, v.actor, path, backup.Key{Text: key}, b.tell)
		if err == nil {
			b.desk.sit(rights.Actor{}, false)
			b.desk.emit("data:changed", nil)
		}
		return madeOf(before), err
	})
}

// Stop ends the backup, or the return of one, that is under way: nothing of it stays.
func (b *Backups) Stop() error {
	return do(b.desk, func(visit) error {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.stop != nil {
			b.stop()
		}
		return nil
	})
}

// Sheet gives the recovery sheet until it is put away.
func (b *Backups) Sheet() (BackupSheet, error) {
	return ask(b.desk, func(v visit) (BackupSheet, error) {
		s, err := v.house.Backups.Sheet(v.ctx, v.actor)
		return BackupSheet(s), err
	})
}

// PutAway notes that the sheet is in a safe place: it is shown no more.
func (b *Backups) PutAway() error {
	return do(b.desk, func(v visit) error { return v.house.Backups.PutAway(v.ctx, v.actor) })
}

// Renew makes another key, and another sheet.
func (b *Backups) Renew() error {
	return do(b.desk, func(v visit) error { return v.house.Backups.Renew(v.ctx, v.actor) })
}

// ChooseFolder asks where the daily backups go; false when the person closes the dialog.
func (b *Backups) ChooseFolder() (bool, error) {
	return ask(b.desk, func(v visit) (bool, error) {
		dir, err := b.desk.options.Dialogs.OpenFolder("Dossier des sauvegardes")
		if err != nil || dir == "" {
			return false, err
		}
		return true, v.house.Backups.SetFolder(v.ctx, v.actor, dir)
	})
}

// OwnFolder sends the daily backups back to the data folder's own.
func (b *Backups) OwnFolder() error {
	return do(b.desk, func(v visit) error { return v.house.Backups.SetFolder(v.ctx, v.actor, "") })
}

// underway runs what takes a while, one at a time, until it ends or Stop is called.
func underway[T any](b *Backups, given []any, work func(context.Context, visit) (T, error)) (T, error) {
	return ask(b.desk.given(given...), func(v visit) (none T, err error) {
		ctx, stop := context.WithCancel(v.ctx)
		defer stop()
		b.mu.Lock()
		if b.stop != nil {
			b.mu.Unlock()
			return none, fault.New(fault.Busy, "Une sauvegarde est en cours.").WithHint("Attendez qu'elle se termine.")
		}
		b.stop = stop
		b.mu.Unlock()
		defer func() { b.mu.Lock(); b.stop = nil; b.mu.Unlock() }()
		return work(ctx, v)
	})
}

func (b *Backups) tell(s backup.Step) { b.desk.emit("backup:progress", s) }

// emit tells the window something.
func (d *Desk) emit(event string, data any) {
	if d.options.Emit != nil {
		d.options.Emit(event, data)
	}
}

func madeOf(m backup.Made) BackupMade {
	return BackupMade{Path: m.Path, Size: m.Size, Contents: contentsOf(m.Contents)}
}

func contentsOf(c backup.Contents) BackupContents {
	return BackupContents{Firms: append([]string{}, c.Firms...), Clients: c.Counts.Clients, Accounts: c.Counts.Accounts, Statements: c.Counts.Statements,
		Operations: c.Counts.Operations, LastDay: c.LastDay}
}

// backingUp makes the day's backup while the window is open.
type backingUp struct {
	desk  *Desk
	ended sync.WaitGroup
}

// between is how often the window looks whether the day's backup is there.
const between = 10 * time.Minute

func (u *backingUp) start(ctx context.Context) {
	u.ended.Go(func() {
		ticker := time.NewTicker(between)
		defer ticker.Stop()
		for u.run(ctx); ctx.Err() == nil; u.run(ctx) {
			select {
			case <-ctx.Done():
			case <-ticker.C:
			}
		}
	})
}

// run keeps quiet about what goes wrong: Status tells it.
func (u *backingUp) run(ctx context.Context) {
	made, err := guarded(u.desk, func(v visit) (backup.Made, error) {
		none, err := v.house.Staff.None(v.ctx)
		if err != nil || none {
			return backup.Made{}, err
		}
		if demo, err := signInOfDemo(v); err != nil || demo != nil {
			return backup.Made{}, err // invented data
		}
		return v.house.Backups.Daily(ctx, nil)
	})
	if made.Path != "" || err != nil {
		u.desk.emit("backup:done", nil)
	}
}
