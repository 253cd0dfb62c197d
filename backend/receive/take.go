package receive

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"sobank/backend/collect"
	"sobank/backend/fault"
)

// maxSize bounds a file, in bytes: a year of statements of a large firm is far below.
const maxSize = 2 << 30

// cuts is how often in a row a connection may end during one file before it is left to another
// run; what was fetched counts then, too.
const cuts = 3

// take fetches a file, imports it and keeps what became of it.
func (w *worker) take(ctx context.Context, one Record) (Record, error) {
	w.at.Name, w.at.Size, w.at.Fetched, w.at.Importing = path.Base(one.Path), one.Size, 0, false
	w.tell(w.at)
	if one.Size > maxSize {
		one.Outcome, one.Reason = Rejected, fmt.Sprintf("« %s » dépasse la taille permise (%d Go).", path.Base(one.Path), maxSize>>30)
		one.Hint = "Demandez à la banque de le couper, ou importez-le en plusieurs fois."
		return w.keep(ctx, one)
	}
	spooled, err := w.Spool.open(w.source, one.Found)
	if err != nil {
		return one, err
	}
	if err := w.fetch(ctx, one, spooled); err != nil {
		if s, ok := errors.AsType[*Setback](err); ok && s.Code == CodeFull {
			spooled.drop() // it would fill the disk of those who make room
		}
		_ = spooled.Close() // what was fetched serves the next try
		return one, err
	}
	defer spooled.drop()
	if one.SHA256, err = spooled.hash(ctx); err != nil {
		return one, err
	}
	name := spooled.Name()
	if err := spooled.Close(); err != nil {
		return one, noRoom(w.Spool.Dir, err)
	}
	if one, err = w.bring(ctx, one, name); err != nil {
		return one, err
	}
	return w.keep(ctx, one)
}

// fetch brings a file's bytes here, from where an earlier try ended.
func (w *worker) fetch(ctx context.Context, one Record, into *waiting) error {
	cut := 0
	for into.have < one.Size {
		before := into.have
		err := w.place.Fetch(ctx, one.Found, into.have, &counted{w, into})
		s, ok := setbackOf(ctx, err)
		if err == nil && into.have < one.Size {
			return Changed(path.Base(one.Path))
		}
		if err == nil {
			break
		}
		if !ok || !s.Cut {
			return err
		}
		if into.have > before {
			cut = 0
		}
		if cut++; cut >= cuts {
			return err
		}
		if err := w.open(ctx); err != nil {
			return err
		}
	}
	return nil
}

// counted tells how far a fetch is.
type counted struct {
	w    *worker
	into *waiting
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.into.Write(p)
	c.w.at.Fetched = c.into.have
	c.w.tell(c.w.at)
	return n, err
}

// bring imports a file that is here, as « Système » or whoever asked for the run.
func (w *worker) bring(ctx context.Context, one Record, name string) (Record, error) {
	w.at.Importing = true
	w.tell(w.at)
	reports, err := w.Importer.Import(ctx, w.scope.Actor, w.request(name), nil)
	if err != nil {
		return one, err
	}
	for _, r := range reports {
		if r.Err != nil && ours(r.Err) {
			return one, unimported(path.Base(one.Path), r.Err)
		}
	}
	return judge(one, reports), nil
}

// unimported is a file that could not be imported for a reason of this machine.
func unimported(name string, err error) error {
	if isFull(err) {
		return full()
	}
	e := fault.From(err)
	return &Setback{Code: CodeImport, OfFile: true, Message: "« " + name + " » n'a pas pu être importé : " + e.Message,
		Hint: "Il est resté à sa place, et sera relu de lui-même. " + e.Hint}
}

// judge sums up what the import says of a file, or of the files in an archive.
func judge(one Record, reports []collect.FileReport) Record {
	one.Outcome = Duplicate
	var wrong []collect.FileReport
	for _, r := range reports {
		if one.FileID == 0 {
			one.FileID = r.FileID
		}
		one.Statements += r.NewStatements
		one.Operations += r.NewOperations
		switch r.Outcome {
		case collect.Imported:
			one.Outcome = Imported
		case collect.Failed:
			wrong = append(wrong, r)
		}
	}
	if len(wrong) == 0 && len(reports) > 0 {
		return one
	}
	one.Outcome = Partly
	if len(wrong) == len(reports) {
		one.Outcome = Rejected
	}
	one.Reason, one.Hint = reasons(wrong)
	return one
}

// maxReasons bounds what is told of an archive.
const maxReasons = 20

// reasons are the sentences of what went wrong, one a file, with what to do.
func reasons(wrong []collect.FileReport) (reason, hint string) {
	var lines, hints []string
	for _, r := range wrong[:min(len(wrong), maxReasons)] {
		e := fault.From(r.Err)
		line := e.Message
		if field := fieldFrench(e.Field); field != "" {
			line += fmt.Sprintf(" (champ « %s »)", field)
		}
		lines = append(lines, line)
		if e.Hint != "" && !slices.Contains(hints, e.Hint) {
			hints = append(hints, e.Hint)
		}
	}
	if more := len(wrong) - maxReasons; more > 0 {
		lines = append(lines, fmt.Sprintf("Et %d autres fichiers de l'archive.", more))
	}
	if len(lines) == 0 {
		lines = []string{"Le fichier ne contient rien à importer."}
	}
	return strings.Join(lines, "\n"), strings.Join(hints, "\n")
}

// fieldFrench is what a file leaves open, or the field that it breaks off at; a file as a whole is
// no field.
func fieldFrench(field string) string {
	switch field {
	case "account":
		return "IBAN du compte"
	case "dates":
		return "ordre des dates"
	case "mapping":
		return "colonnes du tableau"
	case "file", "firmId":
		return ""
	}
	return field
}

// keep remembers what became of a file. The import is done: this is written whatever happens to
// the run.
func (w *worker) keep(ctx context.Context, one Record) (Record, error) {
	one.SourceID, one.TakenAt = w.source.ID, w.Now()
	err := w.Store.Write(context.WithoutCancel(ctx), func(tx Tx) (err error) {
		one.ID, err = tx.NoteTaken(one)
		return err
	})
	return one, err
}

// note is the text beside a file that was not taken.
func note(one Record) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("Fichier : %s", path.Base(one.Path))
	line("Lu le : %s", one.TakenAt.Local().Format("02/01/2006 à 15:04"))
	line("Résultat : %s", strings.ToLower(one.Outcome.French()))
	line("")
	line("Motif :")
	for text := range strings.SplitSeq(one.Reason, "\n") {
		line("  %s", text)
	}
	if one.Hint != "" {
		line("")
		line("Que faire :")
		for text := range strings.SplitSeq(one.Hint, "\n") {
			line("  %s", text)
		}
	}
	line("")
	if one.Outcome == Partly {
		line("Les autres fichiers de l'archive sont importés. Corrigez, puis redéposez l'archive : ce qui est déjà importé ne le sera pas deux fois.")
	} else {
		line("Rien de ce fichier n'est importé. Corrigez-le, puis redéposez-le dans le dossier surveillé.")
	}
	return b.String()
}
