package collect

import (
	"bytes"
	"context"
	"errors"
	"os"

	"sobank/backend/account"
	"sobank/backend/fault"
	"sobank/backend/frame"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Service imports files and takes imports back.
type Service struct {
	Files
	Store  Store
	Tables Tables
}

// Import imports files and folders, one transaction a file: a file that fails leaves
// nothing behind and the others go on. The error is for the whole: Refused, or Cancelled
// with the reports of the files that were done.
func (s *Service) Import(ctx context.Context, actor rights.Actor, req Request, onProgress func(Progress)) ([]FileReport, error) {
	firmID, err := s.authorize(ctx, actor, req)
	if err != nil {
		return nil, err
	}
	known, err := s.Mappings(ctx, actor)
	if err != nil {
		return nil, err
	}
	list, reports := items(req.Paths)
	p := progressOver(list, onProgress)
	d := desk{spool: s.Spool}
	defer d.close()
	for i, one := range list {
		p.file(i+1, one)
		report := s.importOne(ctx, actor, &d, one, req.given(one, known), req, firmID, p)
		if err := ctx.Err(); err != nil {
			return reports, fault.From(err)
		}
		reports = append(reports, report)
	}
	return reports, nil
}

// authorize checks the right to import and settles which firm takes unknown accounts.
func (s *Service) authorize(ctx context.Context, actor rights.Actor, req Request) (firmID int64, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if firmID = req.FirmID; firmID == 0 {
			if firmID, err = defaultFirm(tx, standing); err != nil {
				return err
			}
		}
		return standing.May(rights.Import, firmID)
	})
	return firmID, err
}

func defaultFirm(tx Tx, standing rights.Standing) (int64, error) {
	if standing.AllFirms() {
		return tx.OnlyFirm()
	}
	if len(standing.Firms) == 1 {
		return standing.Firms[0], nil
	}
	return 0, fault.New(fault.Invalid, "Dites de quel cabinet sont ces fichiers.").WithField("firmId").
		WithHint("Choisissez un cabinet : les relevés d'IBAN inconnus y seront mis de côté.")
}

func (s *Service) importOne(ctx context.Context, actor rights.Actor, d *desk, one item, given Given, req Request, firmID int64, p *progress) FileReport {
	in, done, err := d.lay(ctx, one, given)
	if err != nil {
		return failed(one, err)
	}
	defer done()
	report := FileReport{Path: one.shown}
	known, err := s.alreadyThere(ctx, in.Path, &report)
	if err == nil && !known {
		file := File{FirmID: firmID, Name: one.name(), HandedOver: req.HandedOver, StaffID: actor.StaffID}
		err = s.store(ctx, actor, in, file, &report, p)
	}
	if again, ok := errors.AsType[*sameFile](err); ok {
		report, err = again.report(one.shown), nil
	}
	if err == nil && report.Outcome == Duplicate {
		err = s.sameFor(ctx, actor, report.FileID, req.HandedOver)
	}
	if err != nil {
		return failed(one, err)
	}
	report.Path, report.Name = one.shown, one.name()
	return report
}

// failed tells what is wrong with a file, under the name that the person knows.
func failed(one item, err error) FileReport {
	return FileReport{Path: one.shown, Name: one.name(), Outcome: Failed, Err: fault.From(err)}
}

// sameFor says when the same bytes are there, but not as this import would have them:
// received for a firm that the actor does not reach, or without « remis par le client ».
func (s *Service) sameFor(ctx context.Context, actor rights.Actor, fileID int64, handedOver bool) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		file, err := tx.File(standing, fileID)
		if fault.CodeOf(err) == fault.NotFound {
			return fault.New(fault.Conflict, "Ce fichier a déjà été importé pour un autre cabinet : rien n'a été importé ici.").
				WithHint("Un Administrateur peut annuler cet import, ou créer les IBAN qu'il a mis de côté.")
		}
		if err == nil && handedOver && !file.HandedOver {
			return fault.Newf(fault.Conflict, "« %s » a déjà été importé, sans « remis par le client » : rien n'a changé.", file.Name).
				WithHint("Annulez cet import (Relevés, Historique des imports), puis importez-le à nouveau.")
		}
		return err
	})
}

// alreadyThere spares reading a file whose size and hash are known.
func (s *Service) alreadyThere(ctx context.Context, path string, report *FileReport) (known bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, cannotOpen(path, err)
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		likely, err := tx.HasFileOfSize(info.Size())
		if err != nil || !likely {
			return err
		}
		hash, err := hashOf(ctx, path)
		if err != nil {
			return err
		}
		f, found, err := tx.FileBySHA256(hash)
		if found {
			known, *report = true, (&sameFile{f}).report(path)
		}
		return err
	})
	return known, err
}

// sameFile stops an import whose bytes turn out to be there already.
type sameFile struct{ file File }

func (*sameFile) Error() string { return "collect: the same file was imported already" }

func (s *sameFile) report(path string) FileReport {
	return FileReport{Path: path, Outcome: Duplicate, FileID: s.file.ID, Format: s.file.Format,
		Statements: s.file.Statements, Operations: s.file.Operations}
}

// maxNoticed is how many bytes of notices a file may hold: they are kept with it in one piece.
const maxNoticed = 256 << 20

// batchSize is how many operations go from the reading side to the writing side at once.
const batchSize = 2000

