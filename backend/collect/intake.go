package collect

import (
	"fmt"
	"slices"

	"sobank/backend/civil"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// intake takes the statements of one file into a transaction.
type intake struct {
	tx       Tx
	standing rights.Standing
	file     *File
	accounts map[string]*target
	fresh    int // statements that nothing held before
	position int // of the next statement in the file
	before   int // operations that the transaction had added before this file
}

// inserted counts the operations that this file added.
func (in *intake) inserted() int { return in.tx.Inserted() - in.before }

// target is an account with what this file has done to it.
type target struct {
	Target
	unsettled bool   // states and places must be derived again
	closing   *int64 // of its last statement in this file
}

func (in *intake) takeAll(batch []packed) error {
	for i := range batch {
		if err := in.take(&batch[i]); err != nil {
			return err
		}
	}
	return nil
}

func (in *intake) take(p *packed) error {
	if p.draft.Notice {
		return in.notice(p.draft)
	}
	to, err := in.target(p.draft)
	if err != nil {
		return err
	}
	in.file.Statements++
	in.file.Operations += len(p.draft.Operations)
	in.file.Warnings += len(p.draft.Warnings)
	id, err := in.place(to, p)
	if err != nil {
		return err
	}
	in.position++
	if p.draft.Closing != nil {
		to.closing = &p.draft.Closing.Amount
	}
	return in.tx.AddWarnings(in.file.ID, id, p.draft.Warnings)
}

// notice keeps what an advice of entries tells more of operations: it brings neither a statement nor
// an operation, so that nothing is counted twice.
func (in *intake) notice(d *statement.Draft) error {
	in.file.Warnings += len(d.Warnings) + 1
	said := statement.Warning{Line: d.Line, Code: "notice", Message: fmt.Sprintf(
		"Avis d'opérations (camt.054) : ses %d écritures complètent celles des relevés du compte, sans rien y ajouter.", len(d.Operations))}
	if err := in.tx.AddWarnings(in.file.ID, 0, append(d.Warnings, said)); err != nil {
		return err
	}
	return in.tx.AddNotice(in.file.ID, accountKey(d), d.Operations)
}

func (in *intake) target(d *statement.Draft) (*target, error) {
	key := accountKey(d)
	if to, ok := in.accounts[key]; ok {
		return to, nil
	}
	found, err := in.tx.Target(in.standing, in.file.FirmID, key, d.IBAN, d.Currency)
	if err != nil {
		return nil, err
	}
	to := in.met(found)
	in.accounts[key] = to
	return to, nil
}

// met is the account itself when this file names it by another key too, an old RIB.
func (in *intake) met(found Target) *target {
	for _, to := range in.accounts {
		if to.ID == found.ID {
			return to
		}
	}
	return &target{Target: found}
}

// place stores the statement: at the end of its account's chain, which is the rule, or
// among what is there, which asks what it brings.
func (in *intake) place(to *target, p *packed) (int64, error) {
	fact := factOf(p)
	first, _ := p.draft.Days()
	if !to.unsettled && to.Tail.Extends(fact) && (first == 0 || first > to.LastOn) {
		return in.append(to, p, fact)
	}
	to.unsettled = true
	return in.insert(to, p)
}

func factOf(p *packed) statement.Fact {
	d := p.draft
	f := statement.Fact{Credits: p.credits, Debits: p.debits, Operations: len(d.Operations), Unreadable: d.Unreadable}
	f.Start, f.End = d.Span()
	if d.Opening != nil {
		f.Opening = &d.Opening.Amount
	}
	if d.Closing != nil {
		f.Closing = &d.Closing.Amount
	}
	return f
}

// append stores a statement that extends the chain; its state and place are final.
func (in *intake) append(to *target, p *packed, fact statement.Fact) (int64, error) {
	n := in.new(to, p)
	n.Judgement = to.Tail.Judge(fact)
	n.OwnCount = len(p.draft.Operations)
	n.Place, n.Reason = statement.PlaceOf(to.Eligibility, statement.Candidate{
		State: n.Judgement.State, Own: n.OwnCount, HandedOver: in.file.HandedOver, End: fact.End})
	_, last := p.draft.Days()
	to.Tail, to.LastOn = to.Tail.After(fact), max(to.LastOn, last)
	return in.tx.AddStatement(n)
}

func (in *intake) new(to *target, p *packed) New {
	in.fresh++
	return New{AccountID: to.ID, Draft: p.draft, Sheet: p.sheet, Credits: p.credits, Debits: p.debits, HandedOver: in.file.HandedOver,
		Judgement: statement.Judgement{State: statement.Unverifiable}, Place: statement.Held,
		Sighting: in.sighting(p), Own: func(int) bool { return true }}
}

func (in *intake) sighting(p *packed) Sighting {
	return Sighting{FileID: in.file.ID, Position: in.position, Line: p.draft.Line, Frame: p.frame, HandedOver: in.file.HandedOver}
}

// insert stores a statement among others: a known one is seen once more, a new one shares
// its days with those that show them too.
func (in *intake) insert(to *target, p *packed) (int64, error) {
	twin, err := in.twin(to, p)
	if err != nil {
		return 0, err
	}
	if twin != nil {
		return twin.ID, in.seeAgain(to, p, twin)
	}
	shared := sharedDays(p.draft, to.LastOn)
	n := in.new(to, p)
	n.Own = func(i int) bool { return !slices.Contains(shared, p.draft.Operations[i].BookedOn) }
	for i := range p.draft.Operations {
		if n.Own(i) {
			n.OwnCount++
		}
	}
	id, err := in.tx.AddStatement(n)
	if err != nil {
		return 0, err
	}
	_, last := p.draft.Days()
	to.LastOn = max(to.LastOn, last)
	return id, in.tx.MergeDays(to.ID, shared, &Fresh{StatementID: id, Draft: p.draft})
}

// twin finds the stored statement that the block is, line for line. Each of several equal
// ones stands for one block of the file. A block that the file repeats without the balance
// having come back is a repetition of its first.
func (in *intake) twin(to *target, p *packed) (*Twin, error) {
	candidates, err := in.tx.Twins(to.ID, p.draft, p.credits, p.debits)
	if err != nil {
		return nil, err
	}
	for i := range candidates {
		lines, err := in.tx.Lines(candidates[i].ID)
		if err != nil {
			return nil, err
		}
		if !sameLines(lines, p.draft.Operations) {
			continue
		}
		if !candidates[i].InFile || in.repeats(to, p) {
			return &candidates[i], nil
		}
	}
	return nil, nil
}

// repeats reports whether the block cannot follow the account's last one in this file.
func (in *intake) repeats(to *target, p *packed) bool {
	opening := p.draft.Opening
	if opening == nil || len(p.draft.Operations) == 0 {
		return true
	}
	return to.closing != nil && *to.closing != opening.Amount
}

func sameLines(a, b []statement.Operation) bool {
	return slices.EqualFunc(a, b, func(x, y statement.Operation) bool {
		return x.BookedOn == y.BookedOn && x.Amount == y.Amount && statement.Fold(x.Label) == statement.Fold(y.Label)
	})
}

func (in *intake) seeAgain(to *target, p *packed, twin *Twin) error {
	s := in.sighting(p)
	s.StatementID = twin.ID
	if err := in.tx.AddSighting(s); err != nil {
		return err
	}
	if twin.InFile {
		p.draft.Warnings = append(p.draft.Warnings, repeatedWarning(p.draft))
		in.file.Warnings++
		return nil
	}
	d := p.draft
	if d.Opening != nil && d.Closing != nil && d.Opening.Amount == d.Closing.Amount && len(d.Operations) > 0 {
		first, _ := d.Days()
		if err := in.tx.NoteDouble(twin.ID, first); err != nil {
			return err
		}
	}
	if !twin.Entangled {
		return nil
	}
	return in.tx.MergeDays(to.ID, sharedDays(d, to.LastOn), nil)
}

func repeatedWarning(d *statement.Draft) statement.Warning {
	return statement.Warning{Line: d.Line, Code: "repeated_statement",
		Message: "Ce relevé est répété à l'identique dans le fichier : il n'est compté qu'une fois."}
}

// sharedDays are the booking days up to the last one stored, each once, in order.
func sharedDays(d *statement.Draft, last civil.Date) (days []civil.Date) {
	for i := range d.Operations {
		if on := d.Operations[i].BookedOn; on <= last {
			days = append(days, on)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// settle derives states and places where the file did more than extend a chain, and writes
// the deliveries that are due.
func (in *intake) settle() error {
	var unsettled, extended []int64
	for _, to := range in.accounts {
		if to.unsettled {
			unsettled = append(unsettled, to.ID)
		} else if to.Eligibility.Connector {
			extended = append(extended, to.ID)
		}
	}
	unsettled, extended = once(unsettled), once(extended)
	if err := in.tx.Settle(unsettled...); err != nil {
		return err
	}
	return in.tx.QueueDeliveries(extended...)
}

// once sorts ids and keeps each once: an account may stand under several keys.
func once(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
