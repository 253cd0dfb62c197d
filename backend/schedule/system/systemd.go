package system

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/schedule"
)

// Systemd is a timer and a service of the account's own systemd.
type Systemd struct {
	Run Runner
	Dir string // ~/.config/systemd/user
}

// Name is what people call it.
func (s *Systemd) Name() string { return "systemd" }

func (s *Systemd) systemctl(ctx context.Context, args ...string) ([]byte, error) {
	return s.Run(ctx, "systemctl", append([]string{"--user"}, args...)...)
}

// probe asks whether the account has a systemd of its own.
func (s *Systemd) probe(ctx context.Context) error {
	output, err := s.systemctl(ctx, "show", "--property=Version")
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case refusedBy(err):
		return trouble("Cette session n'a pas de systemd qui lui soit propre.",
			"Ouvrez une session graphique ordinaire, ou planifiez « sobank sync --quiet » avec l'outil de ce système (cron, par exemple).", output, err)
	}
	return trouble("Ce système n'a pas la commande « systemctl ».", "Planifiez « sobank sync --quiet » avec l'outil de ce système (cron, par exemple).", output, err)
}

// Read gives the job as its two files and systemd have it.
func (s *Systemd) Read(ctx context.Context, name string) (*schedule.Found, error) {
	if err := s.probe(ctx); err != nil {
		return nil, err
	}
	timer, errTimer := os.ReadFile(s.path(name, ".timer"))
	service, errService := os.ReadFile(s.path(name, ".service"))
	if errors.Is(errTimer, fs.ErrNotExist) && errors.Is(errService, fs.ErrNotExist) {
		return nil, nil
	}
	job, ok := marked(string(timer), name)
	found := &schedule.Found{Job: job, Ours: ok && string(timer) == timerUnit(job) && string(service) == serviceUnit(job)}
	output, err := s.systemctl(ctx, "show", name+".timer", "--property=ActiveState,UnitFileState")
	if err != nil {
		return nil, trouble("systemd n'a pas répondu.", "Recommencez ; si cela dure, fermez et rouvrez votre session.", output, err)
	}
	found.Active = strings.Contains(string(output), "ActiveState=active\n") && strings.Contains(string(output), "UnitFileState=enabled")
	return found, nil
}

func (s *Systemd) path(name, kind string) string { return filepath.Join(s.Dir, name+kind) }

// Put writes the two files and starts the timer. What cannot be started is taken away again.
func (s *Systemd) Put(ctx context.Context, job schedule.Job) error {
	if err := errors.Join(check(job), s.probe(ctx)); err != nil {
		return err
	}
	err := os.MkdirAll(s.Dir, 0o700)
	for kind, text := range map[string]string{".service": serviceUnit(job), ".timer": timerUnit(job)} {
		if err == nil {
			err = os.WriteFile(s.path(job.Name, kind), []byte(text), 0o600)
		}
	}
	if err != nil {
		return unwritable(s.Dir, err)
	}
	timer := job.Name + ".timer"
	for _, step := range [][]string{{"daemon-reload"}, {"enable", timer}, {"restart", timer}} {
		if output, err := s.systemctl(ctx, step...); err != nil {
			_ = s.forget(job.Name)
			return trouble("systemd a refusé la tâche planifiée.", "Rien n'est planifié. Vérifiez les droits de votre compte, puis recommencez.", output, err)
		}
	}
	return nil
}

func unwritable(dir string, err error) error {
	return fault.Newf(fault.Conflict, "Le dossier « %s » ne peut pas être écrit.", dir).WithHint("Vérifiez vos droits et la place sur le disque, puis recommencez.").WithCause(err)
}

// Remove stops the timer and takes the files away.
func (s *Systemd) Remove(ctx context.Context, name string) error {
	if err := s.probe(ctx); err != nil {
		return err
	}
	if _, err := os.Stat(s.path(name, ".timer")); err == nil {
		if output, err := s.systemctl(ctx, "disable", "--now", name+".timer"); err != nil {
			return trouble("systemd n'a pas arrêté la tâche planifiée.", "Recommencez ; si cela dure, fermez et rouvrez votre session.", output, err)
		}
	}
	if err := s.forget(name); err != nil {
		return unwritable(s.Dir, err)
	}
	if output, err := s.systemctl(ctx, "daemon-reload"); err != nil {
		return trouble("systemd n'a pas relu ses tâches.", "La tâche n'est plus planifiée ; rien d'autre n'est à faire.", output, err)
	}
	return nil
}

func (s *Systemd) forget(name string) error {
	var failed error
	for _, kind := range []string{".timer", ".service"} {
		if err := os.Remove(s.path(name, kind)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = err
		}
	}
	return failed
}

// timerUnit is when it runs. A run missed while the machine was off or asleep is made up for.
func timerUnit(job schedule.Job) string {
	when := map[schedule.Rhythm]string{schedule.Quarterly: "*:0/15", schedule.Hourly: "hourly", schedule.Daily: "*-*-* " + job.At + ":00"}[job.Rhythm]
	return fmt.Sprintf(`# %s
[Unit]
Description=So bank : synchronisation planifiée

[Timer]
OnCalendar=%s
Persistent=true

[Install]
WantedBy=timers.target
`, marker(job), when)
}

// serviceUnit is what runs. « : » keeps $ as it is (systemd.service, « Command lines »).
func serviceUnit(job schedule.Job) string {
	line := unitWord(job.Program)
	for _, word := range job.Arguments() {
		line += " " + unitWord(word)
	}
	return fmt.Sprintf(`# %s
[Unit]
Description=So bank : synchronisation planifiée

[Service]
Type=oneshot
ExecStart=:%s
TimeoutStartSec=1h
`, marker(job), line)
}

var unitEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%")

// unitWord is one word of a unit's command line.
func unitWord(word string) string { return `"` + unitEscapes.Replace(word) + `"` }
