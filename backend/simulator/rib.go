package simulator

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"sobank/backend/iban"
)

// listRIBs answers docs/accounting/folder/RIB.md.
func (x *exchange) listRIBs() (any, *refusal) {
	s, refused := x.society()
	if refused != nil {
		return nil, refused
	}
	list := make([]any, 0, len(s.RIBs))
	for at, one := range s.RIBs {
		list = append(list, s.describeRIB(one, at))
	}
	return list, nil
}

func (s Society) describeRIB(one RIB, at int) any {
	if one.ID == 0 {
		one.ID = s.ID*100 + int64(at) + 1
	}
	if one.DiaryID == 0 {
		one.DiaryID = s.bankJournal()
	}
	if one.Owner == "" {
		one.Owner = s.Name
	}
	number := string(one.IBAN)
	if one.Spaced {
		number = inFours(number)
	}
	return map[string]any{
		"rib_id": one.ID, "diary_id": one.DiaryID, "diary_label": "BQ - BANQUE", "society_id": s.ID,
		"start_date": one.StartDate, "owner": one.Owner, "iban": number, "bic": one.BIC, "is_default": one.Default,
	}
}

func inFours(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i += 4 {
		b.WriteString(s[i:min(i+4, len(s))] + " ")
	}
	return strings.TrimSpace(b.String())
}

// listDiaries answers docs/accounting/folder/journaux.md.
func (x *exchange) listDiaries() (any, *refusal) {
	s, refused := x.society()
	if refused != nil {
		return nil, refused
	}
	list := []any{
		diary(s.purchases(), "AC", "ACHATS", 1, "ACH", "Achat", nil),
		diary(s.bankJournal(), "BQ", "BANQUE", 3, "BQ", "Banque",
			map[string]any{"id": s.ID*100 + 12, "label": "BANQUES", "number": "512000"}),
	}
	for _, j := range s.Journals {
		one := diary(j.ID, j.Code, j.Name, 3, "BQ", "Banque", nil)
		one["closed"] = j.Closed
		list = append(list, one)
	}
	return list, nil
}

func diary(id int64, code, name string, kind int, kindCode, kindName string, account any) map[string]any {
	return map[string]any{
		"diary_id": id, "code": code, "name": name, "account": account, "blocked": false, "closed": false,
		"diary_type_id": kind, "diary_type_code": kindCode, "diary_type_name": kindName,
	}
}

// opening is the body of POST /rib: every field is wanted.
type opening struct {
	Integration *bool   `json:"banking_integration"`
	BIC         *string `json:"bic"`
	DiaryID     *int64  `json:"diary_id"`
	IBAN        *string `json:"iban"`
	Default     *bool   `json:"is_default"`
	Owner       *string `json:"owner"`
	Label       *string `json:"rib_label"`
	StartDate   *string `json:"start_date"`
}

// openRIB answers POST /rib. Reading: the fields are documented and nothing else; what is
// missing is GBL10, as elsewhere, and the answer is the RIB as the list gives it.
func (x *exchange) openRIB() (any, *refusal) {
	s, refused := x.society()
	if refused != nil {
		return nil, refused
	}
	if !isJSON(x.r.Header) {
		return nil, refuseHTTP(http.StatusUnsupportedMediaType)
	}
	var o opening
	if json.Unmarshal(x.body, &o) != nil {
		return nil, refuse("GBL10", "body")
	}
	if missing := o.missing(s); missing != "" {
		return nil, refuse("GBL10", missing)
	}
	number, err := iban.Parse(*o.IBAN)
	if err != nil {
		return nil, refuse("IBAN1")
	}
	return x.m.keepRIB(s, RIB{IBAN: number, BIC: *o.BIC, DiaryID: *o.DiaryID, Label: *o.Label, Owner: *o.Owner, StartDate: *o.StartDate, Default: *o.Default})
}

// missing is the first field that is not there, or not right.
func (o opening) missing(s Society) string {
	day := func(t string) bool { return len(t) == 8 && strings.Trim(t, "0123456789") == "" }
	for _, f := range []struct {
		name string
		ok   bool
	}{
		{"banking_integration", o.Integration != nil}, {"bic", o.BIC != nil && (len(*o.BIC) == 8 || len(*o.BIC) == 11)},
		{"diary_id", o.DiaryID != nil && s.hasBankJournal(*o.DiaryID)}, {"iban", o.IBAN != nil}, {"is_default", o.Default != nil},
		{"owner", o.Owner != nil && *o.Owner != ""}, {"rib_label", o.Label != nil && *o.Label != ""}, {"start_date", o.StartDate != nil && day(*o.StartDate)},
	} {
		if !f.ok {
			return f.name
		}
	}
	return ""
}

func (s Society) hasBankJournal(id int64) bool {
	return id == s.bankJournal() || slices.ContainsFunc(s.Journals, func(j Journal) bool { return j.ID == id && !j.Closed })
}

// keepRIB adds a RIB to a society, unless it is one already, here or elsewhere.
func (m *MyUnisoft) keepRIB(s Society, one RIB) (any, *refusal) {
	m.mu.Lock()
	defer m.mu.Unlock()
	collector, known := m.collector(one.IBAN, s.Token)
	switch {
	case known && collector.ID == s.ID:
		return nil, refuse("RIB17")
	case known:
		return nil, refuse("RIB16", collector.Name)
	}
	at := slices.IndexFunc(m.societies, func(x Society) bool { return x.ID == s.ID })
	m.societies[at].RIBs = append(slices.Clip(m.societies[at].RIBs), one)
	return m.societies[at].describeRIB(one, len(m.societies[at].RIBs)-1), nil
}

// Society is a folder as it stands; ok is false when there is none.
func (m *MyUnisoft) Society(id int64) (s Society, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.societies, func(x Society) bool { return x.ID == id })
	if at < 0 {
		return s, false
	}
	s = m.societies[at]
	s.RIBs, s.Journals = slices.Clone(s.RIBs), slices.Clone(s.Journals)
	return s, true
}
