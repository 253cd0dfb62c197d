// Package system has the schedulers of the three systems start synchronisations: Windows' Task
// Scheduler by schtasks, macOS' launchd by a LaunchAgent, Linux' systemd by a user timer. None
// of them wants an administrator of the machine, and each starts the job while its account has
// a session open.
//
//	var s schedule.System = system.New()
//
// What is written is made by pure functions. Each file carries the job that it was made from,
// so that reading it back tells whether it is ours, and unchanged.
package system

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/schedule"
)

// limit is how long one command of the system may take.
const limit = 20 * time.Second

// Runner runs a command and gives what it wrote, on both outputs.
type Runner func(ctx context.Context, name string, args ...string) (output []byte, err error)

// New is the scheduler of this system.
func New() schedule.System {
	switch runtime.GOOS {
	case "windows":
		return &TaskScheduler{Run: run, UserID: uid(), Temp: os.TempDir()}
	case "darwin":
		return &Launchd{Run: run, UserID: uid(), Dir: home("Library", "LaunchAgents"), Pause: time.Sleep}
	}
	return &Systemd{Run: run, Dir: configured("systemd", "user")}
}

// uid is the account's number: a SID on Windows.
func uid() string {
	if u, err := user.Current(); err == nil {
		return u.Uid
	}
	return fmt.Sprint(os.Getuid())
}

func home(parts ...string) string {
	dir, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(append([]string{dir}, parts...)...)
}

func configured(parts ...string) string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(append([]string{dir}, parts...)...)
}

func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...) // #nosec G204 -- the callers name systemctl, launchctl and schtasks; no shell reads the arguments
	cmd.WaitDelay = time.Second                    // what it started may hold the outputs open
	hide(cmd)
	output, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return output, err
}

// refusedBy reports whether the command ran and said no; other errors mean that it did not run.
func refusedBy(err error) bool {
	var exit interface{ ExitCode() int }
	return errors.As(err, &exit)
}

// trouble is what a command's failure is to a person, with the system's own words when they
// can be read.
func trouble(message, hint string, output []byte, err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		message, hint = message+" La commande n'a pas répondu à temps.", "Recommencez dans un instant."
	} else if said := words(output); said != "" && refusedBy(err) {
		message += " Le système répond : « " + said + " »."
	}
	return fault.New(fault.Conflict, message).WithHint(hint).WithCause(err)
}

// words is the first line of an output, cut to what a sentence can hold; "" when it is not text
// as we know it (Windows' consoles have code pages).
func words(output []byte) string {
	if !utf8.Valid(output) {
		return ""
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(output)), "\n")
	runes := []rune(strings.TrimSpace(line))
	return strings.TrimRight(string(runes[:min(len(runes), 160)]), " .")
}

// check refuses what no file of the system could carry: a plan that is none, some paths.
func check(job schedule.Job) error {
	if err := job.Validate(); err != nil {
		return err
	}
	for _, path := range []string{job.Program, job.DataDir} {
		if strings.ContainsFunc(path, unicode.IsControl) || !utf8.ValidString(path) {
			return fault.New(fault.Conflict, "Le chemin du programme ou du dossier de données contient un caractère qu'une tâche planifiée ne peut pas porter.").
				WithHint("Renommez ce dossier, puis recommencez.")
		}
	}
	return nil
}

// Program is the path of the program that a job starts. On Windows it is the one with a window,
// which opens none for a command: the console's would show a black one at each run. Errors:
// Conflict when the path is not a lasting one.
func Program() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fault.New(fault.Conflict, "Le chemin du programme est introuvable.").WithHint("Fermez So bank, puis ouvrez-le à nouveau.").WithCause(err)
	}
	return lasting(path, func(path string) bool { _, err := os.Stat(path); return err == nil })
}

func lasting(path string, exists func(string) bool) (string, error) {
	if strings.Contains(path, "/AppTranslocation/") {
		return "", fault.New(fault.Conflict, "macOS a ouvert So bank depuis un emplacement provisoire.").
			WithHint("Fermez So bank, glissez-le dans le dossier Applications, puis ouvrez-le de là.")
	}
	if cut, isConsole := strings.CutSuffix(path, "-cli.exe"); isConsole && exists(cut+".exe") {
		return cut + ".exe", nil
	}
	return path, nil
}
