package myunisoft

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"sobank/backend/civil"
	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/simulator"
)

func TestRIBIsLookedForBeforeAFirstDelivery(t *testing.T) {
	const missing, there = "RIB-A-CREER", ""
	ribs := func(numbers ...string) http.HandlerFunc {
		list := []map[string]any{}
		for _, n := range numbers {
			list = append(list, map[string]any{"rib_id": 1, "iban": n, "bic": nil})
		}
		body, _ := json.Marshal(list)
		return says(200, string(body))
	}
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		code   string
	}{
		{"the IBAN as we write it", ribs("FR1420041010050500013M02606", string(testIBAN)), there},
		{"the IBAN in fours, in small letters", ribs("fr76 3000 4458 5645 8565 2332 208"), there},
		{"another IBAN", ribs("FR1420041010050500013M02606"), missing},
		{"the IBAN with more after it", ribs(string(testIBAN) + "1"), missing},
		{"no IBAN in the RIB", says(200, `[{"rib_id":1,"iban":null}]`), missing},
		{"no RIB", ribs(), missing},
		{"no RIB, said as an error", says(400, problemJSON("RIB13", "Aucun RIB pour ce dossier")), missing},
		{"not this token's route", says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), there},
		{"no such route there", says(404, "<html>"), there},
		{"no such route, said by them", says(404, problemJSON("ERR-HTTP", "Not Found")), there},
		{"an answer of another shape", says(200, `{"hello":1}`), there},
		{"a society that is gone", says(404, problemJSON("ERR-FOLDER-NOT-FOUND", "")), "ERR-FOLDER-NOT-FOUND"},
		{"an answer that is cut", says(200, `[{"rib_id":1,`), "REPONSE-ILLISIBLE"},
		{"too many requests", says(429, problemJSON("ERR-TOO-MANY-REQUEST", "")), "ERR-TOO-MANY-REQUEST"},
		{"a revoked token", says(401, problemJSON("ERR-API-TOKEN-NOT-FOUND", "")), "ERR-API-TOKEN-NOT-FOUND"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/rib", c.answer)
			found := newClient().Match(t.Context(), p.access(), parcel().Account)
			if found.Folder != "1203" || found.Setback.Code != c.code || (found.Setback.State == "") != (c.code == there) {
				t.Fatalf("got %+v", found)
			}
			if c.code == missing {
				wantReceipt(t, found.Setback, deliver.Receipt{State: deliver.Refused, Code: missing})
				if !strings.HasPrefix(found.Setback.Message, "RIB à créer dans MyUnisoft") || !strings.Contains(found.Setback.Hint, "Superviseur") || !strings.Contains(found.Setback.Hint, "« Reprendre »") {
					t.Errorf("got %+v", found.Setback)
				}
			}
			if asked := p.requests("/rib")[0]; asked.method != "GET" || asked.header.Get("society-id") != "1203" || asked.header.Get("X-Third-Party-Secret") != testSecret {
				t.Errorf("got %+v", asked)
			}
		})
	}
}

func newAccount() deliver.NewAccount {
	day, _ := civil.Parse("2026-03-02")
	return deliver.NewAccount{Of: parcel().Account, BIC: "BNPAFRPPXXX", JournalID: "77", Label: "BNP courant", Since: day}
}

func TestJournals(t *testing.T) {
	t.Run("are those of the bank that take entries", func(t *testing.T) {
		m, a := startSimulator(t, simulator.Options{})
		m.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL", Journals: []simulator.Journal{{ID: 77, Code: "B2", Name: "BNP"}, {ID: 78, Code: "B3", Name: "Ancienne", Closed: true}}})
		list, err := newClient().Journals(t.Context(), a, "1203")
		if err != nil || len(list) != 2 || list[0] != (deliver.BankJournal{ID: "120302", Code: "BQ", Name: "BANQUE"}) || list[1].ID != "77" {
			t.Errorf("got %+v, %v", list, err)
		}
	})
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		code   fault.Code
	}{
		"not allowed":       {says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), fault.Conflict},
		"of another shape":  {says(200, `{"diary":1}`), fault.Busy},
		"away for a moment": {says(503, problemJSON("ERR-API-UNDER-MAINTENANCE", "")), fault.Busy},
	} {
		t.Run("that cannot be read: "+name, func(t *testing.T) {
			_, err := newClient().Journals(t.Context(), newPartner(t).on("/diary", c.answer).access(), "1203")
			if f := fault.From(err); f.Code != c.code || f.Hint == "" {
				t.Errorf("got %+v", f)
			}
		})
	}
}

