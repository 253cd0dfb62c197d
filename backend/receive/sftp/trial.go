package sftp

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/remote"
)

// Test knows the server, signs in and lists the folder; where files are to be moved it makes sure
// of that folder. See receive.Door. A server whose key nobody confirmed, or whose key changed, is
// told nothing: the trial ends with the question whether the key is the server's.
func (d *Door) Test(ctx context.Context, a deliver.Access) deliver.Trial {
	ctx, cancel := context.WithTimeout(ctx, d.limits.trial)
	defer cancel()
	t := &trial{Door: d}
	to, err := target(readable(a))
	if err == nil && to.Pin.Unknown() {
		err = t.introduce(ctx, to)
	} else if err == nil {
		err = t.run(ctx, a, to)
	}
	if err != nil {
		return t.failed(ctx, err)
	}
	return deliver.Trial{OK: true, Steps: t.steps}
}

// readable is an access without a pin that nobody can read: its server is met anew.
func readable(a deliver.Access) deliver.Access {
	if _, err := remote.ParsePin(strings.TrimSpace(a.Settings["host_key"])); err != nil {
		a.Settings = maps.Clone(a.Settings)
		delete(a.Settings, "host_key")
	}
	return a
}

type trial struct {
	*Door
	steps []deliver.TrialStep
}

func (t *trial) well(format string, args ...any) {
	t.steps = append(t.steps, deliver.TrialStep{OK: true, Message: fmt.Sprintf(format, args...)})
}

// introduce shows the key of a server that is met for the first time.
func (t *trial) introduce(ctx context.Context, to remote.Target) error {
	leave, err := t.door.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	key, err := t.door.HostKey(ctx, to)
	if err != nil {
		return err
	}
	t.well("Le serveur %s répond.", to)
	return remote.Stranger(to, key)
}

func (t *trial) run(ctx context.Context, a deliver.Access, to remote.Target) error {
	leave, err := t.door.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	link, err := t.door.Connect(ctx, to)
	if err != nil {
		return err
	}
	p := &place{Door: t.Door, to: to, link: link, leave: func() {}, after: a.Settings["after"], moved: movedTo(to, a.Settings["after_folder"])}
	defer p.Close()
	t.well("Le serveur %s répond, avec la clé qui est retenue.", to)
	t.well("Il accepte l'identifiant « %s ».", to.User)
	found, err := p.Look(ctx)
	if err != nil {
		return err
	}
	t.well("Le dossier « %s » se lit : %s", to.Folder, counted(len(found)))
	if p.after != firm.AfterMove {
		return nil
	}
	if err := p.mustBeFolder(); err != nil {
		if broken(err) {
			return p.cut(ctx)
		}
		return &receive.Setback{Code: receive.CodeFiling, Message: "Le dossier « " + p.moved + " » manque au serveur, et n'a pas pu y être créé.",
			Hint: "Demandez à l'exploitant du serveur de le créer, ou choisissez de laisser les fichiers sur le serveur."}
	}
	t.well("Le dossier « %s » recevra les fichiers lus.", p.moved)
	return nil
}

func counted(n int) string {
	switch n {
	case 0:
		return "aucun fichier n'y est."
	case 1:
		return "1 fichier y est."
	}
	return fmt.Sprintf("%d fichiers y sont.", n)
}

func (t *trial) failed(ctx context.Context, err error) deliver.Trial {
	made := deliver.Trial{Steps: t.steps}
	if s, ok := errors.AsType[*remote.Setback](err); ok && s.Asks != nil {
		asks := *s.Asks
		asks.Sentence = words.Replace(asks.Sentence)
		made.Questions = []deliver.Question{asks}
	}
	s, ok := errors.AsType[*receive.Setback](setbackOf(ctx, err))
	if !ok {
		made.Steps = append(made.Steps, deliver.TrialStep{Message: "L'essai a été interrompu.", Hint: "Recommencez."})
		return made
	}
	made.Code = s.Code
	made.Steps = append(made.Steps, deliver.TrialStep{Message: s.Message, Hint: asked(s.Hint)})
	return made
}

// asked is a hint for a person who waits for the answer, where nothing resumes by itself.
func asked(hint string) string {
	if strings.HasPrefix(hint, "Rien à faire") {
		return "Recommencez dans un instant."
	}
	return strings.ReplaceAll(hint, " ; la réception reprendra d'elle-même", ", puis recommencez")
}
