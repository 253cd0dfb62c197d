package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"sobank/backend/fault"
)

// Source is what an answer answers, and whose it is.
type Source string

// The sources.
const (
	searches      Source = "search"  // of Recherche d'entreprises
	companies     Source = "company" // of Recherche d'entreprises
	inpiCompanies Source = "inpi"    // of the INPI
)

// The registers' names on screen.
const (
	DirectoryName = "Recherche d'entreprises"
	RegisterName  = "L'INPI"
)

func (s Source) register() string {
	if s == inpiCompanies {
		return "Registre de l'INPI"
	}
	return DirectoryName
}

const (
	// fresh is how long an answer serves without being asked for again.
	fresh = 30 * 24 * time.Hour
	// oldest is how long one is kept: names of people must not stay for ever.
	oldest = 365 * 24 * time.Hour
	// keeping is how long keeping an answer may wait for an import to end.
	keeping = 2 * time.Second
)

// Kept is an answer that was kept.
type Kept struct {
	Source   Source
	Question string
	Answer   string // JSON
	At       time.Time
}

// looked is an answer, new or kept.
type looked[T any] struct {
	value  T
	source Source
	at     time.Time
	new    bool     // just asked
	why    *Failure // it is kept because it could not be asked again
}

func (l looked[T]) answer(q question) Answer {
	a := Answer{Source: l.source.register(), At: l.at, Warning: q.warning()}
	if l.why != nil {
		a.Stale, a.Note = true, l.why.fault().Message
	}
	return a
}

// look gives what is kept while it is fresh, else asks and keeps; when the register cannot
// answer, what is kept serves, however old.
func look[T any](ctx context.Context, s *Service, source Source, question string, refresh bool, ask func() (T, error)) (looked[T], error) {
	kept, had, err := recall[T](ctx, s, source, question)
	if err != nil {
		return kept, err
	}
	if had && !refresh && s.Now().Sub(kept.at) < fresh {
		return kept, nil
	}
	value, err := ask()
	if err == nil {
		s.keep(ctx, source, question, value)
		return looked[T]{value: value, source: source, at: s.Now(), new: true}, nil
	}
	failure, ok := errors.AsType[*Failure](err)
	switch {
	case ok && had && failure.passing():
		kept.why = failure
		return kept, nil
	case ok && had && failure.Kind == Absent:
		s.drop(ctx, source, question) // it may have asked not to be published any more
	}
	return looked[T]{}, err
}

// recall reads what is kept. What cannot be read any more is as good as absent.
func recall[T any](ctx context.Context, s *Service, source Source, question string) (l looked[T], had bool, err error) {
	var k Kept
	err = s.Store.Read(ctx, func(tx Tx) error {
		k, err = tx.RegistryAnswer(source, question)
		return err
	})
	if fault.CodeOf(err) == fault.NotFound {
		return l, false, nil
	}
	if err != nil {
		return l, false, err
	}
	l = looked[T]{source: source, at: k.At}
	if json.Unmarshal([]byte(k.Answer), &l.value) != nil || s.Now().Sub(k.At) > oldest {
		return looked[T]{}, false, nil
	}
	return l, true, nil
}

// keep keeps an answer as far as that works at once: whoever waits has it already. An empty
// one is asked again next time.
func (s *Service) keep(ctx context.Context, source Source, question string, value any) {
	if found, ok := value.(Found); ok && len(found.Companies) == 0 {
		return
	}
	text, err := json.Marshal(value)
	if err != nil {
		return
	}
	s.write(ctx, func(tx Tx) error {
		return tx.KeepRegistryAnswer(Kept{Source: source, Question: question, Answer: string(text), At: s.Now()}, s.Now().Add(-oldest))
	})
}

// keepAll keeps the companies of a search, so that each opens at once, and offline.
func (s *Service) keepAll(ctx context.Context, list []Company) {
	s.write(ctx, func(tx Tx) error {
		for _, c := range list {
			text, err := json.Marshal(c)
			if err != nil {
				return fmt.Errorf("registry: keep %s: %w", c.SIREN, err)
			}
			k := Kept{Source: companies, Question: strings.ToLower(string(c.SIREN)), Answer: string(text), At: s.Now()}
			if err := tx.KeepRegistryAnswer(k, s.Now().Add(-oldest)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) drop(ctx context.Context, source Source, question string) {
	s.write(ctx, func(tx Tx) error { return tx.DropRegistryAnswer(source, question) })
}

// write changes what is kept, or leaves it: losing an answer costs one more request.
func (s *Service) write(ctx context.Context, fn func(Tx) error) {
	ctx, cancel := context.WithTimeout(ctx, keeping)
	defer cancel()
	_ = s.Store.Write(ctx, fn)
}
