package collect

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/statement"
)

// headSize is how much of a file its format is recognised by, in bytes.
const headSize = 64 << 10

// Files reads files without storing anything.
type Files struct {
	Formats []Format // the order of recognition
	Now     func() time.Time
	Spool   Spool
}

// Reading is a file as read.
type Reading struct {
	Format   string
	SHA256   string
	Size     int64
	Warnings []statement.Warning // those of no statement
	Tail     []byte
}

// Input is a file on this machine to read.
type Input struct {
	Path  string // where its bytes are
	Shown string // its path as a person knows it: « lot.zip › 2026-03.txt » for one of an archive
	Name  string // what errors call it
	Given Given
}

// Walk reads files, archives and folders one after the other, without storing anything: each
// file as it lies on this machine, or what keeps it from being read. It gives what cannot be
// listed at all.
func (f *Files) Walk(ctx context.Context, paths []string, do func(in Input, err error)) (unlisted []FileReport) {
	list, unlisted := items(paths)
	d := desk{spool: f.Spool}
	defer d.close()
	for _, one := range list {
		if ctx.Err() != nil {
			return unlisted
		}
		in, done, err := d.lay(ctx, one, Given{})
		do(in, err)
		if err == nil {
			done()
		}
	}
	return unlisted
}

// Read reads a file and gives each statement to take. Errors: Unreadable with the path in
// the sentence; Invalid with the field that the file leaves open; what take returns; the context's.
func (f *Files) Read(ctx context.Context, in Input, count func(n int), take func(*statement.Draft) error) (Reading, error) {
	file, err := open(in.Path)
	if err != nil {
		return Reading{}, err
	}
	defer func() { _ = file.Close() }()
	source := &source{ctx: ctx, r: file, path: in.Path, hash: sha256.New(), count: count}
	buffered := bufio.NewReaderSize(source, 256<<10)
	head, err := buffered.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return Reading{}, err
	}
	format, known := f.recognise(head)
	in.Given.Today = civil.Of(f.Now())
	reader := format.Open(buffered, in.Given)
	if err := drain(reader, take); err != nil {
		if e, ok := errors.AsType[*fault.Error](err); ok && !known && e.Code == fault.Unreadable {
			err = e.WithHint(f.accepted())
		}
		return Reading{}, inFile(err, in.Name)
	}
	return Reading{Format: format.Name, SHA256: hex.EncodeToString(source.hash.Sum(nil)), Size: source.read,
		Warnings: reader.Warnings(), Tail: reader.Tail()}, nil
}

func drain(r Reader, take func(*statement.Draft) error) error {
	for {
		d, err := r.Next()
		if err == io.EOF { // and nothing that was caused by one
			return nil
		}
		if err != nil {
			return err
		}
		if err := take(d); err != nil {
			return err
		}
	}
}

// recognise finds the format by content. The first format reads what none recognises, and
// says why it cannot.
func (f *Files) recognise(head []byte) (format Format, known bool) {
	for _, format := range f.Formats {
		if format.Detect(head) {
			return format, true
		}
	}
	return f.Formats[0], false
}

// accepted says which files are read.
func (f *Files) accepted() string {
	words := make([]string, 0, len(f.Formats))
	for _, format := range f.Formats {
		words = append(words, format.Words)
	}
	return "So bank lit " + strings.Join(words, ", ") + ", et les ZIP de ces fichiers."
}

// Expand lists the files that paths name: each file, and all files below a folder, in the
// order of their names, hidden ones left out. What cannot be listed is in failed.
func Expand(paths []string) (files []string, failed []FileReport) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files = append(files, path) // opening it says what is wrong
			continue
		}
		before, failures := len(files), len(failed)
		err = filepath.WalkDir(path, func(p string, entry fs.DirEntry, err error) error {
			if err != nil {
				failed = append(failed, FileReport{Path: p, Outcome: Failed, Err: cannotOpen(p, err)})
				return nil
			}
			if p != path && entry.Name()[0] == '.' {
				if entry.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if !entry.IsDir() {
				files = append(files, p)
			}
			return nil
		})
		if err == nil && len(files) == before && len(failed) == failures {
			failed = append(failed, FileReport{Path: path, Outcome: Failed,
				Err: fault.Newf(fault.Unreadable, "Le dossier « %s » ne contient aucun fichier.", path)})
		}
	}
	return files, failed
}

func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fault.Newf(fault.Unreadable, "« %s » n'est pas un fichier.", path).WithHint("Choisissez un fichier de relevés.")
	}
	f, err := os.Open(path) // #nosec G304 -- the person chose this file
	if err != nil {
		return nil, cannotOpen(path, err)
	}
	return f, nil
}

func cannotOpen(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Newf(fault.Unreadable, "Le fichier « %s » n'existe pas, ou n'existe plus.", path).
			WithHint("Vérifiez son nom et son dossier.").WithCause(err)
	case errors.Is(err, fs.ErrPermission):
		return fault.Newf(fault.Unreadable, "Vous n'avez pas le droit de lire le fichier « %s ».", path).
			WithHint("Demandez l'accès, ou copiez le fichier dans un dossier à vous.").WithCause(err)
	}
	return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être lu.", path).
		WithHint("Vérifiez qu'il s'ouvre ailleurs, puis recommencez.").WithCause(err)
}

// inFile puts the file's name into a reader's error.
func inFile(err error, name string) error {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok || e.Code != fault.Unreadable || e.Field != "" {
		return err
	}
	named := *e
	named.Message = "« " + name + " » : " + e.Message
	return &named
}

// source counts, hashes and can be stopped; a failed read names the file.
type source struct {
	ctx   context.Context
	r     io.Reader
	path  string
	hash  hash.Hash
	read  int64
	count func(n int)
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(p)
	_, _ = s.hash.Write(p[:n]) // a hash never fails
	s.read += int64(n)
	if s.count != nil {
		s.count(n)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = cannotOpen(s.path, err).(*fault.Error).WithField("file")
	}
	return n, err
}

// hashOf is the SHA-256 of a whole file.
func hashOf(ctx context.Context, path string) (string, error) {
	f, err := open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	s := &source{ctx: ctx, r: f, path: path, hash: sha256.New()}
	if _, err := io.CopyBuffer(io.Discard, struct{ io.Reader }{s}, make([]byte, 1<<20)); err != nil {
		return "", err
	}
	return hex.EncodeToString(s.hash.Sum(nil)), nil
}

// packBetween lays the bytes between statements one after the other, each with its length.
func packBetween(b *bytes.Buffer, lead []byte) {
	n := len(lead)
	for n >= 0x80 {
		b.WriteByte(byte(n) | 0x80)
		n >>= 7
	}
	b.WriteByte(byte(n))
	b.Write(lead)
}
