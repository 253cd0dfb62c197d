package password

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// keyLength is the derived key's size in bytes.
const keyLength = 32

// cost is what a hash costs to compute.
type cost struct {
	memoryKiB uint32
	passes    uint32
	lanes     uint8
}

// The bounds of a cost read from a stored hash. Above them, a hash planted in the data
// file would freeze the machine of whoever signs in.
const (
	minMemoryKiB = 8 // Argon2's own, for each lane
	maxMemoryKiB = 256 * 1024
	maxPasses    = 10
	maxLanes     = 4
	minSalt      = 8
	maxSalt      = 64
	maxHash      = 256 // bytes of the whole string
)

// phc is a hash in the PHC string format of
// https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md.
type phc struct {
	cost
	salt, key []byte
}

// The reasons for which a stored hash is refused. None repeats the hash.
var (
	errNotArgon2id = errors.New("password: the stored hash is no Argon2id hash in PHC format")
	errBounds      = errors.New("password: the stored hash has parameters out of bounds")
)

// b64 is the PHC format's base64: no padding, and only one writing for each value.
var b64 = base64.RawStdEncoding.Strict()

// String is the form to store.
func (p phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.memoryKiB, p.passes, p.lanes, b64.EncodeToString(p.salt), b64.EncodeToString(p.key))
}

// parsePHC reads what String writes and checks every bound before anything is computed.
func parsePHC(s string) (phc, error) {
	if len(s) > maxHash {
		return phc{}, errBounds
	}
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, errNotArgon2id
	}
	cost, err := parseCost(parts[3])
	if err != nil {
		return phc{}, err
	}
	salt, errSalt := b64.DecodeString(parts[4])
	key, errKey := b64.DecodeString(parts[5])
	if errSalt != nil || errKey != nil {
		return phc{}, errNotArgon2id
	}
	if len(salt) < minSalt || len(salt) > maxSalt || len(key) != keyLength {
		return phc{}, errBounds
	}
	return phc{cost: cost, salt: salt, key: key}, nil
}

// parseCost reads « m=65536,t=3,p=1 », in that order as the format wants it.
func parseCost(s string) (cost, error) {
	var values [3]uint64
	fields := strings.Split(s, ",")
	if len(fields) != len(values) {
		return cost{}, errNotArgon2id
	}
	for i, name := range []string{"m=", "t=", "p="} {
		digits, found := strings.CutPrefix(fields[i], name)
		n, err := strconv.ParseUint(digits, 10, 32)
		if !found || err != nil {
			return cost{}, errNotArgon2id
		}
		values[i] = n
	}
	memory, passes, lanes := values[0], values[1], values[2]
	if passes < 1 || passes > maxPasses || lanes < 1 || lanes > maxLanes ||
		memory < minMemoryKiB*lanes || memory > maxMemoryKiB {
		return cost{}, errBounds
	}
	return cost{memoryKiB: uint32(memory), passes: uint32(passes), lanes: uint8(lanes)}, nil
}
