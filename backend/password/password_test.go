package password

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"sobank/backend/fault"
)

const good = "cheval agrafe pile correcte"

// cheap is a cost for tests about anything but the cost.
var cheap = cost{memoryKiB: 64, passes: 1, lanes: 1}

func TestCheck(t *testing.T) {
	cases := []struct{ name, password, says string }{
		{"twelve characters are enough", "abcdefghijkl", ""},
		{"eleven are not", "abcdefghijk", "au moins 12 caractères"},
		{"nothing is not", "", "au moins 12 caractères"},
		{"256 characters are allowed", strings.Repeat("a", 256), ""},
		{"257 are not", strings.Repeat("a", 257), "au plus 256 caractères"},
		{"an accented letter is one character", strings.Repeat("é", 256), ""},
		{"eleven accented letters are eleven, however they were typed", strings.Repeat("e\u0301", 11), "au moins 12"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := Check(c.password)
			if c.says == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			f := fault.From(err)
			if f.Code != fault.Invalid || f.Field != "password" || !strings.Contains(f.Message, c.says) {
				t.Errorf("want an Invalid fault that says %q, got %v", c.says, err)
			}
		})
	}
	t.Run("the refusal never repeats the password", func(t *testing.T) {
		if err := Check("secret-deux"); err == nil || strings.Contains(err.Error()+fault.From(err).Hint, "secret-deux") {
			t.Errorf("got %v", err)
		}
	})
}

func TestHashAndVerify(t *testing.T) {
	hash, err := Hash(good, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("the right password is recognised", func(t *testing.T) { wantVerify(t, hash, good, true) })
	t.Run("another is not", func(t *testing.T) { wantVerify(t, hash, good+" ", false) })
	t.Run("an empty one is not", func(t *testing.T) { wantVerify(t, hash, "", false) })
	t.Run("the hash states its algorithm and cost, and not the password", func(t *testing.T) {
		if !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,p=1$") || strings.Contains(hash, good) {
			t.Errorf("got %s", hash)
		}
	})
	t.Run("two hashes of one password differ", func(t *testing.T) {
		if again, err := Hash(good, rand.Reader); err != nil || again == hash {
			t.Errorf("got %s twice (%v)", again, err)
		}
	})
	t.Run("an empty one, or one without end, is not hashed", func(t *testing.T) {
		for _, refused := range []string{"", strings.Repeat("a", MaxLength+1)} {
			if _, err := Hash(refused, rand.Reader); fault.CodeOf(err) != fault.Invalid {
				t.Errorf("%d characters: got %v", len(refused), err)
			}
		}
	})
	t.Run("no randomness, no hash", func(t *testing.T) {
		broken := errors.New("no entropy")
		for _, source := range []io.Reader{iotest.ErrReader(broken), bytes.NewReader(make([]byte, saltLength-1))} {
			if hash, err := Hash(good, source); err == nil || hash != "" {
				t.Errorf("got %q, %v", hash, err)
			}
		}
	})
}

