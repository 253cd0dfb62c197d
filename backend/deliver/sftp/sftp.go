// Package sftp delivers statements as CFONB120 files to a folder of an SFTP server (« Dépôt de
// fichier »).
//
//	partner := sftp.New()
//	defer partner.Close()
//	receipt := partner.Deliver(ctx, access, parcel, sent) // Deposited
//
// Settings: "host", "port" (22), "user", "folder" (at the server), "host_key" (pinned, see remote.Pin).
// Secrets: "password", or "private_key" (PEM or OpenSSH) and its "passphrase".
//
// A file appears under its name whole or not at all: it is written as NAME.MARK.part, brought to
// the server's disk where it offers that (fsync@openssh.com), then renamed, and never over another
// file: the name is looked at just before, as posix-rename@openssh.com would replace what has it.
// The same file found in its place is a replay, and is recognised by its bytes. A folder that its
// partner empties cannot tell whether a file was there already: there a statement is delivered at
// least once, and under the same name.
//
// Nothing is said, not even the name of the user, to a server whose key is not the pinned one.
package sftp

import (
	"context"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/remote"
)

// Partner is SFTP. Its only state is the connections that wait a moment for the next file.
type Partner struct {
	limits limits
	door   *remote.Door
}

// limits bounds what a call may take.
type limits struct {
	call  time.Duration // one delivery in all: less than the queue allows, enough for 20 MB
	trial time.Duration // one trial in all: somebody waits
}

var (
	_ deliver.Partner = (*Partner)(nil)
	_ deliver.Shelf   = (*Partner)(nil)
)

// New makes the partner.
func New() *Partner {
	return &Partner{limits: limits{call: 4 * time.Minute, trial: time.Minute}, door: remote.New()}
}

// Close ends the connections that wait. What is delivered afterwards leaves none.
func (s *Partner) Close() { s.door.Close() }

// Deliver puts the statement's file in its place. See deliver.Partner; sent is called just
// before the file takes its name.
func (s *Partner) Deliver(ctx context.Context, a deliver.Access, p deliver.Parcel, sent func() error) deliver.Receipt {
	to, err := remote.TargetOf(a)
	if err == nil {
		err = check(p)
	}
	if err == nil && to.Pin.Unknown() {
		err = remote.Unpinned(to)
	}
	if err != nil {
		return remote.ReceiptOf(err)
	}
	if sent == nil {
		sent = func() error { return nil }
	}
	ctx, cancel := context.WithTimeout(ctx, s.limits.call)
	defer cancel()
	d := &deposit{Partner: s, to: to, parcel: p, mark: newMark(), sent: sent}
	return d.run(ctx)
}

// Folders lists nothing: a server's folder has no companies.
func (s *Partner) Folders(context.Context, deliver.Access, string) ([]deliver.Folder, error) {
	return nil, nil
}

// Match has nothing to find: a folder has no companies.
func (s *Partner) Match(context.Context, deliver.Access, deliver.AccountCard) deliver.Match {
	return deliver.Match{}
}
