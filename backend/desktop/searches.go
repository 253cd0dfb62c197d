package desktop

import (
	"cmp"
	"fmt"
	"strconv"

	"sobank/backend/export"
	"sobank/backend/fault"
	"sobank/backend/search"
	"sobank/backend/wiring"
)

// Searches finds operations among all that the person may see.
type Searches struct{ desk *Desk }

// OperationQuery is what is searched for: all of it must hold.
type OperationQuery struct {
	Text       string   `json:"text"`
	FirmIDs    []int64  `json:"firmIds"`
	ClientIDs  []int64  `json:"clientIds"`
	AccountIDs []int64  `json:"accountIds"`
	Banks      []string `json:"banks"`
	Codes      []string `json:"codes"`
	Side       string   `json:"side"` // "debit", "credit" or ""
	From       string   `json:"from"`
	To         string   `json:"to"`
	Mine       bool     `json:"mine"`
	After      string   `json:"after"`          // the key of the last row of the page before
	Skip       int      `json:"skip,omitempty"` // rows left out from there
	Limit      int      `json:"limit"`
}

// FoundOperations is a page of a search.
type FoundOperations struct {
	Rows   []FoundOperation `json:"rows"`
	Said   []Meaning        `json:"said"`   // what was understood of the text, besides its words
	Words  []string         `json:"words"`  // its words, folded
	Behind int              `json:"behind"` // operations that were received and are not yet searchable
}

// Meaning is one thing that was understood of a text.
type Meaning struct {
	Kind   string `json:"kind"` // "amount", "days", "number"
	French string `json:"french"`
}

// FoundOperation is an operation that was found. Amounts are in minor units.
type FoundOperation struct {
	Key         string `json:"key"`
	ID          int64  `json:"id"`
	StatementID int64  `json:"statementId"`
	Position    int    `json:"position"` // in its statement
	AccountID   int64  `json:"accountId"`
	IBANShown   string `json:"ibanShown"`
	Bank        string `json:"bank"`
	ClientID    int64  `json:"clientId"`
	ClientName  string `json:"clientName"`
	FirmName    string `json:"firmName"`
	BookedOn    string `json:"bookedOn"`
	ValueOn     string `json:"valueOn"`
	Amount      int64  `json:"amount"`
	Currency    string `json:"currency"`
	Decimals    int    `json:"decimals"`
	Code        string `json:"code"`
	CodeMeaning string `json:"codeMeaning"`
	Label       string `json:"label"`
	Reference   string `json:"reference"`
}

// OperationTotal sums what a search finds in one currency; debits are negative.
type OperationTotal struct {
	Currency string `json:"currency"`
	Decimals int    `json:"decimals"`
	Count    int    `json:"count"`
	Credits  int64  `json:"credits"`
	Debits   int64  `json:"debits"`
}

// SavedSearch is one that the person keeps for themselves.
type SavedSearch struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Query string `json:"query"` // as the screen wrote it, JSON
}

// Find gives a page of what is found, latest day first.
func (s *Searches) Find(q OperationQuery) (FoundOperations, error) {
	return ask(s.desk.given(q), func(v visit) (FoundOperations, error) {
		query, err := searchOf(q)
		if err != nil {
			return FoundOperations{}, err
		}
		found, err := v.house.Searches.Find(v.ctx, v.actor, query)
		return foundOf(found), err
	})
}

// Totals sums all that is found, a line a currency.
func (s *Searches) Totals(q OperationQuery) ([]OperationTotal, error) {
	return ask(s.desk.given(q), func(v visit) ([]OperationTotal, error) {
		query, err := searchOf(q)
		if err != nil {
			return nil, err
		}
		totals, err := v.house.Searches.Totals(v.ctx, v.actor, query)
		rows := make([]OperationTotal, len(totals))
		for i, t := range totals {
			rows[i] = OperationTotal(t)
		}
		return rows, err
	})
}

// SearchChoices is what a search can be narrowed to: banks by their code, and kinds of operations.
type SearchChoices struct {
	Banks []Count `json:"banks"`
	Codes []Count `json:"codes"`
}

