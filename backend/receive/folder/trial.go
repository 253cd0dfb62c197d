package folder

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sobank/backend/deliver"
	"sobank/backend/receive"
)

// Test looks into the folder, and does to a small file what filing a statement away does. See
// receive.Door.
func (d *Door) Test(ctx context.Context, a deliver.Access) deliver.Trial {
	opened, err := d.Open(ctx, a)
	if err != nil {
		return failed(nil, err)
	}
	p := opened.(*place)
	steps := []deliver.TrialStep{{OK: true, Message: "Le dossier « " + p.dir + " » existe."}}
	found, err := p.Look(ctx)
	if err != nil {
		return failed(steps, err)
	}
	steps = append(steps, deliver.TrialStep{OK: true, Message: counted(len(found))})
	if _, err := within(ctx, d.limit, func() (struct{}, error) { return struct{}{}, p.probe() }); err != nil {
		return failed(steps, &receive.Setback{Code: codeFolder, Message: "Le programme ne peut pas déplacer de fichier dans « " + Treated + " » et « " + Rejected + " ».",
			Hint: "Donnez à cette session le droit d'écrire dans « " + p.dir + " », puis recommencez."})
	}
	return deliver.Trial{OK: true, Steps: append(steps, deliver.TrialStep{OK: true, Message: "Le programme peut y déplacer des fichiers vers « " + Treated + " » et « " + Rejected + " »."})}
}

func counted(n int) string {
	switch n {
	case 0:
		return "Aucun fichier n'y attend."
	case 1:
		return "1 fichier y attend d'être lu."
	}
	return fmt.Sprintf("%d fichiers y attendent d'être lus.", n)
}

// probe makes both subfolders and moves an empty hidden file there and away.
func (p *place) probe() error {
	for _, sub := range []string{Treated, Rejected} {
		if err := mustBeOwn(filepath.Join(p.dir, sub)); err != nil {
			return err
		}
		file, err := os.CreateTemp(p.dir, ".sobank-essai-*")
		if err != nil {
			return err
		}
		to := filepath.Join(p.dir, sub, filepath.Base(file.Name()))
		err = errors.Join(file.Close(), os.Rename(file.Name(), to))
		if err != nil {
			_ = os.Remove(file.Name())
			return err
		}
		if err := os.Remove(to); err != nil {
			return err
		}
	}
	return nil
}

func failed(steps []deliver.TrialStep, err error) deliver.Trial {
	t := deliver.Trial{Steps: steps}
	if s, ok := errors.AsType[*receive.Setback](err); ok {
		t.Code, t.Steps = s.Code, append(steps, deliver.TrialStep{Message: s.Message, Hint: s.Hint})
		return t
	}
	t.Steps = append(steps, deliver.TrialStep{Message: "L'essai a été interrompu.", Hint: "Recommencez."})
	return t
}
