// Package fault is the one error vocabulary of the program.
//
// A capability that must tell a person something returns a *fault.Error: a code for
// programs, a French sentence for people, the field it is about and what to do next.
// Any other error is unexpected: the edges (desktop, cli) log it once and show it as
// Internal.
//
//	return fault.New(fault.Refused, "Seul un Superviseur peut ajouter un connecteur.").
//		WithHint("Demandez à un Superviseur de votre cabinet.")
package fault

import (
	"context"
	"errors"
	"fmt"
)

// Code tells programs what kind of thing went wrong.
type Code string

// The codes, from the user's mistakes to ours.
const (
	Invalid         Code = "invalid"         // the input breaks a rule
	Unauthenticated Code = "unauthenticated" // nobody is signed in, or no longer
	Refused         Code = "refused"         // the actor has no right to do this
	NotFound        Code = "not_found"       // it does not exist, or not for this actor
	Conflict        Code = "conflict"        // the present state forbids it
	Unreadable      Code = "unreadable"      // a file cannot be read or understood
	Busy            Code = "busy"            // something else holds what is needed
	Cancelled       Code = "cancelled"       // the user stopped it
	Internal        Code = "internal"        // our own failure
)

// Error is a failure that can be shown to a person.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`         // one French sentence: what happened, to what
	Field   string `json:"field,omitempty"` // the form field or file field it is about
	Hint    string `json:"hint,omitempty"`  // one French sentence: what to do next
	cause   error
}

// New makes an error with its French message.
func New(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// Newf is New with formatting.
func Newf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// WithField names the field the error is about.
func (e *Error) WithField(field string) *Error { c := *e; c.Field = field; return &c }

// WithHint says what to do next.
func (e *Error) WithHint(hint string) *Error { c := *e; c.Hint = hint; return &c }

// WithCause keeps the underlying error for logs; people never see it.
func (e *Error) WithCause(err error) *Error { c := *e; c.cause = err; return &c }

// Error is the code and the French message, then the cause, for logs.
func (e *Error) Error() string {
	if e.cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Message, e.cause)
	}
	return fmt.Sprintf("%s: %s", e.Code, e.Message)
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.cause }

// CodeOf is the code of err: Cancelled for a cancelled context, Internal for what
// nobody foresaw, empty for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	return From(err).Code
}

// From finds the *Error in err's chain; an error without one becomes Internal with
// err as its cause.
func From(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	if errors.Is(err, context.Canceled) {
		return New(Cancelled, "L'opération a été annulée : rien n'a été changé.").WithCause(err)
	}
	return New(Internal, "Le programme a rencontré une erreur imprévue : rien n'a été changé.").
		WithHint("Recommencez ; si cela se répète, contactez le support avec ce message.").
		WithCause(err)
}
