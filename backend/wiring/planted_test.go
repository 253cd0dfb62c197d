package wiring_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"golang.org/x/crypto/ssh"

	"sobank/backend/vault"
	"sobank/backend/wiring/wiringtest"
)

// recorded is a keychain that knows all it was ever given: what the program itself made up, the
// token of a session that is remembered, is a secret as well.
type recorded struct {
	vault.Vault
	mu  sync.Mutex
	all map[string]bool
}

func (r *recorded) Set(name, secret string) error {
	r.mu.Lock()
	r.all[secret] = true
	r.mu.Unlock()
	return r.Vault.Set(name, secret)
}

// safeBuffer is what several goroutines log to.
type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(text []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(text)
}

func (b *safeBuffer) bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.text.Bytes())
}

// listen keeps what is logged while the test runs.
func (k *keeping) listen() {
	usual := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&k.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	k.t.Cleanup(func() { slog.SetDefault(usual) })
}

// privateKey is one that secretPhrase locks.
func privateKey(t *testing.T) string {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(key, "", []byte(secretPhrase))
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(block))
}

// pieces are what a secret is known by: itself, or the lines of a key.
func pieces(secret string) (found []string) {
	for line := range strings.Lines(secret) {
		if line = strings.TrimSpace(line); len(line) >= 12 && !strings.HasPrefix(line, "-----") {
			found = append(found, line)
		}
	}
	return found
}

// forms are the ways that a text may hide in another: as it is, in addresses, in JSON, in the
// headers of HTTP, wherever it begins there, and in the texts of Windows.
func forms(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	found := map[string]string{"as it is": secret, "as a query": url.QueryEscape(secret), "as a path": url.PathEscape(secret),
		"as JSON": strings.Trim(string(quoted), `"`), "in hexadecimal": hex.EncodeToString([]byte(secret)), "in capitals": strings.ToUpper(secret)}
	for shift := range 3 {
		// The first and last characters also depend on what stands around.
		whole := base64.StdEncoding.EncodeToString(append(make([]byte, shift), secret...))
		middle := whole[4 : len(whole)-4]
		found["in base64 from "+string(rune('0'+shift))] = middle
		found["in base64 of addresses from "+string(rune('0'+shift))] = strings.NewReplacer("+", "-", "/", "_").Replace(middle)
	}
	var wide []byte
	for _, unit := range utf16.Encode([]rune(secret)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	found["in UTF-16"] = string(wide)
	return found
}

// wantMaskedIBANs looks for whole IBANs where there are to be none: the log, and what the support
// is given.
func (k *keeping) wantMaskedIBANs(places map[string][]byte) {
	k.t.Helper()
	looked := 0
	for place, text := range places {
		if place != "the log" && !strings.Contains(place, "support.zip") {
			continue
		}
		looked++
		for n := range k.names {
			one := wiringtest.IBAN(n)
			for _, form := range []string{string(one), one.Format(), string(one)[4:]} {
				if bytes.Contains(text, []byte(form)) {
					k.t.Errorf("the whole IBAN %s stands in %s", one, place)
				}
			}
		}
	}
	if looked < 3 || len(places["the log"]) == 0 {
		k.t.Errorf("%d places were looked at for IBANs, and %d bytes of log", looked, len(places["the log"]))
	}
}

// TestFormsFindASecret hides a secret in each way that the search knows.
func TestFormsFindASecret(t *testing.T) {
	for _, hidden := range []string{
		"x " + secretToken + " y",
		"https://h/?t=" + url.QueryEscape("é&"+secretToken),
		base64.StdEncoding.EncodeToString([]byte("user:" + secretToken)),
		base64.RawURLEncoding.EncodeToString([]byte("u:" + secretToken + ":more")),
		hex.EncodeToString([]byte("." + secretToken + ".")),
	} {
		found := false
		for _, form := range forms(secretToken) {
			found = found || strings.Contains(hidden, form)
		}
		if !found {
			t.Errorf("%q is not found in %q", secretToken, hidden)
		}
	}
}
