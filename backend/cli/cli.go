// Package cli is the command line: each command parses its arguments, calls a service and
// prints the answer, for people or (--json) as one JSON document on standard output.
// Messages go to standard error. Exit codes: 0 done, 1 refused or failed, 2 misused.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sobank/backend/fault"
	"sobank/backend/notify"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

// errQuiet ends with exit code 1 when all is said already.
var errQuiet = fault.New(fault.Invalid, "")

// session is one run of the program.
type session struct {
	in     io.Reader
	out    io.Writer
	err    io.Writer
	json   bool
	data   string
	user   string
	called bool // the arguments were right: a command has begun
	spoken bool // a JSON document was printed

	notifier notify.Notifier // nil: the system's own
	patience time.Duration   // of a synchronisation, for the next try of a delivery
}

// Run runs a command and returns the exit code.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return run(ctx, &session{in: stdin, out: stdout, err: stderr, patience: syncPatience}, args)
}

func run(ctx context.Context, s *session, args []string) int {
	root := s.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case !s.called:
		fmt.Fprintln(s.err, "Commande mal formée :", err)
		fmt.Fprintln(s.err, "« sobank --help » donne les commandes.")
		if slices.Contains(args, "--json") {
			_ = s.print(map[string]any{"error": fault.Newf("misused", "Commande mal formée : %v.", err)})
		}
		return 2
	}
	s.fail(err)
	return 1
}

func (s *session) root() *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click on Windows opens the window, not a notice
	root := &cobra.Command{
		Use: "sobank", Short: "So bank : les relevés bancaires du cabinet",
		SilenceUsage: true, SilenceErrors: true, CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Long: "So bank collecte, contrôle, garde et remet les relevés bancaires des clients du cabinet.\nSans commande, il ouvre sa fenêtre.",
	}
	root.DisableFlagsInUseLine = true
	root.Args = cobra.ArbitraryArgs
	root.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return errors.New("il manque une commande")
		}
		return fmt.Errorf("« %s » n'est pas une commande", args[0])
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("option inconnue ou incomplète (%w)", err) })
	root.SetIn(s.in)
	root.SetOut(s.err)
	root.SetErr(s.err)
	root.SetUsageTemplate(usage)
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.PersistentFlags().BoolVar(&s.json, "json", false, "un document JSON sur la sortie standard")
	root.PersistentFlags().StringVar(&s.data, "data", "", "dossier de données (sinon SOBANK_DATA, sinon celui de l'utilisateur)")
	root.PersistentFlags().BoolP("help", "h", false, "cette aide")
	root.AddCommand(s.parse(), s.importFiles(), s.sync(), s.download(), s.diagnose(), s.backup(), s.restore(), s.verify(), s.purge(), s.setup(), s.demo(), s.version())
	return root
}

const usage = `Usage :{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [commande]

Commandes :{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Options :
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Options communes :
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`

// command makes a command whose body runs once its arguments are right.
func (s *session) command(use, short string, args cobra.PositionalArgs, body func(context.Context, []string) error) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Args: args, DisableFlagsInUseLine: true,
		RunE: func(c *cobra.Command, args []string) error {
			s.called = true
			return body(c.Context(), args)
		}}
}

// atLeastOne wants one path or more.
func atLeastOne(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("il manque un fichier ou un dossier")
	}
	return nil
}

// exactly wants n words after the command.
func exactly(n int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < n:
			return errors.New("il manque un fichier")
		case len(args) > n:
			return fmt.Errorf("« %s » est de trop", args[n])
		}
		return nil
	}
}

// fail says what went wrong: in French on standard error and, with --json, as the document.
func (s *session) fail(err error) {
	if err == errQuiet {
		return
	}
	f := fault.From(err)
	if f.Code == fault.Internal {
		slog.Error("unexpected failure", "error", err)
	}
	fmt.Fprintln(s.err, sentence(f))
	if s.json && !s.spoken {
		_ = s.print(map[string]any{"error": f}) // standard output is all there is to tell it on
	}
}

// sentence is an error for a person, with what to do next.
func sentence(f *fault.Error) string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + " " + f.Hint
}

// print writes the JSON document.
func (s *session) print(document any) error {
	s.spoken = true
	encoder := json.NewEncoder(s.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(document)
}

// say writes a message for a person: on standard output, or with --json on standard error.
func (s *session) say(format string, args ...any) {
	to := s.out
	if s.json {
		to = s.err
	}
	fmt.Fprintf(to, format+"\n", args...)
}

// house opens the data folder for the time of body.
func (s *session) house(ctx context.Context, body func(*wiring.House) error) (err error) {
	return s.open(ctx, wiring.Options{DataDir: s.data, Version: Version}, body)
}

// existing is house for commands that work on what is there already.
func (s *session) existing(ctx context.Context, body func(*wiring.House) error) (err error) {
	return s.open(ctx, wiring.Options{DataDir: s.data, MustExist: true, Notifier: s.notifier, Version: Version}, body)
}

func (s *session) open(ctx context.Context, o wiring.Options, body func(*wiring.House) error) (err error) {
	h, err := wiring.Open(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := h.Close(); err == nil {
			err = closeErr
		}
	}()
	return body(h)
}

// actor is the person of --user, signed in, else « Système ». The function returned signs out.
func (s *session) actor(ctx context.Context, h *wiring.House) (rights.Actor, func(), error) {
	if s.user == "" {
		return h.Systeme(), func() {}, nil
	}
	password, err := s.password()
	if err != nil {
		return rights.Actor{}, nil, err
	}
	session, err := h.Staff.SignIn(ctx, s.user, password, false)
	if err != nil {
		return rights.Actor{}, nil, err
	}
	return session.Actor, func() {
		if err := h.Staff.SignOut(context.WithoutCancel(ctx), session.Actor); err != nil {
			slog.Warn("sign out", "error", err)
		}
	}, nil
}

// password comes from SOBANK_PASSWORD, else is asked for at a terminal.
func (s *session) password() (string, error) {
	if p, ok := os.LookupEnv("SOBANK_PASSWORD"); ok {
		return p, nil
	}
	terminal, ok := s.in.(*os.File)
	if !ok || !isTerminal(terminal) {
		return "", fault.New(fault.Invalid, "Le mot de passe manque.").
			WithHint("Donnez-le par la variable SOBANK_PASSWORD, ou lancez la commande dans un terminal.")
	}
	fmt.Fprintf(s.err, "Mot de passe de %s : ", s.user)
	return readPassword(terminal, s.err)
}
