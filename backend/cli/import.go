package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"sobank/backend/collect"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/statement"
	"sobank/backend/wiring"
)

func (s *session) importFiles() *cobra.Command {
	var firm string
	var handedOver bool
	c := s.command("import CHEMIN…", "importe des fichiers ou des dossiers de relevés", atLeastOne,
		func(ctx context.Context, args []string) error {
			return s.house(ctx, func(h *wiring.House) error { return s.runImport(ctx, h, args, firm, handedOver) })
		})
	c.Flags().StringVar(&firm, "firm", "", "cabinet des relevés dont l'IBAN est inconnu")
	c.Flags().BoolVar(&handedOver, "handed-over", false, "relevés remis par le client, sans mandat")
	return c
}

func (s *session) runImport(ctx context.Context, h *wiring.House, paths []string, firm string, handedOver bool) error {
	// An import allocates gigabytes that live for a moment: collecting a third as often is a
	// tenth faster, for some 100 MB more at the peak.
	defer debug.SetGCPercent(debug.SetGCPercent(300))
	actor := h.Systeme()
	req := collect.Request{Paths: paths, HandedOver: handedOver}
	var err error
	if req.FirmID, err = firmNamed(ctx, h, actor, firm); err != nil {
		return err
	}
	reports, err := h.Collect.Import(ctx, actor, req, nil)
	if err != nil {
		return err
	}
	for _, r := range reports {
		s.reportFile(r)
	}
	if s.json {
		if err := s.print(map[string]any{"files": fileShapes(reports)}); err != nil {
			return err
		}
	}
	for _, r := range reports {
		if r.Outcome == collect.Failed {
			return errQuiet
		}
	}
	return nil
}

// firmNamed is the id of a firm by its name, 0 for "". Errors: NotFound.
func firmNamed(ctx context.Context, h *wiring.House, actor rights.Actor, name string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	firms, err := h.Firms.List(ctx, actor)
	if err != nil {
		return 0, err
	}
	for _, f := range firms {
		if strings.EqualFold(f.Name, name) {
			return f.ID, nil
		}
	}
	return 0, fault.Newf(fault.NotFound, "Le cabinet « %s » n'existe pas.", name).WithHint("Vérifiez son nom ; « sobank setup » crée des cabinets.")
}

func (s *session) reportFile(r collect.FileReport) {
	name := filepath.Base(r.Path)
	switch r.Outcome {
	case collect.Failed:
		fmt.Fprintln(s.err, sentence(fault.From(r.Err)))
	case collect.Duplicate:
		s.say("%s : déjà importé, rien ne change.", name)
	default:
		s.say("%s : %s (%s), %s, dont %s, %s.", name, many(r.Statements, "relevé"), many(r.NewStatements, "nouveau"),
			many(r.Operations, "opération"), many(r.NewOperations, "nouvelle"), many(r.Warnings, "avertissement"))
	}
}

type fileShape struct {
	Path          string         `json:"path"`
	Outcome       string         `json:"outcome"` // imported, duplicate, failed
	Format        *string        `json:"format"`
	Statements    int            `json:"statements"`
	NewStatements int            `json:"new_statements"`
	Operations    int            `json:"operations"`
	NewOperations int            `json:"new_operations"`
	Warnings      int            `json:"warnings"`
	States        map[string]int `json:"states"`
	Places        map[string]int `json:"places"`
	Error         *fault.Error   `json:"error,omitempty"`
}

func fileShapes(reports []collect.FileReport) []fileShape {
	shapes := make([]fileShape, len(reports))
	for i, r := range reports {
		shapes[i] = fileShape{Path: r.Path, Outcome: string(r.Outcome), Format: orNil(r.Format), Statements: r.Statements,
			NewStatements: r.NewStatements, Operations: r.Operations, NewOperations: r.NewOperations, Warnings: r.Warnings,
			States: french(r.States, statement.State.French), Places: french(r.Places, statement.Place.French)}
		if r.Err != nil {
			shapes[i].Error = fault.From(r.Err)
		}
	}
	return shapes
}

// french names the keys of counts as the screens do.
func french[K comparable](counts map[K]int, name func(K) string) map[string]int {
	named := make(map[string]int, len(counts))
	for k, n := range counts {
		named[name(k)] = n
	}
	return named
}
