package collect

import (
	"context"
	"errors"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// FilePreview is what an import of a file would do, with the other files of the request.
type FilePreview struct {
	FileReport
	Notes    []statement.Warning // the first of its warnings, in the order of the file
	Accounts []AccountPreview
}

// AccountPreview is what a file would bring to an account, in one currency.
type AccountPreview struct {
	AccountID     int64
	IBAN          iban.IBAN // "" for one that the file names by another number
	Key           string
	Client        string // "" for an account that is aside, or whose client one may not see
	Connector     string // where what is to be sent goes
	Currency      string
	Decimals      int
	Start, End    civil.Date
	Statements    int
	NewStatements int
	Operations    int
	NewOperations int
	States        map[statement.State]int
	Places        map[statement.Place]int
}

// Plus adds what else a file brings to the same account.
func (a AccountPreview) Plus(b AccountPreview) AccountPreview {
	a.Start, a.End = min(a.Start, b.Start), max(a.End, b.End)
	a.Statements, a.NewStatements = a.Statements+b.Statements, a.NewStatements+b.NewStatements
	a.Operations, a.NewOperations = a.Operations+b.Operations, a.NewOperations+b.NewOperations
	return a
}

// maxNotes is how many warnings of a file a preview shows.
const maxNotes = 200

// errPreviewed ends the transaction of a preview: nothing of it is kept.
var errPreviewed = errors.New("collect: previewed")

// spoiled is a file that ended a preview's transaction.
type spoiled struct {
	at    int
	cause error
}

func (s *spoiled) Error() string { return s.cause.Error() }
func (s *spoiled) Unwrap() error { return s.cause }

// Preview says what importing files would do, and keeps nothing of it: it imports them all in
// one transaction, looks at what came of it, and gives it up. Errors: as Import.
func (s *Service) Preview(ctx context.Context, actor rights.Actor, req Request, onProgress func(Progress)) ([]FilePreview, error) {
	firmID, err := s.authorize(ctx, actor, req)
	if err != nil {
		return nil, err
	}
	known, err := s.Mappings(ctx, actor)
	if err != nil {
		return nil, err
	}
	list, unlisted := items(req.Paths)
	t := &trial{Service: s, known: known, actor: actor, req: req, firmID: firmID, list: list, found: make([]*FilePreview, len(list))}
	if err := t.inspect(ctx); err != nil {
		return nil, err
	}
	for {
		err := s.Store.Write(ctx, func(tx Tx) error { return t.run(ctx, tx, progressOver(list, onProgress)) })
		if ctx.Err() != nil {
			return nil, fault.From(ctx.Err())
		}
		bad, ok := errors.AsType[*spoiled](err)
		if !ok {
			if !errors.Is(err, errPreviewed) {
				return nil, err
			}
			return t.all(unlisted), nil
		}
		t.set(bad.at, bad.cause) // and again without it
	}
}

// trial is a preview under way.
type trial struct {
	*Service
	actor  rights.Actor
	req    Request
	firmID int64
	known  []SavedMapping
	list   []item
	found  []*FilePreview // settled ones: those that fail, or are there already
}

// inspect settles the files that are there already, or cannot be read, before a transaction
// begins: each that ends one costs the others another.
func (t *trial) inspect(ctx context.Context) error {
	d := desk{spool: t.Spool}
	defer d.close()
	for i, one := range t.list {
		known, err := t.readable(ctx, &d, one)
		if ctx.Err() != nil {
			return fault.From(ctx.Err())
		}
		if err != nil {
			t.set(i, err)
		} else if known != nil {
			t.found[i] = &FilePreview{FileReport: *known}
		}
	}
	return nil
}

func (t *trial) readable(ctx context.Context, d *desk, one item) (known *FileReport, err error) {
	from, done, err := d.lay(ctx, one, t.req.given(one, t.known))
	if err != nil {
		return nil, err
	}
	defer done()
	var report FileReport
	there, err := t.alreadyThere(ctx, from.Path, &report)
	if err != nil {
		return nil, err
	}
	if there {
		report.Path, report.Name = one.shown, one.name()
		return &report, t.sameFor(ctx, t.actor, report.FileID, t.req.HandedOver)
	}
	_, err = t.Read(ctx, from, nil, whole)
	return nil, err
}

// set keeps what is wrong with a file, or that it is there.
func (t *trial) set(i int, err error) {
	one := t.list[i]
	report := failed(one, err)
	if again, ok := errors.AsType[*sameFile](err); ok {
		report = again.report(one.shown)
		report.Name = one.name()
	}
	t.found[i] = &FilePreview{FileReport: report}
}

func (t *trial) all(unlisted []FileReport) (all []FilePreview) {
	for _, r := range unlisted {
		all = append(all, FilePreview{FileReport: r})
	}
	for _, f := range t.found {
		all = append(all, *f)
	}
	return all
}

// run imports the files that are not settled yet, and looks at each once all are there: a later
// file may close a gap before an earlier one.
func (t *trial) run(ctx context.Context, tx Tx, p *progress) error {
	d := desk{spool: t.Spool}
	defer d.close()
	taken := map[int]*intake{}
	for i, one := range t.list {
		if t.found[i] != nil {
			continue
		}
		p.file(i+1, one)
		in, err := t.bring(ctx, tx, &d, one, p)
		if err != nil {
			return &spoiled{i, err}
		}
		taken[i] = in
	}
	for i, in := range taken {
		found, err := t.look(tx, in)
		if err != nil {
			return err
		}
		found.Path, found.Name = t.list[i].shown, t.list[i].name()
		t.found[i] = &found
	}
	return errPreviewed
}

func (t *trial) bring(ctx context.Context, tx Tx, d *desk, one item, p *progress) (*intake, error) {
	from, done, err := d.lay(ctx, one, t.req.given(one, t.known))
	if err != nil {
		return nil, err
	}
	defer done()
	return t.take(ctx, tx, t.actor, from, File{FirmID: t.firmID, Name: one.name(), HandedOver: t.req.HandedOver, StaffID: t.actor.StaffID}, p)
}

func (t *trial) look(tx Tx, in *intake) (found FilePreview, err error) {
	if found.FileReport, err = in.report(); err != nil {
		return found, err
	}
	found.FileID = 0 // it is given up
	if found.Notes, err = tx.Warnings(in.file.ID, maxNotes); err != nil {
		return found, err
	}
	found.Accounts, err = tx.PreviewAccounts(in.standing, in.file.ID)
	return found, err
}
