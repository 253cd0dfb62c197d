package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"sobank/backend/fault"
)

// entryBytes is the longest text of one entry: Windows refuses more than 2 560 bytes, and macOS
// more than about 2 900, name included.
const entryBytes = 2000

// maxParts is how many entries the longest secret takes: those that end before entryBytes, so that
// no character is cut, are not much shorter.
const maxParts = MaxBytes/entryBytes + 1

// entries is a store of short texts by name, such as a system's keychain: Vault without the
// checks, and without long secrets.
type entries interface {
	Set(name, text string) error
	Get(name string) (string, error)
	Delete(name string) error
}

// parted is a vault over entries. A short secret is one entry, of its own name. A longer one is
// several, which a header under its name lists; they are written to one of two places, the one
// that is not in use, and the header last. So a cut at any moment leaves the former secret or the
// new one, never a mixture, and what it leaves besides is found again at the next change.
type parted struct {
	entries
	mu sync.Mutex // of changes: two processes are told apart by the header's hash
}

func inParts(e entries) Vault { return &parted{entries: e} }

func (p *parted) Set(name, secret string) error {
	if err := admit(name, secret); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(secret) > entryBytes || strings.HasPrefix(secret, headerMark) {
		return p.setLong(name, secret)
	}
	if err := p.entries.Set(name, secret); err != nil {
		return err
	}
	_ = p.clear(name)
	return nil
}

// setLong writes the parts, then the header. What fails before the header leaves the former secret.
func (p *parted) setLong(name, secret string) error {
	former, err := p.former(name)
	if err != nil {
		return err
	}
	parts := split(secret)
	h := header{place: former.other(), count: len(parts), sum: hash(secret)}
	for i, part := range parts {
		if err := p.entries.Set(h.entry(name, i+1), part); err != nil {
			_ = p.clearPlace(name, h.place, 0)
			return err
		}
	}
	if err := p.entries.Set(name, h.String()); err != nil {
		return err // the header may have been written all the same: its parts stay
	}
	_ = p.clearPlace(name, h.place, h.count)
	_ = p.clearPlace(name, header{place: h.place}.other(), 0)
	return nil
}

// former is the header of what is stored; of a short secret, or of none, it has no place.
func (p *parted) former(name string) (header, error) {
	text, err := p.entries.Get(name)
	if fault.CodeOf(err) == fault.NotFound {
		return header{}, nil
	}
	h, _ := parseHeader(text)
	return h, err
}

// tries is how often a reader begins again when the secret changes under it.
const tries = 3

func (p *parted) Get(name string) (string, error) {
	text, err := p.entries.Get(name)
	for range tries {
		if err != nil || !strings.HasPrefix(text, headerMark) {
			return text, err
		}
		secret, whole, err := p.join(name, text)
		if err != nil || whole {
			return secret, err
		}
		before := text
		if text, err = p.entries.Get(name); err == nil && text == before {
			return "", damaged()
		}
	}
	return "", damaged()
}

// join reads the parts that a header lists; whole is false when they are not those.
func (p *parted) join(name, text string) (secret string, whole bool, err error) {
	h, ok := parseHeader(text)
	if !ok {
		return "", false, nil
	}
	var all strings.Builder
	for i := range h.count {
		part, err := p.entries.Get(h.entry(name, i+1))
		if fault.CodeOf(err) == fault.NotFound {
			return "", false, nil
		}
		if err != nil {
			return "", false, err
		}
		all.WriteString(part)
	}
	if hash(all.String()) != h.sum {
		return "", false, nil
	}
	return all.String(), true, nil
}

// Delete takes the header first: without it nobody reads the parts. Those of a change that was cut
// go too, even when there is no secret.
func (p *parted) Delete(name string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.entries.Delete(name)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	if left := p.clear(name); err == nil {
		err = left
	}
	return err
}

// clear takes all parts away.
func (p *parted) clear(name string) error {
	var errs []error
	for _, place := range places {
		errs = append(errs, p.clearPlace(name, place, 0))
	}
	return errors.Join(errs...)
}

// clearPlace takes away a place's parts above the first few, the last one first, so that a cut
// leaves none that the next search for them would not find.
func (p *parted) clearPlace(name, place string, kept int) error {
	h := header{place: place}
	last := kept
	for ; last < maxParts; last++ {
		_, err := p.entries.Get(h.entry(name, last+1))
		if fault.CodeOf(err) == fault.NotFound {
			break
		}
		if err != nil {
			return err
		}
	}
	for ; last > kept; last-- {
		if err := p.entries.Delete(h.entry(name, last)); err != nil && fault.CodeOf(err) != fault.NotFound {
			return err
		}
	}
	return nil
}

// split cuts a secret into entries, between two characters.
func split(secret string) (parts []string) {
	for len(secret) > entryBytes {
		end := entryBytes
		for end > entryBytes-utf8.UTFMax && !utf8.RuneStart(secret[end]) {
			end--
		}
		parts, secret = append(parts, secret[:end]), secret[end:]
	}
	return append(parts, secret)
}

// headerMark begins the entry that lists parts. A short secret that begins so is kept in parts.
const headerMark = "sobank/parts/1 "

// places are where the parts of a secret may stand.
var places = []string{"a", "b"}

// header is what the entry of a long secret says: the place of its parts, how many they are, and
// the SHA-256 of the whole.
type header struct {
	place string
	count int
	sum   string
}

func (h header) String() string {
	return fmt.Sprintf("%s%s %d %s", headerMark, h.place, h.count, h.sum)
}

// other is the place that a header does not use.
func (h header) other() string {
	if h.place == places[0] {
		return places[1]
	}
	return places[0]
}

// entry is the name of a part, counted from 1.
func (h header) entry(name string, n int) string { return fmt.Sprintf("%s/%s%d", name, h.place, n) }

func parseHeader(text string) (h header, ok bool) {
	rest, ok := strings.CutPrefix(text, headerMark)
	if !ok {
		return header{}, false
	}
	n, err := fmt.Sscanf(rest, "%1s %d %64s", &h.place, &h.count, &h.sum)
	if err != nil || n != 3 || h.String() != text || h.count < 1 || h.count > maxParts || h.place != places[0] && h.place != places[1] {
		return header{}, false
	}
	return h, true
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// damaged is a secret whose parts are not all there, as when another program took one away. It is
// as good as absent, and can be stored anew.
func damaged() *fault.Error {
	return fault.New(fault.NotFound, "Les identifiants gardés par cette session sont incomplets.").
		WithHint("Redonnez-les sur la page du connecteur.")
}
