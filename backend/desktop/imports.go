package desktop

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/iban"
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

// Preview begins a look at what an import would do, and returns the job that its events name.
func (i *Imports) Preview(f ImportForm) (string, error) { return i.launch(f, i.preview) }

// Start begins an import and returns the job that its events name.
func (i *Imports) Start(f ImportForm) (string, error) { return i.launch(f, i.run) }

func (i *Imports) launch(f ImportForm, work func(ctx context.Context, job string, v visit, r collect.Request)) (string, error) {
	return ask(i.desk.given(f), func(v visit) (string, error) {
		r, err := f.request()
		if err != nil {
			return "", err
		}
		ctx, cancel := context.WithCancel(v.ctx)
		job := i.begin(cancel)
		go func() {
			defer i.end(job)
			work(ctx, job, v, r)
		}()
		return job, nil
	})
}

func (f ImportForm) request() (r collect.Request, err error) {
	if len(f.Paths) == 0 || len(f.Paths) > 10_000 || len(f.Given) > 10_000 {
		return r, fault.New(fault.Invalid, "Choisissez des fichiers ou un dossier.").WithField("paths")
	}
	r = collect.Request{Paths: f.Paths, FirmID: f.FirmID, HandedOver: f.HandedOver, Given: map[string]collect.Given{}}
	for _, a := range f.Given {
		given := collect.Given{Dates: a.Dates, Mapping: []byte(a.Mapping)}
		if len(a.Mapping) > 64<<10 || len(a.Dates) > 10 {
			return r, fault.New(fault.Invalid, "Cette lecture des colonnes est trop longue.").WithField("mapping")
		}
		if a.Account != "" {
			if given.Account, err = iban.Parse(a.Account); err != nil {
				return r, err
			}
		}
		r.Given[a.Path] = given
	}
	return r, nil
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
func (i *Imports) run(ctx context.Context, job string, v visit, r collect.Request) {
	files, err := guarded(i.desk, func(visit) ([]collect.FileReport, error) {
		return v.house.Collect.Import(ctx, v.actor, r, i.teller(job))
	})
	report := ImportReport{Job: job, Files: []FileReport{}, Failure: failureOf(err)}
	for _, file := range files {
		report.Files = append(report.Files, reportOf(file))
	}
	i.desk.options.Emit("import:done", report)
	i.desk.syncing.kick(false)
}

// preview looks at what an import would do, and tells it.
func (i *Imports) preview(ctx context.Context, job string, v visit, r collect.Request) {
	files, err := guarded(i.desk, func(visit) ([]collect.FilePreview, error) {
		return v.house.Collect.Preview(ctx, v.actor, r, i.teller(job))
	})
	preview := ImportPreview{Job: job, Files: []FilePreview{}, Failure: failureOf(err)}
	for _, file := range files {
		preview.Files = append(preview.Files, filePreviewOf(file))
	}
	i.desk.options.Emit("import:preview", preview)
}

func failureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	e := fault.From(err)
	return &Failure{Code: string(e.Code), Message: e.Message, Field: e.Field, Hint: e.Hint}
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
	return do(i.desk.given(job), func(visit) error {
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
	f := FileReport{Path: r.Path, Name: cmp.Or(r.Name, filepath.Base(r.Path)), Outcome: string(r.Outcome), FileID: r.FileID, Format: r.Format, Statements: r.Statements,
		NewStatements: r.NewStatements, Operations: r.Operations, NewOperations: r.NewOperations, Warnings: r.Warnings}
	f.States, f.Places = stateCounts(r.States), placeCounts(r.Places)
	switch {
	case r.Err != nil:
		e := fault.From(r.Err)
		f.Message, f.Hint = e.Message, e.Hint
	case r.Outcome == collect.Duplicate:
		f.Message = "Ce fichier est déjà importé : rien ne change."
	}
	return f
}

func stateCounts(n map[statement.State]int) []Count {
	counts := []Count{}
	for _, s := range statement.States {
		if n[s] > 0 {
			counts = append(counts, Count{Key: string(s), Name: s.French(), Count: n[s]})
		}
	}
	return counts
}

func placeCounts(n map[statement.Place]int) []Count {
	counts := []Count{}
	for _, p := range statement.Places {
		if n[p] > 0 {
			counts = append(counts, Count{Key: string(p), Name: p.French(), Count: n[p]})
		}
	}
	return counts
}

// asked are the fields that a file may leave open.
var asked = []string{"account", "dates", "mapping"}

func filePreviewOf(p collect.FilePreview) FilePreview {
	f := FilePreview{FileReport: reportOf(p.FileReport), Notes: []ImportNote{}, Accounts: []AccountPreview{}}
	if p.Err != nil {
		if e := fault.From(p.Err); e.Code == fault.Invalid && slices.Contains(asked, e.Field) {
			f.Asks = e.Field
		}
	}
	for _, w := range p.Notes {
		f.Notes = append(f.Notes, ImportNote{Line: w.Line, Field: w.Field, Message: w.Message})
	}
	for _, a := range p.Accounts {
		f.Accounts = append(f.Accounts, AccountPreview{AccountID: a.AccountID, IBAN: string(a.IBAN), Key: a.Key, Client: a.Client, Connector: a.Connector,
			Currency: a.Currency, Start: a.Start.String(), End: a.End.String(), Statements: a.Statements, NewStatements: a.NewStatements,
			Operations: a.Operations, NewOperations: a.NewOperations, States: stateCounts(a.States), Places: placeCounts(a.Places)})
	}
	return f
}
