package system

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sobank/backend/schedule"
)

// Launchd is a LaunchAgent of the account.
type Launchd struct {
	Run    Runner
	UserID string
	Dir    string              // ~/Library/LaunchAgents
	Pause  func(time.Duration) // while launchd lets the former one go
}

// Name is what people call it.
func (l *Launchd) Name() string { return "launchd" }

func (l *Launchd) domain() string            { return "gui/" + l.UserID }
func (l *Launchd) target(name string) string { return l.domain() + "/" + label(name) }
func (l *Launchd) path(name string) string   { return filepath.Join(l.Dir, label(name)+".plist") }

// label is the job's name the way launchd's are.
func label(name string) string { return "fr.sobank." + strings.TrimPrefix(name, "sobank-") }

// probe asks whether the account has a session that launchd starts jobs in.
func (l *Launchd) probe(ctx context.Context) error {
	output, err := l.Run(ctx, "launchctl", "print", l.domain())
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	if len(output) > 1000 {
		output = nil // a description of the session, no complaint
	}
	return trouble("launchd ne peut rien planifier pour cette session.", "Ouvrez une session sur l'écran de ce Mac, puis recommencez.", output, err)
}

// Read gives the job as its file and launchd have it.
func (l *Launchd) Read(ctx context.Context, name string) (*schedule.Found, error) {
	if err := l.probe(ctx); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(l.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unwritable(l.Dir, err)
	}
	job, ok := marked(string(text), name)
	return &schedule.Found{Job: job, Ours: ok && string(text) == agent(job), Active: l.loaded(ctx, name)}, nil
}

func (l *Launchd) loaded(ctx context.Context, name string) bool {
	_, err := l.Run(ctx, "launchctl", "print", l.target(name))
	return err == nil
}

// Put writes the agent and has launchd take it. One that it refuses is taken away again.
func (l *Launchd) Put(ctx context.Context, job schedule.Job) error {
	if err := errors.Join(check(job), l.probe(ctx)); err != nil {
		return err
	}
	if err := l.release(ctx, job.Name); err != nil {
		return err
	}
	err := os.MkdirAll(l.Dir, 0o700)
	if err == nil {
		err = os.WriteFile(l.path(job.Name), []byte(agent(job)), 0o644) // #nosec G306 -- launchd wants its agents readable; no secret stands in them
	}
	if err != nil {
		return unwritable(l.Dir, err)
	}
	_, _ = l.Run(ctx, "launchctl", "enable", l.target(job.Name)) // somebody may have disabled it by hand
	if output, err := l.Run(ctx, "launchctl", "bootstrap", l.domain(), l.path(job.Name)); err != nil {
		_ = os.Remove(l.path(job.Name))
		return trouble("macOS a refusé la tâche planifiée.",
			"Rien n'est planifié. Vérifiez Réglages Système, Général, Ouverture (« Autoriser en arrière-plan »), puis recommencez ; sur un Mac géré, demandez à votre service informatique.", output, err)
	}
	return nil
}

// release has launchd let a job go, and waits until it has: a new one would be refused.
func (l *Launchd) release(ctx context.Context, name string) error {
	if !l.loaded(ctx, name) {
		return nil
	}
	output, err := l.Run(ctx, "launchctl", "bootout", l.target(name))
	for range 10 {
		if !l.loaded(ctx, name) {
			return nil
		}
		l.Pause(200 * time.Millisecond)
	}
	if err == nil {
		err = errors.New("still loaded")
	}
	return trouble("macOS n'a pas arrêté la tâche planifiée.", "Recommencez ; si cela dure, fermez et rouvrez votre session.", output, err)
}

// Remove has launchd let the job go and takes its file away.
func (l *Launchd) Remove(ctx context.Context, name string) error {
	if err := l.probe(ctx); err != nil {
		return err
	}
	if err := l.release(ctx, name); err != nil {
		return err
	}
	if err := os.Remove(l.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unwritable(l.Dir, err)
	}
	return nil
}

// agent is the property list of a job (launchd.plist(5)). By the calendar rather than by an
// interval, a run missed while the machine slept is made up for when it wakes.
func agent(job schedule.Job) string {
	var words strings.Builder
	for _, word := range append([]string{job.Program}, job.Arguments()...) {
		fmt.Fprintf(&words, "\t\t<string>%s</string>\n", xmlText(word))
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- %s -->
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>%s</string>
	<key>ProgramArguments</key>
	<array>
%s	</array>
	<key>StartCalendarInterval</key>
%s	<key>ProcessType</key>
	<string>Background</string>
	<key>RunAtLoad</key>
	<false/>
</dict>
</plist>
`, marker(job), xmlText(label(job.Name)), words.String(), calendar(job.Plan))
}

func calendar(p schedule.Plan) string {
	minute := func(tabs string, m int) string {
		return fmt.Sprintf("%s<dict>\n%s\t<key>Minute</key>\n%s\t<integer>%d</integer>\n%s</dict>\n", tabs, tabs, tabs, m, tabs)
	}
	switch p.Rhythm {
	case schedule.Quarterly:
		var all strings.Builder
		for m := 0; m < 60; m += 15 {
			all.WriteString(minute("\t\t", m))
		}
		return "\t<array>\n" + all.String() + "\t</array>\n"
	case schedule.Daily:
		h, m := p.HourMinute()
		return fmt.Sprintf("\t<dict>\n\t\t<key>Hour</key>\n\t\t<integer>%d</integer>\n\t\t<key>Minute</key>\n\t\t<integer>%d</integer>\n\t</dict>\n", h, m)
	}
	return minute("\t", 0)
}

// xmlText is a text inside an element.
func xmlText(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer never fails
	return b.String()
}
