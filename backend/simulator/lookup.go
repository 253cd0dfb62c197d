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
