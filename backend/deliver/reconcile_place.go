package deliver

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/rights"
)

// Look is what stands in a partner's place, beside what was put there.
type Look struct {
	Deposited  int // files of the period
	Statements int // in them
	Waiting    int // of them, still there
	Taken      int // of them, not there any more
	Files      []PlacedFile
	Hidden     int    // files of clients that the actor may not see, in no count
	Cut        bool   // there are more files than are read: what is not there cannot be told
	Problem    string // why the place could not be looked into, French; "" when it was
	Hint       string
}

// FileFate is what a file in the place is.
type FileFate string

// The fates.
const (
	FileThere    FileFate = "there"    // as it was put there
	FileUnclear  FileFate = "unclear"  // ours, and whether it arrived is not settled here
	FileOther    FileFate = "other"    // of another size than what was put there
	FileUnknown  FileFate = "unknown"  // nothing that this connector put there
	FileLeftOver FileFate = "leftover" // a `.part` of an attempt that was cut
)

var fateFrench = map[FileFate]string{FileThere: "Encore là", FileUnclear: "Envoi pas encore confirmé", FileOther: "D'une autre taille",
	FileUnknown: "Inconnu", FileLeftOver: "Reste d'un envoi coupé"}

// French is the fate on screen.
func (f FileFate) French() string { return fateFrench[f] }

// PlacedFile is a file in the place.
type PlacedFile struct {
	Shelved
	Fate     FileFate
	InPeriod bool  // it was put there in the period
	Expected int64 // the size that was put there, bytes; 0 when that is not known
}

// remarkable reports whether somebody should look at it.
func (f PlacedFile) remarkable() bool { return f.Fate != FileThere }

// look compares the place with what was put there. Only our own failures are errors: what the
// place or the keychain says against it is for the person.
func (s *Reconciler) look(ctx context.Context, actor rights.Actor, r *Reconciliation, from, before time.Time) error {
	l := &Look{}
	there, err := s.shelved(ctx, r.Connector)
	if err != nil {
		why := fault.From(err)
		if why.Code == fault.Internal || ctx.Err() != nil {
			return why
		}
		l.Problem, l.Hint = why.Message, why.Hint
	}
	r.Place = l
	return s.read(ctx, actor, func(tx ReconcilingTx, standing rights.Standing) error {
		put, err := tx.Deposits(standing, r.Connector.ID, from, before)
		if err != nil {
			return err
		}
		l.Deposited, l.Statements, r.Hidden = put.Files, put.Statements, put.Hidden
		r.Total = Tally{Statements: put.Statements, Unclear: put.Unclear}
		filed, err := tx.FilesOf(standing, r.Connector.ID, numbers(there), from, before)
		if err == nil {
			l.compare(there, filed, s.Engine.Now())
		}
		return err
	})
}

// shelved asks what stands in a connector's place.
func (s *Reconciler) shelved(ctx context.Context, c firm.Connector) ([]Shelved, error) {
	if f, missing := c.MissingSetting(); missing && c.Unsettled() {
		return nil, fault.Newf(fault.Conflict, "« %s » reste à confirmer.", f.Label).WithHint("Testez la connexion page du connecteur, puis recommencez.")
	} else if missing {
		return nil, fault.Newf(fault.Conflict, "Le réglage « %s » est vide.", f.Label).WithHint("Donnez-le page du connecteur, puis recommencez.")
	}
	partner, _ := firm.PartnerOf(c.Partner)
	shelf, ok := s.Engine.Partners[c.Partner].(Shelf)
	if !ok || !partner.Shelf {
		return nil, fault.New(fault.Conflict, "Cette place ne peut pas être regardée d'ici.")
	}
	access, err := s.Engine.Access(ctx, c)
	if err != nil {
		return nil, err
	}
	asking, done := context.WithTimeout(ctx, lookTime)
	defer done()
	return shelf.Shelved(asking, access)
}

// mostShelved is from how many files on a place may hold more than it tells.
const mostShelved = 10_000

// lookTime is how long a place may take to be looked into.
const lookTime = time.Minute

// ours finds the first statement's number in the names of shipment.go, also of a part.
var ours = regexp.MustCompile(`_([1-9]\d{0,17})\.(?:dat|zip)(?:\..*\.part|\.part)?$`)

// numberOf is the number of the first statement in a file, by its name; 0 when it has none.
func numberOf(name string) int64 {
	m := ours.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	return n
}

func numbers(there []Shelved) (list []int64) {
	for _, f := range there {
		if n := numberOf(f.Name); n != 0 {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// compare says of each file what it is. A part that is younger than a lease may be of an attempt
// under way, here or in another session.
func (l *Look) compare(there []Shelved, filed map[int64]Filed, now time.Time) {
	for _, f := range there {
		known, ok := filed[numberOf(f.Name)]
		if ok && known.secret(f.Name) {
			l.Hidden++
			continue
		}
		placed := PlacedFile{Shelved: f, Fate: FileUnknown}
		switch {
		case strings.HasSuffix(f.Name, ".part"):
			if now.Sub(f.ModifiedAt) < leaseTime {
				continue
			}
			placed.Fate = FileLeftOver
		case ok && known.Name == f.Name:
			placed.Fate, placed.InPeriod, placed.Expected = fateOf(known, f), known.InPeriod, known.Size
		}
		if placed.InPeriod && known.State == Deposited {
			l.Waiting++
		}
		l.Files = append(l.Files, placed)
	}
	l.Cut = len(there) >= mostShelved
	if l.Problem == "" && !l.Cut {
		l.Taken = max(l.Deposited-l.Waiting, 0)
	}
	slices.SortStableFunc(l.Files, func(a, b PlacedFile) int {
		if a.remarkable() != b.remarkable() {
			if a.remarkable() {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
}

func fateOf(known Filed, f Shelved) FileFate {
	switch {
	case known.Size != f.Size:
		return FileOther
	case known.State != Deposited:
		return FileUnclear
	}
	return FileThere
}

// count counts the files of a fate.
func (l *Look) count(fate FileFate) (n int) {
	for _, f := range l.Files {
		if f.Fate == fate {
			n++
		}
	}
	return n
}
