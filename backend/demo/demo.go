// Package demo makes a firm with clients, IBANs, mandates and connectors in a new data
// folder, imports files it invents, takes the global file, and says what went where.
// Everything is invented, and secrets stay in memory.
//
//	result, err := demo.Make(ctx, house)
package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"sobank/backend/collect"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
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
	Taken      download.Taken
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
	secrets := provision.Secrets{Staff: map[string]string{}, Connectors: map[string]map[string]string{
		"MyUnisoft": {"third_party_secret": "demonstration", "token": "demonstration"}}}
	plan := plan()
	for _, member := range plan.Firms[0].Staff {
		secrets.Staff[member.Email] = Password
	}
	if _, err := h.Provision.Apply(ctx, h.Systeme(), plan, secrets); err != nil {
		return r, err
	}
	session, err := h.Staff.SignIn(ctx, Email, Password)
	if err != nil {
		return r, err
	}
	r.Data = h.DataDir
	if err := r.work(ctx, h, session.Actor); err != nil {
		return r, err
	}
	if err := h.Staff.SignOut(ctx, session.Actor); err != nil {
		return r, err
	}
	signIn, err := json.Marshal(map[string]string{"email": Email, "password": Password})
	if err != nil {
		return r, err
	}
	return r, h.SetSetting(ctx, SettingName, string(signIn))
}

// work imports past files, takes the global file, then imports the latest files.
func (r *Result) work(ctx context.Context, h *wiring.House, actor rights.Actor) error {
	folder := filepath.Join(h.DataDir, "demonstration")
	story := newStory(h.Now())
	if err := r.bring(ctx, h, actor, filepath.Join(folder, "recus"), story.past, false); err != nil {
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
	r.Places, err = h.Statements.PlaceCounts(ctx, actor)
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
