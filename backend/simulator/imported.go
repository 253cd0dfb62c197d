package simulator

import (
	"slices"
	"time"

	"sobank/backend/civil"
	"sobank/backend/iban"
)

// Imported is one block that MyUnisoft took something from.
type Imported struct {
	SocietyID int64
	// IBAN is "" when the account is no French RIB; the next three are as the file has them.
	IBAN                  iban.IBAN
	Bank, Branch, Account string
	Currency              string
	// From and To are the days of the block's 01 and 07; none for OFX.
	From, To civil.Date
	// Operations is what was new and not of zero, SumMinorUnits their sum (0 for OFX).
	Operations    int
	SumMinorUnits int64
	// Format is "CFONB120" or "OFX".
	Format   string
	FileName string
	// SHA256 is the whole body's, in hexadecimal.
	SHA256    string
	RequestID string
	At        time.Time
}

// Record is everything MyUnisoft holds, in the order it came.
func (m *MyUnisoft) Record() []Imported {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.imported)
}

// accountKey is an account of a society; its currency and decimals may be blank in one file
// and not in the next.
type accountKey struct {
	society              int64
	bank, branch, number string
}

func (d delivery) key(z accountZones) accountKey {
	return accountKey{d.society.ID, z.bank, z.branch, z.number}
}

// takeBlocks imports all blocks or none. When nothing in them is new, nor ever was, the
// code is IMPORT15: « Aucun flux bancaire trouvé … Ou les flux ont déjà été importés ».
func (m *MyUnisoft) takeBlocks(d delivery, blocks []block) (rows int, refused *refusal) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, b := range blocks {
		if refused := m.checkRIB(d.society, b.account.iban()); refused != nil {
			return 0, refused
		}
	}
	for _, b := range blocks {
		rows += m.takeBlock(d, b)
	}
	if rows == 0 {
		return 0, refuse("IMPORT15")
	}
	return rows, nil
}

// checkRIB refuses an IBAN that another society collects, and with Options.StrictRIBs one
// that this society does not know.
func (m *MyUnisoft) checkRIB(s Society, i iban.IBAN) *refusal {
	if collector, known := m.collector(i, s.Token); known && collector.ID != s.ID {
		return refuse("RIB16", collector.Name)
	}
	if m.options.StrictRIBs && len(s.RIBs) > 0 && !s.has(i) {
		return refuse("RIB13")
	}
	return nil
}

// takeBlock keeps what is new in a block and not of zero. Reading: of movements that are
// alike in one block, as many are new as there are more than those already held; two tickets
// of the same day and price are two.
func (m *MyUnisoft) takeBlock(d delivery, b block) (rows int) {
	key, sum := d.key(b.account), int64(0)
	held, seen := m.held[key], map[movement]int{}
	for _, one := range b.moves {
		seen[one]++
		if one.minorUnits == 0 || seen[one] <= held[one] && !d.withoutChecks {
			continue
		}
		rows++
		sum += one.minorUnits
	}
	m.hold(key, seen)
	m.keep(d, "CFONB120", b, rows, sum)
	return rows
}

func (m *MyUnisoft) hold(key accountKey, seen map[movement]int) {
	if m.held[key] == nil {
		m.held[key] = map[movement]int{}
	}
	for one, times := range seen {
		m.held[key][one] = max(m.held[key][one], times)
	}
}

// keep writes down what came of a block, when something did.
func (m *MyUnisoft) keep(d delivery, format string, b block, rows int, sum int64) {
	if rows == 0 {
		return
	}
	m.imported = append(m.imported, Imported{
		SocietyID: d.society.ID, IBAN: b.account.iban(), Bank: b.account.bank, Branch: b.account.branch,
		Account: b.account.number, Currency: b.account.currency, From: b.from, To: b.to,
		Operations: rows, SumMinorUnits: sum, Format: format, FileName: d.fileName, SHA256: d.sha256,
		RequestID: d.requestID, At: d.at,
	})
}
