package mandate

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/sheet"
)

// MaxSize bounds an attached file, in bytes.
const MaxSize = 10 << 20

// Attachment says what file to attach to what mandates.
type Attachment struct {
	AccountIDs []int64 // of one client at one bank
	Kind       Kind    // Signed or BankForm
	Path       string
	SignedOn   string // ISO: with it, mandates that are « À signer » become « Signé » that day; "" leaves them
}

// Attach keeps a signed scan, or the bank's own form, by what its bytes are and not by its
// name: PDF, JPEG or PNG, 10 MB at most. The bank's form takes mandates to « À signer » as
// our PDF does. Errors: Refused, NotFound, Unreadable, Invalid, Conflict.
func (s *Service) Attach(ctx context.Context, actor rights.Actor, a Attachment) (doc Document, err error) {
	if a.Kind != Signed && a.Kind != BankForm {
		return doc, fault.New(fault.Invalid, "Dites ce que vous joignez.").WithField("kind")
	}
	day, err := s.signedOn(a)
	if err != nil {
		return doc, err
	}
	content, kind, err := readScan(a.Path)
	if err != nil {
		return doc, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, rows, err := together(tx, actor, a.AccountIDs)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := s.attachTo(tx, standing, r, a.Kind, day); err != nil {
				return err
			}
		}
		doc = Document{ClientID: rows[0].ClientID, Kind: a.Kind, Name: scanName(a.Path, kind), Type: kind}
		doc, err = s.keep(tx, standing, doc, content, rows)
		return err
	})
	return doc, err
}

func (s *Service) signedOn(a Attachment) (civil.Date, error) {
	if a.SignedOn == "" || a.Kind != Signed {
		return 0, nil
	}
	day, err := civil.Parse(a.SignedOn)
	if err != nil || day > civil.Of(s.Now()) {
		return 0, fault.New(fault.Invalid, "Donnez le jour de la signature, au plus tard aujourd'hui.").WithField("signedOn")
	}
	return day, nil
}

func (s *Service) attachTo(tx Tx, standing rights.Standing, r account.Row, kind Kind, signed civil.Date) error {
	if err := standing.May(rights.PrepareMandate, r.FirmID); err != nil {
		return err
	}
	if kind == BankForm && signable(r.Mandate.Status) {
		return toSign(tx, standing, r, civil.Of(s.Now()), "formulaire de la banque joint")
	}
	if signed != 0 && r.Mandate.Status == account.ToSign {
		return account.Advance(tx, standing, r, account.Mandate{Status: account.Signed, Since: signed}, "mandat signé joint")
	}
	return nil
}

// types are what may be attached, with the first bytes of each: ISO 32000-1, 7.5.2; ITU-T
// T.81, B.1.1.3; ISO/IEC 15948, 5.2.
var types = []struct{ name, first, ext string }{
	{"pdf", "%PDF-", ".pdf"}, {"jpeg", "\xFF\xD8\xFF", ".jpg"}, {"png", "\x89PNG\r\n\x1A\n", ".png"},
}

// readScan reads a file whole, if it is one that may be attached.
func readScan(path string) (content []byte, kind string, err error) {
	name := filepath.Base(path)
	info, err := os.Stat(path) // a pipe is not opened: that would wait for its writer
	if err != nil || !info.Mode().IsRegular() {
		return nil, "", fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être lu.", name).WithField("path").WithCause(err)
	}
	f, err := os.Open(path) // #nosec G304 -- the person chose this file
	if err != nil {
		return nil, "", fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être lu.", name).WithField("path").WithCause(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	content, err = io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, "", fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être lu jusqu'au bout.", name).WithField("path").WithCause(err)
	}
	if len(content) > MaxSize {
		return nil, "", fault.Newf(fault.Invalid, "Le fichier « %s » est trop gros : 10 Mo au plus.", name).WithField("path").
			WithHint("Numérisez-le de nouveau, en niveaux de gris ou à 200 points par pouce.")
	}
	for _, t := range types {
		if bytes.HasPrefix(content, []byte(t.first)) {
			return content, t.name, nil
		}
	}
	return nil, "", fault.Newf(fault.Invalid, "Le fichier « %s » n'est ni un PDF, ni une image JPEG ou PNG.", name).WithField("path").
		WithHint("Ce qui compte est le contenu du fichier, pas son nom.")
}

// scanName is the file's own name, with the extension of what it holds.
func scanName(path, kind string) string {
	name := strings.ToValidUTF8(filepath.Base(path), "")
	name = sheet.FileName(strings.TrimSuffix(name, filepath.Ext(name)))
	if name == "" {
		name = "Document"
	}
	for _, t := range types {
		if t.name == kind {
			name += t.ext
		}
	}
	return name
}

// Documents lists those about an account, latest first. Errors: NotFound.
func (s *Service) Documents(ctx context.Context, actor rights.Actor, accountID int64) (list []Document, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if _, err := tx.Account(standing, accountID); err != nil {
			return err
		}
		list, err = tx.Documents(accountID)
		return err
	})
	return list, err
}

// SaveCopy writes a document where the person chose; So bank never opens it itself. The copy
// is in the journal, as every export. Errors: Refused, NotFound, Invalid, Unreadable.
func (s *Service) SaveCopy(ctx context.Context, actor rights.Actor, id int64, path string) error {
	if err := s.checkTarget(path); err != nil {
		return err
	}
	var content []byte
	err := s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		d, firmID, kept, err := tx.Document(standing, id)
		if err != nil {
			return err
		}
		if err := standing.May(rights.PrepareMandate, firmID); err != nil {
			return err // what leaves the program asks for a person
		}
		content = kept
		return tx.Record(journal.Entry{Actor: actor, Action: "document.copy", FirmID: firmID, Object: "document", ObjectID: d.ID})
	})
	if err != nil {
		return err
	}
	return writeWhole(path, content)
}

func (s *Service) checkTarget(path string) error {
	if path == "" || !utf8.ValidString(path) {
		return fault.New(fault.Invalid, "Dites où écrire le fichier.").WithField("path")
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fault.Newf(fault.Invalid, "« %s » est un dossier, pas un fichier.", path).WithField("path").
			WithHint("Donnez aussi le nom du fichier à écrire.")
	}
	if s.Reserved(path) {
		return fault.Newf(fault.Invalid, "« %s » est un fichier de So bank lui-même.", path).WithField("path").
			WithHint("Choisissez un autre nom, ou un autre dossier.")
	}
	return nil
}

// writeWhole writes a file beside its name, which it takes once it is whole.
func writeWhole(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return cannotWrite(path, err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what matters is why it could not be written
		return cannotWrite(path, err)
	}
	return nil
}

func cannotWrite(path string, err error) error {
	return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être écrit.", path).
		WithHint("Vérifiez le dossier, vos droits et la place sur le disque ; le document reste dans So bank.").WithField("path").WithCause(err)
}
