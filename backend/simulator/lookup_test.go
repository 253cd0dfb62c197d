package simulator

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"testing"
)

// MustFirm is a MyUnisoft with folders that have a SIRET, a SIREN or nothing.
func MustFirm(tb testing.TB, options Options) *MyUnisoft {
	tb.Helper()
	m := MustMyUnisoft(tb, options)
	m.AddSociety(Society{ID: 2, Name: "Les Jardins d'Été", SIRET: "838006955", Reference: "J-015"})
	m.AddSociety(Society{ID: 3, Name: "Boulangerie", Reference: "DOUBLE"})
	m.AddSociety(Society{ID: 4, Name: "Boucherie", SIRET: "73282932000082", Reference: "DOUBLE"})
	m.AddSociety(Society{ID: 5, Name: "Jardins d'ailleurs", SIRET: "73282932000090", Token: "other.token.x"})
	return m
}

func TestSocieties(t *testing.T) {
	cases := []struct {
		name, query string
		want        []int64
	}{
		{"all of the firm", "", []int64{1203, 2, 3, 4}},
		{"a SIRET", "?siret=73282932000074", []int64{1203}},
		{"a SIREN finds every establishment", "?siret=732829320", []int64{1203, 4}},
		{"a folder that has the SIREN alone", "?siret=838006955", []int64{2}},
		{"its SIRET does not find it", "?siret=83800695500012", nil},
		{"an unknown SIRET", "?siret=11111111111111", nil},
		{"a part of a name, whatever its case", "?q=jardins", []int64{1203, 2}},
		{"an accent", "?q=%C3%A9t%C3%A9", []int64{2}},
		{"a name nobody has", "?q=zinc", nil},
	}
	m := MustFirm(t, Options{})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			list := listOf(t, get("/society"+c.query).do(m))
			var ids []int64
			for _, s := range list.Societies {
				ids = append(ids, s.ID)
			}
			if !slices.Equal(ids, c.want) || list.Rows != len(c.want) {
				t.Errorf("got %+v", list)
			}
		})
	}
	for _, siret := range []string{"", "7328293200007", "7328293200007A", "732 829 320"} {
		t.Run("refuses the SIRET "+strconv.Quote(siret), func(t *testing.T) {
			wantRefused(t, get("/society?siret="+url.QueryEscape(siret)).do(m), 400, "SOCIETE11")
		})
	}
	t.Run("a folder without SIRET or reference has null", func(t *testing.T) {
		m.AddSociety(Society{ID: 6, Name: "Zinc"})
		if s := listOf(t, get("/society?q=zinc").do(m)).Societies[0]; s.SIRET != nil || s.Reference != nil {
			t.Errorf("got %+v", s)
		}
	})
	t.Run("the society-id header answers that one alone", func(t *testing.T) {
		g := call{method: "GET", path: "/society"}.do(m)
		if s := societyOf(t, g); s.ID != 1203 || *s.Reference != "J-014" {
			t.Errorf("got %+v", s)
		}
		wantRefused(t, call{method: "GET", path: "/society", headers: map[string]string{"society-id": "5"}}.do(m), 404, "ERR-FOLDER-NOT-FOUND")
	})
	t.Run("OneForSIRET answers one alone", func(t *testing.T) {
		m := MustFirm(t, Options{OneForSIRET: true})
		if s := societyOf(t, get("/society?siret=73282932000074").do(m)); s.ID != 1203 || *s.SIRET != "73282932000074" {
			t.Errorf("got %+v", s)
		}
		wantRefused(t, get("/society?siret=11111111111111").do(m), 400, "SOCIETE16")
		wantRefused(t, get("/society?siret=732829320").do(m), 400, "SOCIETE17")
	})
}

