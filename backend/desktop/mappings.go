package desktop

import (
	"encoding/json"

	"sobank/backend/fault"
)

// Mappings are how the columns of tables (CSV, XLSX) are read.
type Mappings struct{ desk *Desk }

// TableMapping is how a table is read. Roles stand in the order of the columns, "" for one that is
// left out.
type TableMapping struct {
	Sheet     string   `json:"sheet"`
	Delimiter string   `json:"delimiter"`
	Charset   string   `json:"charset"`
	Decimal   string   `json:"decimal"`
	Dates     string   `json:"dates"`
	Header    int      `json:"header"`
	Roles     []string `json:"roles"`
	Account   string   `json:"account"`
	Currency  string   `json:"currency"`
	Signs     string   `json:"signs"`
}

// TableOption is an answer to a doubt.
type TableOption struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// TableDoubt is something that a table leaves open; the answer is a field of the mapping.
type TableDoubt struct {
	Field    string        `json:"field"`
	Question string        `json:"question"`
	Options  []TableOption `json:"options"`
}

// TableError is what keeps a cell from being read.
type TableError struct {
	Column  int    `json:"column"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// TableLine is a line as it would be read. Amounts are minor units, null when absent.
type TableLine struct {
	Line     int          `json:"line"`
	Cells    []string     `json:"cells"`
	BookedOn string       `json:"bookedOn"`
	ValueOn  string       `json:"valueOn"`
	Label    string       `json:"label"`
	Amount   *int64       `json:"amount"`
	Balance  *int64       `json:"balance"`
	Decimals int          `json:"decimals"`
	Errors   []TableError `json:"errors"`
}

// TablePreview is a table read with a mapping.
type TablePreview struct {
	Mapping      TableMapping `json:"mapping"`
	Doubts       []TableDoubt `json:"doubts"`
	Columns      []string     `json:"columns"`
	Sheets       []string     `json:"sheets"`
	Rows         []TableLine  `json:"rows"`
	RecognisedAs string       `json:"recognisedAs"`
}

// SavedMapping is one that somebody kept.
type SavedMapping struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	SavedBy string `json:"savedBy"`
	SavedAt string `json:"savedAt"`
}

// Preview shows the first lines of a table as a mapping reads them; as they are recognised, or
// guessed, without one.
func (m *Mappings) Preview(path string, mapping *TableMapping) (TablePreview, error) {
	return ask(m.desk.given(path, mapping), func(v visit) (p TablePreview, err error) {
		text, err := mapping.text()
		if err != nil {
			return p, err
		}
		look, err := v.house.Collect.LookAtTable(v.ctx, v.actor, path, text)
		if err != nil {
			return p, err
		}
		return p, json.Unmarshal(look, &p)
	})
}

// Save keeps how a table is read; the next one with the same columns is read so.
func (m *Mappings) Save(path, name string, mapping TableMapping) (SavedMapping, error) {
	return ask(m.desk.given(path, name, mapping), func(v visit) (SavedMapping, error) {
		text, err := mapping.text()
		if err != nil {
			return SavedMapping{}, err
		}
		saved, err := v.house.Collect.SaveMapping(v.ctx, v.actor, path, name, text)
		return SavedMapping{ID: saved.ID, Name: saved.Name, SavedAt: at(saved.At)}, err
	})
}

// List gives what was saved, by name.
func (m *Mappings) List() ([]SavedMapping, error) {
	return ask(m.desk, func(v visit) ([]SavedMapping, error) {
		saved, err := v.house.Collect.Mappings(v.ctx, v.actor)
		list := make([]SavedMapping, len(saved))
		for i, s := range saved {
			list[i] = SavedMapping{ID: s.ID, Name: s.Name, SavedBy: s.By, SavedAt: at(s.At)}
		}
		return list, err
	})
}

// Remove forgets one.
func (m *Mappings) Remove(id int64) error {
	return do(m.desk, func(v visit) error { return v.house.Collect.RemoveMapping(v.ctx, v.actor, id) })
}

// text is the mapping as it is kept, nil for none.
func (m *TableMapping) text() ([]byte, error) {
	if m == nil {
		return nil, nil
	}
	if len(m.Roles) > 200 || len(m.Account)+len(m.Sheet) > 1000 {
		return nil, fault.New(fault.Invalid, "Cette lecture des colonnes est trop longue.").WithField("mapping")
	}
	return json.Marshal(m)
}
