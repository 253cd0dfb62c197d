package download

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"sobank/backend/fault"
	"sobank/backend/handout"
	"sobank/backend/statement"
)

// leastCut is the least size that files may be cut at, in bytes.
const leastCut = 100_000

// check refuses what cannot be written. Errors: Invalid.
func (s *Service) check(req Request) error {
	if _, ok := s.layout(req); !ok && req.Format != "" && req.Format != native {
		return fault.New(fault.Invalid, "Ce format n'existe pas.").WithField("format")
	}
	if req.Cut.Most != 0 && req.Cut.Most < leastCut {
		return fault.Newf(fault.Invalid, "Des fichiers de %d octets au plus seraient trop petits.", req.Cut.Most).WithField("cut").
			WithHint("Donnez au moins 0,1 Mo.")
	}
	return nil
}

// layout is the format that a request asks for; false for the banks' own.
func (s *Service) layout(req Request) (handout.Format, bool) {
	how, ok := s.Layouts[req.Format]
	return how, ok && req.Format != native
}

// ending is that of the file, with its point.
func (s *Service) ending(req Request) string {
	if !req.Cut.none() {
		return ".zip"
	}
	return s.partEnding(req)
}

func (s *Service) partEnding(req Request) string {
	if how, other := s.layout(req); other {
		return how.Ending
	}
	return ".dat"
}

// sink takes the pieces of the banks' own format, in order.
type sink interface {
	piece(Item, []byte) error
	close() error
}

// nowhere is a sink for what is only looked at.
type nowhere struct{}

func (nowhere) piece(Item, []byte) error { return nil }
func (nowhere) close() error             { return nil }

// whole is a file that holds the pieces one after another.
type whole struct{ w io.Writer }

func (s whole) piece(_ Item, b []byte) error { _, err := s.w.Write(b); return err }
func (whole) close() error                   { return nil }

func (s *Service) sinkOf(req Request, out *output) sink {
	if req.Cut.none() {
		return whole{out}
	}
	return s.archiveOf(req, out)
}

// archive is a file of files, all of the time when it is made.
type archive struct {
	zip          *zip.Writer
	at           time.Time
	cut          Cut
	stem, ending string         // of the parts' names
	names        map[string]int // how often each was given
	part         io.Writer
	client       int64
	size         int64 // of the part
}

func (s *Service) archiveOf(req Request, out *output) *archive {
	name := filepath.Base(out.path)
	return &archive{zip: zip.NewWriter(out), at: s.Now(), cut: req.Cut, stem: strings.TrimSuffix(name, filepath.Ext(name)), ending: s.partEnding(req), names: map[string]int{}}
}

// open begins a part: of a client when it is cut by client, numbered from its second one on.
func (a *archive) open(clientID int64, client string) (err error) {
	name := a.stem
	if a.cut.ByClient {
		name += "_" + statement.PlainName(client, 60)
	}
	a.names[name]++
	if n := a.names[name]; n > 1 {
		name += fmt.Sprintf("_%d", n)
	}
	a.client, a.size = clientID, 0
	a.part, err = a.zip.CreateHeader(&zip.FileHeader{Name: name + a.ending, Method: zip.Deflate, Modified: a.at})
	return err
}

func (a *archive) piece(item Item, b []byte) error {
	full := a.cut.Most > 0 && a.size > 0 && a.size+int64(len(b)) > a.cut.Most
	if a.part == nil || full || a.cut.ByClient && item.ClientID != a.client {
		if err := a.open(item.ClientID, item.Client); err != nil {
			return err
		}
	}
	a.size += int64(len(b))
	_, err := a.part.Write(b)
	return err
}

func (a *archive) close() error { return a.zip.Close() }

// layOut writes what statements bring in the request's layout; nothing for the banks' own format.
func (s *Service) layOut(req Request, parts []statement.Handed, out *output) error {
	how, other := s.layout(req)
	if !other {
		return nil
	}
	if req.Cut.none() {
		return how.Write(out, parts)
	}
	a := s.archiveOf(req, out)
	for len(parts) > 0 {
		n := len(parts)
		if req.Cut.ByClient {
			n = 1
			for n < len(parts) && parts[n].ClientID == parts[0].ClientID {
				n++
			}
		}
		if err := a.lay(how, parts[:n]); err != nil {
			return err
		}
		parts = parts[n:]
	}
	return a.close()
}

// lay writes parts in as few files as the size lets: a file that is too large is made of two halves.
func (a *archive) lay(how handout.Format, parts []statement.Handed) error {
	var b bytes.Buffer
	if err := how.Write(&b, parts); err != nil {
		return err
	}
	if half := len(parts) / 2; half > 0 && a.cut.Most > 0 && int64(b.Len()) > a.cut.Most {
		if err := a.lay(how, parts[:half]); err != nil {
			return err
		}
		return a.lay(how, parts[half:])
	}
	if err := a.open(parts[0].ClientID, parts[0].Client); err != nil {
		return err
	}
	_, err := a.part.Write(b.Bytes())
	return err
}
