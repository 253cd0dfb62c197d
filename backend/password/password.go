// Package password hashes and checks the passwords of staff members with Argon2id
// (RFC 9106).
//
//	if err := password.Check(typed); err != nil { return err } // too short, too long
//	hash, err := password.Hash(typed, rand.Reader)
//	ok, err := password.Verify(hash, typed)
//
// A hash is a string in the PHC format, with its parameters and salt, so that the
// parameters can be raised later without touching the hashes already stored:
//
//	$argon2id$v=19$m=65536,t=3,p=1$<salt>$<key>
package password

import (
	"crypto/subtle"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"sobank/backend/fault"
)

// The length of a password, in characters.
const (
	MinLength = 12
	MaxLength = 256
)

// saltLength is the salt's size in bytes, as RFC 9106 recommends.
const saltLength = 16

// current is RFC 9106's second recommendation, with one lane instead of four; well above
// OWASP's minimum of 19 MiB in two passes.
var current = cost{memoryKiB: 64 * 1024, passes: 3, lanes: 1}

// Check says whether a password may be chosen: fault.Invalid on field "password" when it
// is shorter than MinLength or longer than MaxLength.
func Check(password string) error {
	switch n := utf8.RuneCountInString(norm.NFC.String(password)); {
	case n < MinLength:
		return fault.Newf(fault.Invalid, "Le mot de passe doit avoir au moins %d caractères.", MinLength).
			WithField("password").
			WithHint("Quelques mots sans rapport entre eux font un bon mot de passe, facile à retenir.")
	case n > MaxLength:
		return fault.Newf(fault.Invalid, "Le mot de passe doit avoir au plus %d caractères.", MaxLength).
			WithField("password")
	}
	return nil
}

// Hash makes the string to store for a password, with a salt from rand. It takes about a
// tenth of a second and 64 MiB of memory. Whoever lets a person choose one asks Check
// first; a first password that an administrator hands out is only refused when it is empty
// or longer than MaxLength (fault.Invalid on field "password").
func Hash(password string, rand io.Reader) (string, error) {
	if n := utf8.RuneCountInString(password); n == 0 || n > MaxLength {
		return "", fault.Newf(fault.Invalid, "Le mot de passe doit avoir entre 1 et %d caractères.", MaxLength).WithField("password")
	}
	salt := make([]byte, saltLength)
	if _, err := io.ReadFull(rand, salt); err != nil {
		return "", fmt.Errorf("password: draw a salt: %w", err)
	}
	return current.hash(password, salt).String(), nil
}

// Verify reports whether password is the one that was hashed, in a time that does not
// tell how close it was. The error is about the hash: it is no Argon2id hash, or its
// parameters are out of bounds.
func Verify(hash, password string) (ok bool, err error) {
	want, err := parsePHC(hash)
	if err != nil {
		return false, err
	}
	if len(password) > MaxLength*utf8.UTFMax {
		return false, nil // nobody could have chosen it; do not hash a whole file
	}
	got := want.hash(password, want.salt)
	return subtle.ConstantTimeCompare(got.key, want.key) == 1, nil
}

// hash derives a password's key. The same accented letter may reach us
// in one code point (Windows) or two (macOS): NFC makes them one, as RFC 8265 asks.
func (c cost) hash(password string, salt []byte) phc {
	key := argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.passes, c.memoryKiB, c.lanes, keyLength)
	return phc{cost: c, salt: salt, key: key}
}