func TestAccountIsOpened(t *testing.T) {
	t.Run("with the documented fields, and then statements are taken", func(t *testing.T) {
		m, a := startSimulator(t, simulator.Options{StrictRIBs: true})
		m.AddSociety(simulator.Society{ID: 1203, Name: "Jardins SARL", Journals: []simulator.Journal{{ID: 77, Code: "B2", Name: "BNP"}}})
		c := newClient()
		if found := c.Match(t.Context(), a, parcel().Account); found.Setback.Code != "RIB-A-CREER" {
			t.Fatalf("got %+v", found)
		}
		for range 2 { // the second finds it there
			if err := c.OpenAccount(t.Context(), a, newAccount()); err != nil {
				t.Fatal(err)
			}
		}
		s, _ := m.Society(1203)
		want := simulator.RIB{IBAN: testIBAN, BIC: "BNPAFRPPXXX", DiaryID: 77, Label: "BNP courant", Owner: "Jardins SARL", StartDate: "20260302"}
		if len(s.RIBs) != 1 || s.RIBs[0] != want {
			t.Errorf("got %+v", s.RIBs)
		}
		if found := c.Match(t.Context(), a, parcel().Account); found.Setback.State != "" {
			t.Errorf("got %+v", found)
		}
	})
	t.Run("by what the page documents", func(t *testing.T) {
		p := newPartner(t).on("/rib", func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				says(200, "[]")(w, r)
				return
			}
			says(200, `{}`)(w, r)
		})
		if err := newClient().OpenAccount(t.Context(), p.access(), newAccount()); err != nil {
			t.Fatal(err)
		}
		post := p.requests("/rib")[1]
		var body map[string]any
		if err := json.Unmarshal(post.body, &body); err != nil || len(body) != 8 {
			t.Fatalf("got %s", post.body)
		}
		if post.header.Get("Content-Type") != "application/json" || post.header.Get("society-id") != "1203" || body["banking_integration"] != true ||
			body["is_default"] != false || body["diary_id"] != float64(77) || body["iban"] != string(testIBAN) {
			t.Errorf("got %s", post.body)
		}
	})
	refusals := []struct {
		name   string
		answer http.HandlerFunc
		code   fault.Code
		says   string // "": it is there
	}{
		{"somebody was faster", says(403, problemJSON("RIB17", "")), "", ""},
		{"another company collects it", says(403, problemJSON("RIB16", "")), fault.Conflict, "autre société"},
		{"a field is not liked", says(400, problemJSON("GBL10", "Le paramètre bic est invalide")), fault.Conflict, "« Le paramètre bic est invalide »"},
		{"the route is not allowed", says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), fault.Conflict, "n'autorise pas"},
		{"the answer is lost", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fault.Busy, "coupée"},
	}
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/rib", func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					says(200, "[]")(w, r)
					return
				}
				c.answer(w, r)
			})
			err := newClient().OpenAccount(t.Context(), p.access(), newAccount())
			if c.says == "" {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			if f := fault.From(err); f.Code != c.code || !strings.Contains(f.Message, c.says) || f.Hint == "" {
				t.Errorf("got %+v", f)
			}
		})
	}
	t.Run("never without a society or a journal", func(t *testing.T) {
		p := newPartner(t).on("/rib", says(200, "[]"))
		for _, change := range []func(*deliver.NewAccount){func(n *deliver.NewAccount) { n.Of.PartnerFolder = "" }, func(n *deliver.NewAccount) { n.JournalID = "x" }} {
			n := newAccount()
			change(&n)
			if err := newClient().OpenAccount(t.Context(), p.access(), n); err == nil {
				t.Error("opened")
			}
		}
		for _, r := range p.requests("/rib") {
			if r.method == "POST" {
				t.Errorf("posted %s", r.body)
			}
		}
	})
}
