package fault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestCodeOf(t *testing.T) {
	conflict := New(Conflict, "Le connecteur est utilisé.")
	cases := []struct {
		name string
		err  error
		want Code
	}{
		{"no error has no code", nil, ""},
		{"a fault has its own", conflict, Conflict},
		{"a wrapped fault keeps it", fmt.Errorf("remove connector: %w", conflict), Conflict},
		{"a fault joined to another error keeps it", errors.Join(io.EOF, conflict), Conflict},
		{"a cancelled context is the user's doing", fmt.Errorf("query: %w", context.Canceled), Cancelled},
		{"a fault caused by a cancelled context keeps its code", New(Busy, "Occupé.").WithCause(context.Canceled), Busy},
		{"a deadline was nobody's wish", context.DeadlineExceeded, Internal},
		{"what nobody foresaw is internal", io.ErrUnexpectedEOF, Internal},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := CodeOf(c.err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestFrom(t *testing.T) {
	t.Run("a wrapped fault comes back whole", func(t *testing.T) {
		want := New(Invalid, "Le SIRET est vide.").WithField("siret").WithHint("Saisissez-le.")
		if got := From(fmt.Errorf("save: %w", want)); got != want {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("the outermost of two faults speaks", func(t *testing.T) {
		inner := New(NotFound, "Le fichier manque.")
		if got := From(New(Unreadable, "L'import a échoué.").WithCause(inner)); got.Code != Unreadable {
			t.Errorf("got %v", got)
		}
	})
	t.Run("an unforeseen error shows no technical text and keeps it for the log", func(t *testing.T) {
		got := From(io.ErrUnexpectedEOF)
		if strings.Contains(got.Message+got.Hint, "EOF") || !errors.Is(got, io.ErrUnexpectedEOF) || got.Hint == "" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a cancelled context says that nothing changed", func(t *testing.T) {
		if got := From(context.Canceled); !strings.Contains(got.Message, "annulée") || !errors.Is(got, context.Canceled) {
			t.Errorf("got %v", got)
		}
	})
}

func TestWith(t *testing.T) {
	t.Run("adds to a copy, so that a fault can be shared", func(t *testing.T) {
		base := New(Invalid, "Trop court.")
		full := base.WithField("password").WithHint("Ajoutez un mot.").WithCause(io.EOF)
		if *base != *New(Invalid, "Trop court.") {
			t.Errorf("the base became %+v", base)
		}
		if full.Field != "password" || full.Hint != "Ajoutez un mot." || !errors.Is(full, io.EOF) {
			t.Errorf("got %+v", full)
		}
	})
	t.Run("Newf formats the message", func(t *testing.T) {
		if got := Newf(Invalid, "Ligne %d.", 3); got.Message != "Ligne 3." || got.Code != Invalid {
			t.Errorf("got %+v", got)
		}
	})
}

func TestError(t *testing.T) {
	f := New(Unreadable, "Le fichier est vide.")
	t.Run("reads code and message", func(t *testing.T) {
		if got := f.Error(); got != "unreadable: Le fichier est vide." {
			t.Errorf("got %q", got)
		}
	})
	t.Run("ends with the cause", func(t *testing.T) {
		if got := f.WithCause(io.EOF).Error(); got != "unreadable: Le fichier est vide.: EOF" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("crosses to the screen without its cause", func(t *testing.T) {
		text, err := json.Marshal(f.WithField("path").WithCause(io.EOF))
		if want := `{"code":"unreadable","message":"Le fichier est vide.","field":"path"}`; err != nil || string(text) != want {
			t.Errorf("got %s, %v", text, err)
		}
	})
}
