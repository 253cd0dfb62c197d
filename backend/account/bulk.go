package account

import (
	"sobank/backend/civil"
	"sobank/backend/rights"
)

// Parse checks a form, as saving does. Errors: Invalid with the field.
func (f Form) Parse() (a Account, approvedOn civil.Date, err error) { return f.parse() }

// CheckStep says whether a list may take a mandate to where it says: « approuvé » is taken
// over as approved outside the program, anything else is one legal step that needs no reason.
// Errors: Conflict, Invalid.
func (m Mandate) CheckStep(to Mandate) error {
	if to.Status == Approved {
		return m.checkApproval(to.Since)
	}
	if _, err := m.moveTo(to.Status); err != nil {
		return err
	}
	if to.Since < m.Since {
		return tooEarly(m, "on")
	}
	return nil
}

// TakeStep does it in a transaction. Errors: those of CheckStep, Refused.
func TakeStep(tx Tx, standing rights.Standing, row Row, to Mandate) error {
	if to.Status == Approved {
		return approve(tx, standing, row, to.Since)
	}
	return Advance(tx, standing, row, to, "")
}

// Connect associates an account with a connector, or with none (0), in a transaction that
// settles it afterwards. Errors: Refused, Conflict.
func Connect(tx Tx, standing rights.Standing, row Row, connectorID int64) error {
	_, err := associate(tx, standing, row, connectorID)
	return err
}
