package myunisoft

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sobank/backend/deliver"
)

const (
	exact     = `{"society_id":1203,"name":"Jardins SARL","siret":"73282932000074","folder_reference":"JARD01"}`
	sirenOnly = `{"society_id":1204,"name":"Jardins","siret":"732829320"}`
	secondary = `{"society_id":1205,"name":"Jardins Lyon","siret":"73282932000082"}`
	without   = `{"society_id":1206,"name":"Sans SIRET","siret":null}`
	foreign   = `{"society_id":1207,"name":"Autre","siret":"40483304800022"}`
)

func array(societies ...string) string {
	return `{"row_numbers":1,"pages_number":null,"society_array":[` + strings.Join(societies, ",") + `]}`
}

// bySIRET answers each searched number with its own body, and with no society otherwise.
func bySIRET(bodies map[string]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, found := bodies[r.URL.Query().Get("siret")]
		if !found {
			body = array()
		}
		says(200, body)(w, r)
	}
}

func TestSocietyIsFound(t *testing.T) {
	full := deliver.AccountCard{SIRET: "73282932000074", Reference: "JARD01"}
	none := says(400, problemJSON("SOCIETE16", "Société introuvable"))
	cases := []struct {
		name   string
		card   deliver.AccountCard
		siret  map[string]string
		search http.HandlerFunc
		want   string // "" is to be chosen
	}{
		{"by SIRET", full, map[string]string{"73282932000074": array(exact)}, none, "1203"},
		{"by SIRET with spaces", deliver.AccountCard{SIRET: "732 829 320 00074"}, map[string]string{"73282932000074": array(exact)}, none, "1203"},
		{"by SIRET, answered with the society alone", full, map[string]string{"73282932000074": exact}, none, "1203"},
		{"by SIRET, answered with a bare list", full, map[string]string{"73282932000074": "[" + exact + "]"}, none, "1203"},
		{"by SIRET, its id as text", full, map[string]string{"73282932000074": array(`{"society_id":"1203","siret":"73282932000074"}`)}, none, "1203"},
		{"by SIRET, the siret as a number", full, map[string]string{"73282932000074": array(`{"society_id":1203,"siret":73282932000074}`)}, none, "1203"},
		{"by SIRET whose leading zero a number lost", deliver.AccountCard{SIRET: "05520144000031"}, map[string]string{"05520144000031": array(`{"society_id":9,"siret":5520144000031}`)}, none, "9"},
		{"by SIRET among others", full, map[string]string{"73282932000074": array(foreign, exact, without, secondary)}, none, "1203"},
		{"by SIREN", full, map[string]string{"732829320": array(sirenOnly)}, none, "1204"},
		{"by SIREN among establishments", full, map[string]string{"732829320": array(secondary, sirenOnly, without)}, none, "1204"},
		{"by a SIREN that is all we know", deliver.AccountCard{SIRET: "732829320"}, map[string]string{"732829320": array(sirenOnly)}, none, "1204"},
		{"another establishment is another society", full, map[string]string{"732829320": array(secondary)}, none, ""},
		{"no siret never matches", full, map[string]string{"73282932000074": array(without), "732829320": array(without)}, none, ""},
		{"a longer number never matches", full, map[string]string{"73282932000074": array(`{"society_id":1,"siret":"732829320000741"}`)}, none, ""},
		{"two of one SIRET are to be chosen", full, map[string]string{"73282932000074": array(exact, `{"society_id":1299,"siret":"73282932000074"}`)}, none, ""},
		{"two of one SIRET are not decided by a SIREN", full, map[string]string{"73282932000074": array(exact, `{"society_id":1299,"siret":"73282932000074"}`), "732829320": array(sirenOnly)}, none, ""},
		{"two of one SIRET are told apart by the reference", full, map[string]string{"73282932000074": array(exact, `{"society_id":1299,"siret":"73282932000074"}`)}, says(200, exact), "1203"},
		{"by reference", full, nil, says(200, `{"name":"Jardins","siret":null,"society_id":1210}`), "1210"},
		{"by reference alone", deliver.AccountCard{Reference: "JARD01"}, nil, says(200, sirenOnly), "1204"},
		{"a reference of another company is not believed", full, nil, says(200, foreign), ""},
		{"another reference is not believed", full, nil, says(200, `{"society_id":1210,"folder_reference":"JARD010"}`), ""},
		{"an id that is none", full, map[string]string{"73282932000074": array(`{"society_id":null,"siret":"73282932000074"}`)}, none, ""},
		{"nowhere", full, nil, none, ""},
		{"a search that is missing there", full, nil, http.NotFound, ""},
		{"a search that is not allowed", full, nil, says(403, problemJSON("ERR-FORBIDDEN-ROUTE", "")), ""},
		{"nothing is known of the company", deliver.AccountCard{}, nil, none, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/society", bySIRET(c.siret)).on("/society/search", c.search)
			c.card.IBAN = testIBAN
			found := newClient().Match(t.Context(), p.access(), c.card)
			if len(p.requests("/releve_bancaire")) != 0 || found.Folder != c.want {
				t.Errorf("got %+v, want %q", found, c.want)
			}
			if c.want == "" {
				wantReceipt(t, found.Setback, deliver.Receipt{State: deliver.Refused, Code: "SOCIETE-A-CHOISIR"})
				if found.Setback.Hint != "Choisissez la société MyUnisoft dans « Détails » de l'IBAN." {
					t.Errorf("got %+v", found.Setback)
				}
				return
			}
			if found.Setback.State != "" || p.requests("/rib")[0].header.Get("society-id") != c.want {
				t.Errorf("got %+v", found)
			}
		})
	}
}

