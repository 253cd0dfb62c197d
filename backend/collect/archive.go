package collect

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"sobank/backend/fault"
)

// The most of an archive: a provider's ZIP holds a few hundred statements. More is a mistake,
// or made to exhaust the machine.
const (
	maxEntries   = 10_000
	maxDirectory = 16 << 20 // bytes of the list of its files
	maxUnpacked  = 4 << 30  // bytes of all its files
	maxRatio     = 200      // of a file to its packed bytes, beyond the first megabyte
)

// within separates an archive's path from the name of a file in it.
const within = " › "

// isArchive reports whether a file is a ZIP of files, by its first bytes; a workbook is one, too,
// and is none here.
func isArchive(name string) bool {
	file, err := os.Open(name) // #nosec G304 -- the person chose this file
	if err != nil {
		return false // opening it says what is wrong
	}
	defer func() { _ = file.Close() }()
	var head [4]byte
	if _, err := io.ReadFull(file, head[:]); err != nil || !bytes.Equal(head[:], []byte("PK\x03\x04")) && !bytes.Equal(head[:], []byte("PK\x05\x06")) {
		return false
	}
	info, err := file.Stat()
	if err != nil || !shortDirectory(file, info.Size()) {
		return true // openArchive says what is wrong
	}
	z, err := zip.NewReader(file, info.Size())
	if err != nil {
		return true
	}
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" {
			return false
		}
	}
	return true
}

// shortDirectory looks at the end of an archive, where the size of its list of files stands, so
// that a list of millions is not read into memory.
func shortDirectory(r io.ReaderAt, size int64) bool {
	const record, comment = 22, 65_535
	tail := make([]byte, min(size, record+comment))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return true // reading it says what is wrong
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+record > len(tail) {
		return true
	}
	entries, bytesLong := binary.LittleEndian.Uint16(tail[i+10:]), binary.LittleEndian.Uint32(tail[i+12:])
	return entries <= maxEntries && bytesLong <= maxDirectory // 0xFFFF: the longer form, of more than we take
}

// archive is an open ZIP.
type archive struct {
	path string
	file *os.File
	zip  *zip.Reader
	at   map[string]*zip.File // by name
}

// openArchive opens a ZIP and checks what it announces. Errors: Unreadable.
func openArchive(name string) (*archive, error) {
	file, err := open(name)
	if err != nil {
		return nil, err
	}
	a := &archive{path: name, file: file, at: map[string]*zip.File{}}
	if err := a.list(); err != nil {
		_ = file.Close()
		return nil, inFile(err, filepath.Base(name))
	}
	return a, nil
}

func (a *archive) close() { _ = a.file.Close() }

func (a *archive) list() error {
	info, err := a.file.Stat()
	if err != nil {
		return cannotOpen(a.path, err)
	}
	if !shortDirectory(a.file, info.Size()) {
		return tooMany()
	}
	if a.zip, err = zip.NewReader(a.file, info.Size()); err != nil {
		return fault.New(fault.Unreadable, "l'archive est abîmée, ou coupée.").
			WithHint("Redemandez-la, ou copiez-la à nouveau : elle n'est pas arrivée en entier.").WithCause(err)
	}
	if len(a.zip.File) > maxEntries {
		return tooMany()
	}
	var unpacked uint64
	for _, f := range a.zip.File {
		if err := safeEntry(f); err != nil {
			return err
		}
		if !ignored(f) {
			a.at[f.Name] = f
		}
		if unpacked += f.UncompressedSize64; unpacked > maxUnpacked {
			return fault.New(fault.Unreadable, "l'archive contient plus de 4 Go.").WithHint("Importez-la en plusieurs fois.")
		}
	}
	return nil
}

func tooMany() error {
	return fault.Newf(fault.Unreadable, "l'archive contient plus de %d fichiers.", maxEntries).
		WithHint("Importez-la en plusieurs fois.")
}

// safeEntry refuses a name that leads out of the archive, and bytes that only a trap packs that
// small. Nothing is ever written under a name of an archive: one that tries is not a bank's.
func safeEntry(f *zip.File) error {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	if path.IsAbs(name) || strings.Contains(name, ":") || name != "" && !localName(name) {
		return fault.Newf(fault.Unreadable, "l'archive contient un chemin qui en sort : « %s ».", f.Name).
			WithHint("Rien n'en est lu. Demandez d'où elle vient.")
	}
	if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxRatio {
		return fault.Newf(fault.Unreadable, "« %s », dans l'archive, est compressé plus de %d fois : c'est un piège, ou une erreur.", f.Name, maxRatio).
			WithHint("Rien n'en est lu. Demandez d'où elle vient.")
	}
	return nil
}

func localName(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return false
		}
	}
	return true
}

// entries are the names of its files, without those that systems add.
func (a *archive) entries() (names []string) {
	for _, f := range a.zip.File {
		if !ignored(f) {
			names = append(names, f.Name)
		}
	}
	return names
}

func ignored(f *zip.File) bool {
	base := path.Base(f.Name)
	return f.FileInfo().IsDir() || base[0] == '.' || strings.HasPrefix(f.Name, "__MACOSX/")
}

// unpack writes one of its files out. Errors: Unreadable.
func (a *archive) unpack(ctx context.Context, name string, to io.Writer) error {
	if f := a.at[name]; f != nil {
		return a.copy(ctx, f, to)
	}
	return fault.Newf(fault.Unreadable, "« %s » n'est plus dans l'archive.", name).WithHint("Choisissez-la à nouveau.")
}

func (a *archive) copy(ctx context.Context, f *zip.File, to io.Writer) error {
	if f.Flags&1 != 0 {
		return fault.Newf(fault.Unreadable, "« %s », dans l'archive, est protégé par un mot de passe.", f.Name).
			WithHint("Décompressez l'archive, puis importez le dossier.")
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return fault.Newf(fault.Unreadable, "« %s », dans l'archive, est compressé d'une façon qui n'est pas connue.", f.Name).
			WithHint("Décompressez l'archive, puis importez le dossier.").WithCause(err)
	}
	if err != nil {
		return a.damaged(f, err)
	}
	defer func() { _ = r.Close() }()
	// The announced size is not trusted: it bounds what is taken.
	n, err := io.Copy(to, &stoppable{ctx: ctx, r: io.LimitReader(r, int64(f.UncompressedSize64)+1)}) // #nosec G115 -- the reader refused archives whose announced sizes are past its limits
	if ctx.Err() != nil {
		return fault.From(ctx.Err())
	}
	if err != nil || n != int64(f.UncompressedSize64) { // #nosec G115 -- the reader refused archives whose announced sizes are past its limits
		return a.damaged(f, err)
	}
	return nil
}

func (a *archive) damaged(f *zip.File, err error) error {
	if e, ok := errors.AsType[*fault.Error](err); ok {
		return e // the disk's, on our side
	}
	return fault.Newf(fault.Unreadable, "« %s », dans l'archive, est abîmé.", f.Name).
		WithHint("Redemandez l'archive, ou copiez-la à nouveau.").WithCause(err)
}

// stoppable ends with its context.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
