package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/iban"
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

// The demonstration's user at the simulated Inqom.
var inqomUser = simulator.InqomUser{ClientID: "demonstration", ClientSecret: "demonstration", Username: Email, Password: "demonstration"}

// The SIRET of companies that a partner is to find.
const (
	pharmacySIRET = "356 000 000 00048"
	bookshopSIRET = "900 500 059 00010"
)

// partners are the simulated partners: MyUnisoft and Inqom on loopback, and a folder for each
// of those that take files.
type partners struct {
	myunisoft *simulator.MyUnisoft
	inqom     *simulator.Inqom
	folder    string
}

// depositors are the partners that take files.
var depositors = []string{"fizen", "inqom"}

// newPartners makes them; nothing listens yet.
func newPartners(h *wiring.House) partners {
	m := simulator.NewMyUnisoft(simulator.Options{Now: h.Now, Limits: simulator.Limits{Requests: 2000}})
	m.Allow(thirdPartySecret, firmToken)
	m.AddSociety(simulator.Society{ID: 1201, Name: "Entreprise 1", RIBs: ribs(faqAccount)})
	m.AddSociety(simulator.Society{ID: 1202, Name: "Pharmacie de la Place", SIRET: digits(pharmacySIRET), Reference: "P-021", RIBs: ribs(pharmacy)})
	q := simulator.NewInqom(simulator.InqomOptions{Now: h.Now})
	q.Allow(inqomUser)
	q.AddFirm(simulator.InqomFirm{ID: 101, Name: "Cabinet 1 démonstration"})
	q.AddFolder(simulator.InqomFolder{ID: 4511, FirmID: 101, Name: "Jardins SARL", Siren: "732829320", Nic: "00074", ExternalID: "J-014"})
	q.AddFolder(simulator.InqomFolder{ID: 4512, FirmID: 101, Name: "Librairie du Mail", Siren: digits(bookshopSIRET)[:9], Nic: digits(bookshopSIRET)[9:], ExternalID: "L-044"})
	return partners{myunisoft: m, inqom: q, folder: filepath.Join(h.DataDir, "demonstration", "depots")}
}

// start has them listen; close ends that.
func (p partners) start() error { return errors.Join(p.myunisoft.Start(), p.inqom.Start()) }

func (p partners) close() { _, _ = p.myunisoft.Close(), p.inqom.Close() }

// secrets are a partner's credentials, none for one that asks for none.
func secrets(partner string) map[string]string {
	switch partner {
	case "myunisoft":
		return map[string]string{"third_party_secret": thirdPartySecret, "token": firmToken}
	case "inqom":
		return map[string]string{"client_secret": inqomUser.ClientSecret, "inqom_password": inqomUser.Password}
	}
	return nil
}

// ribs is a company's only bank account at MyUnisoft.
func ribs(r iban.RIB) []simulator.RIB {
	i, _ := r.IBAN()
	return []simulator.RIB{{IBAN: i, Default: true}}
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
	for _, partner := range depositors {
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
	for _, partner := range depositors {
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
	_, err = files.Read(ctx, collect.Input{Path: path, Name: filepath.Base(path)}, func(int) {}, func(d *statement.Draft) error {
		from, to := d.Span()
		held = append(held, Held{IBAN: d.IBAN, From: from, To: to, Operations: len(d.Operations)})
		return nil
	})
	return held, err
}

// memory is a vault that holds the demonstration's credentials.
func memory(installation string, connectors []firm.Connector) (vault.Vault, error) {
	v := vault.Memory()
	for _, c := range connectors {
		safe := firm.Safe{Vault: v, Installation: installation, Connector: c}
		if _, err := safe.Keep(secrets(c.Partner)); err != nil {
			return nil, err
		}
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
	connectors, err := saved.connectors(ctx, h)
	if err != nil {
		return stop, err
	}
	v, err := memory(saved.Installation, connectors)
	if err != nil {
		return stop, err
	}
	h.UseVault(v)
	p := newPartners(h)
	if err := errors.Join(startAt(p.myunisoft, saved.BaseURL), startAt(p.inqom, saved.InqomURL)); err != nil {
		p.close()
		return stop, fault.New(fault.Conflict, "Les partenaires simulés de la démonstration ne peuvent pas reprendre leur adresse.").
			WithHint("Effacez le dossier de la démonstration et relancez-la.").WithCause(err)
	}
	registers, err := resumeRegisters(ctx, h)
	return func() { p.close(); _ = registers.Close() }, err
}

// startAt has a partner listen where it did, if it did.
func startAt(p interface{ StartAt(addr string) error }, address string) error {
	if address == "" {
		return nil // the data was made before there was this partner
	}
	at, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("demo: read a partner's address: %w", err)
	}
	return p.StartAt(at.Host)
}

// saved is the setting that marks a demonstration: its sign-in, and where its partners were.
type saved struct {
	Email        string `json:"email"`
	Password     string `json:"password"`
	BaseURL      string `json:"base_url"`
	InqomURL     string `json:"inqom_url"`
	Installation string `json:"installation"`
	ConnectorID  int64  `json:"connector_id"`
	InqomID      int64  `json:"inqom_id"`
}

// connectors are those with credentials that nobody took away.
func (s saved) connectors(ctx context.Context, h *wiring.House) (list []firm.Connector, err error) {
	for _, id := range []int64{s.ConnectorID, s.InqomID} {
		c, _, err := h.Firms.GetConnector(ctx, h.Systeme(), id)
		switch {
		case err == nil:
			list = append(list, c)
		case fault.CodeOf(err) != fault.NotFound:
			return nil, err
		}
	}
	return list, nil
}
