package desktop

import (
	"context"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/statement"
)

// Imports brings files in and takes imports back. An import runs beside the window and
// tells its progress by events.
type Imports struct {
	desk *Desk

	mu   sync.Mutex
	last int
	jobs map[string]context.CancelFunc
	done sync.WaitGroup
}

// PickFiles lets the person choose files; none when they close the dialog.
func (i *Imports) PickFiles() ([]string, error) {
	return ask(i.desk, func(visit) ([]string, error) {
		paths, err := i.desk.options.Dialogs.OpenFiles("Choisir des fichiers de relevés")
		return append([]string{}, paths...), err
	})
}

// PickFolder lets the person choose a folder; "" when they close the dialog.
func (i *Imports) PickFolder() (string, error) {
	return ask(i.desk, func(visit) (string, error) {
		return i.desk.options.Dialogs.OpenFolder("Choisir un dossier de relevés")
	})
}

// Start begins an import and returns the job that its events name.
func (i *Imports) Start(f ImportForm) (string, error) {
	return ask(i.desk, func(v visit) (string, error) {
		if len(f.Paths) == 0 || len(f.Paths) > 10_000 {
			return "", fault.New(fault.Invalid, "Choisissez des fichiers ou un dossier.").WithField("paths")
		}
		ctx, cancel := context.WithCancel(v.ctx)
		job := i.begin(cancel)
		go func() {
			defer i.end(job)
			i.run(ctx, job, v, f)
		}()
		return job, nil
	})
}

func (i *Imports) begin(cancel context.CancelFunc) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.last++
	job := strconv.Itoa(i.last)
	i.jobs[job] = cancel
	i.done.Add(1)
	return job
}

func (i *Imports) end(job string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.jobs[job]()
	delete(i.jobs, job)
	i.done.Done()
}

// run imports and tells how it ended. A panic is told as a failure.
func (i *Imports) run(ctx context.Context, job string, v visit, f ImportForm) {
	report := ImportReport{Job: job, Files: []FileReport{}}
	files, err := guarded(i.desk, func(visit) ([]collect.FileReport, error) {
		return v.house.Collect.Import(ctx, v.actor, collect.Request{Paths: f.Paths, FirmID: f.FirmID, HandedOver: f.HandedOver}, i.teller(job))
	})
	for _, file := range files {
		report.Files = append(report.Files, reportOf(file))
	}
	if err != nil {
		e := fault.From(err)
		report.Failure = &Failure{Code: string(e.Code), Message: e.Message, Field: e.Field, Hint: e.Hint}
	}
	i.desk.options.Emit("import:done", report)
	i.desk.syncing.kick(false)
}

// teller tells progress at most ten times a second.
func (i *Imports) teller(job string) func(collect.Progress) {
	var last time.Time
	return func(p collect.Progress) {
		if time.Since(last) < 100*time.Millisecond {
			return
		}
		last = time.Now()
		i.desk.options.Emit("import:progress", ImportProgress{Job: job, File: p.File, Files: p.Files, Name: p.Name,
			Bytes: p.Bytes, TotalBytes: p.TotalBytes, Operations: p.Operations})
	}
}

// Cancel stops an import: the file being read leaves nothing behind, those before it stay.
func (i *Imports) Cancel(job string) error {
	return do(i.desk, func(visit) error {
		i.mu.Lock()
		defer i.mu.Unlock()
		if cancel, ok := i.jobs[job]; ok {
			cancel()
		}
		return nil
	})
}

// stopAll cancels what runs and waits for it to end.
func (i *Imports) stopAll() {
	i.mu.Lock()
	for _, cancel := range i.jobs {
		cancel()
	}
	i.mu.Unlock()
	i.done.Wait()
}

// Recent lists the latest imported files.
func (i *Imports) Recent() ([]ImportRow, error) {
	return ask(i.desk, func(v visit) ([]ImportRow, error) {
		files, err := v.house.Collect.Recent(v.ctx, v.actor, 200)
		rows := make([]ImportRow, len(files))
		for n, f := range files {
			rows[n] = ImportRow{FileID: f.ID, Name: f.Name, ReceivedAt: at(f.ReceivedAt), By: f.By, HandedOver: f.HandedOver,
				Statements: f.Statements, Operations: f.Operations, NewOperations: f.NewOperations, Warnings: f.Warnings}
		}
		return rows, err
	})
}

// PreviewUndo says what undoing an import would take away.
func (i *Imports) PreviewUndo(fileID int64) (UndoPreview, error) {
	return ask(i.desk, func(v visit) (UndoPreview, error) {
		p, err := v.house.Collect.PreviewUndo(v.ctx, v.actor, fileID)
		preview := UndoPreview{FileID: fileID, Name: p.File.Name, Statements: p.Statements, Operations: p.Operations, Kept: p.Kept}
		if p.WhyNot != nil {
			preview.WhyNot = fault.From(p.WhyNot).Message
		}
		return preview, err
	})
}

// Undo takes an import back.
func (i *Imports) Undo(fileID int64) error {
	return do(i.desk, func(v visit) error { return v.house.Collect.Undo(v.ctx, v.actor, fileID) })
}

func reportOf(r collect.FileReport) FileReport {
	f := FileReport{Path: r.Path, Name: filepath.Base(r.Path), Outcome: string(r.Outcome), FileID: r.FileID, Format: r.Format, Statements: r.Statements,
		NewStatements: r.NewStatements, Operations: r.Operations, NewOperations: r.NewOperations, Warnings: r.Warnings, States: []Count{}, Places: []Count{}}
	for _, s := range statement.States {
		if n := r.States[s]; n > 0 {
			f.States = append(f.States, Count{Key: string(s), Name: s.French(), Count: n})
		}
	}
	for _, p := range statement.Places {
		if n := r.Places[p]; n > 0 {
			f.Places = append(f.Places, Count{Key: string(p), Name: p.French(), Count: n})
		}
	}
	switch {
	case r.Err != nil:
		e := fault.From(r.Err)
		f.Message, f.Hint = e.Message, e.Hint
	case r.Outcome == collect.Duplicate:
		f.Message = "Ce fichier est déjà importé : rien ne change."
	}
	return f
}