// packed is a statement with its bytes packed, ready to write.
type packed struct {
	draft           *statement.Draft
	credits, debits int64
	frame           []byte
	sheet           Sheet
}

// store reads a file on one side and writes it on the other, in one transaction.
func (s *Service) store(ctx context.Context, actor rights.Actor, from Input, file File, report *FileReport, p *progress) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		in, err := s.take(ctx, tx, actor, from, file, p)
		if err != nil {
			return err
		}
		*report, err = in.report()
		return err
	})
}

// take brings a file into a transaction.
func (s *Service) take(ctx context.Context, tx Tx, actor rights.Actor, from Input, file File, p *progress) (*intake, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return nil, err
	}
	if err := standing.May(rights.Import, file.FirmID); err != nil {
		return nil, err
	}
	file.ReceivedAt = s.Now()
	if file.ID, err = tx.StartFile(file); err != nil {
		return nil, err
	}
	in := &intake{tx: tx, standing: standing, file: &file, accounts: map[string]*target{}, before: tx.Inserted()}
	reading, err := s.pump(ctx, from, in, p)
	if err != nil {
		return nil, err
	}
	return in, in.finish(reading, actor)
}

// pump reads ahead in a goroutine of its own while the intake writes.
func (s *Service) pump(ctx context.Context, from Input, in *intake, p *progress) (Reading, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	batches := make(chan []packed, 4)
	var reading Reading
	var readErr error
	go func() {
		defer close(batches)
		reading, readErr = s.readAhead(ctx, from, batches, p.add)
	}()
	var writeErr error
	for batch := range batches {
		if writeErr != nil {
			continue // let the reading side end
		}
		if writeErr = in.takeAll(batch); writeErr != nil {
			cancel()
		}
		p.wrote(in.inserted())
	}
	if writeErr != nil {
		return Reading{}, writeErr
	}
	return reading, readErr
}

func (s *Service) readAhead(ctx context.Context, from Input, batches chan<- []packed, count func(int)) (Reading, error) {
	packer, err := frame.NewPacker()
	if err != nil {
		return Reading{}, err
	}
	lay := s.Store.Sheets()
	var batch []packed
	var between bytes.Buffer
	var noticed []byte // bytes of notices, which are of no statement
	size := 0
	send := func() error {
		select {
		case batches <- batch:
			batch, size = nil, 0
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	reading, err := s.Read(ctx, from, count, func(d *statement.Draft) error {
		if err := whole(d); err != nil {
			return err
		}
		credits, debits, ok := statement.Totals(d.Operations)
		if !ok {
			return fault.Newf(fault.Unreadable, "ligne %d, les montants de ce relevé dépassent ce qui peut être compté.", d.Line)
		}
		if d.Notice {
			noticed = append(append(noticed, d.Lead...), d.Raw...)
			if len(noticed) > maxNoticed {
				return fault.New(fault.Unreadable, "cet avis d'opérations dépasse 256 Mo.").WithHint("Demandez-le à la banque en plusieurs fichiers.")
			}
		} else {
			packBetween(&between, append(noticed, d.Lead...))
			noticed = nil
		}
		batch = append(batch, packed{draft: d, credits: credits, debits: debits, frame: packer.Pack(d.Raw), sheet: lay(d)})
		if size += len(d.Operations) + 1; size < batchSize {
			return nil
		}
		return send()
	})
	if err == nil && len(batch) > 0 {
		err = send()
	}
	packBetween(&between, append(noticed, reading.Tail...))
	reading.Tail = packer.Pack(between.Bytes())
	return reading, err
}

// whole refuses a statement that its file breaks off.
func whole(d *statement.Draft) error {
	if d.Truncated {
		return fault.New(fault.Unreadable, "Le fichier est coupé au milieu d'un enregistrement : rien n'en est importé.").
			WithHint("Redemandez-le, ou copiez-le à nouveau : il n'est pas arrivé en entier.")
	}
	return nil
}

// finish completes the file once all its statements are taken.
func (in *intake) finish(reading Reading, actor rights.Actor) error {
	same, found, err := in.tx.FileBySHA256(reading.SHA256)
	if err != nil {
		return err
	}
	if found {
		return &sameFile{same}
	}
	f := in.file
	f.Format, f.Size, f.SHA256, f.Between = reading.Format, reading.Size, reading.SHA256, reading.Tail
	if err := in.tx.AddWarnings(f.ID, 0, reading.Warnings); err != nil {
		return err
	}
	f.Warnings += len(reading.Warnings)
	f.NewOperations = in.inserted()
	if err := in.tx.FinishFile(*f); err != nil {
		return err
	}
	if err := in.settle(); err != nil {
		return err
	}
	return in.tx.Record(journal.Entry{Actor: actor, Action: "import", FirmID: f.FirmID, Object: "file", ObjectID: f.ID,
		Facts: map[string]any{"statements": f.Statements, "operations": f.Operations, "new_operations": f.NewOperations}})
}

func (in *intake) report() (FileReport, error) {
	states, places, err := in.tx.Outcomes(in.file.ID)
	f := in.file
	return FileReport{Outcome: Imported, FileID: f.ID, Format: f.Format, Statements: f.Statements,
		NewStatements: in.fresh, Operations: f.Operations, NewOperations: f.NewOperations, Warnings: f.Warnings,
		States: states, Places: places}, err
}

// accountKey is what a draft's account is matched by.
func accountKey(d *statement.Draft) string { return account.KeyOf(d.IBAN, d.RIB) }
