package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPapersInTheWindow: an IBAN's mandate is made, saved, attached signed, and listed.
func TestPapersInTheWindow(t *testing.T) {
	dir := t.TempDir()
	w := MustStart(t, dir)
	mandates := &Mandates{w.session.desk}
	me, err := w.session.CreateFirst(first)
	if err != nil {
		t.Fatal(err)
	}
	client, err := w.clients.Save(ClientForm{FirmID: me.Firms[0].ID, Name: "Jardins SARL", City: "Rennes", Email: "zoe@jardins.fr", SignatoryName: "Zoé", SignatoryQuality: "gérante"})
	if err != nil || client.City != "Rennes" || client.SignatoryName != "Zoé" {
		t.Fatal(client, err)
	}
	row, err := w.accounts.Save(AccountForm{ClientID: client.ID, IBAN: string(current)})
	if err != nil {
		t.Fatal(err)
	}
	proposal, err := mandates.Propose(row.ID)
	if err != nil || proposal.Bank != "BNP Paribas" || len(proposal.Accounts) != 1 || !proposal.Accounts[0].Able || proposal.Accounts[0].MandateName != "Créé" {
		t.Fatalf("%+v %v", proposal, err)
	}
	made, err := mandates.Prepare(MandatePaper{AccountIDs: []int64{row.ID}})
	if err != nil || made.KindName != "Mandat à signer" || made.By != "" && made.By != first.Name {
		t.Fatalf("%+v %v", made, err)
	}
	path := filepath.Join(dir, made.Name)
	if err := mandates.SaveCopy(made.ID, path); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), "%PDF-") {
		t.Fatal(err)
	}
	if letter, err := mandates.Letter(row.ID); err != nil || letter.To != "zoe@jardins.fr" {
		t.Errorf("%+v %v", letter, err)
	}
	if _, err := mandates.Attach(MandateAttachment{AccountIDs: []int64{row.ID}, Kind: "signed", Path: path, SignedOn: row.MandateSince}); err != nil {
		t.Fatal(err)
	}
	list, err := mandates.Documents(row.ID)
	if err != nil || len(list) != 2 || list[0].Kind != "signed" || list[1].By != first.Name {
		t.Errorf("%+v %v", list, err)
	}
	waits, err := mandates.Waits(WaitQuery{})
	if err != nil || waits.Total != 1 || waits.Rows[0].WhoName != "Cabinet" || waits.Rows[0].Name != "Signé" {
		t.Errorf("%+v %v", waits, err)
	}
	if board, err := mandates.Board(); err != nil || len(board.Groups) != 8 || board.Groups[2].Count != 1 {
		t.Errorf("%+v %v", board, err)
	}
}
