// Package sftp receives statement files from a folder of an SFTP server (« Serveur SFTP de la
// banque »).
//
//	place, err := sftp.New().Open(ctx, access)
//	defer place.Close()
//	found, err := place.Look(ctx)
//
// Settings: those of package remote, the folder being "remote_folder"; "after" is what becomes of a
// file that was read ("keep", "move" to "after_folder", "delete").
//
// Only regular files of the folder itself are looked at: no links, no subfolders, and no name that
// leads out of it. A file that could not be imported is never removed from the server. Version 3 of
// SFTP, which servers speak, dates files to the second (draft-ietf-secsh-filexfer-02, section 5).
package sftp

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/remote"
)

// Door opens servers.
type Door struct {
	door   *remote.Door
	limits limits
}

// limits bounds what a server may take.
type limits struct {
	list  time.Duration // to list, to move, to remove
	stall time.Duration // without a byte of a file
	trial time.Duration // one trial in all: somebody waits
}

var _ receive.Door = (*Door)(nil)

// New makes the door.
func New() *Door {
	return &Door{door: remote.New(), limits: limits{list: time.Minute, stall: time.Minute, trial: time.Minute}}
}

// target reads the settings: the folder at a server has its own name among them.
func target(a deliver.Access) (remote.Target, error) {
	a.Settings = maps.Clone(a.Settings)
	a.Settings["folder"] = a.Settings["remote_folder"]
	return remote.TargetOf(a)
}

// Open knows the server and signs in. See receive.Door.
func (d *Door) Open(ctx context.Context, a deliver.Access) (receive.Place, error) {
	to, err := target(a)
	if err == nil && to.Pin.Unknown() {
		err = remote.Unpinned(to)
	}
	if err != nil {
		return nil, setbackOf(ctx, err)
	}
	leave, err := d.door.Enter(ctx)
	if err != nil {
		return nil, err
	}
	link, err := d.door.Connect(ctx, to)
	if err != nil {
		leave()
		return nil, setbackOf(ctx, err)
	}
	return &place{Door: d, to: to, link: link, leave: leave, after: a.Settings["after"], moved: movedTo(to, a.Settings["after_folder"])}, nil
}

// movedTo is where files go that were read: within the folder, unless it is said from the root.
func movedTo(to remote.Target, name string) string {
	name = strings.TrimSpace(name)
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(to.Folder, name)
}

// place is a folder at a server, open.
type place struct {
	*Door
	to    remote.Target
	link  *remote.Link
	leave func()
	after string
	moved string
}

// Close takes leave of the server.
func (p *place) Close() {
	p.link.Close()
	p.leave()
}

// Keeps reports whether a file stays where it is: as the setting says, and one that could not be
// read where others are removed.
func (p *place) Keeps(o receive.Outcome) bool {
	return p.after != firm.AfterMove && (p.after != firm.AfterDelete || !o.Treated())
}

// most bounds how many files of a folder are looked at.
const most = 10_000

// Look lists the folder's own files. See receive.Place.
func (p *place) Look(ctx context.Context) (found []receive.Found, err error) {
	ctx, cancel := context.WithTimeout(ctx, p.limits.list)
	defer cancel()
	defer context.AfterFunc(ctx, p.link.Cut)()
	there, err := p.link.Files.ReadDirContext(ctx, p.to.Folder)
	if err != nil {
		return nil, p.unlisted(ctx, err)
	}
	for _, one := range there {
		if one.Mode().IsRegular() && plain(one.Name()) && !receive.Unfinished(one.Name()) && len(found) < most {
			found = append(found, receive.Found{Path: one.Name(), Size: one.Size(), ModifiedAt: one.ModTime()})
		}
	}
	return found, nil
}

// plain reports whether a name is one file's in the folder: a server may answer anything.
func plain(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, "/\\\x00") && len(name) <= 255
}

