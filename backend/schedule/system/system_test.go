package system

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sobank/backend/fault"
	"sobank/backend/schedule"
)

// refusal is how a command that ran and failed ends.
type refusal struct{}

func (refusal) Error() string { return "exit status 1" }
func (refusal) ExitCode() int { return 1 }

// machine answers commands and remembers them.
type machine struct {
	calls []string
	say   func(line string) (string, error)
}

func (m *machine) run(_ context.Context, name string, args ...string) ([]byte, error) {
	line := strings.Join(append([]string{name}, args...), " ")
	m.calls = append(m.calls, line)
	output, err := m.say(line)
	return []byte(output), err
}

func (m *machine) called(part string) bool {
	return slices.ContainsFunc(m.calls, func(line string) bool { return strings.Contains(line, part) })
}

var want = job("/opt/So bank/sobank", "/home/zoé/R&D 50%", hourly)

// life sets a job up, changes it, and takes it away, as each system must.
func life(t *testing.T, s schedule.System) {
	t.Helper()
	ctx := t.Context()
	for _, wanted := range []schedule.Job{want, job(want.Program, want.DataDir, daily)} {
		if err := s.Put(ctx, wanted); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Read(ctx, wanted.Name); err != nil || got == nil || !got.Ours || !got.Active || got.Job != wanted {
			t.Fatalf("got %+v, %v", got, err)
		}
	}
	for range 2 { // taking away what is not there is well
		if err := s.Remove(ctx, want.Name); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Read(ctx, want.Name); got != nil || err != nil {
		t.Errorf("still there: %+v, %v", got, err)
	}
}

// refused checks an error: a Conflict that says what to do.
func refused(t *testing.T, err error, says string) {
	t.Helper()
	f := fault.From(err)
	if f.Code != fault.Conflict || f.Hint == "" || !strings.Contains(f.Message, says) {
		t.Errorf("got %+v", f)
	}
}

func newSystemd(t *testing.T) (*Systemd, *machine) {
	running := false
	m := &machine{}
	m.say = func(line string) (string, error) {
		switch {
		case strings.Contains(line, " restart "):
			running = true
		case strings.Contains(line, " disable "):
			running = false
		case strings.Contains(line, "ActiveState") && running:
			return "ActiveState=active\nUnitFileState=enabled\n", nil
		case strings.Contains(line, "ActiveState"):
			return "ActiveState=inactive\nUnitFileState=\n", nil
		}
		return "", nil
	}
	return &Systemd{Run: m.run, Dir: filepath.Join(t.TempDir(), "systemd", "user")}, m
}

func TestSystemd(t *testing.T) {
	t.Run("its life", func(t *testing.T) {
		s, m := newSystemd(t)
		life(t, s)
		if !m.called("--user enable "+want.Name+".timer") || !m.called("--user disable --now "+want.Name+".timer") {
			t.Errorf("asked %q", m.calls)
		}
		if left, _ := os.ReadDir(s.Dir); len(left) != 0 {
			t.Errorf("left %v", left)
		}
	})
	t.Run("a timer that somebody changed or stopped", func(t *testing.T) {
		s, m := newSystemd(t)
		if err := s.Put(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		path := s.path(want.Name, ".service")
		text, _ := os.ReadFile(path)
		_ = os.WriteFile(path, append(text, "Nice=19\n"...), 0o644)
		if got, err := s.Read(t.Context(), want.Name); err != nil || got.Ours {
			t.Errorf("got %+v, %v", got, err)
		}
		_, _ = m.say(" disable ")
		if got, err := s.Read(t.Context(), want.Name); err != nil || got.Active {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Run("a machine without it", func(t *testing.T) {
		s, m := newSystemd(t)
		m.say = func(string) (string, error) { return "", exec.ErrNotFound }
		_, err := s.Read(t.Context(), want.Name)
		refused(t, err, "n'a pas la commande « systemctl »")
		refused(t, s.Put(t.Context(), want), "systemctl")
		if _, err := os.Stat(s.Dir); err == nil {
			t.Error("files were written for nothing")
		}
	})
	t.Run("a session without it", func(t *testing.T) {
		s, m := newSystemd(t)
		m.say = func(string) (string, error) {
			return "Failed to connect to bus: No medium found\n", refusal{}
		}
		_, err := s.Read(t.Context(), want.Name)
		refused(t, err, "Le système répond : « Failed to connect to bus: No medium found »")
	})
	t.Run("what it refuses leaves nothing", func(t *testing.T) {
		s, m := newSystemd(t)
		m.say = func(line string) (string, error) {
			if strings.Contains(line, "enable") {
				return "Access denied", refusal{}
			}
			return "", nil
		}
		refused(t, s.Put(t.Context(), want), "systemd a refusé")
		if left, _ := os.ReadDir(s.Dir); len(left) != 0 {
			t.Errorf("left %v", left)
		}
	})
}

func newLaunchd(t *testing.T) (*Launchd, *machine) {
	loaded, slow := false, 0
	m := &machine{}
	m.say = func(line string) (string, error) {
		switch {
		case strings.Contains(line, "bootstrap"):
			if loaded {
				return "Bootstrap failed: 5: Input/output error", refusal{}
			}
			loaded = true
		case strings.Contains(line, "bootout"):
			slow = 2 // it goes a little later
		case strings.Contains(line, "print gui/501/fr.sobank"):
			if slow--; slow == 0 {
				loaded = false
			}
			if !loaded {
				return "Could not find service", refusal{}
			}
		}
		return "", nil
	}
	return &Launchd{Run: m.run, UserID: "501", Dir: filepath.Join(t.TempDir(), "LaunchAgents"), Pause: func(time.Duration) {}}, m
}

func TestLaunchd(t *testing.T) {
	t.Run("its life", func(t *testing.T) {
		l, m := newLaunchd(t)
		life(t, l)
		if !m.called("bootstrap gui/501 "+l.path(want.Name)) || !m.called("bootout gui/501/fr.sobank.sync-0123456789ab") {
			t.Errorf("asked %q", m.calls)
		}
	})
	t.Run("no session on screen", func(t *testing.T) {
		l, m := newLaunchd(t)
		m.say = func(string) (string, error) { return "Could not find domain for gui/501", refusal{} }
		_, err := l.Read(t.Context(), want.Name)
		refused(t, err, "launchd ne peut rien planifier")
	})
	t.Run("what it refuses leaves nothing", func(t *testing.T) {
		l, m := newLaunchd(t)
		m.say = func(line string) (string, error) {
			if strings.HasSuffix(line, "print gui/501") {
				return "", nil
			}
			return "Bootstrap failed: 5: Input/output error", refusal{}
		}
		refused(t, l.Put(t.Context(), want), "macOS a refusé")
		if left, _ := os.ReadDir(l.Dir); len(left) != 0 {
			t.Errorf("left %v", left)
		}
	})
}

func newTasks(t *testing.T) (*TaskScheduler, *machine) {
	tasks := map[string]string{}
	m := &machine{}
	tk := &TaskScheduler{UserID: sid, Temp: t.TempDir()}
	tk.Run = func(ctx context.Context, name string, args ...string) ([]byte, error) {
		if _, err := m.run(ctx, name, args...); err != nil {
			return []byte(err.Error()), refusal{}
		}
		task := args[2]
		switch _, there := tasks[task]; {
		case args[0] == "/Create":
			text, err := os.ReadFile(args[4])
			tasks[task] = string(text)
			return nil, err
		case !there:
			return []byte("ERREUR : Le fichier sp\x82cifi\x82 est introuvable."), refusal{}
		case args[0] == "/Delete":
			delete(tasks, task)
		}
		return []byte(tasks[task]), nil
	}
	m.say = func(string) (string, error) { return "", nil }
	return tk, m
}

func TestTaskScheduler(t *testing.T) {
	t.Run("its life", func(t *testing.T) {
		tasks, m := newTasks(t)
		life(t, tasks)
		if !m.called("schtasks /Create /TN " + want.Name + " /XML ") {
			t.Errorf("asked %q", m.calls)
		}
		if left, _ := os.ReadDir(tasks.Temp); len(left) != 0 {
			t.Errorf("left %v", left)
		}
	})
	t.Run("a group policy", func(t *testing.T) {
		tasks, m := newTasks(t)
		m.say = func(string) (string, error) { return "", errors.New("ERROR: Access is denied.") }
		err := tasks.Put(t.Context(), want)
		refused(t, err, "Le système répond : « ERROR: Access is denied »")
		if !strings.Contains(fault.From(err).Hint, "service informatique") {
			t.Errorf("got %v", fault.From(err).Hint)
		}
	})
	t.Run("schtasks that may not even start", func(t *testing.T) {
		tasks, _ := newTasks(t)
		tasks.Run = func(context.Context, string, ...string) ([]byte, error) { return nil, exec.ErrNotFound }
		_, err := tasks.Read(t.Context(), want.Name)
		refused(t, err, "ne répond pas")
	})
}

// TestRun: a command that does not end is ended, and said so.
func TestRun(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no sleep command")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := run(ctx, "sleep", "60")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	refused(t, trouble("Non.", "Attendez.", nil, err), "n'a pas répondu à temps")
}

// TestSystemdForReal runs the real commands against a systemctl of the test's own, found on PATH.
func TestSystemdForReal(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("systemd is Linux's")
	}
	bin, log := t.TempDir(), filepath.Join(t.TempDir(), "calls")
	script := fmt.Sprintf("#!/bin/sh\necho \"$@\" >> '%s'\ncase \"$*\" in *ActiveState*) printf 'ActiveState=active\\nUnitFileState=enabled\\n';; esac\n", log)
	if err := os.WriteFile(filepath.Join(bin, "systemctl"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":/bin:/usr/bin")
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	life(t, New())
	calls, err := os.ReadFile(log)
	if err != nil || !strings.Contains(string(calls), "--user daemon-reload\n--user enable sobank-sync-0123456789ab.timer\n--user restart ") {
		t.Errorf("%v\n%s", err, calls)
	}
}
