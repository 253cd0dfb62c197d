package mandate

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf8"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
)

// Proposal is what a mandate could hold, seen from one account: those of the same client at
// the same bank.
type Proposal struct {
	Bank     string // "" abroad: it is filled in by hand
	Accounts []account.Row
	Able     []bool   // of each: it may be in a mandate to sign
	Missing  []string // what the paper will leave to be filled in by hand
}

// Request says what mandate to make.
type Request struct {
	AccountIDs []int64 // of one client at one bank
	Agency     string  // of the bank, "" to be filled in by hand
}

// Propose says what a mandate could hold. Errors: NotFound.
func (s *Service) Propose(ctx context.Context, actor rights.Actor, accountID int64) (p Proposal, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err := tx.Account(standing, accountID)
		if err != nil {
			return err
		}
		all, _, err := tx.Accounts(standing, account.Query{ClientID: row.ClientID, Sort: "iban"})
		if err != nil {
			return err
		}
		p.Bank = bankName(row)
		for _, r := range all {
			if bankKey(r) == bankKey(row) {
				p.Accounts, p.Able = append(p.Accounts, r), append(p.Able, signable(r.Mandate.Status))
			}
		}
		f, err := s.gather(tx, standing, []account.Row{row}, "")
		p.Missing = f.missing()
		return err
	})
	return p, err
}

func (f facts) missing() (list []string) {
	for _, one := range []struct{ name, value string }{
		{"le SIRET du client", f.client.SIRET}, {"l'adresse du client", f.client.Address + f.client.City},
		{"le nom du signataire", f.client.Signatory.Name}, {"la qualité du signataire", f.client.Signatory.Quality},
		{"l'adresse du cabinet", f.firm.Address + f.firm.City}, {"l'adresse du mandataire", mandataryAddress(f)}, {"le nom de la banque", bankName(f.rows[0])},
	} {
		if one.value == "" {
			list = append(list, one.name)
		}
	}
	return list
}

func mandataryAddress(f facts) string {
	if f.firm.MandataryName == "" {
		return f.firm.Name // said already for the firm
	}
	return f.firm.MandataryAddress
}

// bankKey is equal for accounts at the same bank. Abroad the bank is in the first places
// after the key; what follows differs by country.
func bankKey(r account.Row) string {
	if r.BankCode != "" {
		return r.BankCode
	}
	number := string(r.IBAN)
	return number[:min(2, len(number))] + number[min(4, len(number)):min(8, len(number))]
}

// signable reports whether a mandate may be made to sign, or made again.
func signable(s account.Status) bool {
	return s == account.Created || s == account.ToSign || s == account.Rejected
}

// Prepare makes the mandate to sign for accounts of one client at one bank, keeps it, and
// moves them to « À signer », in one transaction. Errors: Refused, NotFound, Invalid for
// several clients or banks, Conflict for a mandate that is signed already.
func (s *Service) Prepare(ctx context.Context, actor rights.Actor, req Request) (doc Document, err error) {
	agency := strings.TrimSpace(req.Agency)
	if utf8.RuneCountInString(agency) > 200 {
		return doc, fault.New(fault.Invalid, "Le nom de l'agence est trop long (200 caractères au plus).").WithField("agency")
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, rows, err := together(tx, actor, req.AccountIDs)
		if err != nil {
			return err
		}
		doc, _, err = s.prepare(tx, standing, rows, agency)
		return err
	})
	return doc, err
}

func (s *Service) prepare(tx Tx, standing rights.Standing, rows []account.Row, agency string) (Document, []byte, error) {
	f, err := s.gather(tx, standing, rows, agency)
	if err != nil {
		return Document{}, nil, err
	}
	for _, r := range rows {
		if err := toSign(tx, standing, r, f.day, "mandat PDF établi"); err != nil {
			return Document{}, nil, err
		}
	}
	return s.keepPaper(tx, standing, f, Mandat, mandatePaper(f))
}

// toSign moves a mandate to « À signer », unless it is there.
func toSign(tx Tx, standing rights.Standing, r account.Row, day civil.Date, note string) error {
	if err := standing.May(rights.PrepareMandate, r.FirmID); err != nil {
		return err
	}
	switch {
	case r.Mandate.Status == account.ToSign:
		return nil
	case !signable(r.Mandate.Status):
		return fault.Newf(fault.Conflict, "Le mandat de %s est « %s » : il n'y a plus de mandat à faire signer.", r.IBAN.Format(), r.Mandate.Status.French()).
			WithHint("Retirez cet IBAN du choix, ou revenez d'abord à « À signer ».")
	}
	return account.Advance(tx, standing, r, account.Mandate{Status: account.ToSign, Since: day}, note)
}

