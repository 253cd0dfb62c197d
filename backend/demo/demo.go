// Package demo makes a firm with clients, IBANs, mandates and connectors in a new data
// folder, plays its partners on this machine, imports files it invents, delivers, takes the
// global file, and says what went where. Everything is invented, and secrets stay in memory.
//
//	result, err := demo.Make(ctx, house)
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sobank/backend/civil"
	"sobank/backend/collect"
	"sobank/backend/deliver"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

// The demonstration's sign-in. It opens invented data only.
const (
	Email    = "camille.martin@cabinet-demo.example"
	Password = "demonstration-so-bank"
)

// SettingName is the setting that marks a demonstration and holds its sign-in.
const SettingName = "demo"

// Result is what the demonstration did.
type Result struct {
	Data       string
	Files      int
	Statements int
	Operations int
	Places     map[statement.Place]int
	Deliveries map[deliver.State]int
	Record     []Held // what the partners hold
	Taken      download.Taken
}

// Held is a statement as a partner holds it.
type Held struct {
	IBAN       iban.IBAN
	From, To   civil.Date
	Operations int
}

// Make fills a new data folder. Errors: Conflict when the folder is in use already.
func Make(ctx context.Context, h *wiring.House) (r Result, err error) {
	none, err := h.Staff.None(ctx)
	if err != nil {
		return r, err
	}
	if !none {
		return r, fault.Newf(fault.Conflict, "Le dossier « %s » contient déjà des données : la démonstration en veut un nouveau.", h.DataDir).
			WithHint("Donnez un dossier vide : --data DOSSIER.")
	}
	p := newPartners(h)
	defer p.close()
	if err := errors.Join(p.makeFolders(), p.start()); err != nil {
		return r, err
	}
	if err := provisionAll(ctx, h, p); err != nil {
		return r, err
	}
	session, err := h.Staff.SignIn(ctx, Email, Password, false)
	if err != nil {
		return r, err
	}
	if err := share(ctx, h, session.Actor); err != nil {
		return r, err
	}
	registers := newRegisters()
	defer func() { _ = registers.Close() }()
	if err := openRegisters(ctx, h, registers, session.Actor); err != nil {
		return r, err
	}
	r.Data = h.DataDir
	if err := r.work(ctx, h, p, session.Actor); err != nil {
		return r, err
	}
	if err := remember(ctx, h, p, session.Actor); err != nil {
		return r, err
	}
	return r, h.Staff.SignOut(ctx, session.Actor)
}

// provisionAll sets the firm up, with its partners' credentials.
func provisionAll(ctx context.Context, h *wiring.House, p partners) error {
	given := provision.Secrets{Staff: map[string]string{}, Connectors: map[string]map[string]string{
		"Inqom": secrets("inqom"), "MyUnisoft": secrets("myunisoft")}}
	plan := plan(p)
	for _, member := range plan.Firms[0].Staff {
		given.Staff[member.Email] = Password
	}
	_, err := h.Provision.Apply(ctx, h.Systeme(), plan, given)
	return err
}

// remember keeps the demonstration's sign-in and what Resume needs.
func remember(ctx context.Context, h *wiring.House, p partners, actor rights.Actor) error {
	firms, err := h.Firms.List(ctx, actor)
	if err != nil {
		return err
	}
	connectors, err := h.Firms.ListConnectors(ctx, actor, firms[0].ID)
	if err != nil {
		return err
	}
	s := saved{Email: Email, Password: Password, BaseURL: p.myunisoft.URL(), InqomURL: p.inqom.URL()}
	for _, c := range connectors {
		switch c.Partner {
		case "myunisoft":
			s.ConnectorID = c.ID
		case "inqom":
			s.InqomID = c.ID
		}
	}
	if s.Installation, err = h.Setting(ctx, "installation"); err != nil {
		return err
	}
	text, err := json.Marshal(s) // #nosec G117 -- of the invented person of the demonstration, shown on its first screen
	if err != nil {
		return err
	}
	return h.SetSetting(ctx, SettingName, string(text))
}

// work imports past files, delivers, takes the global file, then imports the latest files
// and delivers them: one answer is lost on the way, and its statement is known again.
func (r *Result) work(ctx context.Context, h *wiring.House, p partners, actor rights.Actor) error {
	folder := filepath.Join(h.DataDir, "demonstration")
	story := newStory(h.Now())
	if err := r.bring(ctx, h, actor, filepath.Join(folder, "recus"), story.past, false); err != nil {
		return err
	}
	if err := r.deliver(ctx, h, actor); err != nil {
		return err
	}
	firms, err := h.Firms.List(ctx, actor)
	if err != nil {
		return err
	}
	r.Taken, err = h.Downloads.Take(ctx, actor, download.Request{FirmID: firms[0].ID}, filepath.Join(folder, "fichier-global.dat"))
	if err != nil {
		return err
	}
	if err := r.bring(ctx, h, actor, filepath.Join(folder, "recus-ensuite"), story.latest, false); err != nil {
		return err
	}
	if err := r.bring(ctx, h, actor, filepath.Join(folder, "remis"), story.handedOver, true); err != nil {
		return err
	}
	p.myunisoft.Fail(simulator.Fault{Kind: simulator.ResetAfterImport})
	if err := r.deliver(ctx, h, actor); err != nil {
		return err
	}
	return r.count(ctx, h, p, actor)
}

// deliver hands over what is due, waiting for what is to be tried again.
func (r *Result) deliver(ctx context.Context, h *wiring.House, actor rights.Actor) error {
	_, err := h.Engine.Run(ctx, deliver.Scope{Actor: actor, Patience: time.Minute})
	return err
}

func (r *Result) count(ctx context.Context, h *wiring.House, p partners, actor rights.Actor) (err error) {
	if r.Places, err = h.Statements.PlaceCounts(ctx, actor, false); err != nil {
		return err
	}
	if r.Deliveries, err = h.Deliveries.Counts(ctx, actor, false); err != nil {
		return err
	}
	r.Record, err = p.record(ctx, h)
	return err
}

// bring writes files into a folder and imports it.
func (r *Result) bring(ctx context.Context, h *wiring.House, actor rights.Actor, folder string, files map[string][]byte, handedOver bool) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("demo: make a folder: %w", err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return fmt.Errorf("demo: write a file: %w", err)
		}
	}
	reports, err := h.Collect.Import(ctx, actor, collect.Request{Paths: []string{folder}, HandedOver: handedOver}, nil)
	if err != nil {
		return err
	}
	for _, report := range reports {
		if report.Err != nil {
			return report.Err
		}
		r.Files++
		r.Statements += report.NewStatements
		r.Operations += report.NewOperations
	}
	return nil
}
