package simulator

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// openRIB asks for a RIB of society 1203; change replaces a part of a right body.
func openRIB(m *MyUnisoft, replace ...string) got {
	body := fmt.Sprintf(`{"banking_integration":true,"bic":"CMCIFRPP","diary_id":120302,"iban":%q,"is_default":false,"owner":"Jardins SARL","rib_label":"COURANT","start_date":"20260320"}`, jardinsIBAN)
	return call{method: "POST", path: "/rib", body: strings.NewReplacer(replace...).Replace(body), headers: map[string]string{"Content-Type": "application/json"}}.do(m)
}

func TestRIBOpened(t *testing.T) {
	t.Run("a RIB that was opened is listed, and takes statements", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{StrictRIBs: true})
		m.AddSociety(Society{ID: 1203, Name: "Jardins SARL", RIBs: []RIB{{IBAN: otherIBAN}}})
		wantRefused(t, send(march()).do(m), 400, "RIB13")
		g := openRIB(m)
		var one struct {
			IBAN    string
			DiaryID int64 `json:"diary_id"`
		}
		if err := json.Unmarshal(g.body, &one); err != nil || g.status != 200 || one.IBAN != string(jardinsIBAN) || one.DiaryID != 120302 {
			t.Fatalf("got %d %s", g.status, g.body)
		}
		if s, ok := m.Society(1203); !ok || len(s.RIBs) != 2 || s.RIBs[1].Label != "COURANT" || s.RIBs[1].StartDate != "20260320" || s.RIBs[1].Default {
			t.Errorf("got %+v", s)
		}
		wantRows(t, send(march()).do(m), 2)
		wantRefused(t, openRIB(m), 403, "RIB17")
	})
	t.Run("an IBAN of another society is refused", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AddSociety(Society{ID: 2, Name: "Autre", RIBs: []RIB{{IBAN: jardinsIBAN}}})
		if g := openRIB(m); g.code != "RIB16" || g.status != 403 || !strings.Contains(string(g.body), "Autre") {
			t.Errorf("got %d %s", g.status, g.body)
		}
	})
	for _, c := range []struct{ name, from, to, code string }{
		{"a wrong IBAN", string(jardinsIBAN), "FR7612345", "IBAN1"},
		{"a journal that is not the society's bank", "120302", "120301", "GBL10"},
		{"no BIC", `"bic":"CMCIFRPP",`, "", "GBL10"},
		{"no label", `"rib_label":"COURANT",`, "", "GBL10"},
		{"a day of another form", "20260320", "20/03/2026", "GBL10"},
		{"what is no JSON", "{", "", "GBL10"},
	} {
		t.Run("refuses "+c.name, func(t *testing.T) {
			m := MustMyUnisoft(t, Options{})
			if g := openRIB(m, c.from, c.to); g.code != c.code || g.status != 400 {
				t.Errorf("got %d %s", g.status, g.body)
			}
		})
	}
	t.Run("journals that a folder has more of", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.AddSociety(Society{ID: 1203, Name: "Jardins SARL", Journals: []Journal{{ID: 77, Code: "B2", Name: "BNP"}, {ID: 78, Code: "B3", Name: "Ancienne", Closed: true}}})
		if g := (call{method: "GET", path: "/diary"}).do(m); !strings.Contains(string(g.body), `"diary_id":77`) {
			t.Errorf("got %s", g.body)
		}
		if g := openRIB(m, "120302", "77"); g.status != 200 {
			t.Errorf("got %d %s", g.status, g.body)
		}
		m.AddSociety(Society{ID: 1203, Name: "Jardins SARL", Journals: []Journal{{ID: 78, Closed: true}}})
		if g := openRIB(m, "120302", "78"); g.code != "GBL10" {
			t.Errorf("got %d %s", g.status, g.body)
		}
	})
	t.Run("a path taken from a token is not listed and answers so", func(t *testing.T) {
		m := MustMyUnisoft(t, Options{})
		m.ForbidRoute(token, "/rib")
		wantRefused(t, call{method: "GET", path: "/rib"}.do(m), 403, "ERR-FORBIDDEN-ROUTE")
		if info := keyInfoOf(t, call{method: "GET", path: "/key/info?mode=extended"}.do(m)); info.has("/api/v1/rib", "get") || !info.has("/api/v1/diary", "get") {
			t.Errorf("got %+v", info)
		}
	})
}