func TestSocietyThatCannotBeLookedUp(t *testing.T) {
	cases := []struct {
		name   string
		answer http.HandlerFunc
		want   deliver.Receipt
	}{
		{"a revoked token", says(401, problemJSON("ERR-FIRM-TOKEN-NOT-FOUND", "")), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "ERR-FIRM-TOKEN-NOT-FOUND"}},
		{"too many requests", says(429, problemJSON("ERR-TOO-MANY-REQUEST", "")), deliver.Receipt{State: deliver.ToRetry, Code: "ERR-TOO-MANY-REQUEST"}},
		{"a gateway that fails is no doubt", says(502, "<html>"), deliver.Receipt{State: deliver.ToRetry, Code: "HTTP-502"}},
		{"another address", says(404, "<html>"), deliver.Receipt{State: deliver.Refused, Trouble: true, Code: "HTTP-404"}},
		{"an answer of no known shape", says(200, `{"hello":1}`), deliver.Receipt{State: deliver.ToRetry, Code: "REPONSE-ILLISIBLE"}},
		{"an answer that is cut", says(200, `{"society_array":[`), deliver.Receipt{State: deliver.ToRetry, Code: "REPONSE-ILLISIBLE"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := newPartner(t).on("/society", c.answer)
			r := newClient().Match(t.Context(), p.access(), unknown()).Setback
			wantReceipt(t, r, c.want)
			if strings.Contains(everything(r), "relevé") && !strings.Contains(r.Hint, "relevé") {
				t.Errorf("a question is taken for a statement: %+v", r)
			}
		})
	}
	t.Run("a listing that is not allowed still tries the reference", func(t *testing.T) {
		p := newPartner(t).on("/society", says(403, problemJSON("ERR-FORBIDDEN-ROUTE", ""))).on("/society/search", says(200, exact))
		if found := newClient().Match(t.Context(), p.access(), unknown()); found.Folder != "1203" || found.Setback.State != "" {
			t.Errorf("got %+v", found)
		}
	})
	t.Run("a chosen society is not looked up", func(t *testing.T) {
		p := newPartner(t)
		if found := newClient().Match(t.Context(), p.access(), parcel().Account); found.Folder != "1203" || found.Setback.State != "" || len(p.requests("/society")) != 0 {
			t.Errorf("got %+v", found)
		}
	})
	for _, folder := range []string{"undefined", "12a", "0", "-1", "1203\r\nX: y"} {
		t.Run("a chosen society that is no number: "+url.QueryEscape(folder), func(t *testing.T) {
			p, of := newPartner(t), unknown()
			of.PartnerFolder = folder
			found := newClient().Match(t.Context(), p.access(), of)
			wantReceipt(t, found.Setback, deliver.Receipt{State: deliver.Refused, Code: "SOCIETE-A-CHOISIR"})
		})
	}
}

// unknown is an account whose society was not found yet.
func unknown() deliver.AccountCard {
	of := parcel().Account
	of.PartnerFolder = ""
	return of
}

func TestFolders(t *testing.T) {
	t.Run("a name is searched as a name", func(t *testing.T) {
		p := newPartner(t).on("/society", says(200, array(exact, sirenOnly, without)))
		list, err := newClient().Folders(t.Context(), p.access(), " jardins & co ")
		if err != nil || len(list) != 3 || list[0] != (deliver.Folder{ID: "1203", Name: "Jardins SARL", SIRET: "73282932000074", Reference: "JARD01"}) || list[2].SIRET != "" {
			t.Errorf("got %+v, %v", list, err)
		}
		if got := p.requests("/society")[0].query; got != "q=jardins+%26+co" {
			t.Errorf("asked %s", got)
		}
	})
	for _, search := range []string{"732 829 320 00074", "732829320"} {
		t.Run("digits are searched as a SIRET or SIREN: "+search, func(t *testing.T) {
			p := newPartner(t).on("/society", says(200, array(exact)))
			_, err := newClient().Folders(t.Context(), p.access(), search)
			if got := p.requests("/society")[0].query; err != nil || got != "siret="+strings.ReplaceAll(search, " ", "") {
				t.Errorf("asked %s, %v", got, err)
			}
		})
	}
	t.Run("a reference is tried when no name matches", func(t *testing.T) {
		p := newPartner(t).on("/society/search", says(200, exact))
		list, err := newClient().Folders(t.Context(), p.access(), "JARD01")
		if err != nil || len(list) != 1 {
			t.Errorf("got %+v, %v", list, err)
		}
	})
	t.Run("nothing found is an empty list", func(t *testing.T) {
		list, err := newClient().Folders(t.Context(), newPartner(t).access(), "nobody")
		if err != nil || list == nil || len(list) != 0 {
			t.Errorf("got %#v, %v", list, err)
		}
	})
}
