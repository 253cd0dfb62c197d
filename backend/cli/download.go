package cli

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"sobank/backend/civil"
	"sobank/backend/download"
	"sobank/backend/fault"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

func (s *session) download() *cobra.Command {
	var o downloadOptions
	c := s.command("download --out FICHIER --user E-MAIL", "fait le fichier global des relevés du cabinet", exactly(0),
		func(ctx context.Context, _ []string) error {
			return s.existing(ctx, func(h *wiring.House) error { return s.runDownload(ctx, h, o) })
		})
	c.Flags().StringVar(&o.firm, "firm", "", "cabinet (inutile s'il n'y en a qu'un)")
	c.Flags().StringVar(&o.out, "out", "", "fichier à écrire")
	c.Flags().StringVar(&o.from, "from", "", "premier jour, AAAA-MM-JJ (sinon depuis le dernier téléchargement)")
	c.Flags().StringVar(&o.to, "to", "", "dernier jour, AAAA-MM-JJ")
	c.Flags().StringVar(&o.format, "format", "", "csv, xlsx, ofx2, ofx1, qif, quadra ou fec (sinon CFONB120)")
	c.Flags().BoolVar(&o.byClient, "by-client", false, "une archive ZIP, un fichier par client")
	c.Flags().IntVar(&o.most, "max-mb", 0, "une archive ZIP, des fichiers de tant de Mo au plus")
	c.Flags().StringVar(&s.user, "user", "", "adresse e-mail de la personne qui télécharge")
	c.PreRunE = func(*cobra.Command, []string) error {
		if o.out == "" {
			return errors.New("il manque --out FICHIER")
		}
		return nil
	}
	return c
}

type downloadOptions struct {
	firm, out, from, to, format string
	byClient                    bool
	most                        int // Mo
}

func (s *session) runDownload(ctx context.Context, h *wiring.House, o downloadOptions) error {
	period, err := periodOf(o.from, o.to)
	if err != nil {
		return err
	}
	actor, signOut, err := s.actor(ctx, h)
	if err != nil {
		return err
	}
	defer signOut()
	firmID, err := onlyFirm(ctx, h, actor, o.firm)
	if err != nil {
		return err
	}
	path, err := filepath.Abs(o.out)
	if err != nil {
		return err
	}
	taken, err := h.Downloads.Take(ctx, actor, download.Request{FirmID: firmID, Period: period, Format: o.format,
		Cut: download.Cut{ByClient: o.byClient, Most: int64(o.most) * 1_000_000}}, path)
	if err != nil {
		return err
	}
	s.say("%s : %s, %s.", taken.Path, many(taken.Statements, "relevé"), many(taken.Operations, "opération"))
	if s.json {
		return s.print(globalFileOf(taken))
	}
	return nil
}

func periodOf(from, to string) (p civil.Period, err error) {
	for _, end := range []struct {
		text string
		into *civil.Date
	}{{from, &p.From}, {to, &p.To}} {
		if end.text == "" {
			continue
		}
		if *end.into, err = civil.Parse(end.text); err != nil {
			return p, fault.Newf(fault.Invalid, "« %s » n'est pas une date AAAA-MM-JJ.", end.text)
		}
	}
	return p, nil
}

// onlyFirm is the firm named, or the only one that the actor reaches.
func onlyFirm(ctx context.Context, h *wiring.House, actor rights.Actor, name string) (int64, error) {
	if name != "" {
		return firmNamed(ctx, h, actor, name)
	}
	firms, err := h.Firms.List(ctx, actor)
	if err != nil {
		return 0, err
	}
	if len(firms) == 0 {
		return 0, fault.New(fault.NotFound, "Il n'y a pas encore de cabinet.").WithHint("« sobank setup » en crée, ou la fenêtre à son premier démarrage.")
	}
	if len(firms) > 1 {
		return 0, fault.Newf(fault.Invalid, "Il y a %d cabinets : dites lequel.", len(firms)).WithHint("Ajoutez --firm NOM.")
	}
	return firms[0].ID, nil
}

type globalFile struct {
	Path       string       `json:"path"`
	SHA256     string       `json:"sha256"`
	Size       int64        `json:"size"`
	Statements []globalItem `json:"statements"`
}

type globalItem struct {
	IBAN       string `json:"iban"`
	From       string `json:"from"`
	To         string `json:"to"`
	Operations int    `json:"operations"`
}

func globalFileOf(t download.Taken) globalFile {
	g := globalFile{Path: t.Path, SHA256: t.SHA256, Size: t.Size, Statements: make([]globalItem, len(t.Items))}
	for i, item := range t.Items {
		g.Statements[i] = globalItem{IBAN: string(item.IBAN), From: item.Start.String(), To: item.End.String(), Operations: item.Own}
	}
	return g
}
