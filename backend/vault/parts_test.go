package vault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zalando/go-keyring"

	"sobank/backend/fault"
)

// failing is a store that fails from its nth change on, before or after making it, as a process
// that is killed there.
type failing struct {
	*memory
	left  int // changes until then, -1: never
	after bool
}

var errGone = errors.New("gone")

func (f *failing) cut(change func() error) error {
	if f.left == 0 {
		return errGone
	}
	f.left--
	if f.left != 0 || !f.after {
		return change()
	}
	_ = change()
	return errGone
}

func (f *failing) Set(name, text string) error {
	if len(text) > entryBytes {
		return keyring.ErrSetDataTooBig
	}
	return f.cut(func() error { return f.memory.Set(name, text) })
}

func (f *failing) Delete(name string) error {
	return f.cut(func() error { return f.memory.Delete(name) })
}

func newStore() *failing { return &failing{memory: &memory{secrets: map[string]string{}}, left: -1} }

// of makes a secret of a length that is unlike any other at each place.
func of(letter string, length int) string {
	var b strings.Builder
	for i := 0; b.Len() < length; i++ {
		fmt.Fprintf(&b, "%s%d,", letter, i)
	}
	return b.String()[:length]
}

// TestCutAtAnyMoment kills a change at each of its steps: what is read afterwards is the former
// secret or the new one, whole; and the next change leaves nothing of what the cut left.
func TestCutAtAnyMoment(t *testing.T) {
	secrets := []string{"", of("short", 100), of("long", 3_400), of("other", 3_400), of("longer", 9_000), of("longest", MaxBytes)}
	for _, former := range secrets {
		for _, next := range secrets {
			for _, after := range []bool{false, true} {
				t.Run(fmt.Sprintf("from %d bytes to %d, the step was done: %v", len(former), len(next), after), func(t *testing.T) {
					for step := 0; cutAt(t, former, next, step, after); step++ {
					}
				})
			}
		}
	}
}

// cutAt reports whether the change had that many steps.
func cutAt(t *testing.T, former, next string, step int, after bool) (cut bool) {
	t.Helper()
	const name = "connector/1/private_key"
	store := newStore()
	mustHold(t, inParts(store), name, former)
	store.left, store.after = step, after
	if after {
		store.left++
	}
	change(inParts(store), name, next)
	cut = store.left == 0
	store.left = -1

	got, err := inParts(store).Get(name)
	if err != nil && fault.CodeOf(err) != fault.NotFound || got != former && got != next {
		t.Errorf("cut at %d, it reads %.20q of %d bytes, %v", step, got, len(got), err)
	}
	mustHold(t, inParts(store), name, of("last", 2_500))
	wantGet(t, inParts(store), name, of("last", 2_500))
	if err := inParts(store).Delete(name); err != nil {
		t.Fatal(err)
	}
	if len(store.secrets) > 0 {
		t.Errorf("cut at %d, these stay for ever: %v", step, slices.Sorted(maps.Keys(store.secrets)))
	}
	return cut
}

func change(v Vault, name, secret string) {
	if secret == "" {
		_ = v.Delete(name)
		return
	}
	_ = v.Set(name, secret)
}

func mustHold(tb testing.TB, v Vault, name, secret string) {
	tb.Helper()
	if secret != "" {
		mustSet(tb, v, name, secret)
	}
}

func TestLongSecret(t *testing.T) {
	const name = "connector/1/private_key"
	t.Run("is kept in entries that every keychain takes, and none is a secret's name alone", func(t *testing.T) {
		keyring.MockInit()
		secret := of("key", 3_400)
		mustSet(t, Keychain(), name, secret)
		wantGet(t, Keychain(), name, secret)
		header, _ := keyring.Get(service, name)
		first, _ := keyring.Get(service, name+"/a1")
		second, _ := keyring.Get(service, name+"/a2")
		if strings.Contains(header, "key1,") || first+second != secret || len(first) > entryBytes {
			t.Errorf("the keychain holds %q, then %d and %d bytes", header, len(first), len(second))
		}
		if err := Keychain().Delete(name); err != nil {
			t.Fatal(err)
		}
		for _, entry := range []string{name, name + "/a1", name + "/a2"} {
			if _, err := keyring.Get(service, entry); !errors.Is(err, keyring.ErrNotFound) {
				t.Errorf("%s stays", entry)
			}
		}
	})
	t.Run("of which a part is gone or changed is absent, and can be stored anew", func(t *testing.T) {
		for part, hurt := range map[string]func(*failing) error{
			"gone":     func(s *failing) error { return s.Delete(name + "/a2") },
			"changed":  func(s *failing) error { return s.memory.Set(name+"/a1", "other") },
			"a header": func(s *failing) error { return s.memory.Set(name, headerMark+"a 99 x") },
		} {
			store := newStore()
			mustSet(t, inParts(store), name, of("key", 3_400))
			if err := hurt(store); err != nil {
				t.Fatal(part, err)
			}
			got, err := inParts(store).Get(name)
			wantCode(t, err, fault.NotFound)
			if got != "" || !strings.Contains(err.Error(), "incomplets") {
				t.Errorf("%s: it reads %d bytes, %v", part, len(got), err)
			}
			mustSet(t, inParts(store), name, of("new", 3_400))
			wantGet(t, inParts(store), name, of("new", 3_400))
		}
	})
	t.Run("that changes while it is read is read whole", func(t *testing.T) {
		store := newStore()
		mustSet(t, inParts(store), name, of("former", 5_000))
		reader := &changing{entries: store, at: name + "/a2", change: func() { mustSet(t, inParts(store), name, of("next", 5_000)) }}
		wantGet(t, inParts(reader), name, of("next", 5_000))
	})
	t.Run("a keychain that closes midway is not taken for a secret that is absent", func(t *testing.T) {
		store := newStore()
		mustSet(t, inParts(store), name, of("key", 3_400))
		_, err := inParts(&changing{entries: store, at: name + "/a2", err: fault.New(fault.Conflict, "fermé")}).Get(name)
		wantCode(t, err, fault.Conflict)
	})
	t.Run("is cut between two characters", func(t *testing.T) {
		for _, text := range []string{strings.Repeat("é", 3_000), "x" + strings.Repeat("é", 3_000), strings.Repeat("€", 5_000), "xx" + strings.Repeat("😀", 3_900)} {
			for _, part := range split(text) {
				if !utf8.ValidString(part) || len(part) > entryBytes {
					t.Errorf("a part of %d bytes, valid: %v", len(part), utf8.ValidString(part))
				}
			}
			if n := len(split(text)); n > maxParts || strings.Join(split(text), "") != text {
				t.Errorf("%d parts", n)
			}
		}
	})
}

// changing does something, once, when an entry is read.
type changing struct {
	entries
	at     string
	change func()
	err    error
}

func (c *changing) Get(name string) (string, error) {
	if name == c.at {
		c.at = ""
		if c.change != nil {
			c.change()
		}
		if c.err != nil {
			return "", c.err
		}
	}
	return c.entries.Get(name)
}