// Fetch copies a file's bytes. See receive.Place.
func (p *place) Fetch(ctx context.Context, f receive.Found, from int64, into io.Writer) error {
	// A server that answers nothing more is cut.
	stall := time.AfterFunc(p.limits.stall, p.link.Cut)
	defer stall.Stop()
	defer context.AfterFunc(ctx, p.link.Cut)()
	if err := p.same(f); err != nil {
		return p.ofFile(ctx, f, err)
	}
	file, err := p.link.Files.Open(p.in(f))
	if err != nil {
		return p.ofFile(ctx, f, err)
	}
	defer file.Close()
	if _, err := file.Seek(from, io.SeekStart); err != nil {
		return p.ofFile(ctx, f, err)
	}
	to := &measured{into: into, left: f.Size - from, alive: func() { stall.Reset(p.limits.stall) }}
	if _, err = file.WriteTo(to); err == nil {
		err = p.same(f)
	}
	switch {
	case to.err != nil:
		return to.err
	case to.grown:
		return receive.Changed(f.Path)
	}
	return p.ofFile(ctx, f, err)
}

// same makes sure that a file is as it was found, and no link. Errors: Changed.
func (p *place) same(f receive.Found) error {
	info, err := p.link.Files.Lstat(p.in(f))
	if errors.Is(err, fs.ErrNotExist) || err == nil && (!info.Mode().IsRegular() || info.Size() != f.Size || !info.ModTime().Equal(f.ModifiedAt)) {
		return receive.Changed(f.Path)
	}
	return err
}

func (p *place) in(f receive.Found) string { return p.to.InFolder(f.Path) }

// measured takes no more than a file is long, and tells our disk's errors apart from the server's.
type measured struct {
	into  io.Writer
	left  int64
	alive func()
	grown bool
	err   error
}

var errGrown = errors.New("sftp: the file has grown")

func (m *measured) Write(b []byte) (int, error) {
	m.alive()
	if int64(len(b)) > m.left {
		m.grown = true
		return 0, errGrown
	}
	n, err := m.into.Write(b)
	m.left -= int64(n)
	m.err = err
	return n, err
}

// PutAway does with a file what the setting says. See receive.Place.
func (p *place) PutAway(ctx context.Context, f receive.Found, v receive.Verdict) (as string, err error) {
	if p.Keeps(v.Outcome) {
		return "", nil
	}
	ctx, cancel := context.WithTimeout(ctx, p.limits.list)
	defer cancel()
	defer context.AfterFunc(ctx, p.link.Cut)()
	err = p.same(f)
	if s, ok := errors.AsType[*receive.Setback](err); ok && s.Code == receive.CodeChanged {
		return "", nil // gone, or written anew: it is not what was read
	}
	if err == nil && p.after == firm.AfterDelete {
		err = p.link.Files.Remove(p.in(f))
	} else if err == nil {
		as, err = p.move(f)
	}
	if errors.Is(err, fs.ErrNotExist) && p.after == firm.AfterDelete {
		err = nil
	}
	if err != nil {
		return "", p.unfiled(ctx, f, err)
	}
	return as, nil
}

// move gives a file a free name in the folder of those that were read.
func (p *place) move(f receive.Found) (as string, err error) {
	if err := p.mustBeFolder(); err != nil {
		return "", err
	}
	ext := path.Ext(f.Path)
	stem := strings.TrimSuffix(f.Path, ext)
	for n := 1; ; n++ {
		free := f.Path
		if n > 1 {
			free = numbered(stem, n, ext)
		}
		to := path.Join(p.moved, free)
		_, err := p.link.Files.Lstat(to)
		if err == nil && n < 10_000 {
			continue
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", errors.Join(err, os.ErrExist)
		}
		// A rename never replaces in version 3, which leaves no instant to another program.
		return to, p.link.Files.Rename(p.in(f), to)
	}
}

func (p *place) mustBeFolder() error {
	info, err := p.link.Files.Stat(p.moved)
	if errors.Is(err, fs.ErrNotExist) {
		return p.link.Files.Mkdir(p.moved)
	}
	if err == nil && !info.IsDir() {
		err = errNoFolder
	}
	return err
}

var errNoFolder = errors.New("sftp: no folder")
