package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/vault"
	"sobank/backend/wiring"
)

// The demonstration's credentials at the simulated MyUnisoft. They open nothing else.
const (
	thirdPartySecret = "demonstration"
	firmToken        = "demonstration.demonstration.demonstration"
)

const pharmacySIRET = "356 000 000 00048"

// partners are the simulated partners: MyUnisoft on loopback, and a folder for each of those
// that take files.
type partners struct {
	myunisoft *simulator.MyUnisoft
	folder    string
}

// newPartners makes them; nothing listens yet.
func newPartners(h *wiring.House) partners {
	m := simulator.NewMyUnisoft(simulator.Options{Now: h.Now, Limits: simulator.Limits{Requests: 2000}})
	m.Allow(thirdPartySecret, firmToken)
	m.AddSociety(simulator.Society{ID: 1201, Name: "Entreprise 1"})
	m.AddSociety(simulator.Society{ID: 1202, Name: "Pharmacie de la Place", SIRET: digits(pharmacySIRET), Reference: "P-021"})
	return partners{myunisoft: m, folder: filepath.Join(h.DataDir, "demonstration", "depots")}
}

func digits(s string) string {
	var d []rune
	for _, r := range s {
		if r != ' ' {
			d = append(d, r)
		}
	}
	return string(d)
}

func (p partners) depositFolder(partner string) string { return filepath.Join(p.folder, partner) }

func (p partners) makeFolders() error {
	for _, partner := range []string{"fizen", "fulll"} {
		if err := os.MkdirAll(p.depositFolder(partner), 0o700); err != nil {
			return fmt.Errorf("demo: make a folder: %w", err)
		}
	}
	return nil
}

// record is what the partners hold: MyUnisoft's own record, and the files in the folders.
func (p partners) record(ctx context.Context, h *wiring.House) (held []Held, err error) {
	for _, one := range p.myunisoft.Record() {
		held = append(held, Held{IBAN: one.IBAN, From: one.From, To: one.To, Operations: one.Operations})
	}
	for _, partner := range []string{"fizen", "fulll"} {
		files, err := filepath.Glob(filepath.Join(p.depositFolder(partner), "*.dat"))
		if err != nil {
			return nil, err
		}
		for _, path := range files {
			one, err := deposited(ctx, h, path)
			if err != nil {
				return nil, err
			}
			held = append(held, one...)
		}
	}
	return held, nil
}

// deposited reads a file that a partner would take from its folder.
func deposited(ctx context.Context, h *wiring.House, path string) (held []Held, err error) {
	files := wiring.Files(h.Now)
	_, err = files.Read(ctx, path, func(int) {}, func(d *statement.Draft) error {
		from, to := d.Span()
		held = append(held, Held{IBAN: d.IBAN, From: from, To: to, Operations: len(d.Operations)})
		return nil
	})
	return held, err
}

// secretsOf is a memory that holds the demonstration's credentials.
func secretsOf(installation string, c firm.Connector) (vault.Vault, error) {
	v := vault.Memory()
	safe := firm.Safe{Vault: v, Installation: installation, Connector: c}
	if _, err := safe.Keep(map[string]string{"third_party_secret": thirdPartySecret, "token": firmToken}); err != nil {
		return nil, err
	}
	return v, keepINPI(v, installation)
}

// Resume plays the partners and the registers of a demonstration again, at the addresses they had, while its
// window is open; stop ends that. On other data it does nothing. Errors: Conflict when the
// address is taken.
func Resume(ctx context.Context, h *wiring.House) (stop func(), err error) {
	stop = func() {}
	text, err := h.Setting(ctx, SettingName)
	if err != nil || text == "" {
		return stop, err
	}
	var saved saved
	if err := json.Unmarshal([]byte(text), &saved); err != nil {
		return stop, fmt.Errorf("demo: read the setting: %w", err)
	}
	c, _, err := h.Firms.GetConnector(ctx, h.Systeme(), saved.ConnectorID)
	if fault.CodeOf(err) == fault.NotFound {
		c, err = firm.Connector{Partner: "myunisoft"}, nil // somebody removed it
	}
	if err != nil {
		return stop, err
	}
	v, err := secretsOf(saved.Installation, c)
	if err != nil {
		return stop, err
	}
	h.UseVault(v)
	p := newPartners(h)
	at, err := url.Parse(saved.BaseURL)
	if err != nil {
		return stop, fmt.Errorf("demo: read the partner's address: %w", err)
	}
	if err := p.myunisoft.StartAt(at.Host); err != nil {
		return stop, fault.New(fault.Conflict, "Le partenaire simulé de la démonstration ne peut pas reprendre son adresse.").
			WithHint("Effacez le dossier de la démonstration et relancez-la.").WithCause(err)
	}
	registers, err := resumeRegisters(ctx, h)
	return func() { _, _ = p.myunisoft.Close(), registers.Close() }, err
}

// saved is the setting that marks a demonstration: its sign-in, and where its partner was.
type saved struct {
	Email        string `json:"email"`
	Password     string `json:"password"`
	BaseURL      string `json:"base_url"`
	Installation string `json:"installation"`
	ConnectorID  int64  `json:"connector_id"`
}
