package privacy

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"sobank/backend/client"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
)

// Done is an export that was written.
type Done struct {
	Path       string
	Files      int // in the archive
	Statements int
	Operations int
}

// Progress is how far an export is, in statements and operations.
type Progress struct{ Done, Total int }

// mostRows is how many operations a workbook holds: more come in several.
const mostRows = 50_000

// Export writes all that is kept about a client as one ZIP (Superviseur): tables as CSV, its
// operations as XLSX too, its papers, and its statements as the bank wrote them and in CFONB120.
// It reads one moment of the data file, and holds back nobody. tell may be nil. Errors: Refused,
// NotFound, Invalid (the path), Unreadable (the disk), and the context's.
func (s *Service) Export(ctx context.Context, actor rights.Actor, clientID int64, path string, tell func(Progress)) (done Done, err error) {
	if tell == nil {
		tell = func(Progress) {}
	}
	err = sheet.Save(path, s.Reserved, func(w io.Writer) error {
		err := s.Store.Read(ctx, func(tx Tx) error {
			row, err := seen(tx, actor, rights.ExportClient, clientID)
			if err != nil {
				return err
			}
			archive := &archive{ctx: ctx, s: s, tx: tx, client: row, zip: zip.NewWriter(w), tell: tell, now: s.Now()}
			done, err = archive.write()
			return err
		})
		if err != nil {
			return err
		}
		return s.Store.Write(ctx, func(tx Tx) error { return recordExport(tx, actor, clientID, done) }) // before the file takes its name
	})
	done.Path = path
	if ctx.Err() != nil {
		err = fault.From(ctx.Err())
	}
	return done, err
}

// MayExport tells whether the actor may export a client. Errors: Refused, NotFound.
func (s *Service) MayExport(ctx context.Context, actor rights.Actor, clientID int64) error {
	return s.Store.Read(ctx, func(tx Tx) error {
		_, err := seen(tx, actor, rights.ExportClient, clientID)
		return err
	})
}

func recordExport(tx Tx, actor rights.Actor, clientID int64, d Done) error {
	row, err := seen(tx, actor, rights.ExportClient, clientID)
	if err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: actor, Action: "client.export", FirmID: row.FirmID, Object: "client", ObjectID: clientID,
		Facts: map[string]any{"statements": d.Statements, "operations": d.Operations}})
}

// archive is an export being written.
type archive struct {
	ctx    context.Context
	s      *Service
	tx     Tx
	client client.Row
	zip    *zip.Writer
	tell   func(Progress)
	now    time.Time
	done   Done
	at     Progress
	listed []string // lines of LISEZMOI.txt
}

func (a *archive) write() (Done, error) {
	n, err := a.tx.CountOperations(a.client.ID)
	if err != nil {
		return a.done, err
	}
	a.at.Total = 2 * n // read as lines, then as statements
	for _, p := range parts {
		if err := a.table(p); err != nil {
			return a.done, err
		}
	}
	for _, step := range []func() error{a.papers, a.originals, a.readMe, a.zip.Close} {
		if err := step(); err != nil {
			return a.done, err
		}
	}
	return a.done, nil
}

// step says how far it is, and stops when asked to.
func (a *archive) step(n int) error {
	a.at.Done += n
	a.tell(a.at)
	if err := a.ctx.Err(); err != nil {
		return fault.From(err)
	}
	return nil
}

func (a *archive) create(name string) (io.Writer, error) {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.now})
	if err != nil {
		return nil, fmt.Errorf("privacy: put %s into the archive: %w", name, err)
	}
	a.done.Files++
	return w, nil
}

// table writes a part as CSV, a line at a time; operations as workbooks too.
func (a *archive) table(p part) error {
	w, err := a.create(p.name + ".csv")
	if err != nil {
		return err
	}
	lines, err := sheet.NewCSV(w, p.sheetColumns())
	if err != nil {
		return err
	}
	n := 0
	err = a.tx.ClientLines(p.key, a.client.ID, func(values []any) error {
		n++
		if p.key == operations && n%500 == 0 {
			if err := a.step(500); err != nil {
				return err
			}
		}
		return lines.Write(p.cells(values))
	})
	if err := errors.Join(err, lines.Flush()); err != nil {
		return err
	}
	name := p.name + ".csv"
	if p.key == operations {
		a.done.Operations, name = n, name+" et .xlsx"
		if err := a.workbooks(p); err != nil {
			return err
		}
	}
	a.listed = append(a.listed, fmt.Sprintf("%-28s %s (%s)", name, p.says, many(n, "ligne", "lignes")))
	return nil
}

