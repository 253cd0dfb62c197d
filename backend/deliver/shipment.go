package deliver

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/money"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Form is how the statements of a shipment stand in what leaves.
type Form string

// The forms.
const (
	Plain  Form = ""    // one after another
	Zipped Form = "zip" // each as a file of an archive, with a manifest
)

// Shipment is what leaves at once, as it is frozen: it is made of the same bytes at any time.
type Shipment struct {
	ID       int64
	Name     string // file name at the partner
	SHA256   string // of what leaves, hex
	Size     int64  // of what leaves, bytes
	Form     Form
	Folder   string // the company's at the partner, "" where there are none
	Manifest string // of an archive
	Parts    []Part
}

// Part is a statement of a shipment.
type Part struct {
	statement.Piece
	Name   string // its file's, in an archive
	End    civil.Date
	Leaves []byte // CFONB120
}

// Limits of what leaves at once. 20 MB is what « Collecte CFONB – Import » takes; the others
// keep one refusal, one request and one archive small enough to look at.
const (
	maxShipment   = 20 << 20
	maxStatements = 1000
	maxBody       = 2 << 20
	maxInBody     = 60
)

// manifestName is the manifest's file in an archive.
const manifestName = "manifeste.csv"

// assemble makes what leaves. The same shipment makes the same bytes, now and after an update
// of the program: an archive stores its files uncompressed, with times of their own.
func (s Shipment) assemble() ([]byte, error) {
	if s.Form == Plain {
		var b []byte
		for _, p := range s.Parts {
			b = append(b, p.Leaves...)
		}
		return b, nil
	}
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	var last civil.Date
	for _, p := range s.Parts {
		last = max(last, p.End)
		if err := store(archive, p.Name, p.End, p.Leaves); err != nil {
			return nil, err
		}
	}
	if err := store(archive, manifestName, last, []byte(s.Manifest)); err != nil {
		return nil, err
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("deliver: close the archive: %w", err)
	}
	return b.Bytes(), nil
}

func store(archive *zip.Writer, name string, on civil.Date, content []byte) error {
	at, _ := time.Parse(time.DateOnly, on.String())
	w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: at})
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("deliver: put %s into the archive: %w", name, err)
	}
	return nil
}

// check wants the bytes that were frozen.
func (s Shipment) check(leaves []byte) error {
	if sum := sha256.Sum256(leaves); hex.EncodeToString(sum[:]) != s.SHA256 {
		return fault.Newf(fault.Internal, "Les octets de l'envoi « %s » ne sont plus ceux qui avaient été gardés.", s.Name)
	}
	return nil
}

// seal keeps the hash and the size of what leaves.
func (s *Shipment) seal() error {
	leaves, err := s.assemble()
	sum := sha256.Sum256(leaves)
	s.SHA256, s.Size = hex.EncodeToString(sum[:]), int64(len(leaves))
	return err
}

// manifest lists the files of an archive: days as ISO, amounts with a point, so that a program
// reads it as a person does.
func manifest(dues []Due, parts []Part) (string, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	rows := [][]string{{"fichier", "IBAN", "SIRET", "dossier", "du", "au", "devise", "solde initial", "solde final", "opérations", "SHA-256"}}
	for i, d := range dues {
		sum := sha256.Sum256(parts[i].Leaves)
		rows = append(rows, []string{parts[i].Name, string(d.Account.IBAN), d.Account.SIRET, sheet.Harmless(d.folder()), d.Start.String(), d.End.String(), d.Currency,
			d.amount(d.Opening), d.amount(d.Closing), strconv.Itoa(d.Own), hex.EncodeToString(sum[:])})
	}
	err := w.WriteAll(rows)
	return b.String(), err
}

// folder is what the client's folder is known by: at the partner, else at the firm.
func (d Due) folder() string {
	if d.Account.PartnerFolder != "" {
		return d.Account.PartnerFolder
	}
	return d.Account.Reference
}

func (d Due) amount(minor *int64) string {
	if minor == nil {
		return ""
	}
	return money.Decimal(*minor, d.Decimals)
}

// fileName is a statement's name under the contract of a delivery by file:
// CFONB120_<SIREN>_<IBAN>_<from>-<to>_<n>.dat, where n is the statement's number, so that no
// two statements share a name. A company that was matched has its folder before the IBAN.
func (d Due) fileName(end civil.Date) string {
	return fmt.Sprintf("CFONB120_%s_%s%s_%s-%s_%d.dat", d.siren(), d.mark(), d.Account.IBAN, compact(d.Start), compact(end), d.StatementID)
}

func (d Due) siren() string {
	if len(d.Account.SIRET) < 9 {
		return "SANS-SIREN"
	}
	return d.Account.SIRET[:9]
}

// mark is the folder at the partner in a file's name, "" without one.
func (d Due) mark() string {
	if d.Account.PartnerFolder == "" {
		return ""
	}
	return "D" + statement.PlainName(d.Account.PartnerFolder, 40) + "_"
}

// bundleName is the name of a file of several accounts:
// RELEVES_<firm>_<AAAAMMJJ>_<HHMMSS>_<n>, with the client's SIREN and folder when it is of one;
// n is its first statement's number, so that two of a second differ.
func (d Due) bundleName(oneClient bool, at time.Time, extension string) string {
	of := ""
	if oneClient {
		of = d.siren() + "_" + d.mark()
	}
	return fmt.Sprintf("RELEVES_%s_%s%s_%d%s", statement.PlainName(d.FirmName, 40), of, at.Format("20060102_150405"), d.StatementID, extension)
}

func compact(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "") }
