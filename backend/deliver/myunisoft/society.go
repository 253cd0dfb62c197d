package myunisoft

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"sobank/backend/deliver"
)

// society is a company at the partner. siret may hold 14 digits, 9 or nothing.
type society struct {
	ID        scalar `json:"society_id"`
	Name      scalar `json:"name"`
	SIRET     scalar `json:"siret"`
	Reference scalar `json:"folder_reference"`
}

// societyOf is the society that a parcel goes to: the one that was chosen or found before,
// else the only one that matches the account's company.
func (s session) societyOf(ctx context.Context, card deliver.AccountCard) (id string, err error) {
	if chosen := strings.TrimSpace(card.PartnerFolder); chosen != "" {
		if !isNumber(chosen) { // GBL10 is what the partner would answer
			return "", toChoose("La société choisie pour cet IBAN n'est pas un numéro de MyUnisoft.")
		}
		return chosen, nil
	}
	found, err := s.find(ctx, card)
	if err != nil {
		return "", err
	}
	if len(found) != 1 || !isNumber(string(found[0].ID)) {
		return "", toChoose("Le programme n'a pas trouvé dans MyUnisoft une seule société pour cet IBAN : rien n'a été envoyé.")
	}
	return string(found[0].ID), nil
}

func toChoose(message string) error {
	return back(deliver.Refused, codeSociety, message, hintSociety)
}

// find looks the company up by SIRET, then SIREN, then reference, and stops at the first
// that knows it. Several companies of one number are told apart by the reference alone.
func (s session) find(ctx context.Context, card deliver.AccountCard) ([]society, error) {
	siret := digits(card.SIRET)
	if one, ok := s.bySIRETAmongAll(ctx, siret); ok {
		return []society{one}, nil
	}
	found, err := s.bySIRET(ctx, siret, func(theirs string) bool { return theirs == siret })
	if len(found) == 0 && err == nil && len(siret) == 14 {
		siren := siret[:9]
		found, err = s.bySIRET(ctx, siren, func(theirs string) bool { return theirs == siren })
	}
	if err != nil || len(found) == 1 || strings.TrimSpace(card.Reference) == "" {
		return found, err
	}
	return s.byReference(ctx, strings.TrimSpace(card.Reference), siret)
}

// bySIRET asks for a SIRET or SIREN and keeps the societies that match exactly.
func (s session) bySIRET(ctx context.Context, number string, matches func(theirs string) bool) ([]society, error) {
	if len(number) != 14 && len(number) != 9 {
		return nil, nil
	}
	list, err := s.lookUp(ctx, pathSociety, url.Values{"siret": {number}})
	return keep(list, func(c society) bool { return matches(digits(string(c.SIRET))) }), err
}

// byReference asks for the firm's own reference of the folder. The answer does not repeat
// it; what it does say must not contradict what we know.
func (s session) byReference(ctx context.Context, reference, siret string) ([]society, error) {
	list, err := s.lookUp(ctx, pathSearch, url.Values{"reference": {reference}})
	return keep(list, func(c society) bool {
		theirs := digits(string(c.SIRET))
		sameCompany := len(theirs) < 9 || len(siret) < 9 || theirs[:9] == siret[:9]
		return sameCompany && (c.Reference == "" || strings.EqualFold(string(c.Reference), reference))
	}), err
}

// lookUp is list for a delivery: a route that is not this token's is an empty list too. The
// next way is tried, and in the end a person chooses.
func (s session) lookUp(ctx context.Context, path string, query url.Values) ([]society, error) {
	list, err := s.list(ctx, path, query)
	if err != nil && receiptOf(err).Code == codeForbiddenRoute {
		return nil, nil
	}
	return list, err
}

// list asks for societies. An answer that there is none is an empty list.
func (s session) list(ctx context.Context, path string, query url.Values) ([]society, error) {
	a, err := s.ask(ctx, path, query)
	if err != nil && findsNone(path, err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, ok := parseSocieties(a.body)
	if !a.whole || !ok {
		return nil, s.unclear(a)
	}
	return list, nil
}

// findsNone tells « there is no such society » from other refusals. A 404 that no code
// explains means it too; from a gateway, it does so for the search alone, as the listing
// itself exists wherever the API does.
func findsNone(path string, err error) bool {
	r := receiptOf(err)
	switch r.Code {
	case "ERR-FOLDER-NOT-FOUND", "ERR-SOCIETY-DOESNT-EXIST", "SOCIETE11", "SOCIETE16", "SOCIETE17", "SOCIETE18":
		return true
	}
	_, known := meaningOf(r.Code)
	return statusOf(err) == http.StatusNotFound && !known && (!r.Trouble || path == pathSearch)
}

// parseSocieties reads {"society_array":[…]}, a bare list, or one bare society, as the
// page on societies shows for a search by SIRET and by reference.
func parseSocieties(body []byte) (list []society, ok bool) {
	if !isObject(body) {
		return list, json.Unmarshal(body, &list) == nil
	}
	var said struct {
		society
		Array *[]society `json:"society_array"`
	}
	if json.Unmarshal(body, &said) != nil {
		return nil, false
	}
	if said.Array != nil {
		return *said.Array, true
	}
	if string(bytes.Join(bytes.Fields(body), nil)) == "{}" { // nothing: there is none
		return nil, true
	}
	return []society{said.society}, said.ID != ""
}

func keep(list []society, good func(society) bool) []society {
	var kept []society
	for _, c := range list {
		if good(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// digits is a SIRET or SIREN without its spaces; one that lost its leading zero as a JSON
// number has it back.
func digits(text string) string {
	only := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if len(only) == 13 || len(only) == 8 {
		return "0" + only
	}
	return only
}

func isNumber(text string) bool {
	return text != "" && len(text) <= 18 && strings.Trim(text, "0") != "" && strings.Trim(text, "0123456789") == ""
}
