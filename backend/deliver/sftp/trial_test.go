package sftp

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

func wantTrial(tb testing.TB, got deliver.Trial, code string, steps int) {
	tb.Helper()
	if got.OK != (code == "") || got.Code != code || len(got.Steps) != steps {
		tb.Fatalf("got %+v, want the code %q after %d steps", got, code, steps)
	}
	for i, step := range got.Steps {
		if step.OK != (got.OK || i < steps-1) || step.Message == "" || !step.OK && step.Hint == "" || strings.Contains(step.Hint, "de lui-même") {
			tb.Errorf("step %d is %+v", i, step)
		}
	}
}

// wantAsked says that a trial asks whether a key is the server's, and gives the setting that the
// answer yes would be.
func wantAsked(tb testing.TB, got deliver.Trial, key ssh.PublicKey) (pin string) {
	tb.Helper()
	if len(got.Questions) != 1 {
		tb.Fatalf("it asks %+v", got.Questions)
	}
	asks := got.Questions[0]
	if asks.Setting != "host_key" || asks.Sentence == "" || len(asks.Answers) != 1 || asks.Answers[0].Value != remote.Pin(key) ||
		!strings.Contains(asks.Answers[0].Label, ssh.FingerprintSHA256(key)) {
		tb.Errorf("it asks %+v", asks)
	}
	return asks.Answers[0].Value
}

func TestTrial(t *testing.T) {
	t.Run("all is right, and nothing is left behind", func(t *testing.T) {
		s := MustServe(t)
		got := MustPartner(t).Test(t.Context(), s.access())
		wantTrial(t, got, "", 5)
		if !strings.Contains(got.Steps[4].Message, "de libre") || names(t, s.dir) != "" {
			t.Errorf("got %+v, the folder holds %s", got, names(t, s.dir))
		}
		if s.count("fsync") != 1 || s.count("posix-rename") != 1 {
			t.Errorf("it did not do what a delivery does: %v", s.met)
		}
	})
	t.Run("a server met for the first time shows its fingerprint, and is told nothing", func(t *testing.T) {
		s := MustServe(t)
		var asked atomic.Bool
		s.change(func() {
			s.config.PasswordCallback = func(ssh.ConnMetadata, []byte) (*ssh.Permissions, error) {
				asked.Store(true)
				return nil, errors.New("no")
			}
		})
		got := MustPartner(t).Test(t.Context(), with(s.access(), "host_key", ""))
		wantTrial(t, got, "CLE-A-CONFIRMER", 2)
		wantAsked(t, got, s.key.PublicKey())
		if !strings.Contains(got.Steps[1].Message, ssh.FingerprintSHA256(s.key.PublicKey())) || asked.Load() {
			t.Errorf("got %+v, the password was asked for: %v", got, asked.Load())
		}
	})
	t.Run("what it shows can be confirmed as it is, before any secret is given", func(t *testing.T) {
		s := MustServe(t)
		pin := wantAsked(t, MustPartner(t).Test(t.Context(), with(with(s.access(), "host_key", ""), "password", "")), s.key.PublicKey())
		wantTrial(t, MustPartner(t).Test(t.Context(), with(s.access(), "host_key", pin)), "", 5)
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), with(s.access(), "host_key", pin), parcel(), silent), deposited)
	})
	t.Run("a key that changed is shown beside the one before", func(t *testing.T) {
		s, before := MustServe(t), MustKey(t).PublicKey()
		got := MustPartner(t).Test(t.Context(), with(s.access(), "host_key", remote.Pin(before)))
		wantTrial(t, got, "CLE-CHANGEE", 1)
		wantAsked(t, got, s.key.PublicKey())
		if !strings.Contains(got.Questions[0].Sentence, ssh.FingerprintSHA256(before)) {
			t.Errorf("the key before is not told: %s", got.Questions[0].Sentence)
		}
	})
	t.Run("so is a key of another kind", func(t *testing.T) {
		s, before := MustServe(t), MustSigner(t, MustECDSA(t)).PublicKey()
		got := MustPartner(t).Test(t.Context(), with(s.access(), "host_key", remote.Pin(before)))
		wantTrial(t, got, "CLE-CHANGEE", 1)
		wantAsked(t, got, s.key.PublicKey())
	})
	t.Run("a key that was set and does not read is met anew", func(t *testing.T) {
		s := MustServe(t)
		got := MustPartner(t).Test(t.Context(), with(s.access(), "host_key", "md5 0f:1e"))
		wantTrial(t, got, "CLE-A-CONFIRMER", 2)
		wantAsked(t, got, s.key.PublicKey())
	})
	t.Run("a wrong password", func(t *testing.T) {
		s := MustServe(t)
		wantTrial(t, MustPartner(t).Test(t.Context(), with(s.access(), "password", "other")), "MOT-DE-PASSE", 1)
	})
	t.Run("no server set", func(t *testing.T) {
		wantTrial(t, MustPartner(t).Test(t.Context(), deliver.Access{}), "REGLAGE", 1)
	})
	t.Run("a folder that is not there", func(t *testing.T) {
		s := MustServe(t)
		wantTrial(t, MustPartner(t).Test(t.Context(), with(s.access(), "folder", "/nowhere/at/all")), "DOSSIER", 3)
	})
	for name, c := range map[string]struct {
		kind string
		code uint32
		want string
	}{
		"a folder where one may not write":  {"open", 3, "DOSSIER"},
		"a folder where one may not rename": {"posix-rename", 3, "DOSSIER"},
		"a disk that is full":               {"write", 14, "DISQUE-PLEIN"},
	} {
		t.Run(name, func(t *testing.T) {
			s := MustServe(t)
			s.set(func(r request) action {
				if r.kind == c.kind {
					return r.refuses(c.code, "no")
				}
				return action{}
			})
			wantTrial(t, MustPartner(t).Test(t.Context(), s.access()), c.want, 4)
			if names(t, s.dir) != "" {
				t.Errorf("the folder holds %s", names(t, s.dir))
			}
		})
	}
	t.Run("a folder where one may not remove is right, and says what stays", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action {
			if r.kind == "remove" || r.kind == "rmdir" { // the library tries both
				return r.refuses(3, "Permission denied")
			}
			return action{}
		})
		got := MustPartner(t).Test(t.Context(), s.access())
		wantTrial(t, got, "", 5)
		if left := names(t, s.dir); !strings.Contains(got.Steps[3].Message, left) || !strings.HasPrefix(left, ".sobank-essai-") {
			t.Errorf("got %+v, the folder holds %s", got, left)
		}
	})
	t.Run("a connection that is cut", func(t *testing.T) {
		s := MustServe(t)
		s.set(func(r request) action { return action{cut: r.kind == "write"} })
		wantTrial(t, MustPartner(t).Test(t.Context(), s.access()), "COUPURE", 4)
	})
	t.Run("one that is stopped", func(t *testing.T) {
		s := MustServe(t)
		ctx, stop := context.WithCancel(t.Context())
		s.set(func(r request) action { stop(); return action{hang: true} })
		wantTrial(t, MustPartner(t).Test(ctx, s.access()), "INTERROMPU", 1)
	})
}
