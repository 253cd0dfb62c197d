package simulator

import (
	"slices"
	"strings"
)

// findSocieties answers GET /society: all, those of a SIRET or SIREN, those whose name
// holds q, or the one of the society-id header.
func (x *exchange) findSocieties() (any, *refusal) {
	query := x.r.URL.Query()
	found := x.societies()
	if x.r.Header.Values(societyHeader) != nil {
		return x.oneSociety()
	}
	if query.Has("siret") {
		digits := query.Get("siret")
		if strings.Trim(digits, "0123456789") != "" || len(digits) != 14 && len(digits) != 9 {
			return nil, refuse("SOCIETE11")
		}
		found = slices.DeleteFunc(found, func(s Society) bool { return !s.bearsSIRET(digits) })
		if x.m.options.OneForSIRET {
			return alone(found)
		}
	}
	found = slices.DeleteFunc(found, func(s Society) bool { return !s.named(query.Get("q")) })
	return societyList(found), nil
}

func (x *exchange) oneSociety() (any, *refusal) {
	s, refused := x.society()
	if refused != nil {
		return nil, refused
	}
	return describe(s), nil
}

// alone wants exactly one. Reading: SOCIETE16 and SOCIETE17 say the rest.
func alone(found []Society) (any, *refusal) {
	switch len(found) {
	case 0:
		return nil, refuse("SOCIETE16")
	case 1:
		return describe(found[0]), nil
	}
	return nil, refuse("SOCIETE17")
}

func societyList(found []Society) any {
	list := make([]any, 0, len(found))
	for _, s := range found {
		list = append(list, describe(s))
	}
	return map[string]any{"row_numbers": len(found), "pages_number": nil, "society_array": list}
}

func describe(s Society) any {
	return map[string]any{
		"society_id": s.ID, "name": s.Name, "siret": orNull(s.SIRET), "folder_reference": orNull(s.Reference),
		"member_id": 1, "status": "", "step": "", "country": "FRANCE", "id_type_company": 1, "secured": false,
	}
}

// orNull is how MyUnisoft says that it has no SIRET or no reference.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// findReference answers GET /society/search?reference=.
func (x *exchange) findReference() (any, *refusal) {
	reference := x.r.URL.Query().Get("reference")
	if reference == "" {
		return nil, refuse("GBL10", "reference")
	}
	found := slices.DeleteFunc(x.societies(), func(s Society) bool { return s.Reference != reference })
	if _, refused := alone(found); refused != nil {
		return nil, refused
	}
	return map[string]any{"name": found[0].Name, "siret": orNull(found[0].SIRET), "society_id": found[0].ID}, nil
}

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
	number := string(one.IBAN)
	if one.Spaced {
		number = inFours(number)
	}
	return map[string]any{
		"rib_id": one.ID, "diary_id": one.DiaryID, "diary_label": "BQ - BANQUE", "society_id": s.ID,
		"start_date": one.StartDate, "owner": s.Name, "iban": number, "bic": one.BIC, "is_default": one.Default,
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
	return []any{
		diary(s.purchases(), "AC", "ACHATS", 1, "ACH", "Achat", nil),
		diary(s.bankJournal(), "BQ", "BANQUE", 3, "BQ", "Banque",
			map[string]any{"id": s.ID*100 + 12, "label": "BANQUES", "number": "512000"}),
	}, nil
}

func diary(id int64, code, name string, kind int, kindCode, kindName string, account any) any {
	return map[string]any{
		"diary_id": id, "code": code, "name": name, "account": account, "blocked": false, "closed": false,
		"diary_type_id": kind, "diary_type_code": kindCode, "diary_type_name": kindName,
	}
}
