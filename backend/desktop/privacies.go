package desktop

import (
	"context"
	"strconv"
	"sync"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/privacy"
	"sobank/backend/sheet"
)

// Privacies is « Données personnelles », and a client's export and erasure. An export runs beside
// the window and tells its progress by events.
type Privacies struct {
	desk *Desk

	mu   sync.Mutex
	last int
	jobs map[string]context.CancelFunc
	done sync.WaitGroup
}

// Register gives what a firm can put into its record of processing.
func (p *Privacies) Register(firmID int64) (RegisterPage, error) {
	return ask(p.desk, func(v visit) (RegisterPage, error) {
		r, err := v.house.Privacy.Register(v.ctx, v.actor, firmID)
		page := RegisterPage{FirmID: r.FirmID, FirmName: r.FirmName, Sections: make([]RegisterSection, len(r.Sections)), Text: r.Text()}
		for i, s := range r.Sections {
			page.Sections[i] = RegisterSection(s)
		}
		return page, err
	})
}

// SaveRegister writes it as a text; "" when the person closes the dialog.
func (p *Privacies) SaveRegister(firmID int64) (string, error) {
	return ask(p.desk, func(v visit) (string, error) {
		path, err := p.desk.options.Dialogs.SaveFile("Enregistrer la fiche de registre", "registre-so-bank-"+v.house.Now().Format(time.DateOnly)+".txt")
		if err != nil || path == "" {
			return "", err
		}
		return path, v.house.Privacy.SaveRegister(v.ctx, v.actor, firmID, path)
	})
}

// Retention gives how long each firm keeps a client after its mission.
func (p *Privacies) Retention() (RetentionPage, error) {
	return ask(p.desk, func(v visit) (RetentionPage, error) {
		rules, mayEdit, err := v.house.Privacy.Rules(v.ctx, v.actor)
		page := RetentionPage{Rules: make([]RetentionRule, len(rules)), CanEdit: mayEdit}
		for i, r := range rules {
			page.Rules[i] = RetentionRule(r)
		}
		return page, err
	})
}

// SetRetention changes it for one.
func (p *Privacies) SetRetention(firmID int64, years int) error {
	return do(p.desk, func(v visit) error { return v.house.Privacy.SetRetention(v.ctx, v.actor, firmID, years) })
}

// Over lists « À purger ».
func (p *Privacies) Over() ([]KeptClient, error) {
	return ask(p.desk, func(v visit) ([]KeptClient, error) {
		list, err := v.house.Privacy.Over(v.ctx, v.actor)
		rows := make([]KeptClient, len(list))
		for i, k := range list {
			rows[i] = keptOf(k)
		}
		return rows, err
	})
}

// EraseOver erases clients whose retention is over; typed is the word that confirms.
func (p *Privacies) EraseOver(clientIDs []int64, typed string) (Erased, error) {
	return ask(p.desk.given(clientIDs, typed), func(v visit) (Erased, error) {
		b, err := v.house.Privacy.EraseOver(v.ctx, v.actor, clientIDs, typed)
		done := erasedOf(b.Gone)
		done.Erased = append(done.Erased, b.Erased...)
		for _, l := range b.Left {
			done.Left = append(done.Left, ErasedLeft(l))
		}
		return done, err
	})
}

// Aside says what is under « Sans IBAN », and for how long.
func (p *Privacies) Aside() (AsideRetention, error) {
	return ask(p.desk, func(v visit) (AsideRetention, error) {
		a, err := v.house.Privacy.Aside(v.ctx, v.actor)
		return AsideRetention{Days: a.Days, Due: ErasedCounts(a.Due), Oldest: dayOrNone(a.Oldest), Next: dayOrNone(a.Next), CanPurge: a.MayPurge}, err
	})
}

// PurgeAside erases what is past its days there.
func (p *Privacies) PurgeAside() (Erased, error) {
	return ask(p.desk, func(v visit) (Erased, error) {
		gone, err := v.house.Privacy.PurgeAside(v.ctx, v.actor)
		return erasedOf(gone), err
	})
}

// PreviewErase says what erasing a client would take away, and what stands against it.
func (p *Privacies) PreviewErase(clientID int64) (ErasePlan, error) {
	return ask(p.desk, func(v visit) (ErasePlan, error) {
		plan, err := v.house.Privacy.PreviewErase(v.ctx, v.actor, clientID)
		return ErasePlan{Client: keptOf(plan.Kept), Counts: ErasedCounts(plan.Counts), Refusal: plan.Refusal,
			Warnings: append([]string{}, plan.Warnings...), Notes: append([]string{}, plan.Notes...)}, err
	})
}

