package system

import (
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/schedule"
)

var update = flag.Bool("update", false, "write the golden files")

const sid = "S-1-5-21-1-2-3-1001"

func job(program, data string, p schedule.Plan) schedule.Job {
	return schedule.Job{Name: "sobank-sync-0123456789ab", Program: program, DataDir: data, Plan: p}
}

var (
	quarterly = schedule.Plan{Rhythm: schedule.Quarterly}
	hourly    = schedule.Plan{Rhythm: schedule.Hourly}
	daily     = schedule.Plan{Rhythm: schedule.Daily, At: "08:30"}
)

// The paths that go wrong: spaces, accents, &, quotes, %, backslashes at the end, dashes.
const (
	windowsProgram = `C:\Program Files\So bank\sobank.exe`
	windowsData    = `C:\Users\Zoé & Cie\50% à--part\`
	unixProgram    = `/opt/So bank/sobank`
	unixData       = `/home/zoé/R&D "50% $HOME" \à--part<1>`
)

// TestGolden: what each system reads, word for word. `go test ./backend/schedule/system -update`
// writes the files anew, to be read before they are kept.
func TestGolden(t *testing.T) {
	tasks := &TaskScheduler{UserID: sid}
	for name, got := range map[string]string{
		"task-quarterly.xml":      tasks.task(job(windowsProgram, windowsData, quarterly)),
		"task-daily.xml":          tasks.task(job(windowsProgram, `D:\data`, daily)),
		"agent-quarterly.plist":   agent(job(unixProgram, unixData, quarterly)),
		"agent-hourly.plist":      agent(job(unixProgram, unixData, hourly)),
		"agent-daily.plist":       agent(job(unixProgram, "/data", daily)),
		"systemd.service":         serviceUnit(job(unixProgram, unixData, quarterly)),
		"systemd-quarterly.timer": timerUnit(job(unixProgram, unixData, quarterly)),
		"systemd-hourly.timer":    timerUnit(job(unixProgram, "/data", hourly)),
		"systemd-daily.timer":     timerUnit(job(unixProgram, "/data", daily)),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || got != strings.ReplaceAll(string(want), "\r\n", "\n") {
				t.Errorf("%v\n%s", err, got)
			}
			if strings.HasSuffix(name, "xml") || strings.HasSuffix(name, "plist") {
				checkXML(t, got)
			}
		})
	}
}

func checkXML(t *testing.T, text string) {
	t.Helper()
	_, body, _ := strings.Cut(text, "?>")
	d := xml.NewDecoder(strings.NewReader(body))
	for {
		if token, err := d.Token(); token == nil {
			if err.Error() != "EOF" {
				t.Errorf("it is no XML: %v", err)
			}
			return
		}
	}
}

// TestMarker: a file says which job it was made from, whatever its paths hold.
func TestMarker(t *testing.T) {
	for _, want := range []schedule.Job{job(windowsProgram, windowsData, daily), job(unixProgram, unixData, quarterly), job("/a/😀", "/--", hourly)} {
		line := marker(want)
		if strings.Contains(line, "--") || strings.ContainsFunc(line, func(r rune) bool { return r > 0x7e || r < 0x20 }) {
			t.Errorf("%q does not stand in a comment", line)
		}
		if got, ok := marked("before "+line+" -->\nafter", want.Name); !ok || got != want {
			t.Errorf("got %+v, %v", got, ok)
		}
	}
	for _, text := range []string{"", "sobank: ", "sobank: {", `sobank: {"rhythm":"yearly"}`} {
		if got, ok := marked(text, "x"); ok {
			t.Errorf("%q reads as %+v", text, got)
		}
	}
}

// TestCommandLine follows the examples of « Parsing C command-line arguments » at Microsoft's.
func TestCommandLine(t *testing.T) {
	for want, args := range map[string][]string{
		`sync --data C:\data --quiet`: {"sync", "--data", `C:\data`, "--quiet"},
		`"a b"`:                       {"a b"},
		`"C:\So bank\\"`:              {`C:\So bank\`},
		`"a\"b"`:                      {`a"b`},
		`"a\\\"b c"`:                  {`a\"b c`},
		`""`:                          {""},
		`"C:\R&D"`:                    {`C:\R&D`},
	} {
		if got := commandLine(args); got != want {
			t.Errorf("%q gives %s, want %s", args, got, want)
		}
	}
}

func TestWhatWindowsGivesBack(t *testing.T) {
	tasks := &TaskScheduler{UserID: sid}
	want := job(windowsProgram, windowsData, hourly)
	text := tasks.task(want)
	codePage := strings.NewReplacer("é", "\x82", "à", "\x85") // 850, the French consoles'
	for name, output := range map[string][]byte{
		"in UTF-16":              utf16File(text),
		"in the console's way":   []byte(codePage.Replace(text)),
		"in a code page without": []byte(strings.NewReplacer("é", "?", "à", "?").Replace(text)),
	} {
		t.Run(name, func(t *testing.T) {
			if got := tasks.found(output, want.Name); !got.Ours || !got.Active || got.Job != want {
				t.Errorf("got %+v", got)
			}
		})
	}
	for name, change := range map[string][2]string{
		"another program":    {"<Command>C:", "<Command>D:"},
		"another argument":   {"--quiet", "--bruyant"},
		"no word of its own": {"sobank: ", ""},
		"no XML":             {"<Task ", "<"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tasks.found([]byte(strings.Replace(text, change[0], change[1], 1)), want.Name); got.Ours {
				t.Errorf("taken for ours: %+v", got)
			}
		})
	}
	off := strings.Replace(text, "<StartWhenAvailable>true</StartWhenAvailable>", "", 1)
	off = strings.Replace(off, "    <Enabled>true</Enabled>\n    <Exec", "    <Enabled>false</Enabled>\n    <Exec", 1)
	if got := tasks.found([]byte(off), want.Name); !got.Ours || got.Active {
		t.Errorf("switched off reads %+v", got)
	}
}

func TestPathsThatCannotBe(t *testing.T) {
	for _, path := range []string{"/a\nb", "/a\x00", "/\xff"} {
		if err := check(job(unixProgram, path, hourly)); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("%q: %v", path, err)
		}
	}
	for path, refused := range map[string]bool{`C:\%APPDATA%\x`: true, `C:\$(Arg0)`: true, `C:\100%`: false} {
		if err := checkVariables(job(windowsProgram, path, hourly)); (err != nil) != refused {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestProgram(t *testing.T) {
	there := func(string) bool { return true }
	for path, want := range map[string]string{
		`C:\So bank\sobank-cli.exe`: `C:\So bank\sobank.exe`,
		`C:\So bank\sobank.exe`:     `C:\So bank\sobank.exe`,
		"/opt/sobank":               "/opt/sobank",
	} {
		if got, err := lasting(path, there); got != want || err != nil {
			t.Errorf("%s gives %s, %v", path, got, err)
		}
	}
	if got, _ := lasting(`C:\sobank-cli.exe`, func(string) bool { return false }); got != `C:\sobank-cli.exe` {
		t.Errorf("alone it gives %s", got)
	}
	if _, err := lasting("/private/var/folders/x/AppTranslocation/1/d/So bank.app/Contents/MacOS/sobank", there); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("got %v", err)
	}
}
