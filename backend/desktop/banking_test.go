package desktop

import (
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// TestOpeningAnAccountAtThePartner goes from an IBAN's « Détails » to its RIB in MyUnisoft.
func TestOpeningAnAccountAtThePartner(t *testing.T) {
	w := mustOpenPost(t)
	partner := wiringtest.MustPartner(t, time.Now)
	partner.AddSociety(simulator.Society{ID: 1203, Name: "Entreprise 1"})
	connectors := &Connectors{w.session.desk}
	me, err := w.session.CreateFirst(first)
	if err != nil {
		t.Fatal(err)
	}
	added, err := connectors.Add(me.Firms[0].ID, "myunisoft", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := connectors.Save(ConnectorForm{ID: added.ID, Name: "MyUnisoft", Settings: map[string]string{"base_url": partner.URL()}}); err != nil {
		t.Fatal(err)
	}
	if _, err := connectors.SetSecrets(added.ID, map[string]string{"token": wiringtest.FirmToken, "third_party_secret": wiringtest.PartnerSecret}); err != nil {
		t.Fatal(err)
	}
	row := w.mustAccount(me.Firms[0].ID)
	if _, err := connectors.Opening(row.ID); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("an account of no connector: %v", err)
	}
	if _, err := w.accounts.Associate([]int64{row.ID}, added.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := connectors.Opening(row.ID); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("an account of no company there: %v", err)
	}
	if err := w.accounts.SetPartnerFolder(row.ID, "1203"); err != nil {
		t.Fatal(err)
	}
	o, err := connectors.Opening(row.ID)
	if err != nil || o.IBANShown != row.IBANShown || o.Folder != "1203" || o.PartnerName != "MyUnisoft" || o.Label != row.Bank || o.Label == "" || o.ClientName != row.ClientName ||
		len(o.Journals) != 1 || o.Journals[0] != (BankJournal{ID: "120302", Code: "BQ", Name: "BANQUE"}) {
		t.Fatalf("%+v %v", o, err)
	}
	form := AccountOpeningForm{AccountID: row.ID, JournalID: o.Journals[0].ID, Label: o.Label}
	if err := connectors.OpenAccount(form); fault.From(err).Field != "bic" {
		t.Errorf("without a BIC: %v", err)
	}
	form.BIC = "BNPAFRPPXXX"
	if err := connectors.OpenAccount(form); err != nil {
		t.Fatal(err)
	}
	if s, _ := partner.Society(1203); len(s.RIBs) != 1 || string(s.RIBs[0].IBAN) != row.IBAN {
		t.Errorf("%+v", s.RIBs)
	}
}
