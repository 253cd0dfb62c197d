package vault

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"sobank/backend/fault"
)

func TestKeychain(t *testing.T) {
	keyring.MockInit()
	testContract(t, Keychain())
}

func TestKeychainThatFails(t *testing.T) {
	cases := []struct {
		name  string
		cause error
		want  fault.Code
		says  string
	}{
		{"no session bus", errors.New("exec: \"dbus-launch\": executable file not found in $PATH"), fault.Conflict, "verrouillé ou absent"},
		{"no keychain", errors.New("The name org.freedesktop.secrets was not provided by any .service files"), fault.Conflict, "verrouillé ou absent"},
		{"a dismissed dialog", errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"), fault.Conflict, "verrouillé ou absent"},
		{"an unknown system", keyring.ErrUnsupportedPlatform, fault.Conflict, "verrouillé ou absent"},
		{"a secret too long for this system", keyring.ErrSetDataTooBig, fault.Invalid, "trop long"},
	}
	for _, c := range cases {
		t.Run(c.name+" is said in French, its cause kept for the log", func(t *testing.T) {
			keyring.MockInitWithError(c.cause)
			_, errGet := Keychain().Get("name")
			for _, err := range []error{errGet, Keychain().Set("name", "s3cret"), Keychain().Delete("name")} {
				wantCode(t, err, c.want)
				if !errors.Is(err, c.cause) || !strings.Contains(err.Error(), c.says) {
					t.Errorf("got %v", err)
				}
			}
		})
	}
	t.Run("a locked keychain comes with what to do", func(t *testing.T) {
		keyring.MockInitWithError(errors.New("locked"))
		_, err := Keychain().Get("name")
		if !strings.Contains(fault.From(err).Hint, "recommencez") {
			t.Errorf("got %q", fault.From(err).Hint)
		}
	})
	t.Run("an error that repeats the secret is withheld", func(t *testing.T) {
		for _, shown := range []string{"s3cret", base64.StdEncoding.EncodeToString([]byte("s3cret"))} {
			keyring.MockInitWithError(fmt.Errorf("add-generic-password -w %s: exit status 45", shown))
			err := Keychain().Set("name", "s3cret")
			wantCode(t, err, fault.Conflict)
			if strings.Contains(everythingSaid(err), shown) {
				t.Errorf("got %v", err)
			}
		}
	})
	t.Run("one that never answers is given up", func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		k := keychain{patience: time.Millisecond}
		_, err := k.call(func() (string, error) { <-release; return "", nil })
		wantCode(t, err, fault.Busy)
	})
}

func TestUnlockHintFitsTheSystem(t *testing.T) {
	for goos, says := range map[string]string{"windows": "Windows", "darwin": "Trousseaux d'accès", "linux": "GNOME Keyring"} {
		t.Run(goos, func(t *testing.T) {
			if got := unlockHint(goos); !strings.Contains(got, says) {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestSecretService wants an unlocked Secret Service, which CI's machines lack:
//
//	go test -c -o vault.test ./backend/vault
//	dbus-run-session -- sh -c 'echo -n pass | gnome-keyring-daemon --unlock --components=secrets
//	  SOBANK_TEST_SECRET_SERVICE=1 ./vault.test -test.run SecretService -test.v'
//
// It runs alone (-run): the mock of the other tests replaces the real keychain for good.
func TestSecretService(t *testing.T) {
	if os.Getenv("SOBANK_TEST_SECRET_SERVICE") != "1" {
		t.Skip("set SOBANK_TEST_SECRET_SERVICE=1 with an unlocked Secret Service")
	}
	v := Keychain()
	t.Cleanup(func() { _ = v.Delete("connector/2/token") })
	testContract(t, v)
}
