package roster

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
)

// The bounds of a list.
const (
	maxBytes   = 20 << 20
	maxLines   = 10_000
	maxColumns = 100
)

// Store keeps what lists bring. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what taking a list needs of a transaction.
type Tx interface {
	client.Tx
	account.Tx
	// KnownForRoster reads what a list is judged against: the firms that the standing reaches
	// with their connectors, the people, the clients that it may see, every account.
	KnownForRoster(rights.Standing) (Known, error)
}

// Workbook reads and writes XLSX.
type Workbook struct {
	Is    func(content []byte) bool
	Read  func(content []byte, limits sheet.Limits) ([]sheet.Line, error)
	Write func(io.Writer, sheet.Table) error
}

// Service is what one may do with lists.
type Service struct {
	Store    Store
	Now      func() time.Time
	Workbook Workbook
	Reserved func(path string) bool // a file of So bank itself
}

// Request is a list to take.
type Request struct {
	Path   string
	FirmID int64 // of the lines that name no firm; 0: none, or the only one
}

// Preview says what a list would do, line by line, and changes nothing. Errors: Refused,
// Invalid, Unreadable.
func (s *Service) Preview(ctx context.Context, actor rights.Actor, req Request) (plan Plan, err error) {
	list, content, err := s.open(ctx, actor, req)
	if err != nil {
		return Plan{}, err
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		plan, err = s.plan(tx, actor, req, list, content)
		return err
	})
	return plan, err
}

// open reads the file of somebody who may take lists.
func (s *Service) open(ctx context.Context, actor rights.Actor, req Request) (list List, content []byte, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error { _, err := authorize(tx, actor, req); return err })
	if err != nil {
		return list, nil, err
	}
	if content, err = readFile(req.Path); err != nil {
		return list, nil, err
	}
	read, limits := sheet.ReadCSV, sheet.Limits{Lines: maxLines + headerWithin, Columns: maxColumns}
	if s.Workbook.Is(content) {
		read = s.Workbook.Read
	}
	lines, err := read(content, limits)
	if err != nil {
		return list, nil, err
	}
	if list, err = Read(lines); err != nil {
		return list, nil, err
	}
	if len(list.Rows) > maxLines {
		return list, nil, fault.Newf(fault.Invalid, "Le fichier a plus de %d lignes.", maxLines).WithHint("Coupez-le en plusieurs fichiers.")
	}
	return list, content, nil
}

// authorize refuses who may not take lists, in the firm of the request or in any of theirs.
func authorize(tx Tx, actor rights.Actor, req Request) (rights.Standing, error) {
	standing, err := tx.Standing(actor)
	if err != nil {
		return standing, err
	}
	firm := req.FirmID
	if firm == 0 && len(standing.Firms) > 0 {
		firm = standing.Firms[0]
	}
	return standing, standing.May(rights.EditClients, firm)
}

func readFile(path string) ([]byte, error) {
	if strings.TrimSpace(path) == "" {
		return nil, fault.New(fault.Invalid, "Choisissez un fichier.").WithField("path")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Newf(fault.NotFound, "Le fichier « %s » n'existe pas.", path).WithField("path").WithCause(err)
	case err != nil:
		return nil, cannotRead(path, err)
	case !info.Mode().IsRegular():
		return nil, fault.Newf(fault.Invalid, "« %s » n'est pas un fichier.", path).WithField("path")
	case info.Size() > maxBytes:
		return nil, fault.Newf(fault.Invalid, "Le fichier est trop gros (%d Mo au plus).", maxBytes>>20).WithField("path").
			WithHint("Gardez une seule feuille, sans image, ou coupez-le.")
	}
	f, err := os.Open(path) // #nosec G304 -- the person chose this file
	if err != nil {
		return nil, cannotRead(path, err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, maxBytes))
	if err != nil {
		return nil, cannotRead(path, err)
	}
	return content, nil
}

func cannotRead(path string, err error) error {
	return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être lu.", path).WithField("path").
		WithHint("Fermez-le dans votre tableur, et vérifiez vos droits.").WithCause(err)
}

// plan judges the list against what is stored at this moment.
func (s *Service) plan(tx Tx, actor rights.Actor, req Request, list List, content []byte) (Plan, error) {
	standing, err := authorize(tx, actor, req)
	if err != nil {
		return Plan{}, err
	}
	known, err := tx.KnownForRoster(standing)
	if err != nil {
		return Plan{}, err
	}
	known.Standing, known.Today = standing, civil.Of(s.Now())
	p := Plan{File: filepath.Base(req.Path), Ignored: list.Ignored, Entries: Judge(list.Rows, req.FirmID, known)}
	p.Token, err = token(p, content)
	return p, err
}

// token is another one as soon as the file, or what its lines would do, is another.
func token(p Plan, content []byte) (string, error) {
	sum := sha256.New()
	_, _ = sum.Write(content)
	if err := json.NewEncoder(sum).Encode(p.Entries); err != nil {
		return "", fmt.Errorf("roster: sum up the plan: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// Done is what a list did.
type Done struct {
	Clients   int // new
	Accounts  int // new
	Changed   int // lines that changed something
	Unchanged int
	Refused   int // lines that were left out
}

// Apply does what a preview said, in one transaction: its lines that are refused are left out.
// Errors: Refused, Invalid, Unreadable, Conflict when the file, or what is stored, is no
// longer what was previewed.
func (s *Service) Apply(ctx context.Context, actor rights.Actor, req Request, previewed string) (done Done, err error) {
	list, content, err := s.open(ctx, actor, req)
	if err != nil {
		return Done{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		plan, err := s.plan(tx, actor, req, list, content)
		if err != nil {
			return err
		}
		if plan.Token != previewed {
			return fault.New(fault.Conflict, "Le fichier, ou ce qui est enregistré, a changé depuis l'aperçu : rien n'a été fait.").
				WithHint("Regardez l'aperçu à nouveau, puis appliquez-le.")
		}
		done, err = apply(tx, actor, plan)
		return err
	})
	return done, err
}

// Template writes an empty list with its columns, as a workbook, or as CSV when the path
// says so. Errors: Refused, Invalid, Unreadable.
func (s *Service) Template(ctx context.Context, actor rights.Actor, path string) error {
	err := s.Store.Read(ctx, func(tx Tx) error { _, err := authorize(tx, actor, Request{}); return err })
	if err != nil {
		return err
	}
	write := s.Workbook.Write
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		write = sheet.WriteCSV
	}
	return sheet.Save(path, s.Reserved, func(w io.Writer) error { return write(w, Template()) })
}

func apply(tx Tx, actor rights.Actor, plan Plan) (Done, error) {
	a := application{tx: tx, actor: actor, ids: map[int64]int64{}}
	standing, err := tx.Standing(actor)
	if err != nil {
		return Done{}, err
	}
	a.standing = standing
	for i := range plan.Entries {
		if err := a.entry(&plan.Entries[i]); err != nil {
			return Done{}, fmt.Errorf("roster: line %d: %w", plan.Entries[i].Line, err)
		}
	}
	if err := tx.Settle(a.touched...); err != nil {
		return Done{}, err
	}
	for firmID, done := range a.firms() {
		err := tx.Record(journal.Entry{Actor: actor, Action: "roster.apply", FirmID: firmID, Object: "firm", ObjectID: firmID, Facts: map[string]any{
			"clients": done.Clients, "accounts": done.Accounts, "changed": done.Changed}})
		if err != nil {
			return Done{}, err
		}
	}
	return a.total(plan), nil
}
