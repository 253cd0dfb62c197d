package wiring_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/account"
	"sobank/backend/backup"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/closing"
	"sobank/backend/collect"
	"sobank/backend/coverage"
	"sobank/backend/deliver"
	"sobank/backend/diagnose"
	"sobank/backend/download"
	"sobank/backend/export"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/guide"
	"sobank/backend/journal"
	"sobank/backend/mandate"
	"sobank/backend/privacy"
	"sobank/backend/provision"
	"sobank/backend/receive"
	"sobank/backend/registry"
	"sobank/backend/rights"
	"sobank/backend/roster"
	"sobank/backend/schedule"
	"sobank/backend/search"
	"sobank/backend/settings"
	"sobank/backend/staff"
	"sobank/backend/statement"
	"sobank/backend/support"
	"sobank/backend/trend"
	"sobank/backend/wiring"
	"sobank/backend/wiring/wiringtest"
)

// scope is what a call is about.
type scope int

const (
	ofTheFirm scope = iota // something of the firm: those of another one are refused
	listing                // what one may see: those of another one see nothing of it
	ofNoFirm               // the installation: the profile alone counts
	oneself                // whoever is signed in
	anyone                 // ending a session: nothing to refuse, and nothing to do for who has none
)

// who may do it, as the table of PRODUCT.md « Rights » says.
type who struct {
	least  rights.Profile
	system bool
	scope  scope
}

var (
	members     = who{rights.Collaborateur, true, ofTheFirm}
	importers   = who{rights.Collaborateur, true, ofNoFirm} // of any firm
	own         = who{rights.Collaborateur, false, ofNoFirm}
	people      = who{rights.Collaborateur, false, ofTheFirm}
	lists       = who{rights.Collaborateur, true, listing}
	exports     = who{rights.Collaborateur, false, listing}
	superviseur = who{rights.Superviseur, false, ofTheFirm}
	admins      = who{rights.Administrateur, false, ofNoFirm}
	unattended  = who{rights.Administrateur, true, ofNoFirm} // and the command line
	purgers     = who{rights.Administrateur, true, ofNoFirm} // the program by itself, too
)

// row is an action: who may do it, and how it is done in the world. The number is what it
// shows of the firm, for those that list.
type row struct {
	who
	call func(h *house, a rights.Actor) (seen int, err error)
}

// unless takes an error away that says what is so in the world, once the rights are there.
func unless(err error, code fault.Code) error {
	if fault.CodeOf(err) == code {
		return nil
	}
	return err
}

// does is a call that shows nothing.
func does(work func(h *house, a rights.Actor) error) func(*house, rights.Actor) (int, error) {
	return func(h *house, a rights.Actor) (int, error) { return 0, work(h, a) }
}

