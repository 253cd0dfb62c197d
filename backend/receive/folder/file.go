package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sobank/backend/receive"
)

// PutAway moves a file to its subfolder, the reason first where there is one: a file that is
// found among the rejected ones has it beside. See receive.Place.
func (p *place) PutAway(ctx context.Context, f receive.Found, v receive.Verdict) (as string, err error) {
	sub := Treated
	if !v.Outcome.Treated() {
		sub = Rejected
	}
	as, err = within(ctx, p.limit, func() (string, error) { return p.move(f, sub, v.Note) })
	if err != nil {
		return "", p.unfiled(ctx, f, sub, err)
	}
	return as, nil
}

// reasonEnd ends the name of a file that says why another one was not taken.
const reasonEnd = ".motif.txt"

func (p *place) move(f receive.Found, sub, note string) (as string, err error) {
	from := filepath.Join(p.dir, f.Path)
	err = sameAs(func() (os.FileInfo, error) { return os.Lstat(from) }, f)
	if s, ok := errors.AsType[*receive.Setback](err); ok && s.Code == receive.CodeChanged {
		return "", nil // gone, or written anew: it is not what was read
	}
	if err != nil {
		return "", err
	}
	folder := filepath.Join(p.dir, sub)
	if err := mustBeOwn(folder); err != nil {
		return "", err
	}
	name, err := p.reserve(folder, f.Path, note)
	if err != nil {
		return "", err
	}
	if err := os.Rename(from, filepath.Join(folder, name)); err != nil {
		if note != "" {
			_ = os.Remove(filepath.Join(folder, name+reasonEnd))
		}
		_ = os.Remove(filepath.Join(folder, name)) // what kept the name
		return "", err
	}
	return sub + "/" + name, nil
}

// mustBeOwn makes the subfolder. A link in its place leads outside, and is not followed.
func mustBeOwn(folder string) error {
	err := os.Mkdir(folder, 0o770) // #nosec G301 -- a folder shared with what fills it
	if err == nil || !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(folder)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("folder: %s is no folder", folder)
	}
	return err
}

// reserve finds a name that nothing has, keeps it with an empty file, which the move replaces, and
// writes the reason beside it. An empty file that a crash left keeps its name.
func (p *place) reserve(folder, name, note string) (string, error) {
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 1; ; n++ {
		free := name
		if n > 1 {
			free = fmt.Sprintf("%s (%d)%s", stem, n, ext)
		}
		if note != "" {
			if _, err := os.Lstat(filepath.Join(folder, free+reasonEnd)); err == nil {
				continue
			}
		}
		file, err := os.OpenFile(filepath.Join(folder, free), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o660) // #nosec G302 G304 -- a folder shared with what fills it: its group reads; made in the watched folder; never over another, nor through a link
		if errors.Is(err, fs.ErrExist) && n < 10_000 {
			continue
		}
		if err != nil {
			return "", err
		}
		_ = file.Close()
		if note == "" {
			return free, nil
		}
		if err := write(filepath.Join(folder, free+reasonEnd), note); err != nil {
			_ = os.Remove(filepath.Join(folder, free))
			return "", err
		}
		return free, nil
	}
}

// write makes a text file whole; UTF-8 with its mark, so that every editor of Windows reads it.
func write(path, text string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o660) // #nosec G302 G304 -- a folder shared with what fills it: its group reads; made in the watched folder; never over another, nor through a link
	if err != nil {
		return err
	}
	_, err = file.WriteString("\uFEFF" + text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(path)
	}
	return err
}
