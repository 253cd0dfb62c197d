package cfonb120gen

import (
	"fmt"
	"math/rand/v2"

	"sobank/backend/iban"
)

// banks are codes of French banks, and of how many figures their account numbers hold a
// letter: La Banque Postale writes one amid the digits.
var banks = []struct {
	code   string
	letter bool
}{
	{"30004", false}, {"30003", false}, {"30002", false}, {"10278", false}, {"20041", true},
	{"13807", false}, {"14445", false}, {"13606", false}, {"18206", false}, {"16807", false},
	{"15589", false}, {"30066", false}, {"30047", false}, {"17515", false}, {"10057", false},
	{"12506", false}, {"16958", false}, {"42559", false}, {"11315", false}, {"19106", false},
}

// Accounts is n distinct French IBANs, the ones that Generate uses with the same seed.
func Accounts(n int, seed uint64) []iban.IBAN {
	rng := rand.New(rand.NewPCG(seed, 1)) // #nosec G404 -- invented files, the same for the same seed
	seen := make(map[iban.IBAN]bool, n)
	list := make([]iban.IBAN, 0, n)
	for len(list) < n {
		if i, ok := randomRIB(rng).IBAN(); ok && !seen[i] {
			seen[i] = true
			list = append(list, i)
		}
	}
	return list
}

func randomRIB(rng *rand.Rand) iban.RIB {
	bank := banks[rng.IntN(len(banks))]
	number := fmt.Sprintf("%011d", rng.Int64N(100_000_000_000))
	if bank.letter {
		number = fmt.Sprintf("%07d%c%03d", rng.IntN(10_000_000), 'A'+rune(rng.IntN(26)), rng.IntN(1000)) // #nosec G115 -- under 26
	}
	return iban.RIB{Bank: bank.code, Branch: fmt.Sprintf("%05d", 1+rng.IntN(99_999)), Number: number}
}