func TestReferences(t *testing.T) {
	m := MustFirm(t, Options{})
	t.Run("found", func(t *testing.T) {
		if s := societyOf(t, get("/society/search?reference=J-014").do(m)); s.ID != 1203 || s.Name != "Jardins SARL" || *s.SIRET != "73282932000074" {
			t.Errorf("got %+v", s)
		}
	})
	for _, c := range []struct{ name, query, code string }{
		{"none", "", "GBL10"}, {"an unknown one", "?reference=J", "SOCIETE16"}, {"one that two folders have", "?reference=DOUBLE", "SOCIETE17"},
	} {
		t.Run("refuses "+c.name, func(t *testing.T) { wantRefused(t, get("/society/search"+c.query).do(m), 400, c.code) })
	}
}

func TestRIBList(t *testing.T) {
	m := MustMyUnisoft(t, Options{})
	m.AddSociety(Society{ID: 1203, Name: "Jardins SARL", RIBs: []RIB{
		{IBAN: jardinsIBAN, BIC: "CMCIFRPP", Default: true}, {ID: 44, DiaryID: 45, IBAN: otherIBAN, Spaced: true, StartDate: "20230810"},
	}})
	var ribs []struct {
		ID        int64  `json:"rib_id"`
		DiaryID   int64  `json:"diary_id"`
		SocietyID int64  `json:"society_id"`
		IBAN      string `json:"iban"`
		Default   bool   `json:"is_default"`
	}
	if err := json.Unmarshal(call{method: "GET", path: "/rib"}.do(m).body, &ribs); err != nil || len(ribs) != 2 {
		t.Fatalf("got %+v, %v", ribs, err)
	}
	if one := ribs[0]; one.IBAN != string(jardinsIBAN) || !one.Default || one.DiaryID != bankDiary(t, m) || one.SocietyID != 1203 || one.ID == 0 {
		t.Errorf("got %+v", one)
	}
	if one := ribs[1]; one.IBAN != "FR14 2004 1010 0505 0001 3M02 606" || one.ID != 44 || one.DiaryID != 45 {
		t.Errorf("got %+v", one)
	}
	for _, path := range []string{"/rib", "/diary"} {
		wantRefused(t, get(path).do(m), 400, "GBL10")
	}
	t.Run("a society without one has an empty list", func(t *testing.T) {
		m.AddSociety(Society{ID: 9})
		if g := (call{method: "GET", path: "/rib", headers: map[string]string{"society-id": "9"}}).do(m); string(g.body) != "[]" {
			t.Errorf("got %s", g.body)
		}
	})
}

// bankDiary is the id of the one journal of type BQ.
func bankDiary(tb testing.TB, m *MyUnisoft) int64 {
	tb.Helper()
	var diaries []struct {
		ID   int64  `json:"diary_id"`
		Type string `json:"diary_type_code"`
	}
	if err := json.Unmarshal(call{method: "GET", path: "/diary"}.do(m).body, &diaries); err != nil {
		tb.Fatal(err)
	}
	for _, one := range diaries {
		if one.Type == "BQ" {
			return one.ID
		}
	}
	tb.Fatalf("no bank journal in %+v", diaries)
	return 0
}

type listed struct {
	ID        int64   `json:"society_id"`
	Name      string  `json:"name"`
	SIRET     *string `json:"siret"`
	Reference *string `json:"folder_reference"`
}

type societies struct {
	Rows      int      `json:"row_numbers"`
	Societies []listed `json:"society_array"`
}

func listOf(tb testing.TB, g got) (list societies) {
	tb.Helper()
	if err := json.Unmarshal(g.body, &list); err != nil || g.status != 200 || list.Societies == nil {
		tb.Fatalf("got %d %s: %v", g.status, g.body, err)
	}
	return list
}

func societyOf(tb testing.TB, g got) (s listed) {
	tb.Helper()
	if err := json.Unmarshal(g.body, &s); err != nil || g.status != 200 {
		tb.Fatalf("got %d %s: %v", g.status, g.body, err)
	}
	return s
}
