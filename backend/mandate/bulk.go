package mandate

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"time"

	"sobank/backend/account"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// Batch is what making mandates in bulk did.
type Batch struct {
	Papers   int // mandates made: one PDF a client and bank
	Accounts int // that they are about
	LeftOut  int // accounts whose mandate is signed already
	Path     string
}

// PrepareAll makes the mandates of chosen accounts, one PDF a client and bank, and writes
// them zipped. What is signed already is left out. All are kept in one transaction; should
// the file then fail to be written, each is there in « Détails ».
// Errors: Refused, NotFound, Invalid when none is left to sign, Unreadable.
func (s *Service) PrepareAll(ctx context.Context, actor rights.Actor, ids []int64, path string) (b Batch, err error) {
	if err := s.checkTarget(path); err != nil {
		return b, err
	}
	var bundle bytes.Buffer
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, rows, err := chosen(tx, actor, ids)
		if err != nil {
			return err
		}
		groups, left := grouped(rows)
		if len(groups) == 0 {
			return fault.New(fault.Invalid, "Aucun des IBAN choisis n'a de mandat à faire signer.").
				WithHint("Choisissez des IBAN dont le mandat est « Créé », « À signer » ou « Rejeté ».")
		}
		b = Batch{Papers: len(groups), Accounts: len(rows) - left, LeftOut: left, Path: path}
		if err := s.bundle(ctx, tx, standing, groups, &bundle); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "mandate.bundle", FirmID: groups[0][0].FirmID, Object: "account",
			Facts: map[string]any{"papers": b.Papers, "accounts": b.Accounts}})
	})
	if err != nil {
		return Batch{}, err
	}
	return b, writeWhole(path, bundle.Bytes())
}

// grouped puts what may be signed together by client and bank, in the order met, and counts
// what is left.
func grouped(rows []account.Row) (groups [][]account.Row, left int) {
	at := map[string]int{}
	for _, r := range rows {
		if !signable(r.Mandate.Status) {
			left++
			continue
		}
		key := fmt.Sprintf("%d/%s", r.ClientID, bankKey(r))
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], r)
	}
	return groups, left
}

func (s *Service) bundle(ctx context.Context, tx Tx, standing rights.Standing, groups [][]account.Row, out *bytes.Buffer) error {
	z := zip.NewWriter(out)
	taken := map[string]int{}
	for _, rows := range groups {
		if err := ctx.Err(); err != nil {
			return err
		}
		doc, content, err := s.prepare(tx, standing, rows, "")
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: unique(taken, doc.Name), Method: zip.Deflate, Modified: s.Now().Truncate(time.Second)})
		if err != nil {
			return fmt.Errorf("mandate: zip: %w", err)
		}
		if _, err := w.Write(content); err != nil {
			return fmt.Errorf("mandate: zip: %w", err)
		}
	}
	return z.Close()
}

// unique numbers what bears a name that was taken: two clients may have the same.
func unique(taken map[string]int, name string) string {
	taken[name]++
	if n := taken[name]; n > 1 {
		return fmt.Sprintf("%s (%d).pdf", name[:len(name)-len(".pdf")], n)
	}
	return name
}