// table has a row for every method of every service that takes an actor; what follows « : »
// tells apart two uses of one method.
var table = map[string]row{
	"Firms.List": {lists, func(h *house, a rights.Actor) (n int, err error) {
		cards, err := h.Firms.List(background, a)
		return count(cards, func(c firm.Card) bool { return c.ID == h.firm }), err
	}},
	"Firms.Get": {members, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Firms.Get(background, a, h.firm)
		return err
	})},
	"Firms.Create": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.Create(background, a, firm.Card{Name: "Nouveau"})
		return err
	})},
	"Firms.Update": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.Update(background, a, firm.Card{ID: h.firm, Name: "Cabinet", City: "Bruz"})
		return err
	})},
	"Firms.ListConnectors": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.ListConnectors(background, a, h.firm)
		return err
	})},
	"Firms.ListSources": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.ListSources(background, a, h.firm)
		return err
	})},
	"Firms.AddConnector: source": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.AddConnector(background, a, h.firm, firm.SourceSFTP, "")
		return err
	})},
	"Receptions.Status": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Receptions.Status(background, a, h.source)
		return err
	})},
	"Receptions.Files": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Receptions.Files(background, a, h.source, 10)
		return err
	})},
	"Receptions.MayLook": {members, does(func(h *house, a rights.Actor) error {
		return h.Receptions.MayLook(background, a, h.source)
	})},
	"Receptions.Notice": {members, does(func(h *house, a rights.Actor) error {
		return h.Receptions.Notice(background, a, h.source)
	})},
	"Receptions.Again": {members, does(func(h *house, a rights.Actor) error {
		return h.Receptions.Again(background, a, h.received)
	})},
	"Receptions.Test": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Receptions.Test(background, a, h.source)
		return err
	})},
	"Receptions.Keyless": {lists, func(h *house, a rights.Actor) (int, error) {
		list, err := h.Receptions.Keyless(background, a)
		return len(list), err
	}},

	"Firms.GetConnector": {members, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Firms.GetConnector(background, a, h.spare)
		return err
	})},
	"Firms.AddConnector": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.AddConnector(background, a, h.firm, "fizen", "")
		return err
	})},
	"Firms.PauseConnector": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.PauseConnector(background, a, h.spare, true)
		return err
	})},
	"Firms.SaveConnector": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.SaveConnector(background, a, firm.ConnectorForm{ID: h.spare, Name: "Autre nom", Paused: true})
		return err
	})},
	"Firms.SetSecrets": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.SetSecrets(background, a, h.secret, map[string]string{"token": "t", "third_party_secret": "s"})
		return err
	})},
	"Firms.ForgetSecrets": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.ForgetSecrets(background, a, h.secret)
		return err
	})},
	"Firms.RemoveConnector": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Firms.RemoveConnector(background, a, h.spare)
	})},

	"Firms.ConnectorUse": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.ConnectorUse(background, a, h.spare)
		return err
	})},
	"Firms.HandOverConnector": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Firms.HandOverConnector(background, a, h.spare, h.fizen)
		return err
	})},

	"Staff.Standing": {who{rights.Collaborateur, true, oneself}, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Staff.Standing(background, a)
		return err
	})},
	"Staff.Confirm": {who{rights.Collaborateur, false, oneself}, does(func(h *house, a rights.Actor) error {
		return h.Staff.Confirm(background, a, wiringtest.Password)
	})},
	"Staff.Lock":    {who{rights.Collaborateur, true, oneself}, does(func(h *house, a rights.Actor) error { return h.Staff.Lock(background, a) })},
	"Staff.SignOut": {who{rights.Collaborateur, true, anyone}, does(func(h *house, a rights.Actor) error { return h.Staff.SignOut(background, a) })},
	"Staff.Close":   {who{rights.Collaborateur, true, anyone}, does(func(h *house, a rights.Actor) error { return h.Staff.Close(background, a) })},
	"Staff.ChangePassword": {who{rights.Collaborateur, false, oneself}, does(func(h *house, a rights.Actor) error {
		return h.Staff.ChangePassword(background, a, wiringtest.Password, "un autre mot de passe")
	})},
	"Staff.Colleagues": {lists, func(h *house, a rights.Actor) (int, error) {
		list, err := h.Staff.Colleagues(background, a)
		return count(list, func(c staff.Colleague) bool { return slices.Contains(c.Firms, h.firm) }), err
	}},
	"Staff.List": {admins, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Staff.List(background, a, staff.Query{})
		return err
	})},
	"Staff.Get": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Staff.Get(background, a, h.clerk())
		return err
	})},
	"Staff.Create": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Staff.Create(background, a, staff.Person{Name: "N", Email: "n@a.fr", Profile: rights.Administrateur}, wiringtest.Password)
		return err
	})},
	"Staff.Change": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Staff.Change(background, a, staff.Person{ID: h.clerk(), Name: "N", Email: "n@a.fr", Profile: rights.Administrateur})
		return err
	})},
	"Staff.SetActive": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Staff.SetActive(background, a, h.clerk(), false)
		return err
	})},
	"Staff.ResetPassword": {admins, does(func(h *house, a rights.Actor) error {
		return h.Staff.ResetPassword(background, a, h.clerk(), wiringtest.Password)
	})},

	"Trends.Of": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Trends.Of(background, a, trend.Query{ClientID: h.client, Period: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-03-31")}})
		return err
	})},
	"Backups.Make": {unattended, does(func(h *house, a rights.Actor) error {
		_, err := h.Backups.Make(background, a, nil)
		return err
	})},
	"Backups.MakeFor": {unattended, does(func(h *house, a rights.Actor) error {
		return h.backUp(a, false)
	})},
	"Backups.MakeFor: credentials": {admins, does(func(h *house, a rights.Actor) error {
		return h.backUp(a, true)
	})},
	"Backups.Status": {unattended, does(func(h *house, a rights.Actor) error {
		_, err := h.Backups.Status(background, a)
		return err
	})},
	"Backups.Look": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Backups.Look(background, a, filepath.Join(h.t.TempDir(), "absente"), backup.Key{}, nil)
		return unless(err, fault.Unreadable)
	})},
	"Backups.Restore": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Backups.Restore(background, a, filepath.Join(h.t.TempDir(), "absente"), backup.Key{}, nil)
		return unless(err, fault.Unreadable)
	})},
	"Backups.Sheet": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Backups.Sheet(background, a)
		return err
	})},
	"Backups.PutAway": {admins, does(func(h *house, a rights.Actor) error { return h.Backups.PutAway(background, a) })},
	"Backups.Renew":   {admins, does(func(h *house, a rights.Actor) error { return h.Backups.Renew(background, a) })},
	"Backups.SetFolder": {admins, does(func(h *house, a rights.Actor) error {
		return h.Backups.SetFolder(background, a, "")
	})},

	"Coverages.List": {lists, func(h *house, a rights.Actor) (int, error) {
		page, err := h.Coverages.List(background, a, coverage.Query{FirmIDs: []int64{h.firm}, Period: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-03-31")}})
		return len(page.Rows), err
	}},
	"Closings.List": {lists, func(h *house, a rights.Actor) (int, error) {
		rows, _, err := h.Closings.List(background, a, closing.Query{On: civil.MustParse("2026-03-31"), FirmIDs: []int64{h.firm},
			Year: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-12-31")}})
		return len(rows), err
	}},
	"Searches.Find": {lists, func(h *house, a rights.Actor) (int, error) {
		found, err := h.Searches.Find(background, a, search.Query{FirmIDs: []int64{h.firm}})
		return len(found.Rows), err
	}},
	"Searches.Totals": {lists, func(h *house, a rights.Actor) (int, error) {
		totals, err := h.Searches.Totals(background, a, search.Query{FirmIDs: []int64{h.firm}})
		return len(totals), err
	}},
	"Searches.Banks": {lists, func(h *house, a rights.Actor) (int, error) {
		codes, err := h.Searches.Banks(background, a)
		return len(codes), err
	}},
	"Searches.Saved": {importers, does(func(h *house, a rights.Actor) error {
		_, err := h.Searches.Saved(background, a)
		return err
	})},
	"Searches.Save": {own, does(func(h *house, a rights.Actor) error {
		_, err := h.Searches.Save(background, a, search.Saved{Name: "Virements", Text: "{}"})
		return err
	})},
	"Searches.Remove": {own, does(func(h *house, a rights.Actor) error {
		return unless(h.Searches.Remove(background, a, 99), fault.NotFound)
	})},
	"Finder.Search": {lists, func(h *house, a rights.Actor) (int, error) {
		found, err := h.Finder.Search(background, a, string(wiringtest.IBAN(0)))
		return len(found.Accounts), err
	}},
	"Clients.List": {lists, func(h *house, a rights.Actor) (int, error) {
		_, n, err := h.Clients.List(background, a, client.Query{FirmIDs: []int64{h.firm}})
		return n, err
	}},
	"Clients.Get": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Clients.Get(background, a, h.client)
		return err
	})},
	"Clients.Save: confidential": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Clients.Save(background, a, client.Client{ID: h.client, Name: "Client", Confidential: true})
		return err
	})},
	"Clients.Save": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Clients.Save(background, a, client.Client{FirmID: h.firm, Name: "Nouveau"})
		return err
	})},
	"Clients.Save: change": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Clients.Save(background, a, client.Client{ID: h.client, FirmID: h.firm, Name: "Autre nom"})
		return err
	})},

	"Accounts.List": {lists, func(h *house, a rights.Actor) (int, error) {
		_, n, err := h.Accounts.List(background, a, account.Query{FirmIDs: []int64{h.firm}})
		return n, err
	}},
	"Accounts.All": {lists, func(h *house, a rights.Actor) (int, error) {
		rows, err := h.Accounts.All(background, a, account.Query{FirmIDs: []int64{h.firm}})
		return len(rows), err
	}},
	"Accounts.Get": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Get(background, a, h.free)
		return err
	})},
	"Accounts.Asides": {lists, func(h *house, a rights.Actor) (int, error) {
		list, err := h.Accounts.Asides(background, a)
		return count(list, func(x account.Aside) bool { return x.FirmID == h.firm }), err
	}},
	"Accounts.Save": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Save(background, a, account.Form{ClientID: h.client, IBAN: string(wiringtest.IBAN(7))})
		return err
	})},
	"Accounts.Save: change": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Save(background, a, account.Form{ID: h.free, Holder: "Autre"})
		return err
	})},
	"Accounts.Save: approved": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Save(background, a, account.Form{ID: h.prepared, ApprovedOn: "2026-01-05"})
		return err
	})},
	"Accounts.Associate": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Associate(background, a, []int64{h.free, h.prepared}, h.fizen)
		return err
	})},
	"Accounts.Associate: none": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Associate(background, a, []int64{h.connected}, 0)
		return err
	})},
	"Accounts.SetPartnerFolder": {people, does(func(h *house, a rights.Actor) error {
		return h.Accounts.SetPartnerFolder(background, a, h.connected, "1203")
	})},
	"Accounts.Mandate": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Mandate(background, a, h.free)
		return err
	})},
	"Accounts.Move: dots 1 to 4": {people, does(func(h *house, a rights.Actor) error {
		return h.Accounts.Move(background, a, []int64{h.prepared}, account.Signed, "", "")
	})},
	"Accounts.Move: approved": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Accounts.Move(background, a, []int64{h.prepared}, account.Approved, "", "")
	})},
	"Accounts.Move: rejected": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Accounts.Move(background, a, []int64{h.prepared}, account.Rejected, "", "signature")
	})},
	"Accounts.Move: suspended": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Accounts.Move(background, a, []int64{h.free}, account.Suspended, "", "impayés")
	})},
	"Accounts.Move: termination": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Accounts.Move(background, a, []int64{h.free}, account.TerminationAsked, "", "")
	})},
	"Accounts.Approve": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Accounts.Approve(background, a, []int64{h.prepared}, "2026-01-05")
	})},

	"Accounts.Case": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Case(background, a, h.client)
		return err
	})},
	"Accounts.PreviewMissionEnd": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.PreviewMissionEnd(background, a, h.client, "2026-04-01")
		return err
	})},
	"Accounts.EndMission": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.EndMission(background, a, h.client, "2026-04-01")
		return err
	})},
	"Accounts.ResumeMission": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Accounts.ResumeMission(background, a, h.ended)
	})},
	"Accounts.PreviewTransfer": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.PreviewTransfer(background, a, h.client, h.other)
		return err
	})},
	"Accounts.TransferClient": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.TransferClient(background, a, h.client, h.other)
		return err
	})},
	"Accounts.TransferAccount": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.TransferAccount(background, a, h.free, h.ended)
		return err
	})},
	"Accounts.Aliases": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.Aliases(background, a, h.free)
		return err
	})},
	"Accounts.AddAlias": {people, does(func(h *house, a rights.Actor) error {
		return h.Accounts.AddAlias(background, a, h.free, string(wiringtest.IBAN(8)), false)
	})},
	"Accounts.RemoveAlias": {people, does(func(h *house, a rights.Actor) error {
		return h.Accounts.RemoveAlias(background, a, h.prepared, "30004/00001/ANCIEN")
	})},
	"Accounts.PreviewHistory": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.PreviewHistory(background, a, h.connected, "2026-03-01")
		return err
	})},
	"Accounts.SendHistory": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Accounts.SendHistory(background, a, h.connected, "2026-03-01")
		return err
	})},

	"Statements.List": {lists, func(h *house, a rights.Actor) (int, error) {
		_, n, err := h.Statements.List(background, a, statement.Query{FirmIDs: []int64{h.firm}})
		return n, err
	}},
	"Statements.Get": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Statements.Get(background, a, h.statement)
		return err
	})},
	"Statements.Entries": {members, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Statements.Entries(background, a, h.statement, 0, 10)
		return err
	})},
	"Statements.PlaceCounts": {lists, func(h *house, a rights.Actor) (n int, err error) {
		counts, err := h.Statements.PlaceCounts(background, a, false)
		for _, one := range counts {
			n += one
		}
		return n, err
	}},
	"Statements.Mark": {lists, func(h *house, a rights.Actor) (int, error) {
		return h.Statements.Mark(background, a, []int64{h.statement}, statement.Seen)
	}},
	"Statements.Annotate": {members, does(func(h *house, a rights.Actor) error {
		return h.Statements.Annotate(background, a, h.statement, "vu avec le client")
	})},
	"Statements.AnnotateOperation": {members, does(func(h *house, a rights.Actor) error {
		return h.Statements.AnnotateOperation(background, a, h.statement, 0, "vu avec le client")
	})},
	"Statements.ReleaseAll": {superviseur, does(func(h *house, a rights.Actor) error {
		_, left, err := h.Statements.ReleaseAll(background, a, []int64{h.incoherent}, "vu avec la banque")
		if err == nil && left > 0 {
			err = fault.New(fault.Refused, "left as it is")
		}
		return err
	})},
	"Statements.Release": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Statements.Release(background, a, h.incoherent, "vu avec la banque")
	})},
	"Statements.Release: « Non vérifiable »": {people, does(func(h *house, a rights.Actor) error {
		return h.Statements.Release(background, a, h.unverifiable, "vu avec la banque")
	})},

	"Collect.Import": {members, does(func(h *house, a rights.Actor) error {
		path := h.releve(wiringtest.Days(wiringtest.IBAN(1), 1)...)
		_, err := h.Collect.Import(background, a, collect.Request{Paths: []string{path}, FirmID: h.firm}, nil)
		return err
	})},
	"Collect.Preview": {members, does(func(h *house, a rights.Actor) error {
		path := h.releve(wiringtest.Days(wiringtest.IBAN(1), 1)...)
		_, err := h.Collect.Preview(background, a, collect.Request{Paths: []string{path}, FirmID: h.firm}, nil)
		return err
	})},
	"Collect.Mappings": {importers, does(func(h *house, a rights.Actor) error {
		_, err := h.Collect.Mappings(background, a)
		return err
	})},
	"Collect.LookAtTable": {importers, does(func(h *house, a rights.Actor) error {
		_, err := h.Collect.LookAtTable(background, a, h.table(), nil)
		return err
	})},
	"Collect.SaveMapping": {importers, does(func(h *house, a rights.Actor) error {
		_, err := h.Collect.SaveMapping(background, a, h.table(), "Banque", []byte(tableMapping))
		return err
	})},
	"Collect.RemoveMapping": {importers, does(func(h *house, a rights.Actor) error {
		return h.Collect.RemoveMapping(background, a, 1)
	})},
	"Collect.Recent": {lists, func(h *house, a rights.Actor) (int, error) {
		files, err := h.Collect.Recent(background, a, 100)
		return len(files), err
	}},
	"Collect.PreviewUndo": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Collect.PreviewUndo(background, a, h.imported)
		return err
	})},
	// The file is « Système »'s own: somebody else's for a Collaborateur.
	"Collect.Undo": {who{rights.Superviseur, true, ofTheFirm}, does(func(h *house, a rights.Actor) error {
		return h.Collect.Undo(background, a, h.imported)
	})},

	"Downloads.Preview": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Downloads.Preview(background, a, download.Request{FirmID: h.firm})
		return err
	})},
	"Downloads.Take": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Downloads.Take(background, a, download.Request{FirmID: h.firm}, filepath.Join(h.t.TempDir(), "global.dat"))
		return err
	})},
	"Downloads.History": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Downloads.History(background, a, h.firm)
		return err
	})},
	"Downloads.Again": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Downloads.Again(background, a, h.download, filepath.Join(h.t.TempDir(), "global.dat"))
		return err
	})},

	"Rosters.Preview": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Rosters.Preview(background, a, h.list())
		return err
	})},
	"Rosters.Apply": {people, does(func(h *house, a rights.Actor) error {
		plan, err := h.Rosters.Preview(background, a, h.list())
		if err == nil && plan.Count()[roster.New] != 1 {
			h.t.Errorf("the list is refused: %+v", plan.Entries)
		}
		if isRefusal(err) {
			plan.Token = "x"
		}
		_, err = h.Rosters.Apply(background, a, h.list(), plan.Token)
		return err
	})},
	"Rosters.Template": {who{rights.Collaborateur, false, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		return h.Rosters.Template(background, a, filepath.Join(h.t.TempDir(), "modele.xlsx"))
	})},

	"Exports.Clients": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Clients(background, a, client.Query{FirmIDs: []int64{h.firm}}, h.sheet()))
	}},
	"Exports.Accounts": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Accounts(background, a, account.Query{FirmIDs: []int64{h.firm}}, h.sheet()))
	}},
	"Exports.Operations": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Operations(background, a, statement.Query{FirmIDs: []int64{h.firm}}, "csv", h.sheet()))
	}},
	"Exports.Found": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Found(background, a, h.Searches.Want(search.Query{FirmIDs: []int64{h.firm}}), h.sheet()))
	}},
	"Exports.Closings": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Closings(background, a, closing.Query{On: civil.MustParse("2026-03-31"), FirmIDs: []int64{h.firm},
			Year: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-12-31")}}, h.sheet()))
	}},
	"Exports.Statements": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Statements(background, a, statement.Query{FirmIDs: []int64{h.firm}}, h.sheet()))
	}},
	"Exports.Deliveries": {exports, func(h *house, a rights.Actor) (int, error) {
		return exported(h.Exports.Deliveries(background, a, deliver.Query{FirmIDs: []int64{h.firm}}, h.sheet()))
	}},

	"Exports.Journal": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Exports.Journal(background, a, journal.Query{}, h.sheet())
		return err
	})},

	"Prints.Statement": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Prints.Statement(background, a, h.statement, h.paper)
		return err
	})},
	"Prints.Period": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Prints.Period(background, a, h.connected, civil.Period{From: 20260301, To: 20260331}, h.paper)
		return err
	})},

	"Journals.List": {admins, does(func(h *house, a rights.Actor) error {
		_, n, err := h.Journals.List(background, a, journal.Query{})
		if err == nil && n == 0 {
			h.t.Error("the journal is empty")
		}
		return err
	})},
	"Journals.Get": {admins, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Journals.Get(background, a, 1)
		return err
	})},
	"Journals.People": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Journals.People(background, a)
		return err
	})},

	"Provision.Apply": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Provision.Apply(background, a, provision.Plan{Firms: []provision.Firm{{Name: "Nouveau"}}}, provision.Secrets{})
		return err
	})},

	"Engine.Run": {lists, func(h *house, a rights.Actor) (int, error) {
		report, err := h.Engine.Run(background, deliver.Scope{Actor: a, Asked: true, Patience: time.Minute})
		return report.Tried, err
	}},
	"Receiver.Run": {lists, func(h *house, a rights.Actor) (int, error) {
		report, err := h.Receiver.Run(background, receive.Scope{Actor: a, Asked: true})
		return report.Sources, err
	}},
	"Deliveries.List": {lists, func(h *house, a rights.Actor) (int, error) {
		_, n, err := h.Deliveries.List(background, a, deliver.Query{})
		return n, err
	}},
	"Deliveries.Get": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Deliveries.Get(background, a, h.refused)
		return err
	})},
	"Deliveries.Counts": {lists, func(h *house, a rights.Actor) (int, error) {
		counts, err := h.Deliveries.Counts(background, a, false)
		return len(counts), err
	}},
	"Deliveries.Retry": {people, does(func(h *house, a rights.Actor) error {
		return h.Deliveries.Retry(background, a, []int64{h.refused}, "le RIB est créé")
	})},
	"Deliveries.Check": {people, does(func(h *house, a rights.Actor) error {
		return h.Deliveries.Check(background, a, h.unclear, true, "vu dans l'outil")
	})},
	"Deliveries.Cancel": {people, does(func(h *house, a rights.Actor) error {
		return h.Deliveries.Cancel(background, a, []int64{h.refused}, "doublon")
	})},
	"Deliveries.Status": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Deliveries.Status(background, a, h.fizen)
		return err
	})},
	"Deliveries.Test": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Deliveries.Test(background, a, h.fizen)
		return err
	})},
	"Deliveries.Folders": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Deliveries.Folders(background, a, h.fizen, "client")
		return err
	})},
	"Reconciler.Reconcile": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Reconciler.Reconcile(background, a, h.fizen, civil.Period{From: civil.MustParse("2026-03-01"), To: civil.MustParse("2026-03-31")})
		return err
	})},
	"Banking.Journals": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Banking.Journals(background, a, h.connected)
		return unless(err, fault.Conflict) // its partner keeps no accounts
	})},
	"Banking.OpenAccount": {superviseur, does(func(h *house, a rights.Actor) error {
		err := h.Banking.OpenAccount(background, a, deliver.OpeningForm{AccountID: h.connected, JournalID: "1", Label: "Courant", BIC: "BNPAFRPP"})
		return unless(err, fault.Conflict)
	})},
	"Deliveries.MaySync": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		return h.Deliveries.MaySync(background, a)
	})},
	"Deliveries.Troubles": {lists, func(h *house, a rights.Actor) (int, error) {
		list, err := h.Deliveries.Troubles(background, a)
		return len(list), err
	}},

	"Diagnoses.One": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Diagnoses.One(background, a, h.connected)
		return err
	})},
	"Diagnoses.Keyed": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Diagnoses.Keyed(background, a, account.KeyOf(wiringtest.IBAN(0), wiringtest.RIB(0)))
		return err
	})},
	"Diagnoses.All": {lists, func(h *house, a rights.Actor) (int, error) {
		list, err := h.Diagnoses.All(background, a, false)
		return count(list, func(d diagnose.Diagnosis) bool { return d.Account.FirmID == h.firm }), err
	}},

	"Guides.List": {lists, func(h *house, a rights.Actor) (int, error) {
		list, err := h.Guides.List(background, a)
		return count(list, func(p guide.Progress) bool { return p.FirmID == h.firm }), err
	}},

	"Supports.Prepare": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Supports.Prepare(background, a, support.Request{AccountID: h.connected})
		return err
	})},
	"Supports.Prepare: all": {lists, func(h *house, a rights.Actor) (int, error) {
		c, err := h.Supports.Prepare(background, a, support.Request{})
		return count(c.Files, func(f support.File) bool { return strings.Contains(f.Text, fmt.Sprintf("Connecteur n° %d ", h.fizen)) }), err
	}},
	"Supports.Save": {members, does(func(h *house, a rights.Actor) error {
		c, err := h.Supports.Prepare(background, a, support.Request{AccountID: h.connected})
		if err != nil {
			return err
		}
		return h.Supports.Save(background, a, c.Token, filepath.Join(h.t.TempDir(), "support.zip"))
	})},

	"Settings.Get": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, _, err := h.Settings.Get(background, a)
		return err
	})},
	"Privacy.Register": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Register(background, a, h.firm)
		return err
	})},
	"Privacy.SaveRegister": {members, does(func(h *house, a rights.Actor) error {
		return h.Privacy.SaveRegister(background, a, h.firm, filepath.Join(h.t.TempDir(), "registre.txt"))
	})},
	"Privacy.Rules": {lists, func(h *house, a rights.Actor) (n int, err error) {
		rules, _, err := h.Privacy.Rules(background, a)
		return count(rules, func(r privacy.Rule) bool { return r.FirmID == h.firm }), err
	}},
	"Privacy.SetRetention": {admins, does(func(h *house, a rights.Actor) error {
		return h.Privacy.SetRetention(background, a, h.firm, 12)
	})},
	"Privacy.Over": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Over(background, a)
		return err
	})},
	"Privacy.EraseOver": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.EraseOver(background, a, []int64{h.ended}, privacy.Word)
		return err
	})},
	"Privacy.PreviewErase": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.PreviewErase(background, a, h.client)
		return err
	})},
	"Privacy.Erase": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Erase(background, a, h.ended, privacy.Consent{Typed: "Parti", Reason: "demande", Despite: true})
		return err
	})},
	"Privacy.Tombstones": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Tombstones(background, a)
		return err
	})},
	"Privacy.Aside": {importers, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Aside(background, a)
		return err
	})},
	"Privacy.PurgeAside": {purgers, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.PurgeAside(background, a)
		return err
	})},
	"Privacy.Tend": {purgers, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Tend(background, a)
		return err
	})},
	"Privacy.MayExport": {superviseur, does(func(h *house, a rights.Actor) error {
		return h.Privacy.MayExport(background, a, h.client)
	})},
	"Privacy.Export": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Privacy.Export(background, a, h.client, filepath.Join(h.t.TempDir(), "client.zip"), nil)
		return err
	})},
	"Settings.Save": {admins, does(func(h *house, a rights.Actor) error {
		wanted := settings.Default
		wanted.LockMinutes = 5
		_, err := h.Settings.Save(background, a, wanted)
		return err
	})},

	"Schedules.Get": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Schedules.Get(background, a)
		return err
	})},
	"Schedules.Set": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Schedules.Set(background, a, schedule.Plan{Rhythm: schedule.Hourly})
		return err
	})},
	"Schedules.Repair": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Schedules.Repair(background, a)
		return err
	})},
	"Schedules.Remove": {admins, does(func(h *house, a rights.Actor) error {
		_, err := h.Schedules.Remove(background, a)
		return err
	})},
	"Schedules.NoteRun": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		return h.Schedules.NoteRun(background, a, schedule.Run{Outcome: schedule.Done})
	})},
	"Notices.Tell": {lists, func(h *house, a rights.Actor) (int, error) {
		err := h.Notices.Tell(background, a)
		return len(h.Notifier.Take()), err
	}},
	"Notices.Wanted": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Notices.Wanted(background, a)
		return err
	})},
	"Notices.Want": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		return h.Notices.Want(background, a, false)
	})},

	"Registry.Search": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Registry.Search(background, a, "jardins", false)
		return err
	})},
	"Registry.Company": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Registry.Company(background, a, "732829320", false)
		return err
	})},
	"Registry.Status": {who{rights.Collaborateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Registry.Status(background, a)
		return err
	})},
	"Registry.SaveAccount": {who{rights.Superviseur, false, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Registry.SaveAccount(background, a, registry.Account{User: "user", Password: "password"})
		return err
	})},
	"Registry.ForgetAccount": {who{rights.Superviseur, false, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Registry.ForgetAccount(background, a)
		return err
	})},
	"Mandates.Propose": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.Propose(background, a, h.created)
		return err
	})},
	"Mandates.Prepare": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.Prepare(background, a, mandate.Request{AccountIDs: []int64{h.created}})
		return err
	})},
	"Mandates.PrepareAll": {people, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.PrepareAll(background, a, []int64{h.created, h.free}, filepath.Join(h.t.TempDir(), "mandats.zip"))
		return err
	})},
	"Mandates.Terminate": {superviseur, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.Terminate(background, a, []int64{h.free}, "")
		return err
	})},
	"Mandates.Attach": {people, does(func(h *house, a rights.Actor) error {
		scan := wiringtest.MustFile(h.t, filepath.Join(h.t.TempDir(), "scan.pdf"), []byte("%PDF-1.7"))
		_, err := h.Mandates.Attach(background, a, mandate.Attachment{AccountIDs: []int64{h.created}, Kind: mandate.Signed, Path: scan, SignedOn: "2026-04-02"})
		return err
	})},
	"Mandates.Documents": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.Documents(background, a, h.created)
		return err
	})},
	"Mandates.SaveCopy": {people, does(func(h *house, a rights.Actor) error {
		return h.Mandates.SaveCopy(background, a, h.document, filepath.Join(h.t.TempDir(), "copie.pdf"))
	})},
	"Mandates.Board": {lists, func(h *house, a rights.Actor) (n int, err error) {
		board, err := h.Mandates.Board(background, a)
		for _, g := range board.Groups {
			n += g.Count
		}
		return n, err
	}},
	"Mandates.Waits": {lists, func(h *house, a rights.Actor) (int, error) {
		_, n, err := h.Mandates.Waits(background, a, mandate.WaitQuery{})
		return n, err
	}},
	"Mandates.Remind": {people, does(func(h *house, a rights.Actor) error {
		return h.Mandates.Remind(background, a, []int64{h.created, h.prepared})
	})},
	"Mandates.Reminders": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.Reminders(background, a, h.created)
		return err
	})},
	"Mandates.ReminderLetter": {members, does(func(h *house, a rights.Actor) error {
		_, err := h.Mandates.ReminderLetter(background, a, h.created)
		return err
	})},

	"House.Verify": {who{rights.Administrateur, true, ofNoFirm}, does(func(h *house, a rights.Actor) error {
		_, err := h.Verify(background, a)
		return err
	})},
}

