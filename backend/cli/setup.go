package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/wiring"
)

// maxSetup bounds the setup file and the secrets, in bytes.
const maxSetup = 64 << 20

func (s *session) setup() *cobra.Command {
	c := s.command("setup FICHIER.json", "crée cabinets, personnes, connecteurs, clients et IBAN", exactly(1),
		func(ctx context.Context, args []string) error {
			return s.house(ctx, func(h *wiring.House) error { return s.runSetup(ctx, h, args[0]) })
		})
	c.Flags().StringVar(&s.user, "user", "", "adresse e-mail d'un Administrateur, une fois So bank configuré")
	return c
}

func (s *session) runSetup(ctx context.Context, h *wiring.House, path string) error {
	var plan provision.Plan
	f, err := os.Open(path) // #nosec G304 -- the person chose this file
	if err != nil {
		return fault.Newf(fault.Unreadable, "Le fichier « %s » ne peut pas être lu.", path).WithCause(err)
	}
	defer func() { _ = f.Close() }()
	if err := decode(f, &plan); err != nil {
		return fault.Newf(fault.Invalid, "« %s » n'est pas un fichier de configuration : %v.", path, err)
	}
	secrets, err := s.secrets()
	if err != nil {
		return err
	}
	actor, signOut, err := s.actor(ctx, h)
	if err != nil {
		return err
	}
	defer signOut()
	done, err := h.Provision.Apply(ctx, actor, plan, secrets)
	if err != nil {
		return err
	}
	for _, n := range done.Notices {
		fmt.Fprintln(s.err, n)
	}
	s.say("Ajoutés : %s, %s, %s, %s, %d IBAN.", many(done.Firms, "cabinet"), many(done.Staff, "collaborateur"),
		many(done.Connectors, "connecteur"), many(done.Clients, "client"), done.Accounts)
	if s.json {
		return s.print(done)
	}
	return nil
}

// secrets reads the secrets given on standard input, if something is given there.
func (s *session) secrets() (secrets provision.Secrets, err error) {
	if f, ok := s.in.(*os.File); ok {
		if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice != 0 {
			return secrets, nil // a terminal, or nothing
		}
	}
	b, err := io.ReadAll(io.LimitReader(s.in, maxSetup))
	if err != nil || len(bytes.TrimSpace(b)) == 0 {
		return secrets, nil
	}
	if decode(bytes.NewReader(b), &secrets) != nil { // its error could quote a secret
		return secrets, fault.New(fault.Invalid, "L'entrée standard n'est pas un objet JSON de secrets.").
			WithHint(`Donnez {"connectors":{"<nom>":{…}},"staff":{"<e-mail>":"…"}}.`)
	}
	return secrets, nil
}

// decode reads one JSON document, and says which field it does not know.
func decode(r io.Reader, into any) error {
	d := json.NewDecoder(io.LimitReader(r, maxSetup))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("il y a quelque chose après l'objet JSON")
	}
	return nil
}