// Erase erases a client for good.
func (p *Privacies) Erase(f ErasureForm) (Erased, error) {
	return ask(p.desk.given(f), func(v visit) (Erased, error) {
		if len(f.Typed) > 1000 || len(f.Reason) > 2000 {
			return Erased{}, fault.New(fault.Invalid, "Ce texte est trop long.").WithField("typed")
		}
		gone, err := v.house.Privacy.Erase(v.ctx, v.actor, f.ClientID, privacy.Consent{Typed: f.Typed, Reason: f.Reason, Despite: f.Despite})
		return erasedOf(gone), err
	})
}

// Tombstones lists what was erased, latest first.
func (p *Privacies) Tombstones() ([]TombstoneRow, error) {
	return ask(p.desk, func(v visit) ([]TombstoneRow, error) {
		list, err := v.house.Privacy.Tombstones(v.ctx, v.actor)
		rows := make([]TombstoneRow, len(list))
		for i, t := range list {
			rows[i] = TombstoneRow{ID: t.ID, ClientID: t.ClientID, FirmName: t.FirmName, By: t.By, Reason: t.Reason, Early: t.Early, Counts: ErasedCounts(t.Counts), At: at(t.At)}
		}
		return rows, err
	})
}

// Export begins the export of all that is kept about a client, and returns the job that its
// events name; "" when the person closes the dialog.
func (p *Privacies) Export(clientID int64) (string, error) {
	return ask(p.desk, func(v visit) (string, error) {
		row, err := v.house.Clients.Get(v.ctx, v.actor, clientID)
		if err != nil {
			return "", err
		}
		if err := v.house.Privacy.MayExport(v.ctx, v.actor, clientID); err != nil {
			return "", err // before a dialog for nothing
		}
		path, err := p.desk.options.Dialogs.SaveFile("Exporter les données du client", sheet.FileName("donnees-"+row.Name)+"-"+v.house.Now().Format(time.DateOnly)+".zip")
		if err != nil || path == "" {
			return "", err
		}
		ctx, cancel := context.WithCancel(v.ctx)
		job := p.begin(cancel)
		go func() {
			defer p.end(job)
			p.export(ctx, job, v, clientID, path)
		}()
		return job, nil
	})
}

// export writes and tells how it ended. A panic is told as a failure.
func (p *Privacies) export(ctx context.Context, job string, v visit, clientID int64, path string) {
	done, err := guarded(p.desk, func(visit) (privacy.Done, error) {
		return v.house.Privacy.Export(ctx, v.actor, clientID, path, p.teller(job))
	})
	p.desk.options.Emit("privacy:exported", ClientExportDone{Job: job, Path: done.Path, Files: done.Files, Statements: done.Statements, Operations: done.Operations, Failure: failureOf(err)})
}

// teller tells progress at most ten times a second.
func (p *Privacies) teller(job string) func(privacy.Progress) {
	var last time.Time
	return func(n privacy.Progress) {
		if time.Since(last) < 100*time.Millisecond {
			return
		}
		last = time.Now()
		p.desk.options.Emit("privacy:progress", ClientExportProgress{Job: job, Done: n.Done, Total: n.Total})
	}
}

// CancelExport stops an export: no file is left.
func (p *Privacies) CancelExport(job string) error {
	return do(p.desk.given(job), func(visit) error {
		p.mu.Lock()
		defer p.mu.Unlock()
		if cancel, ok := p.jobs[job]; ok {
			cancel()
		}
		return nil
	})
}

func (p *Privacies) begin(cancel context.CancelFunc) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	job := strconv.Itoa(p.last)
	p.jobs[job] = cancel
	p.done.Add(1)
	return job
}

func (p *Privacies) end(job string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.jobs[job]()
	delete(p.jobs, job)
	p.done.Done()
}

// stopAll cancels what runs and waits for it to end.
func (p *Privacies) stopAll() {
	p.mu.Lock()
	for _, cancel := range p.jobs {
		cancel()
	}
	p.mu.Unlock()
	p.done.Wait()
}

func keptOf(k privacy.Kept) KeptClient {
	return KeptClient{ClientID: k.ClientID, Name: k.Name, Reference: k.Reference, FirmName: k.FirmName, EndedOn: dayOrNone(k.EndedOn), Until: dayOrNone(k.Until),
		Accounts: k.Accounts, Statements: k.Statements}
}

func erasedOf(g privacy.Gone) Erased {
	return Erased{Counts: ErasedCounts(g.Counts), Wiped: g.Wiped, Erased: []int64{}, Left: []ErasedLeft{}}
}

func dayOrNone(d civil.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
