package receive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sobank/backend/firm"
)

// Spool is where a file waits on its way from a place to the import: the import reads inside its
// transaction, so that what it reads must be near. Only this account of the machine reads there.
type Spool struct{ Dir string }

// leftover is how long what a killed process left may still serve to resume.
const leftover = 24 * time.Hour

// Clean removes what a process left that was killed long ago.
func (s Spool) Clean(now time.Time) {
	entries, _ := os.ReadDir(s.Dir) // none: nothing to clean
	for _, e := range entries {
		if info, err := e.Info(); err == nil && now.Sub(info.ModTime()) > leftover {
			_ = os.RemoveAll(filepath.Join(s.Dir, e.Name()))
		}
	}
}

// sweep removes what earlier runs left of a source's files, but of those that are still to be
// fetched.
func (s Spool) sweep(source firm.Connector, todo []Record) {
	entries, _ := os.ReadDir(s.Dir)
	for _, e := range entries {
		wanted := slices.ContainsFunc(todo, func(r Record) bool { return r.Outcome == Seen && s.key(source, r.Found) == e.Name() })
		if !wanted && strings.HasPrefix(e.Name(), prefix(source)) {
			_ = os.RemoveAll(filepath.Join(s.Dir, e.Name()))
		}
	}
}

func prefix(source firm.Connector) string { return fmt.Sprintf("%d-", source.ID) }

// key is another one for a file that changed: what was fetched of it is worth nothing.
func (s Spool) key(source firm.Connector, f Found) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %d %d", source.Address(), f.Path, f.Size, f.ModifiedAt.UnixNano()))
	return prefix(source) + hex.EncodeToString(sum[:12])
}

// waiting is a file of the spool, open to be written to.
type waiting struct {
	*os.File
	folder string
	have   int64 // bytes of it that an earlier try fetched
}

// open gives the spool's file for one that was found, with what there is of it already.
func (s Spool) open(source firm.Connector, f Found) (*waiting, error) {
	w := &waiting{folder: filepath.Join(s.Dir, s.key(source, f))}
	if err := os.MkdirAll(w.folder, 0o700); err != nil {
		return nil, noRoom(s.Dir, err)
	}
	file, err := os.OpenFile(filepath.Join(w.folder, localName(f.Path)), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, noRoom(s.Dir, err)
	}
	w.File = file
	info, err := file.Stat()
	if err == nil && info.Size() > f.Size {
		err = file.Truncate(0)
	} else if err == nil {
		w.have = info.Size()
	}
	if err == nil {
		_, err = file.Seek(w.have, io.SeekStart)
	}
	if err != nil {
		w.drop()
		return nil, noRoom(s.Dir, err)
	}
	return w, nil
}

// Write tells our disk's errors apart from the place's.
func (w *waiting) Write(p []byte) (int, error) {
	n, err := w.File.Write(p)
	w.have += int64(n)
	if err != nil {
		err = noRoom(filepath.Dir(w.folder), err)
	}
	return n, err
}

// hash is the SHA-256 of what is there, in hex.
func (w *waiting) hash(ctx context.Context) (string, error) {
	h := sha256.New()
	buffer := make([]byte, 1<<20)
	for offset := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := w.ReadAt(buffer, offset)
		_, _ = h.Write(buffer[:n]) // a hash never fails
		offset += int64(n)
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err != nil {
			return "", noRoom(filepath.Dir(w.folder), err)
		}
	}
}

// drop removes it.
func (w *waiting) drop() {
	_ = w.File.Close()
	_ = os.RemoveAll(w.folder)
}

func noRoom(dir string, err error) *Setback {
	if isFull(err) {
		return full()
	}
	return &Setback{Code: CodeFull, Message: "Un fichier de travail ne peut pas être écrit dans « " + dir + " ».",
		Hint: "Vérifiez vos droits sur ce dossier, et la place sur le disque ; la réception reprendra d'elle-même."}
}

// maxLocal bounds a file's name here, in bytes: systems allow 255.
const maxLocal = 150

// localName is a file's name as any system takes it: it comes from a server, which may be of
// another one, or mean harm.
func localName(remote string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(path.Base(remote), "_"))
	name = strings.TrimRight(strings.TrimLeft(name, ". "), ". ")
	for len(name) > maxLocal {
		ext := path.Ext(name)
		stem := strings.TrimSuffix(name, ext)
		if len(ext) > 20 || stem == "" {
			stem, ext = name, ""
		}
		_, last := utf8.DecodeLastRuneInString(stem)
		name = stem[:len(stem)-last] + ext
	}
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	if name == "" || slices.Contains(reserved, stem) {
		return "_" + name
	}
	return name
}

// reserved are names that Windows keeps for devices.
var reserved = []string{"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}
