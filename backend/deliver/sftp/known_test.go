package sftp

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/crypto/ssh"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

func TestServerKey(t *testing.T) {
	t.Run("another key is refused, both fingerprints are shown, and nothing is sent", func(t *testing.T) {
		s := MustServe(t)
		var asked atomic.Bool
		s.change(func() {
			s.config.PasswordCallback = func(ssh.ConnMetadata, []byte) (*ssh.Permissions, error) {
				asked.Store(true)
				return nil, errors.New("no")
			}
		})
		known := MustKey(t).PublicKey()
		r := MustPartner(t).Deliver(t.Context(), with(s.access(), "host_key", remote.Pin(known)), parcel(), func() error { t.Error("sent was called"); return nil })
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-CHANGEE"})
		if !strings.Contains(r.Message, ssh.FingerprintSHA256(known)) || !strings.Contains(r.Message, ssh.FingerprintSHA256(s.key.PublicKey())) {
			t.Errorf("got %q", r.Message)
		}
		if asked.Load() || names(t, s.dir) != "" {
			t.Error("the password was sent")
		}
	})
	t.Run("a server without a key of the known kind is one whose key changed", func(t *testing.T) {
		s := MustServe(t)
		known := MustSigner(t, MustECDSA(t)).PublicKey()
		r := MustPartner(t).Deliver(t.Context(), with(s.access(), "host_key", remote.Pin(known)), parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-CHANGEE"})
		if !strings.Contains(r.Message, ssh.FingerprintSHA256(known)) || !strings.Contains(r.Message, ssh.FingerprintSHA256(s.key.PublicKey())) {
			t.Errorf("got %q", r.Message)
		}
	})
	t.Run("a server with several keys shows the one that is known", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		second, third := MustSigner(t, MustRSA(t, 2048)), MustSigner(t, MustECDSA(t))
		s.change(func() { s.config.AddHostKey(second) })
		s.change(func() { s.config.AddHostKey(third) })
		for _, key := range []ssh.Signer{s.key, second, third} {
			wantReceipt(t, partner.Deliver(t.Context(), with(s.access(), "host_key", remote.Pin(key.PublicKey())), parcel(), silent), deposited)
		}
	})
	t.Run("the setting may be what a partner publishes", func(t *testing.T) {
		s, partner := MustServe(t), MustPartner(t)
		line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(s.key.PublicKey())))
		for _, text := range []string{remote.Pin(s.key.PublicKey()), ssh.FingerprintSHA256(s.key.PublicKey()), ssh.FingerprintSHA256(s.key.PublicKey()) + "=", line, line + " sftp.exemple.fr", "sftp.exemple.fr " + line} {
			wantReceipt(t, partner.Deliver(t.Context(), with(s.access(), "host_key", text), parcel(), silent), deposited)
		}
	})
	for _, text := range []string{"ssh-ed25519", "SHA256:", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "ssh-dss SHA256:" + strings.Repeat("A", 43), "ssh-ed25519 SHA256:" + strings.Repeat("é", 43), "a b c"} {
		t.Run("« "+text+" » is no key", func(t *testing.T) {
			if p, err := remote.ParsePin(text); err == nil {
				t.Errorf("got %v", p)
			}
		})
	}
}

func MustECDSA(tb testing.TB) *ecdsa.PrivateKey {
	tb.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	return key
}

func MustRSA(tb testing.TB, bits int) *rsa.PrivateKey {
	tb.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		tb.Fatal(err)
	}
	return key
}

func MustSigner(tb testing.TB, key any) ssh.Signer {
	tb.Helper()
	signer, err := ssh.NewSignerFromKey(key)
	if err != nil {
		tb.Fatal(err)
	}
	return signer
}

// MustPEM is a private key as OpenSSH writes it, under a passphrase if one is given.
func MustPEM(tb testing.TB, key any, passphrase string) string {
	tb.Helper()
	block, err := ssh.MarshalPrivateKey(key, "")
	if passphrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(key, "", []byte(passphrase))
	}
	if err != nil {
		tb.Fatal(err)
	}
	return string(pem.EncodeToMemory(block))
}

