package deliver_test

import (
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/wiring/wiringtest"
)

// unopened is a bench whose account 0 the partner's society 1203 does not know.
func unopened(t *testing.T) (b *bench, actor rights.Actor, accountID int64) {
	t.Helper()
	b = mustBench(t, 1)
	b.partner.AddSociety(simulator.Society{ID: 1203, Name: "Client", SIRET: "73282932000074", Reference: "J-014", Journals: []simulator.Journal{{ID: 77, Code: "B2", Name: "BNP"}}})
	b.give(wiringtest.Days(wiringtest.IBAN(0), 2)...)
	b.MustSync()
	rows, _, err := b.Deliveries.List(background, b.Systeme(), deliver.Query{})
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	return b, b.MustJoin("sup@cabinet.fr", rights.Superviseur, b.MustFirm("Cabinet")), rows[0].AccountID
}

func TestAccountIsOpenedAtThePartner(t *testing.T) {
	b, actor, id := unopened(t)
	if got := b.states(); got[deliver.Refused] != 2 {
		t.Fatalf("got %v", got)
	}
	rows, _, _ := b.Deliveries.List(background, b.Systeme(), deliver.Query{})
	for _, r := range rows {
		if r.Code != deliver.AccountMissing || !strings.HasPrefix(r.Message, "RIB à créer dans MyUnisoft") {
			t.Errorf("got %+v", r)
		}
	}
	if len(b.partner.Record()) != 0 {
		t.Fatal("something was sent")
	}
	b.number("UPDATE account SET partner_folder = '' RETURNING id") // it is found then
	opening, err := b.Banking.Journals(background, actor, id)
	if err != nil || len(opening.Journals) != 2 || opening.Of.PartnerFolder != "1203" || opening.Of.IBAN != wiringtest.IBAN(0) || opening.Partner != "MyUnisoft" || opening.Of.ClientName != "Client" {
		t.Fatalf("got %+v, %v", opening, err)
	}
	form := deliver.OpeningForm{AccountID: id, JournalID: "77", Label: "  Compte   courant ", BIC: "bnpa fr pp xxx"}
	if err := b.Banking.OpenAccount(background, actor, form); err != nil {
		t.Fatal(err)
	}
	s, _ := b.partner.Society(1203)
	if len(s.RIBs) != 1 || s.RIBs[0].IBAN != wiringtest.IBAN(0) || s.RIBs[0].DiaryID != 77 || s.RIBs[0].Label != "Compte courant" || s.RIBs[0].BIC != "BNPAFRPPXXX" || s.RIBs[0].Default {
		t.Errorf("got %+v", s.RIBs)
	}
	if n := b.number("SELECT count(*) FROM journal WHERE action = 'account.open_at_partner'"); n != 1 {
		t.Errorf("%d journal entries", n)
	}
	b.MustSync()
	b.wantOnce(2)
	if err := b.Banking.OpenAccount(background, actor, form); err != nil { // once more does no harm
		t.Error(err)
	}
}

func TestAccountIsNotOpened(t *testing.T) {
	b, actor, id := unopened(t)
	form := deliver.OpeningForm{AccountID: id, JournalID: "77", Label: "Courant", BIC: "BNPAFRPP"}
	for _, c := range []struct {
		name, field string
		change      func(*deliver.OpeningForm)
	}{
		{"without a journal", "journalId", func(f *deliver.OpeningForm) { f.JournalID = "" }},
		{"without a label", "label", func(f *deliver.OpeningForm) { f.Label = " " }},
		{"with a label without end", "label", func(f *deliver.OpeningForm) { f.Label = strings.Repeat("é", 51) }},
		{"without a BIC", "bic", func(f *deliver.OpeningForm) { f.BIC = "" }},
		{"with what is no BIC", "bic", func(f *deliver.OpeningForm) { f.BIC = "BNP 30004" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			wrong := form
			c.change(&wrong)
			err := b.Banking.OpenAccount(background, actor, wrong)
			if f := fault.From(err); f.Code != fault.Invalid || f.Field != c.field {
				t.Errorf("got %+v", f)
			}
		})
	}
	t.Run("by a Collaborateur", func(t *testing.T) {
		clerk := b.MustJoin("col@cabinet.fr", rights.Collaborateur, b.MustFirm("Cabinet"))
		if err := b.Banking.OpenAccount(background, clerk, form); fault.CodeOf(err) != fault.Refused {
			t.Errorf("got %v", err)
		}
		if _, err := b.Banking.Journals(background, clerk, id); fault.CodeOf(err) != fault.Refused {
			t.Errorf("got %v", err)
		}
	})
	t.Run("that nobody has", func(t *testing.T) {
		if _, err := b.Banking.Journals(background, actor, 999); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("got %v", err)
		}
	})
	t.Run("when the partner refuses it", func(t *testing.T) {
		b.partner.AddSociety(simulator.Society{ID: 9, Name: "Autre", RIBs: wiringtest.RIBs(1)})
		err := b.Banking.OpenAccount(background, actor, form)
		if f := fault.From(err); f.Code != fault.Conflict || !strings.Contains(f.Message, "autre société") {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("when its connector is none that opens", func(t *testing.T) {
		b.number("UPDATE account SET connector_id = NULL RETURNING id")
		_, err := b.Banking.Journals(background, actor, id)
		if f := fault.From(err); f.Code != fault.Conflict || f.Hint == "" {
			t.Errorf("got %+v", f)
		}
	})
	if s, _ := b.partner.Society(1203); len(s.RIBs) != 0 || b.states()[deliver.Refused] != 2 || b.number("SELECT count(*) FROM journal WHERE action = 'account.open_at_partner'") != 0 {
		t.Errorf("something was done: %+v, %v", s.RIBs, b.states())
	}
}