// Terminate makes the letter that ends mandates of one client at one bank from a day on (""
// is today), keeps it, and moves those approved or suspended to « Résiliation demandée »
// (Superviseur). Errors: Refused, NotFound, Invalid, Conflict for a mandate that never lived.
func (s *Service) Terminate(ctx context.Context, actor rights.Actor, ids []int64, on string) (doc Document, err error) {
	end := civil.Of(s.Now())
	if on != "" {
		if end, err = civil.Parse(on); err != nil {
			return doc, fault.Newf(fault.Invalid, "« %s » n'est pas une date.", on).WithField("on")
		}
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, rows, err := together(tx, actor, ids)
		if err != nil {
			return err
		}
		f, err := s.gather(tx, standing, rows, "")
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := toEnd(tx, standing, r, f.day); err != nil {
				return err
			}
		}
		doc, _, err = s.keepPaper(tx, standing, f, Termination, terminationPaper(f, end))
		return err
	})
	return doc, err
}

func toEnd(tx Tx, standing rights.Standing, r account.Row, day civil.Date) error {
	if err := standing.May(rights.PrepareMandate, r.FirmID); err != nil {
		return err
	}
	switch r.Mandate.Status {
	case account.TerminationAsked, account.Terminated:
		return nil
	case account.Approved, account.Suspended:
		return account.Advance(tx, standing, r, account.Mandate{Status: account.TerminationAsked, Since: day}, "lettre de résiliation établie")
	}
	return fault.Newf(fault.Conflict, "Le mandat de %s est « %s » : il n'y a rien à résilier à la banque.", r.IBAN.Format(), r.Mandate.Status.French())
}

// together reads the chosen accounts, of one client at one bank, in the order of their IBANs.
func together(tx Tx, actor rights.Actor, ids []int64) (standing rights.Standing, rows []account.Row, err error) {
	if standing, rows, err = chosen(tx, actor, ids); err != nil {
		return standing, nil, err
	}
	for _, r := range rows {
		if r.ClientID != rows[0].ClientID || bankKey(r) != bankKey(rows[0]) {
			return standing, nil, fault.New(fault.Invalid, "Un mandat est celui d'un seul client dans une seule banque.").
				WithHint("Faites un mandat par client et par banque.").WithField("accountIds")
		}
	}
	return standing, rows, nil
}

// maxAccounts bounds what one call takes.
const maxAccounts = 500

// chosen reads the accounts, each once.
func chosen(tx Tx, actor rights.Actor, ids []int64) (standing rights.Standing, rows []account.Row, err error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	switch {
	case len(ids) == 0:
		return standing, nil, fault.New(fault.Invalid, "Choisissez au moins un IBAN.").WithField("accountIds")
	case len(ids) > maxAccounts:
		return standing, nil, fault.Newf(fault.Invalid, "Choisissez au plus %d IBAN à la fois.", maxAccounts).WithField("accountIds")
	}
	if standing, err = tx.Standing(actor); err != nil {
		return standing, nil, err
	}
	for _, id := range ids {
		row, err := tx.Account(standing, id)
		if err != nil {
			return standing, nil, err
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b account.Row) int { return cmp.Compare(a.IBAN, b.IBAN) })
	return standing, rows, nil
}

func (s *Service) gather(tx Tx, standing rights.Standing, rows []account.Row, agency string) (f facts, err error) {
	f = facts{rows: rows, agency: agency, day: civil.Of(s.Now())}
	if f.client, err = tx.Client(standing, rows[0].ClientID); err != nil {
		return f, err
	}
	f.firm, err = tx.Firm(rows[0].FirmID)
	return f, err
}

// keepPaper prints a paper and keeps it with its hash.
func (s *Service) keepPaper(tx Tx, standing rights.Standing, f facts, kind Kind, p Paper) (Document, []byte, error) {
	content, err := s.Printer.Print(p)
	if err != nil {
		return Document{}, nil, err
	}
	d := Document{ClientID: f.client.ID, Kind: kind, Name: paperName(f, kind), Type: "pdf"}
	d, err = s.keep(tx, standing, d, content, f.rows)
	return d, content, err
}

// keep stores a document about accounts, which it settles, and says so in the journal.
func (s *Service) keep(tx Tx, standing rights.Standing, d Document, content []byte, rows []account.Row) (Document, error) {
	sum := sha256.Sum256(content)
	d.SHA256, d.Size, d.At = hex.EncodeToString(sum[:]), int64(len(content)), s.Now()
	ids := idsOf(rows)
	var err error
	if d.ID, err = tx.AddDocument(standing.Actor, d, content, ids); err != nil {
		return d, err
	}
	if err := tx.Settle(ids...); err != nil {
		return d, err
	}
	return d, tx.Record(journal.Entry{Actor: standing.Actor, Action: "document." + string(d.Kind), FirmID: rows[0].FirmID, Object: "document", ObjectID: d.ID,
		Facts: map[string]any{"accounts": ids, "sha256": d.SHA256}})
}

func idsOf(rows []account.Row) []int64 {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids
}

var paperNames = map[Kind]string{Mandat: "Mandat", Termination: "Résiliation"}

// paperName is « Mandat Jardins SARL BNP Paribas.pdf ».
func paperName(f facts, kind Kind) string {
	return sheet.FileName(paperNames[kind]+" "+f.client.Name+" "+bankName(f.rows[0])) + ".pdf"
}