// takesKey makes a server that knows a user by one key alone.
func (s *server) takesKey(key ssh.PublicKey) {
	s.change(func() { s.config.PasswordCallback = nil })
	s.change(func() {
		s.config.PublicKeyCallback = func(_ ssh.ConnMetadata, given ssh.PublicKey) (*ssh.Permissions, error) {
			if string(given.Marshal()) != string(key.Marshal()) {
				return nil, errors.New("no")
			}
			return nil, nil
		}
	})
}

func TestPrivateKey(t *testing.T) {
	keys := map[string]any{"RSA of 4096 bits": MustRSA(t, 4096), "ECDSA": MustECDSA(t)}
	s := MustServe(t)
	a := with(s.access(), "password", "")
	for name, key := range keys {
		pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		s.takesKey(MustSigner(t, key).PublicKey())
		for form, text := range map[string]string{
			"as OpenSSH writes it":             MustPEM(t, key, ""),
			"in PEM (PKCS 8)":                  string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})),
			"pasted on one line":               strings.ReplaceAll(MustPEM(t, key, ""), "\n", ""),
			"pasted on one line, with spaces":  strings.ReplaceAll(MustPEM(t, key, ""), "\n", " "),
			"with the line breaks of Windows":  strings.ReplaceAll(MustPEM(t, key, ""), "\n", "\r\n"),
			"without its last line break":      strings.TrimSpace(MustPEM(t, key, "")),
			"protected, its passphrase beside": MustPEM(t, key, "phr@se"),
		} {
			t.Run(name+" "+form, func(t *testing.T) {
				wantReceipt(t, MustPartner(t).Deliver(t.Context(), with(with(a, "private_key", text), "passphrase", "phr@se"), parcel(), silent), deposited)
			})
		}
	}
	t.Run("Ed25519", func(t *testing.T) {
		s, key := MustServe(t), MustEd25519(t)
		s.takesKey(MustSigner(t, key).PublicKey())
		a := with(with(s.access(), "password", ""), "private_key", MustPEM(t, key, ""))
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), a, parcel(), silent), deposited)
	})
	key := MustECDSA(t)
	locked := MustPEM(t, key, "phr@se")
	for _, c := range []struct{ name, key, passphrase, code, says string }{
		{"a wrong passphrase", locked, "s3cretphrase", "PHRASE-SECRETE", "n'ouvre pas"},
		{"no passphrase", locked, "", "PHRASE-SECRETE", "n'est pas donnée"},
		{"a key that is cut", MustPEM(t, key, "")[:80], "", "CLE-ILLISIBLE", "incomplète"},
		{"a public key", string(ssh.MarshalAuthorizedKey(MustSigner(t, key).PublicKey())), "", "CLE-ILLISIBLE", "publique"},
		{"a key of PuTTY", "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none", "", "CLE-ILLISIBLE", "PuTTY"},
		{"anything", "s3cretkey", "", "CLE-ILLISIBLE", "ne se lit pas"},
	} {
		t.Run(c.name+" is told, and the server is not called", func(t *testing.T) {
			s := MustServe(t)
			a := with(with(with(s.access(), "password", ""), "private_key", c.key), "passphrase", c.passphrase)
			r := MustPartner(t).Deliver(t.Context(), a, parcel(), silent)
			wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: c.code})
			if !strings.Contains(r.Message, c.says) || strings.Contains(r.Message+r.Hint, "s3cret") || s.connections() != 0 {
				t.Errorf("got %+v", r)
			}
		})
	}
	t.Run("a key that the server does not know names the public key to register", func(t *testing.T) {
		s := MustServe(t)
		s.takesKey(MustKey(t).PublicKey())
		a := with(with(s.access(), "password", ""), "private_key", MustPEM(t, key, ""))
		r := MustPartner(t).Deliver(t.Context(), a, parcel(), silent)
		wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-REFUSEE"})
		if !strings.Contains(r.Hint, ssh.FingerprintSHA256(MustSigner(t, key).PublicKey())) {
			t.Errorf("got %q", r.Hint)
		}
	})
	t.Run("a server that takes no key", func(t *testing.T) {
		s := MustServe(t)
		a := with(with(s.access(), "password", ""), "private_key", MustPEM(t, key, ""))
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), a, parcel(), silent), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "CLE-REFUSEE"})
	})
	t.Run("a key that is refused is followed by the password", func(t *testing.T) {
		s := MustServe(t)
		passwords := s.config.PasswordCallback
		s.takesKey(MustKey(t).PublicKey())
		s.change(func() { s.config.PasswordCallback = passwords })
		a := with(s.access(), "private_key", MustPEM(t, key, ""))
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), a, parcel(), silent), deposited)
	})
}