// workbooks writes a part as XLSX, cut so that no more than one is held at a time.
func (a *archive) workbooks(p part) error {
	t := sheet.Table{Name: "Opérations", Columns: p.sheetColumns()}
	book := 0
	put := func() error {
		book++
		name := p.name + ".xlsx"
		if book > 1 {
			name = fmt.Sprintf("%s-%d.xlsx", p.name, book)
		}
		w, err := a.create(name)
		if err == nil {
			err = a.s.Workbook(w, t)
		}
		t.Rows = t.Rows[:0]
		return err
	}
	err := a.tx.ClientLines(p.key, a.client.ID, func(values []any) error {
		if t.Rows = append(t.Rows, p.cells(values)); len(t.Rows) < mostRows {
			return nil
		}
		return put()
	})
	if err == nil && (len(t.Rows) > 0 || book == 0) {
		err = put()
	}
	return errors.Join(err, a.ctx.Err())
}

func (a *archive) papers() error {
	n := 0
	err := a.tx.Papers(a.client.ID, func(p Paper) error {
		n++
		w, err := a.create(fmt.Sprintf("documents/%d-%s", p.ID, fileName(p.Name)))
		if err == nil {
			_, err = w.Write(p.Content)
		}
		return errors.Join(err, a.step(0))
	})
	a.listed = append(a.listed, fmt.Sprintf("%-28s %s (%s)", "documents/", "les mandats, lettres et pièces jointes, tels quels", many(n, "fichier", "fichiers")))
	return err
}

// endings are those of the banks' formats.
var endings = map[string]string{"camt": ".xml", "ofx": ".ofx", "qif": ".qif", "csv": ".csv", "xlsx": ".xlsx"}

// originals writes each statement as the bank wrote it, then each account's in CFONB120.
func (a *archive) originals() error {
	var all []Original
	err := a.tx.Originals(a.client.ID, func(o Original) error {
		ending := ".txt"
		for format, e := range endings {
			if strings.HasPrefix(o.Format, format) {
				ending = e
			}
		}
		w, err := a.create(fmt.Sprintf("releves/%s/%s_%s_%d%s", fileName(o.Account), o.Start, o.End, o.StatementID, ending))
		if err == nil {
			_, err = w.Write(o.Content)
		}
		o.Content = nil
		all = append(all, o)
		return errors.Join(err, a.step(0))
	})
	if err != nil {
		return err
	}
	a.done.Statements = len(all)
	a.listed = append(a.listed, fmt.Sprintf("%-28s %s (%s)", "releves/", "chaque relevé dans les octets de la banque : une part de son fichier, quand d'autres comptes y étaient", many(len(all), "fichier", "fichiers")))
	return a.cfonb(all)
}

func (a *archive) cfonb(all []Original) error {
	var w io.Writer
	var account string
	left := 0
	for _, o := range all {
		d, entries, err := a.tx.Block(o.StatementID)
		if err != nil {
			return err
		}
		if d.Opening == nil || d.Closing == nil {
			left++ // the format has no place for a balance that nobody gave
			continue
		}
		if w == nil || account != o.Account {
			account = o.Account
			if w, err = a.create("cfonb120/" + fileName(account) + ".txt"); err != nil {
				return err
			}
		}
		for _, e := range entries {
			d.Operations = append(d.Operations, e.Operation)
		}
		if err := a.s.CFONB120(w, d); err != nil {
			return err
		}
		if err := a.step(len(entries)); err != nil {
			return err
		}
	}
	line := fmt.Sprintf("%-28s %s", "cfonb120/", "ses relevés au format CFONB120, un fichier par compte, réécrits d'après les données reçues")
	if left > 0 {
		line += fmt.Sprintf(" ; sans %s", many(left, "relevé dont les deux soldes ne sont pas connus", "relevés dont les deux soldes ne sont pas connus"))
	}
	a.listed = append(a.listed, line)
	return nil
}

func (a *archive) readMe() error {
	w, err := a.create("LISEZMOI.txt")
	if err != nil {
		return err
	}
	text := fmt.Sprintf(readMe, a.client.Name, a.client.FirmName, a.now.Format("02/01/2006 à 15:04"), strings.Join(a.listed, "\n"))
	_, err = io.WriteString(w, strings.ReplaceAll(text, "\n", "\r\n"))
	return err
}

const readMe = `Données de « %s » tenues par le cabinet « %s » dans So bank
Extrait le %s.

Ce que contient cette archive :

%s

Les tableaux (.csv) sont en UTF-8, séparés par des points-virgules ; un tableur les ouvre tels quels.
Les montants sont signés : un débit est négatif. Les heures sont celles du poste qui a fait l'archive.

Ce qui n'y est pas : les données d'autres clients, les mots de passe et identifiants des connecteurs
(So bank les garde dans le trousseau du système), ce que les partenaires et la banque tiennent
de leur côté, et les sauvegardes, qui répètent ce qui est ici.

Ces données sont couvertes par le secret professionnel : remettez-les à la seule personne qui y a droit.
`

func fileName(name string) string {
	at := strings.LastIndexByte(name, '.')
	if at <= 0 {
		return sheet.FileName(name)
	}
	return sheet.FileName(name[:at]) + "." + sheet.FileName(name[at+1:])
}