// clerk is somebody that something can be done to.
func (w *world) clerk() int64 { return w.actors["Collaborateur"].StaffID }

// exported is what a list shows; an empty one shows nothing.
func exported(done export.Done, err error) (int, error) {
	if fault.CodeOf(err) == fault.Invalid {
		return 0, nil
	}
	return done.Rows, err
}

func (h *house) backUp(a rights.Actor, credentials bool) error {
	_, err := h.Backups.MakeFor(background, a, backup.Request{Path: filepath.Join(h.t.TempDir(), "a.sobank"), Passphrase: "pomme girafe violon", Credentials: credentials}, nil)
	return err
}

func count[T any](list []T, is func(T) bool) (n int) {
	for _, one := range list {
		if is(one) {
			n++
		}
	}
	return n
}

// verdict is what a row promises an actor.
type verdict int

const (
	allowed verdict = iota
	seesNothing
	refused
	ended // Unauthenticated
	idle  // nothing refused, nothing done
)

var rank = map[rights.Profile]int{rights.Collaborateur: 1, rights.Superviseur: 2, rights.Administrateur: 3}

func (w who) of(name string) verdict {
	profile, elsewhere := strings.CutSuffix(name, " d'un autre")
	switch {
	case strings.Contains(name, "dé") || strings.HasPrefix(name, "quelqu'un"):
		if w.scope == anyone {
			return idle
		}
		return ended
	case w.scope == anyone:
		return allowed
	case name == "Système" && !w.system:
		return refused
	case name == "Système":
		return allowed
	case rank[rights.Profile(strings.ToLower(profile))] < rank[w.least]:
		return refused
	case elsewhere && w.scope == ofTheFirm:
		return refused
	case elsewhere && w.scope == listing:
		return seesNothing
	}
	return allowed
}