func TestPassword(t *testing.T) {
	refused := deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "MOT-DE-PASSE"}
	questions := func(s *server, ask func(ssh.KeyboardInteractiveChallenge) (bool, error)) {
		s.change(func() { s.config.PasswordCallback = nil })
		s.change(func() {
			s.config.KeyboardInteractiveCallback = func(_ ssh.ConnMetadata, client ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
				if ok, err := ask(client); err != nil || !ok {
					return nil, errors.New("no")
				}
				return nil, nil
			}
		})
	}
	password := func(client ssh.KeyboardInteractiveChallenge) (bool, error) {
		answers, err := client("", "", []string{"Password: "}, []bool{false})
		return err == nil && answers[0] == testPassword, err
	}
	t.Run("a wrong one is told", func(t *testing.T) {
		s := MustServe(t)
		r := MustPartner(t).Deliver(t.Context(), with(s.access(), "password", "s3cret"), parcel(), silent)
		wantReceipt(t, r, refused)
		if strings.Contains(r.Message+r.Hint, "s3cret") {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("a server that asks for it as a question is answered", func(t *testing.T) {
		s := MustServe(t)
		questions(s, password)
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), deposited)
	})
	t.Run("a wrong one is given once, whatever the ways to ask", func(t *testing.T) {
		s := MustServe(t)
		var given atomic.Int32
		questions(s, func(client ssh.KeyboardInteractiveChallenge) (bool, error) {
			for range 3 {
				answers, err := client("", "", []string{"Password: "}, []bool{false})
				if err != nil {
					return false, err
				}
				if answers[0] != "" {
					given.Add(1)
				}
			}
			return false, nil
		})
		s.change(func() {
			s.config.PasswordCallback = func(ssh.ConnMetadata, []byte) (*ssh.Permissions, error) { given.Add(1); return nil, errors.New("no") }
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), refused)
		if given.Load() != 1 {
			t.Errorf("given %d times", given.Load())
		}
	})
	for name, asked := range map[string]map[string]bool{"a code, in clear": {"Code: ": true}, "a code beside the password": {"Password: ": false, "Code: ": false}} {
		t.Run("a server that asks for "+name+" is not answered", func(t *testing.T) {
			s := MustServe(t)
			questions(s, func(client ssh.KeyboardInteractiveChallenge) (bool, error) {
				_, err := client("", "", slices.Collect(maps.Keys(asked)), slices.Collect(maps.Values(asked)))
				return true, err
			})
			r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent)
			wantReceipt(t, r, deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "AUTHENTIFICATION"})
		})
	}
	t.Run("a server that takes none says so", func(t *testing.T) {
		s := MustServe(t)
		s.takesKey(MustKey(t).PublicKey())
		r := MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent)
		wantReceipt(t, r, refused)
		if !strings.Contains(r.Message, "n'accepte pas de mot de passe") {
			t.Errorf("got %q", r.Message)
		}
	})
	t.Run("a connection that is cut as the password is given is no refusal", func(t *testing.T) {
		s := MustServe(t)
		s.change(func() {
			s.config.PasswordCallback = func(ssh.ConnMetadata, []byte) (*ssh.Permissions, error) { s.cutAll(); return nil, nil }
		})
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), deliver.Receipt{State: deliver.ToRetry, Unreached: true, Code: "COUPURE"})
	})
}

func TestServerThatCannot(t *testing.T) {
	t.Run("old algorithms alone are refused", func(t *testing.T) {
		s := MustServe(t)
		s.change(func() { s.config.KeyExchanges = ssh.InsecureAlgorithms().KeyExchanges })
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "ALGORITHMES"})
	})
	t.Run("a user who is let in without SFTP", func(t *testing.T) {
		s := MustServe(t)
		s.change(func() { s.noSFTP = true })
		wantReceipt(t, MustPartner(t).Deliver(t.Context(), s.access(), parcel(), silent), deliver.Receipt{State: deliver.ToRetry, Trouble: true, Code: "SFTP"})
	})
}
