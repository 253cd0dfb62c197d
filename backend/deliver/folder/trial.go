package folder

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"sobank/backend/deliver"
)

// Test looks at the folder, and writes and removes a file of a hidden name there. See
// deliver.Partner.
func (f *Partner) Test(ctx context.Context, a deliver.Access) deliver.Trial {
	dir, err := setting(a)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return failed(nil, receiptOf(err, dir))
	}
	done := make(chan deliver.Trial, 1)
	go func() { done <- f.try(dir) }()
	timer := time.NewTimer(f.limit)
	defer timer.Stop()
	select {
	case t := <-done:
		return t
	case <-timer.C:
		return failed(nil, mute(dir).receipt)
	case <-ctx.Done():
		return failed(nil, receiptOf(ctx.Err(), dir))
	}
}

func try(dir string) deliver.Trial {
	if err := mustBeFolder(dir); err != nil {
		return failed(nil, receiptOf(err, dir))
	}
	steps := []deliver.TrialStep{{OK: true, Message: "Le dossier « " + dir + " » existe."}}
	if err := probe(dir); err != nil {
		return failed(steps, receiptOf(err, dir))
	}
	steps = append(steps, deliver.TrialStep{OK: true, Message: "Le programme peut y écrire et y supprimer un fichier."})
	if n, ok := freeBytes(dir); ok {
		steps = append(steps, deliver.TrialStep{OK: true, Message: "Il y reste " + size(n) + " de libre."})
	}
	return deliver.Trial{OK: true, Steps: steps}
}

func failed(steps []deliver.TrialStep, r deliver.Receipt) deliver.Trial {
	return deliver.Trial{Steps: append(steps, deliver.TrialStep{Message: r.Message, Hint: asked(r.Hint)}), Code: r.Code}
}

// asked is a hint for a person who waits for the answer, where nothing resumes by itself.
func asked(hint string) string {
	if hint == hintAlone {
		return "Recommencez dans un instant."
	}
	return strings.ReplaceAll(hint, " ; l'envoi reprendra de lui-même", ", puis recommencez")
}

// probe does to a small file what a delivery does to a statement.
func probe(dir string) error {
	file, err := os.CreateTemp(dir, ".sobank-essai-*")
	if err != nil {
		return err
	}
	_, err = file.WriteString("So bank\r\n")
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close(), os.Remove(file.Name()), syncFolder(dir))
}

// size is a number of bytes for people.
func size(n uint64) string {
	for _, unit := range []struct {
		name  string
		bytes uint64
	}{{"To", 1e12}, {"Go", 1e9}, {"Mo", 1e6}, {"ko", 1e3}} {
		if n >= unit.bytes {
			return strings.Replace(fmt.Sprintf("%.1f %s", float64(n)/float64(unit.bytes), unit.name), ".", ",", 1)
		}
	}
	return fmt.Sprintf("%d octets", n)
}
