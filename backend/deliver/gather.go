package deliver

import (
	"errors"
	"regexp"

	"sobank/backend/firm"
)

// Reach is which statements may leave with another one.
type Reach string

// The reaches.
const (
	Alone       Reach = "alone"
	SameAccount Reach = "account"
	SameClient  Reach = "client"
	Everyone    Reach = "all"
)

// packing is how a connector's statements leave together.
type packing struct {
	reach      Reach
	form       Form
	statements int   // at most
	size       int64 // bytes, at most, unless one statement is larger
}

// packingOf reads it from the catalogue, and from the setting « form ».
func packingOf(c firm.Connector) packing {
	partner, _ := firm.PartnerOf(c.Partner)
	if partner.Together == firm.OneAccount {
		return packing{SameAccount, Plain, maxInBody, maxBody}
	}
	switch c.Setting("form") {
	case firm.FormClient:
		return packing{SameClient, Zipped, maxStatements, maxShipment}
	case firm.FormAll:
		return packing{Everyone, Zipped, maxStatements, maxShipment}
	case firm.FormMerged:
		return packing{Everyone, Plain, maxStatements, maxShipment}
	}
	return packing{Alone, Plain, 1, maxShipment}
}

// oneClient reports whether all that leaves together is of one client.
func (p packing) oneClient() bool { return p.reach != Everyone }

// gather makes a shipment of a due delivery and of those that may leave with it, in the order
// of each account. Errors: an *unfit for the first one.
func (w *worker) gather(tx Tx, dues []Due) (taken []Due, s Shipment, err error) {
	how := packingOf(w.connector)
	s = Shipment{Form: how.form, Folder: dues[0].Account.PartnerFolder}
	over := map[int64]bool{} // accounts of which no more leaves this time
	var size int64
	for i, d := range dues {
		if over[d.Account.ID] || w.spec.Matches && d.Account.PartnerFolder != s.Folder {
			continue // another company's leaves apart
		}
		part, err := w.part(tx, d)
		switch {
		case err != nil && i == 0:
			return nil, s, &unfit{due: d, cause: err}
		case err != nil:
			over[d.Account.ID] = true // it is told when its turn comes
			continue
		case i > 0 && size+int64(len(part.Leaves))+entryOverhead > how.size:
			return w.named(tx, taken, s)
		}
		size += int64(len(part.Leaves)) + entryOverhead
		taken, s.Parts = append(taken, d), append(s.Parts, part)
	}
	return w.named(tx, taken, s)
}

// entryOverhead is what a file costs in an archive and its manifest beside its bytes.
const entryOverhead = 600

// part makes the bytes of one statement.
func (w *worker) part(tx Tx, d Due) (Part, error) {
	piece, leaves, err := w.Outgoing.Piece(tx, d.StatementID, d.lines())
	return Part{Piece: piece, Name: d.fileName(d.End), End: d.End, Leaves: leaves}, err
}

// named gives a shipment its name, its manifest and its hash. The same statements keep the name
// that they had: what an earlier attempt left under it is found again.
func (w *worker) named(tx Tx, dues []Due, s Shipment) ([]Due, Shipment, error) {
	how, first := packingOf(w.connector), dues[0]
	switch {
	case how.form == Zipped:
		s.Name = first.bundleName(how.oneClient(), w.Now(), ".zip")
	case how.reach == Everyone:
		s.Name = first.bundleName(false, w.Now(), ".dat")
	default:
		s.Name = first.fileName(dues[len(dues)-1].End)
	}
	if err := w.keepName(tx, first, dues, &s); err != nil {
		return nil, s, err
	}
	var err error
	if s.Form == Zipped {
		s.Manifest, err = manifest(dues, s.Parts)
	}
	return dues, s, errors.Join(err, s.seal())
}

// stamp is the instant in a file's name.
var stamp = regexp.MustCompile(`_\d{8}_\d{6}_`)

// keepName gives a shipment the name that its statements had before, where only the instant in
// it differs: what a try that was cut left under it is found again.
func (w *worker) keepName(tx Tx, first Due, dues []Due, s *Shipment) error {
	if first.ShipmentID == 0 {
		return nil
	}
	name, statements, err := tx.FrozenAs(first.ShipmentID)
	if err != nil || len(statements) != len(dues) || stamp.ReplaceAllString(name, "_") != stamp.ReplaceAllString(s.Name, "_") {
		return err
	}
	for i, d := range dues {
		if d.StatementID != statements[i] {
			return nil
		}
	}
	s.Name = name
	return nil
}