// TestEveryActionHasItsRights goes through every action with everybody: who may, can; who may
// not is refused and has changed nothing.
func TestEveryActionHasItsRights(t *testing.T) {
	w := mustWorld(t)
	still := w.open(t) // nothing that is refused may change it
	for action, r := range table {
		for name, actor := range w.actors {
			t.Run(action+"/"+name, func(t *testing.T) {
				if want := r.of(name); want == allowed || want == idle {
					checkAllowed(t, r, w.open(t), actor)
				} else {
					checkRefused(t, r, &house{still.Bench, w, t}, actor, want)
				}
			})
		}
	}
}

func checkAllowed(t *testing.T, r row, h *house, actor rights.Actor) {
	seen, err := r.call(h, actor)
	if err != nil {
		t.Errorf("refused: %v", err)
	}
	if r.scope == listing && seen == 0 {
		t.Error("sees nothing")
	}
}

func checkRefused(t *testing.T, r row, h *house, actor rights.Actor, want verdict) {
	before := h.content()
	seen, err := r.call(h, actor)
	switch {
	case want == seesNothing && (err != nil || seen != 0):
		t.Errorf("sees %d, %v", seen, err)
	case want == refused && !isRefusal(err):
		t.Errorf("got %v", err)
	case want == ended && fault.CodeOf(err) != fault.Unauthenticated:
		t.Errorf("got %v", err)
	}
	if after := h.content(); after != before {
		t.Errorf("something changed:\n%s", after)
	}
}

