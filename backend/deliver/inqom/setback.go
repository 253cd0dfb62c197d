package inqom

import (
	"context"
	"errors"
	"strings"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
)

// Our own codes, for what the partner has no code for. They are French, as they are read
// beside the partner's in lists and by support.
const (
	codeCredentials = "IDENTIFIANTS"
	codeSetting     = "REGLAGE"
	codeChoose      = "DOSSIER-A-CHOISIR"
	codeGone        = "DOSSIER-INTROUVABLE"
	codeNone        = "AUCUN-DOSSIER"
	codeCertificate = "CERTIFICAT"
	codeUnreached   = "INJOIGNABLE"
	codeCut         = "COUPURE"
	codeTime        = "DELAI"
	codeStopped     = "INTERROMPU"
	codeRate        = "LIMITE"
	codeRedirect    = "REDIRECTION"
	codeUnclear     = "REPONSE-ILLISIBLE"
	codeTooLong     = "REPONSE-TROP-LONGUE"
)

// resumes ends a hint where nobody has to do more.
const resumes = " ; l'envoi reprendra de lui-même."

const (
	hintAlone  = "Rien à faire : l'envoi reprendra de lui-même."
	hintEnter  = "Ouvrez le connecteur dans « Paramètres cabinet » et saisissez ses identifiants."
	hintChoose = "Choisissez le dossier Inqom dans « Détails » de l'IBAN."
)

// setback is a receipt on its way up as an error. Its text is the code alone.
type setback struct {
	receipt deliver.Receipt
	status  int // of the answer, 0 when none came
}

func (s *setback) Error() string { return "inqom: " + s.receipt.Code }

func back(state deliver.State, code, message, hint string) *setback {
	return &setback{receipt: deliver.Receipt{State: state, Code: code, Message: message, Hint: hint}}
}

// trouble is a setback that is the whole connector's.
func trouble(state deliver.State, code, message, hint string) *setback {
	s := back(state, code, message, hint)
	s.receipt.Trouble = true
	return s
}

// limited is a question that has to wait longer than it is worth waiting for.
func limited(until time.Time) *setback {
	s := back(deliver.ToRetry, codeRate, "Inqom limite le nombre de requêtes.", hintAlone)
	s.receipt.NotBefore = until
	return s
}

// receiptOf is what an error of this package says.
func receiptOf(err error) deliver.Receipt {
	if s, ok := errors.AsType[*setback](err); ok {
		return s.receipt
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return late().receipt
	}
	return deliver.Receipt{State: deliver.ToRetry, Code: codeStopped, Message: "L'échange avec Inqom a été interrompu.", Hint: hintAlone}
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
	r := receiptOf(err)
	code := fault.Conflict
	switch {
	case r.Code == codeStopped:
		code = fault.Cancelled
	case r.State == deliver.ToRetry && !r.Trouble:
		code = fault.Busy
	}
	return fault.New(code, r.Message).WithHint(askedHint(r.Hint))
}

// askedHint is a hint for a person who waits for the answer, where nothing resumes by itself.
func askedHint(hint string) string {
	if hint == hintAlone {
		return "Recommencez dans un instant."
	}
	return strings.ReplaceAll(hint, resumes, ", puis recommencez.")
}
