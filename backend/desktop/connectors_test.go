package desktop

import (
	"testing"

	"sobank/backend/fault"
)

// TestConnectingAFirm goes through the FAQ's first two pages: a connector for the firm, then
// for an IBAN.
func TestConnectingAFirm(t *testing.T) {
	w := mustOpenPost(t)
	connectors := &Connectors{w.session.desk}
	me, err := w.session.CreateFirst(first)
	if err != nil {
		t.Fatal(err)
	}
	firmID := me.Firms[0].ID
	partners, err := connectors.Partners()
	if err != nil || len(partners) != 6 || partners[0].Name != "Fizen" || partners[3].Name != "MyUnisoft" || partners[4].Name != "Dossier" || len(partners[3].Secrets) != 3 {
		t.Fatalf("%+v %v", partners, err)
	}
	added, err := connectors.Add(firmID, "myunisoft", "")
	if err != nil || added.Name != "MyUnisoft" || added.ModeName != "Envoi direct" || added.Missing != "Il manque les identifiants de MyUnisoft : rien ne part encore." {
		t.Fatalf("%+v %v", added, err)
	}
	row := w.mustAccount(firmID)
	t.Run("the IBAN takes it on selection", func(t *testing.T) {
		done, err := w.accounts.Associate([]int64{row.ID}, added.ID)
		if err != nil || done.Changed != 1 {
			t.Fatal(done, err)
		}
		if row, err := w.accounts.Get(row.ID); err != nil || row.ConnectorName != "MyUnisoft" || row.ConnectorMode != "Envoi direct" {
			t.Errorf("%+v %v", row, err)
		}
		list, err := connectors.List(firmID)
		if err != nil || len(list) != 1 || list[0].Accounts != 1 {
			t.Errorf("%+v %v", list, err)
		}
	})
	t.Run("credentials follow, and never come back", func(t *testing.T) {
		d, err := connectors.SetSecrets(added.ID, map[string]string{"token": "jeton", "third_party_secret": "secret"})
		if err != nil || d.Row.Missing != "" || !d.HereToo || len(d.OSAccounts) != 1 || d.Settings["base_url"] != "https://api.myunisoft.fr/api/v1" {
			t.Errorf("%+v %v", d, err)
		}
		d, err = connectors.ForgetSecrets(added.ID)
		if err != nil || d.HereToo || d.Row.Missing == "" {
			t.Errorf("%+v %v", d, err)
		}
	})
	t.Run("pausing changes nothing else", func(t *testing.T) {
		d, err := connectors.Get(added.ID)
		if err != nil {
			t.Fatal(err)
		}
		d, err = connectors.Save(ConnectorForm{ID: added.ID, Name: d.Row.Name, Settings: d.Settings, Paused: true})
		if err != nil || !d.Row.Paused || d.Row.Name != "MyUnisoft" || !d.CanEdit {
			t.Errorf("%+v %v", d, err)
		}
	})
	t.Run("in use it stays, then it goes", func(t *testing.T) {
		if err := connectors.Remove(added.ID); fault.CodeOf(err) != fault.Conflict {
			t.Error(err)
		}
		if _, err := w.accounts.Associate([]int64{row.ID}, 0); err != nil {
			t.Fatal(err)
		}
		if err := connectors.Remove(added.ID); err != nil {
			t.Error(err)
		}
		if list, err := connectors.List(firmID); err != nil || list == nil || len(list) != 0 {
			t.Errorf("%+v %v", list, err)
		}
	})
}

func (w *window) mustAccount(firmID int64) AccountRow {
	w.tb.Helper()
	client, err := w.clients.Save(ClientForm{FirmID: firmID, Name: "Entreprise 1"})
	if err != nil {
		w.tb.Fatal(err)
	}
	row, err := w.accounts.Save(AccountForm{ClientID: client.ID, IBAN: string(current)})
	if err != nil {
		w.tb.Fatal(err)
	}
	return row
}

func TestMandateInTheWindow(t *testing.T) {
	w := mustOpenPost(t)
	me, err := w.session.CreateFirst(first)
	if err != nil {
		t.Fatal(err)
	}
	id := w.mustAccount(me.Firms[0].ID).ID
	for _, to := range []string{"to_sign", "signed", "sent"} {
		if err := w.accounts.MoveMandate(MandateForm{AccountIDs: []int64{id}, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	d, err := w.accounts.Mandate(id)
	if err != nil || d.Dots != 4 || d.Name != "Transmis à la banque" || len(d.Steps) != 4 || d.Steps[0].By != first.Name || d.Steps[0].At == "" {
		t.Fatalf("%+v %v", d, err)
	}
	if len(d.Moves) != 3 || d.Moves[0] != (MandateMove{To: "approved", Name: "Approuvé", Label: "Marquer comme approuvé", Allowed: true}) || !d.Moves[1].NeedNote {
		t.Errorf("%+v", d.Moves)
	}
	if err := w.accounts.SetPartnerFolder(id, "1203"); err != nil {
		t.Fatal(err)
	}
	if row, err := w.accounts.Get(id); err != nil || row.PartnerFolder != "1203" {
		t.Errorf("%+v %v", row, err)
	}
}
