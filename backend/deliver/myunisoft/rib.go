package myunisoft

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/iban"
)

// The routes of a society's bank accounts (docs/accounting/folder/RIB.md, journaux.md).
const (
	pathRIB   = "/rib"
	pathDiary = "/diary"
)

const hintRIB = "Un Superviseur peut le créer depuis « Détails » de l'IBAN ; ou créez-le dans MyUnisoft (Paramètres > Banques), puis cliquez sur « Reprendre »."

// rib is a bank account of a society. iban may contain spaces.
type rib struct {
	IBAN scalar `json:"iban"`
}

// mayCollect reports whether an IBAN is among a society's RIBs. Where the partner does not say,
// it may be: the delivery itself finds out.
func (s session) mayCollect(ctx context.Context, society string, number iban.IBAN) (bool, error) {
	if s.heldLately(society, number) {
		return true, nil
	}
	ribs, said, err := s.ribs(ctx, society)
	if err == nil && said {
		s.keepRIBs(society, ribs)
	}
	return err == nil && (!said || holds(ribs, number)), err
}

func holds(ribs []rib, number iban.IBAN) bool {
	return slices.ContainsFunc(ribs, func(r rib) bool { return iban.Normalize(string(r.IBAN)) == string(number) })
}

// ribs lists them; said is false when the route is not this token's or not there, or when its
// answer is of no known shape.
func (s session) ribs(ctx context.Context, society string) (ribs []rib, said bool, err error) {
	a, err := s.put(ctx, demand{path: pathRIB, society: society})
	switch {
	case err != nil && receiptOf(err).Code == deliver.NoAccount:
		return nil, true, nil // none
	case err != nil && isNotThere(err):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	case !a.whole || !json.Valid(a.body):
		return nil, false, s.unclear(a)
	}
	return ribs, json.Unmarshal(a.body, &ribs) == nil, nil
}

// isNotThere tells « no such route for you » from what the partner says of the question.
func isNotThere(err error) bool {
	r := receiptOf(err)
	_, known := meaningOf(r.Code)
	return r.Code == codeForbiddenRoute || statusOf(err) == http.StatusNotFound && !known
}

// diary is a journal of a society.
type diary struct {
	ID      scalar `json:"diary_id"`
	Code    scalar `json:"code"`
	Name    scalar `json:"name"`
	Type    scalar `json:"diary_type_code"`
	Blocked bool   `json:"blocked"`
	Closed  bool   `json:"closed"`
}

// Journals lists the bank journals of a society that take entries. See deliver.Banker.
func (c *Client) Journals(ctx context.Context, a deliver.Access, folder string) ([]deliver.BankJournal, error) {
	s, err := c.session(a)
	if err != nil {
		return nil, faultOf(err)
	}
	if !isNumber(folder) {
		return nil, faultOf(toChoose("Aucune société de MyUnisoft n'est connue pour cet IBAN."))
	}
	list, err := s.diaries(ctx, folder)
	if err != nil {
		return nil, faultOf(err)
	}
	journals := []deliver.BankJournal{}
	for _, d := range list {
		if d.Type == "BQ" && !d.Blocked && !d.Closed && isNumber(string(d.ID)) {
			journals = append(journals, deliver.BankJournal{ID: string(d.ID), Code: s.clean(string(d.Code), longestCode), Name: s.clean(string(d.Name), longestCode)})
		}
	}
	return journals, nil
}

func (s session) diaries(ctx context.Context, society string) (list []diary, err error) {
	a, err := s.put(ctx, demand{path: pathDiary, society: society})
	if err != nil {
		return nil, err
	}
	if !a.whole || json.Unmarshal(a.body, &list) != nil {
		return nil, s.unclear(a)
	}
	return list, nil
}

// OpenAccount makes a RIB of a society. One that is there already is none to make, so that it
// can be asked again when no answer came. See deliver.Banker.
func (c *Client) OpenAccount(ctx context.Context, a deliver.Access, n deliver.NewAccount) error {
	s, err := c.session(a)
	if err == nil {
		err = s.open(ctx, n)
	}
	if err != nil {
		return faultOf(err)
	}
	return nil
}

func (s session) open(ctx context.Context, n deliver.NewAccount) error {
	society := n.Of.PartnerFolder
	if !isNumber(society) {
		return toChoose("Aucune société de MyUnisoft n'est connue pour cet IBAN.")
	}
	ribs, _, err := s.ribs(ctx, society)
	if err != nil || holds(ribs, n.Of.IBAN) {
		return err
	}
	body, err := bodyOf(n)
	if err != nil {
		return err
	}
	_, err = s.put(ctx, demand{method: http.MethodPost, path: pathRIB, society: society, body: body})
	if err != nil && receiptOf(err).Code == "RIB17" {
		return nil // somebody was faster
	}
	return s.explained(err)
}

// explained says of a refused RIB what the codes say of a refused statement.
func (s session) explained(err error) error {
	if err == nil {
		return nil
	}
	r := receiptOf(err)
	if r.Code != "GBL10" {
		return err
	}
	why := ""
	if r.PartnerMessage != "" {
		why = " : « " + r.PartnerMessage + " »"
	}
	return back(deliver.Refused, r.Code, "MyUnisoft refuse ce RIB"+why+".", "Vérifiez le journal et le BIC, ou créez le RIB dans MyUnisoft (Paramètres > Banques).")
}

// bodyOf is the body of POST /rib: its fields are documented, the form of start_date is not; the
// list shows it as AAAAMMJJ.
func bodyOf(n deliver.NewAccount) ([]byte, error) {
	journal, err := strconv.ParseInt(n.JournalID, 10, 64)
	if err != nil {
		return nil, fault.New(fault.Invalid, "Choisissez un journal de banque.").WithField("journalId")
	}
	return json.Marshal(map[string]any{
		"banking_integration": true, "bic": n.BIC, "diary_id": journal, "iban": string(n.Of.IBAN), "is_default": false,
		"owner": n.Of.ClientName, "rib_label": n.Label, "start_date": strings.ReplaceAll(n.Since.String(), "-", ""),
	})
}
