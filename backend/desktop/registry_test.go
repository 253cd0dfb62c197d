package desktop

import (
	"encoding/json"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/registry"
	"sobank/backend/simulator"
)

// TestCompanyInTheWindow looks a company up, makes a client of it, and finds it again with
// the registers gone.
func TestCompanyInTheWindow(t *testing.T) {
	w := MustStart(t, t.TempDir())
	me, err := w.session.CreateFirst(first)
	if err != nil {
		t.Fatal(err)
	}
	registers := simulator.NewRegistries(simulator.RegistriesOptions{})
	registers.Add(simulator.Company{SIREN: "732829320", Name: "JARDINS SARL", LegalForm: "5499",
		Head: simulator.CompanyPlace{SIRET: "73282932000074", Postcode: "29000", City: "QUIMPER"}})
	if err := registers.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = registers.Close() })
	desk := w.session.desk
	if err := desk.house.SetSetting(t.Context(), registry.DirectoryAddress, registers.RechercheURL()); err != nil {
		t.Fatal(err)
	}
	page := &Registry{desk}
	found, err := page.Search("jardins", false)
	if err != nil || found.Total != 1 || found.Rows[0].SirenShown != "732 829 320" || found.Rows[0].StateName != "En activité" || found.Answer.At == "" {
		t.Fatalf("%+v, %v", found, err)
	}
	if _, err := page.Search("nulle part", false); err != nil {
		t.Fatal(err)
	}
	if err := registers.Close(); err != nil {
		t.Fatal(err)
	}
	card, err := page.Company("732829320", true)
	if err != nil || !card.Answer.Stale || card.Answer.Note == "" || card.Shown.SiretShown != "732 829 320 00074" || card.Row.LegalForm != "SARL" {
		t.Fatalf("%+v, %v", card, err)
	}
	text, err := json.Marshal(card)
	if err != nil || strings.Contains(string(text), "null") {
		t.Errorf("a null list would break the frontend: %s, %v", text, err)
	}
	if _, err := page.Search("autre chose", false); fault.CodeOf(err) != fault.Busy {
		t.Error(err)
	}
	client, err := w.clients.Save(ClientForm{FirmID: me.Firms[0].ID, Name: card.Row.Name, Siret: card.Shown.Siret})
	if err != nil || client.Siret != "73282932000074" {
		t.Errorf("%+v, %v", client, err)
	}
	st, err := page.Status()
	if err != nil || st.Account || !st.MayEdit {
		t.Errorf("%+v, %v", st, err)
	}
}
