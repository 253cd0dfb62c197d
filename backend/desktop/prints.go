package desktop

import (
	"path/filepath"
	"strings"
)

// Prints puts statements on paper, as PDF.
type Prints struct{ desk *Desk }

// Printed is what was printed; an empty path when the person closes the dialog.
type Printed struct {
	Path       string `json:"path"`
	Statements int    `json:"statements"`
	Operations int    `json:"operations"`
	Pages      int    `json:"pages"`
}

// Statement prints one statement where the person chooses.
func (p *Prints) Statement(id int64) (Printed, error) {
	return ask(p.desk, func(v visit) (Printed, error) {
		done, err := v.house.Prints.Statement(v.ctx, v.actor, id, p.where)
		return Printed(done), err
	})
}

// Period prints an IBAN's statements from a day to another where the person chooses.
func (p *Prints) Period(accountID int64, from, to string) (Printed, error) {
	return ask(p.desk.given(from, to), func(v visit) (Printed, error) {
		period, err := periodOf(from, to)
		if err != nil {
			return Printed{}, err
		}
		done, err := v.house.Prints.Period(v.ctx, v.actor, accountID, period, p.where)
		return Printed(done), err
	})
}

// where asks for the path. A name without its extension gets it.
func (p *Prints) where(name string) (string, error) {
	path, err := p.desk.options.Dialogs.SaveFile("Imprimer en PDF", name)
	if err == nil && path != "" && !strings.EqualFold(filepath.Ext(path), ".pdf") {
		path += ".pdf"
	}
	return path, err
}