// Choices lists the banks of the accounts that the person may see, and the interbank codes.
func (s *Searches) Choices() (SearchChoices, error) {
	return ask(s.desk, func(v visit) (SearchChoices, error) {
		banks, err := v.house.Searches.Banks(v.ctx, v.actor)
		choices := SearchChoices{Banks: make([]Count, len(banks)), Codes: []Count{}}
		for i, code := range banks {
			choices.Banks[i] = Count{Key: code, Name: cmp.Or(bankOf(code), code)}
		}
		for n := range 100 {
			code := fmt.Sprintf("%02d", n)
			if name := wiring.CodeMeaning(code); name != "" {
				choices.Codes = append(choices.Codes, Count{Key: code, Name: name})
			}
		}
		return choices, err
	})
}

// Saved lists the person's own searches, by name.
func (s *Searches) Saved() ([]SavedSearch, error) {
	return ask(s.desk, func(v visit) ([]SavedSearch, error) {
		list, err := v.house.Searches.Saved(v.ctx, v.actor)
		rows := make([]SavedSearch, len(list))
		for i, one := range list {
			rows[i] = SavedSearch{ID: one.ID, Name: one.Name, Query: one.Text}
		}
		return rows, err
	})
}

// Save keeps a search under a name, or replaces that of the same name.
func (s *Searches) Save(name, query string) (int64, error) {
	return ask(s.desk.given(name, query), func(v visit) (int64, error) {
		return v.house.Searches.Save(v.ctx, v.actor, search.Saved{Name: name, Text: query})
	})
}

// Remove forgets one of the person's searches.
func (s *Searches) Remove(id int64) error {
	return do(s.desk, func(v visit) error { return v.house.Searches.Remove(v.ctx, v.actor, id) })
}

// Export writes all that is found as CSV or XLSX; an empty path when the person closes the dialog.
func (s *Searches) Export(q OperationQuery, format string) (Exported, error) {
	exports := &Exports{s.desk}
	return exports.save("recherche", format, func(v visit, path string) (export.Done, error) {
		query, err := searchOf(q)
		if err != nil {
			return export.Done{}, err
		}
		return v.house.Exports.Found(v.ctx, v.actor, v.house.Searches.Want(query), path)
	}, q)
}

func searchOf(q OperationQuery) (search.Query, error) {
	period, err := periodOf(q.From, q.To)
	if err != nil {
		return search.Query{}, err
	}
	after := int64(0)
	if q.After != "" {
		if after, err = strconv.ParseInt(q.After, 10, 64); err != nil {
			return search.Query{}, fault.New(fault.Invalid, "Cette page de la liste n'existe pas.").WithField("after").WithCause(err)
		}
	}
	return search.Query{Text: q.Text, FirmIDs: q.FirmIDs, ClientIDs: q.ClientIDs, AccountIDs: q.AccountIDs, Banks: q.Banks, Codes: q.Codes,
		Side: q.Side, Period: period, Mine: q.Mine, After: after, Skip: q.Skip, Limit: q.Limit}, nil
}

func foundOf(f search.Found) FoundOperations {
	page := FoundOperations{Rows: make([]FoundOperation, len(f.Rows)), Said: make([]Meaning, len(f.Meaning.Said)), Words: f.Meaning.Words, Behind: f.Behind}
	for i, s := range f.Meaning.Said {
		page.Said[i] = Meaning(s)
	}
	for i, r := range f.Rows {
		page.Rows[i] = foundOperation(r)
	}
	return page
}

func foundOperation(r search.Row) FoundOperation {
	return FoundOperation{Key: strconv.FormatInt(r.Key, 10), ID: r.OperationID, StatementID: r.StatementID, Position: r.Position, AccountID: r.AccountID,
		IBANShown: shown(r.IBAN, r.AccountKey), Bank: bankOf(r.BankCode), ClientID: r.ClientID, ClientName: r.ClientName, FirmName: r.FirmName,
		BookedOn: r.BookedOn.String(), ValueOn: r.ValueOn.String(), Amount: r.Amount, Currency: r.Currency, Decimals: r.Decimals, Code: r.Code,
		CodeMeaning: wiring.CodeMeaning(r.Code), Label: r.Label, Reference: r.Reference}
}
