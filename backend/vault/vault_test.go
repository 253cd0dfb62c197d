package vault

import (
	"errors"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"sobank/backend/fault"
)

// testContract is what every vault does.
func testContract(t *testing.T, v Vault) {
	t.Helper()
	t.Run("gives back what was stored, byte for byte", func(t *testing.T) {
		for _, secret := range []string{"s3cret", " é\n\"quoted\" ", "-----BEGIN KEY-----\nAAAA\n", strings.Repeat("x", entryBytes),
			strings.Repeat("x", entryBytes+1), strings.Repeat("é", 1700), strings.Repeat("x", 3*entryBytes), strings.Repeat("€", MaxBytes/3), strings.Repeat("x", MaxBytes), "s3cret",
			headerMark, headerMark + "a 1 " + strings.Repeat("0", 64)} {
			mustSet(t, v, "connector/1/token", secret)
			wantGet(t, v, "connector/1/token", secret)
		}
	})
	t.Run("keeps names apart", func(t *testing.T) {
		mustSet(t, v, "connector/1/token", "one")
		mustSet(t, v, "connector/2/token", "two")
		wantGet(t, v, "connector/1/token", "one")
	})
	t.Run("says that a secret is absent", func(t *testing.T) {
		_, err := v.Get("connector/3/token")
		wantCode(t, err, fault.NotFound)
		wantCode(t, v.Delete("connector/3/token"), fault.NotFound)
	})
	t.Run("forgets what was deleted, and only that", func(t *testing.T) {
		if err := v.Delete("connector/1/token"); err != nil {
			t.Fatal(err)
		}
		_, err := v.Get("connector/1/token")
		wantCode(t, err, fault.NotFound)
		wantGet(t, v, "connector/2/token", "two")
	})
	t.Run("refuses a secret over 16 000 bytes, keeps the former one and does not repeat it", func(t *testing.T) {
		long := strings.Repeat("s3cret", 2667)
		err := v.Set("connector/2/token", long)
		wantCode(t, err, fault.Invalid)
		if strings.Contains(everythingSaid(err), "s3cret") || !strings.Contains(err.Error(), "16002 octets") {
			t.Errorf("got %v", err)
		}
		wantGet(t, v, "connector/2/token", "two")
	})
	t.Run("refuses an empty secret", func(t *testing.T) {
		wantCode(t, v.Set("connector/2/token", ""), fault.Invalid)
	})
	t.Run("refuses a secret without a name", func(t *testing.T) {
		wantCode(t, v.Set("", "s3cret"), fault.Internal)
	})
}

func TestMemory(t *testing.T) {
	testContract(t, Memory())
	t.Run("two vaults share nothing", func(t *testing.T) {
		a, b := Memory(), Memory()
		mustSet(t, a, "name", "s3cret")
		_, err := b.Get("name")
		wantCode(t, err, fault.NotFound)
	})
	t.Run("serves several goroutines", func(t *testing.T) {
		v, done := Memory(), make(chan error)
		for range 8 {
			go func() { done <- v.Set("name", "s3cret") }()
			go func() { _, _ = v.Get("name"); done <- nil }()
		}
		for range 16 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	})
}

func TestOpenTakesTheKeychainByDefault(t *testing.T) {
	keyring.MockInit()
	v, err := Open(func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	mustSet(t, v, "name", "s3cret")
	if got, err := keyring.Get("So bank", "name"); err != nil || got != "s3cret" {
		t.Errorf("the keychain holds %q, %v", got, err)
	}
}

func mustSet(tb testing.TB, v Vault, name, secret string) {
	tb.Helper()
	if err := v.Set(name, secret); err != nil {
		tb.Fatal(err)
	}
}

func wantGet(tb testing.TB, v Vault, name, want string) {
	tb.Helper()
	if got, err := v.Get(name); err != nil || got != want {
		tb.Errorf("Get(%s) = %.40q, %v; want %.40q", name, got, err, want)
	}
}

func wantCode(tb testing.TB, err error, want fault.Code) {
	tb.Helper()
	if got := fault.CodeOf(err); got != want {
		tb.Errorf("got code %q (%v), want %q", got, err, want)
	}
}

// everythingSaid is all the text an error can bring into a log or on screen.
func everythingSaid(err error) string {
	text := fault.From(err).Hint
	for ; err != nil; err = errors.Unwrap(err) {
		text += "\n" + err.Error()
	}
	return text
}