// TestEveryMethodHasARow: a new method that takes an actor is in the table, or fails here.
func TestEveryMethodHasARow(t *testing.T) {
	listed := map[string]bool{}
	for name := range table {
		method, _, _ := strings.Cut(name, ":")
		listed[method] = true
	}
	methods := methodsWithActor(t)
	if len(methods) < 40 {
		t.Fatalf("only %d methods were found", len(methods))
	}
	for _, name := range methods {
		if !listed[name] {
			t.Errorf("%s has no row in the table above: say who may do it", name)
		}
		delete(listed, name)
	}
	for name := range listed {
		t.Errorf("%s is in the table and nowhere else", name)
	}
}

// methodsWithActor lists the methods of the house and of its services that take an actor.
func methodsWithActor(t *testing.T) (names []string) {
	t.Helper()
	house := reflect.TypeFor[wiring.House]()
	owners := map[string]reflect.Type{"House": reflect.PointerTo(house)}
	for i := range house.NumField() {
		if f := house.Field(i); f.IsExported() && f.Type.Kind() == reflect.Pointer {
			owners[f.Name] = f.Type
		}
	}
	for owner, kind := range owners {
		for i := range kind.NumMethod() {
			if m := kind.Method(i); takesActor(m.Type) {
				names = append(names, owner+"."+m.Name)
			}
		}
	}
	return names
}

// takesActor reports whether a method's first arguments are a context and an actor, alone or
// in a struct.
func takesActor(method reflect.Type) bool {
	actor := reflect.TypeFor[rights.Actor]()
	if method.NumIn() < 3 || method.In(1) != reflect.TypeFor[context.Context]() {
		return false
	}
	second := method.In(2)
	if second.Kind() == reflect.Struct && second != actor {
		f, found := second.FieldByName("Actor")
		return found && f.Type == actor
	}
	return second == actor
}
