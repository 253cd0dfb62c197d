package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"sobank/backend/backup"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

// The variables that give a backup's key where nobody is at a terminal.
const (
	envPassphrase = "SOBANK_PASSPHRASE" // #nosec G101 -- the name of a variable
	envKey        = "SOBANK_BACKUP_KEY" // #nosec G101 -- as well
)

func (s *session) backup() *cobra.Command {
	var out string
	var credentials bool
	c := s.command("backup [--out FICHIER]", "fait une sauvegarde chiffrée des données", exactly(0), func(ctx context.Context, _ []string) error {
		return s.existing(ctx, func(h *wiring.House) error { return s.runBackup(ctx, h, out, credentials) })
	})
	c.Flags().StringVar(&out, "out", "", "fichier à écrire, pour une phrase de passe (SOBANK_PASSPHRASE ou saisie) ; sinon la sauvegarde du jour")
	c.Flags().BoolVar(&credentials, "credentials", false, "avec --out et --user : emporte les identifiants des connecteurs")
	c.Flags().StringVar(&s.user, "user", "", "adresse e-mail de la personne qui sauvegarde (sinon « Système »)")
	return c
}

type madeBackup struct {
	Path     string          `json:"path"`
	Size     int64           `json:"size"`
	Contents backup.Contents `json:"contents"`
}

func (s *session) runBackup(ctx context.Context, h *wiring.House, out string, credentials bool) error {
	actor, signOut, err := s.actor(ctx, h)
	if err != nil {
		return err
	}
	defer signOut()
	var made backup.Made
	if out == "" {
		made, err = h.Backups.Make(ctx, actor, nil)
	} else {
		made, err = s.backupTo(ctx, h, actor, out, credentials)
	}
	if err != nil {
		return err
	}
	c := made.Contents.Counts
	s.say("%s : %s, %s. Relue et vérifiée.", made.Path, many(c.Statements, "relevé"), many(c.Operations, "opération"))
	if s.json {
		return s.print(madeBackup{made.Path, made.Size, made.Contents})
	}
	return nil
}

func (s *session) backupTo(ctx context.Context, h *wiring.House, actor rights.Actor, out string, credentials bool) (made backup.Made, err error) {
	path, err := filepath.Abs(out)
	if err != nil {
		return made, err
	}
	phrase, err := s.secret(envPassphrase, "Phrase de passe de la sauvegarde : ")
	if err != nil {
		return made, err
	}
	return h.Backups.MakeFor(ctx, actor, backup.Request{Path: path, Passphrase: phrase, Credentials: credentials}, nil)
}

func (s *session) restore() *cobra.Command {
	var look bool
	c := s.command("restore FICHIER --user E-MAIL", "remet une sauvegarde à la place des données", exactly(1), func(ctx context.Context, args []string) error {
		path, err := filepath.Abs(args[0])
		if err != nil {
			return err
		}
		return s.runRestore(ctx, path, look)
	})
	c.Flags().BoolVar(&look, "look", false, "montre ce qu'il y a dedans, et ne change rien")
	c.Flags().StringVar(&s.user, "user", "", "adresse e-mail d'un Administrateur")
	c.PreRunE = func(*cobra.Command, []string) error {
		if s.user == "" {
			return errors.New("il manque --user E-MAIL")
		}
		return nil
	}
	return c
}

// runRestore works on the data folder, or on one whose file cannot be opened, or has none: an
// Administrateur of the data in the backup signs in then.
func (s *session) runRestore(ctx context.Context, path string, look bool) error {
	key := backup.Key{Text: cmp.Or(os.Getenv(envKey), os.Getenv(envPassphrase))}
	opened := false
	err := s.existing(ctx, func(h *wiring.House) error {
		opened = true
		none, err := h.Staff.None(ctx)
		if err != nil {
			return err
		}
		if none {
			return errNobody
		}
		return s.restoreInto(ctx, h, path, key, look)
	})
	if !look && (errors.Is(err, errNobody) || !opened && wiring.Broken(s.data, err)) {
		return s.rescue(ctx, path, key)
	}
	return err
}

// errNobody is a data folder where nobody can sign in yet.
var errNobody = fault.New(fault.NotFound, "Il n'y a encore personne dans ce dossier de données.").
	WithHint("Restaurez sans --look : la personne de --user se connecte à ce que la sauvegarde contient.")

func (s *session) restoreInto(ctx context.Context, h *wiring.House, path string, key backup.Key, look bool) error {
	actor, signOut, err := s.actor(ctx, h)
	if err != nil {
		return err
	}
	if look {
		defer signOut()
		p, err := h.Backups.Look(ctx, actor, path, key, nil)
		if err != nil {
			return err
		}
		return s.tellContents(p.Contents, p.MadeAt)
	}
	before, err := h.Backups.Restore(ctx, actor, path, key, nil)
	if err != nil {
		signOut()
		return err
	}
	s.say("Les données d'avant sont dans %s.", before.Path)
	return s.restored(path)
}

func (s *session) rescue(ctx context.Context, path string, key backup.Key) error {
	password, err := s.password()
	if err != nil {
		return err
	}
	was, err := wiring.Rescue(ctx, wiring.Options{DataDir: s.data}, path, key, s.user, password, nil)
	if err != nil {
		return err
	}
	if was != "" {
		s.say("Le fichier de données qui était là est dans %s.", was)
	}
	return s.restored(path)
}

func (s *session) restored(path string) error {
	s.say("%s a pris la place des données. Les connecteurs sont en pause : vérifiez chez chaque partenaire ce qui est arrivé depuis la sauvegarde avant de les remettre en marche, et importez à nouveau les fichiers reçus depuis.", path)
	if s.json {
		return s.print(map[string]any{"restored": path})
	}
	return nil
}

func (s *session) tellContents(c backup.Contents, madeAt string) error {
	s.say("Sauvegarde du %s : %s, %s, %s, %s, %s%s.", moment(madeAt), many(c.Counts.Firms, "cabinet"), many(c.Counts.Clients, "client"),
		many(c.Counts.Accounts, "compte"), many(c.Counts.Statements, "relevé"), many(c.Counts.Operations, "opération"), lastDay(c.LastDay))
	if s.json {
		return s.print(map[string]any{"made_at": madeAt, "contents": c})
	}
	return nil
}

// moment is a moment as the French write it, at this machine's hour.
func moment(rfc string) string {
	t, err := time.Parse(time.RFC3339, rfc)
	if err != nil {
		return rfc
	}
	return t.Local().Format("02/01/2006 à 15:04")
}

// lastDay says which day is the last, nothing without one.
func lastDay(iso string) string {
	d, err := civil.Parse(iso)
	if err != nil {
		return ""
	}
	return " ; dernier relevé du " + d.French()
}

// secret comes from a variable, else is asked for at a terminal.
func (s *session) secret(variable, question string) (string, error) {
	if text, ok := os.LookupEnv(variable); ok {
		return text, nil
	}
	terminal, ok := s.in.(*os.File)
	if !ok || !isTerminal(terminal) {
		return "", fault.New(fault.Invalid, "La phrase de passe manque.").
			WithHint("Donnez-la par la variable " + variable + ", ou lancez la commande dans un terminal.")
	}
	fmt.Fprint(s.err, question)
	return readPassword(terminal, s.err)
}
