package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"sobank/backend/fault"
)

// The members of the archive, in this order.
const (
	memberManifest = "manifest.json"
	memberSecrets  = "secrets.json"
	memberData     = "sobank.db"
)

// Bounds of what is read before it is known to be ours.
const (
	maxManifest = 1 << 20
	maxSecrets  = 8 << 20
)

// seal writes a data file as a backup for a recipient.
func seal(ctx context.Context, w io.Writer, to age.Recipient, m Manifest, secrets map[string]string, data io.Reader) (err error) {
	encrypted, err := age.Encrypt(w, to)
	if err != nil {
		return fmt.Errorf("backup: encrypt: %w", err)
	}
	packed, err := zstd.NewWriter(encrypted)
	if err != nil {
		return fmt.Errorf("backup: compress: %w", err)
	}
	archive := tar.NewWriter(packed)
	err = errors.Join(member(archive, memberManifest, m), func() error {
		if len(secrets) == 0 {
			return nil
		}
		return member(archive, memberSecrets, secrets)
	}())
	if err == nil {
		err = archive.WriteHeader(&tar.Header{Name: memberData, Mode: 0o600, Size: m.Size})
	}
	if err == nil {
		_, err = io.Copy(archive, under(ctx, data))
	}
	return errors.Join(err, archive.Close(), packed.Close(), encrypted.Close())
}

func member(archive *tar.Writer, name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text))}); err != nil {
		return err
	}
	_, err = archive.Write(text)
	return err
}

// unseal reads a backup: its manifest, its secrets if any, and its data file into w. What w got is only
// worth something without an error. Errors: Invalid (the key), Unreadable.
func unseal(ctx context.Context, r io.Reader, by []age.Identity, w io.Writer) (m Manifest, secrets map[string]string, err error) {
	plain, err := age.Decrypt(under(ctx, r), by...)
	if err != nil {
		return m, nil, notOpened(err)
	}
	packed, err := zstd.NewReader(plain, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return m, nil, damaged(err)
	}
	defer packed.Close()
	archive := tar.NewReader(packed)
	if err := readMember(archive, memberManifest, maxManifest, &m); err != nil {
		return m, nil, damaged(err)
	}
	header, err := archive.Next()
	if err == nil && header.Name == memberSecrets {
		if err = decode(archive, header, maxSecrets, &secrets); err == nil {
			header, err = archive.Next()
		}
	}
	if err != nil || header.Name != memberData || header.Size != m.Size {
		return m, nil, damaged(err)
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(w, sum), archive, m.Size); err != nil {
		return m, nil, lost(ctx, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != m.SHA256 {
		return m, nil, damaged(errors.New("backup: the data file's hash differs"))
	}
	if _, err := archive.Next(); !errors.Is(err, io.EOF) {
		return m, nil, damaged(err)
	}
	rest, err := io.Copy(io.Discard, io.LimitReader(packed, maxManifest)) // to the end: age knows a file that was cut
	if err != nil {
		return m, nil, lost(ctx, err)
	}
	if rest == maxManifest {
		return m, nil, damaged(errors.New("backup: it goes on after its end"))
	}
	return m, secrets, nil
}

func readMember(archive *tar.Reader, name string, most int64, into any) error {
	header, err := archive.Next()
	if err != nil {
		return err
	}
	if header.Name != name {
		return fmt.Errorf("backup: %q where %q was to be", header.Name, name)
	}
	return decode(archive, header, most, into)
}

func decode(archive *tar.Reader, header *tar.Header, most int64, into any) error {
	if header.Size > most {
		return fmt.Errorf("backup: %s has %d bytes", header.Name, header.Size)
	}
	return json.NewDecoder(archive).Decode(into)
}

// lost tells a backup that cannot be read on from a disk that is full and from a person who stopped it.
func lost(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, disk := errors.AsType[*os.PathError](err); disk {
		return unwritten(err)
	}
	return damaged(err)
}

func unwritten(err error) error {
	return fault.New(fault.Unreadable, "La copie n'a pas pu être écrite sur le disque : rien n'a été changé.").
		WithHint("Libérez de la place, ou vérifiez vos droits sur le dossier, puis recommencez.").WithCause(err)
}

// notOpened tells a wrong key from what is no backup.
func notOpened(err error) error {
	if _, wrong := errors.AsType[*age.NoIdentityMatchError](err); wrong {
		return fault.New(fault.Invalid, "Cette clé n'ouvre pas cette sauvegarde.").WithField("key").
			WithHint("Donnez la clé de la fiche de secours, ou la phrase de passe choisie quand la sauvegarde a été faite.").WithCause(err)
	}
	return fault.New(fault.Unreadable, "Ce fichier n'est pas une sauvegarde de So bank, ou il est abîmé.").
		WithHint("Choisissez un fichier dont le nom finit par « " + Ending + " ».").WithCause(err)
}

// asksForPassphrase reports whether a backup was made for a passphrase. It reads the first bytes.
func asksForPassphrase(path string) (bool, error) {
	f, err := os.Open(path) // #nosec G304 -- a backup that a person chose; it is read, and never run
	if err != nil {
		return false, unreadable(path, err)
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, unreadable(path, err)
	}
	lines := bufio.NewScanner(bytes.NewReader(head[:n]))
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), "age-encryption.org/") {
		return false, notOpened(errors.New("backup: no age header"))
	}
	return lines.Scan() && strings.HasPrefix(lines.Text(), "-> scrypt "), nil
}

func unreadable(path string, err error) error {
	return fault.Newf(fault.Unreadable, "« %s » ne peut pas être lu.", path).
		WithHint("Vérifiez le chemin, vos droits, et que le disque est branché.").WithCause(err)
}

// under stops a reader with its context.
func under(ctx context.Context, r io.Reader) io.Reader { return &bounded{ctx, r} }

type bounded struct {
	ctx context.Context
	r   io.Reader
}

func (b *bounded) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.r.Read(p)
}
