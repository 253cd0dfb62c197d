package myunisoft

import (
	"errors"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// Our own codes, for what the partner has no code for. They are French, as they are read
// beside the partner's in lists and by support.
const (
	codeCredentials = "IDENTIFIANTS"
	codeSetting     = "REGLAGE"
	codeCheck       = "CONTROLE"
	codeSociety     = "SOCIETE-A-CHOISIR"
	codeSignIn      = "CONNEXION-REFUSEE"
	codeEntity      = "ENTITE-A-CHOISIR"
	codeRIB         = deliver.AccountMissing
	codeRoute       = "ROUTE-NON-AUTORISEE"
	codeCertificate = "CERTIFICAT"
	codeUnreached   = "INJOIGNABLE"
	codeCut         = "COUPURE"
	codeTime        = "DELAI"
	codeStopped     = "INTERROMPU"
	codeNotNoted    = "NON-NOTE"
	codeRate        = "LIMITE"
	codeRedirect    = "REDIRECTION"
	codeUnclear     = "REPONSE-ILLISIBLE"
	codeTooLong     = "REPONSE-TROP-LONGUE"
)

// setback is a receipt on its way up as an error. Its text is the code alone.
type setback struct {
	receipt  deliver.Receipt
	status   int              // of the answer, 0 when none came
	final    bool             // credentials that are not to be tried again
	entities []deliver.Answer // that one is to be chosen of
}

func (s *setback) Error() string { return "myunisoft: " + s.receipt.Code }

func back(state deliver.State, code, message, hint string) *setback {
	return &setback{receipt: deliver.Receipt{State: state, Code: code, Message: message, Hint: hint}}
}

// trouble is a setback that is the whole connector's.
func trouble(state deliver.State, code, message, hint string) *setback {
	s := back(state, code, message, hint)
	s.receipt.Trouble = true
	return s
}

// receiptOf is what an error of this package says.
func receiptOf(err error) deliver.Receipt {
	if s, ok := errors.AsType[*setback](err); ok {
		return s.receipt
	}
	return deliver.Receipt{State: deliver.ToRetry, Code: codeStopped, Message: "L'échange avec MyUnisoft a été interrompu.", Hint: hintAlone}
}

// statusOf is the status of the answer that made err, 0 when none came.
func statusOf(err error) int {
	if s, ok := errors.AsType[*setback](err); ok {
		return s.status
	}
	return 0
}

// faultOf is the same, for a person who asked something.
func faultOf(err error) error {
	s, ok := errors.AsType[*setback](err)
	if !ok {
		return fault.From(err)
	}
	code := fault.Conflict
	switch {
	case s.receipt.Code == codeStopped:
		code = fault.Cancelled
	case s.receipt.State == deliver.ToRetry && !s.receipt.Trouble:
		code = fault.Busy
	}
	return fault.New(code, s.receipt.Message).WithHint(askedHint(s.receipt.Hint))
}

// askedHint is a hint for a person who waits for the answer, where nothing resumes by itself.
func askedHint(hint string) string {
	switch hint {
	case hintAlone, hintDoubt:
		return "Recommencez dans un instant."
	case hintNetwork:
		return "Vérifiez la connexion à Internet et « Adresse de l'API » dans le connecteur, puis recommencez."
	}
	return hint
}