func TestVerify(t *testing.T) {
	hash := cheap.hash("mot de passe accentué", []byte("0123456789abcdef")).String()
	t.Run("an accent typed on Windows matches one typed on a Mac", func(t *testing.T) {
		wantVerify(t, hash, "mot de passe accentue\u0301", true)
		wantVerify(t, hash, "mot de passe accentu\u00e9", true)
	})
	t.Run("case matters", func(t *testing.T) { wantVerify(t, hash, "Mot de passe accentué", false) })
	t.Run("a file pasted as a password is wrong, at once", func(t *testing.T) {
		wantVerify(t, hash, strings.Repeat("a", 10_000_000), false)
	})
	t.Run("a hash made by the reference implementation verifies", func(t *testing.T) {
		// From test.c of P-H-C/phc-winner-argon2: "password", "somesalt", 2 passes, 64 MiB.
		wantVerify(t, "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "password", true)
	})
}

func TestVerifyRefusesAStoredHashThat(t *testing.T) {
	const salt, key = "MDEyMzQ1Njc4OWFiY2RlZg", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	with := func(params string) string { return "$argon2id$v=19$" + params + "$" + salt + "$" + key }
	cases := []struct {
		name, hash string
		want       error
	}{
		{"is empty", "", errNotArgon2id},
		{"is plain text", good, errNotArgon2id},
		{"is bcrypt", "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", errNotArgon2id},
		{"is Argon2i", "$argon2i$v=19$m=65536,t=3,p=1$" + salt + "$" + key, errNotArgon2id},
		{"has an old version", "$argon2id$v=16$m=65536,t=3,p=1$" + salt + "$" + key, errNotArgon2id},
		{"lacks its key", "$argon2id$v=19$m=65536,t=3,p=1$" + salt, errNotArgon2id},
		{"has text after its key", with("m=65536,t=3,p=1") + "$", errNotArgon2id},
		{"lacks a parameter", with("m=65536,t=3"), errNotArgon2id},
		{"has a fourth parameter", with("m=65536,t=3,p=1,q=1"), errNotArgon2id},
		{"has parameters in another order", with("t=3,m=65536,p=1"), errNotArgon2id},
		{"has a negative parameter", with("m=65536,t=-3,p=1"), errNotArgon2id},
		{"has a parameter beyond 32 bits", with("m=99999999999,t=3,p=1"), errNotArgon2id},
		{"is not base64", "$argon2id$v=19$m=65536,t=3,p=1$" + salt + "$!" + key[1:], errNotArgon2id},
		{"wants four gigabytes", with("m=4194304,t=3,p=1"), errBounds},
		{"wants too little memory", with("m=8,t=3,p=2"), errBounds},
		{"wants a thousand passes", with("m=65536,t=1000,p=1"), errBounds},
		{"wants no pass", with("m=65536,t=0,p=1"), errBounds},
		{"wants no lane", with("m=65536,t=3,p=0"), errBounds},
		{"wants 257 lanes, which a byte would read as one", with("m=65536,t=3,p=257"), errBounds},
		{"has a short salt", "$argon2id$v=19$m=65536,t=3,p=1$MDEy$" + key, errBounds},
		{"has a short key", "$argon2id$v=19$m=65536,t=3,p=1$" + salt + "$MDEyMzQ1Njc4OWFiY2RlZg", errBounds},
		{"has no key", "$argon2id$v=19$m=65536,t=3,p=1$" + salt + "$", errBounds},
		{"is endless", with("m=65536,t=3,p=1") + strings.Repeat("A", 1<<20), errBounds},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			ok, err := Verify(c.hash, good)
			if ok || !errors.Is(err, c.want) {
				t.Errorf("got %v, %v; want %v", ok, err, c.want)
			}
		})
	}
}

func TestPHCReadsBackWhatItWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lanes := rapid.Uint8Range(1, maxLanes).Draw(t, "lanes")
		want := phc{
			cost: cost{
				memoryKiB: rapid.Uint32Range(minMemoryKiB*uint32(lanes), maxMemoryKiB).Draw(t, "memory"),
				passes:    rapid.Uint32Range(1, maxPasses).Draw(t, "passes"),
				lanes:     lanes,
			},
			salt: rapid.SliceOfN(rapid.Byte(), minSalt, maxSalt).Draw(t, "salt"),
			key:  rapid.SliceOfN(rapid.Byte(), keyLength, keyLength).Draw(t, "key"),
		}
		got, err := parsePHC(want.String())
		if err != nil || got.cost != want.cost || !bytes.Equal(got.salt, want.salt) || !bytes.Equal(got.key, want.key) {
			t.Fatalf("%s reads as %v, %v", want, got, err)
		}
	})
}

func FuzzParsePHC(f *testing.F) {
	f.Add("$argon2id$v=19$m=65536,t=3,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("$argon2id$v=19$m=08,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePHC(s)
		if err != nil {
			return
		}
		if p.memoryKiB > maxMemoryKiB || p.passes > maxPasses || p.lanes > maxLanes || len(p.key) != keyLength {
			t.Errorf("%q is out of bounds and was read", s)
		}
	})
}

func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		if _, err := Hash(good, rand.Reader); err != nil {
			b.Fatal(err)
		}
	}
}

func wantVerify(tb testing.TB, hash, password string, want bool) {
	tb.Helper()
	if ok, err := Verify(hash, password); err != nil || ok != want {
		tb.Errorf("Verify(%.40q) = %v, %v; want %v", password, ok, err, want)
	}
}
