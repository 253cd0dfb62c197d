package system

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf16"

	"sobank/backend/fault"
	"sobank/backend/schedule"
)

// TaskScheduler is a task of Windows' Task Scheduler, for the account's own session.
type TaskScheduler struct {
	Run    Runner
	UserID string // the account's SID
	Temp   string // a folder for the description that schtasks reads
}

// Name is what people call it.
func (t *TaskScheduler) Name() string { return "le Planificateur de tâches de Windows" }

const policy = "Une stratégie de votre organisation peut l'interdire : demandez à votre service informatique d'autoriser les tâches planifiées de votre compte."

// Read gives the task as Windows has it. schtasks says « not there » and « not allowed » alike:
// both read as no task, and setting one up tells the second.
func (t *TaskScheduler) Read(ctx context.Context, name string) (*schedule.Found, error) {
	output, err := t.Run(ctx, "schtasks", "/Query", "/TN", name, "/XML")
	if err != nil {
		if refusedBy(err) && ctx.Err() == nil {
			return nil, nil
		}
		return nil, trouble("Le Planificateur de tâches de Windows ne répond pas.", policy, output, err)
	}
	return t.found(output, name), nil
}

// taskXML is what is compared of a task. Windows writes the rest in its own way.
type taskXML struct {
	Documentation string   `xml:"RegistrationInfo>Documentation"`
	Enabled       string   `xml:"Settings>Enabled"`
	Commands      []string `xml:"Actions>Exec>Command"`
	Arguments     []string `xml:"Actions>Exec>Arguments"`
}

func (t *TaskScheduler) found(output []byte, name string) *schedule.Found {
	text := readable(output)
	if _, after, declared := strings.Cut(text, "?>"); declared {
		text = after // it says UTF-16, which is no longer so
	}
	var task taskXML
	if err := xml.Unmarshal([]byte(text), &task); err != nil {
		return &schedule.Found{}
	}
	job, ok := marked(task.Documentation, name)
	ours := ok && len(task.Commands) == 1 && alike(task.Commands[0], job.Program) &&
		len(task.Arguments) == 1 && alike(task.Arguments[0], commandLine(job.Arguments()))
	return &schedule.Found{Job: job, Ours: ours, Active: task.Enabled != "false"}
}

// readable is what schtasks wrote as text: UTF-16 with its mark, or the console's code page, of
// which only ASCII is sure.
func readable(output []byte) string {
	if bytes.HasPrefix(output, []byte{0xff, 0xfe}) {
		units := make([]uint16, (len(output)-2)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(output[2+2*i:])
		}
		return string(utf16.Decode(units))
	}
	return plain(string(output))
}

// alike compares what every code page has.
func alike(a, b string) bool { return sure(a) == sure(b) }

// sure is the ASCII of a text, without the « ? » that stands for what a code page lacks. No
// path of Windows has one.
func sure(text string) string { return strings.ReplaceAll(plain(text), "?", "") }

func plain(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if text[i] < 0x80 {
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// Put has Windows take the task, in place of the former one.
func (t *TaskScheduler) Put(ctx context.Context, job schedule.Job) (err error) {
	if err := errors.Join(check(job), checkVariables(job)); err != nil {
		return err
	}
	file, err := os.CreateTemp(t.Temp, "sobank-*.xml")
	if err != nil {
		return unwritable(t.Temp, err)
	}
	defer func() { _ = os.Remove(file.Name()) }()
	_, err = file.Write(utf16File(t.task(job)))
	if err = errors.Join(err, file.Close()); err != nil {
		return unwritable(t.Temp, err)
	}
	if output, err := t.Run(ctx, "schtasks", "/Create", "/TN", job.Name, "/XML", file.Name(), "/F"); err != nil {
		return trouble("Windows a refusé la tâche planifiée.", policy, output, err)
	}
	return nil
}

// checkVariables refuses paths in which the Task Scheduler would put something else: it knows
// %NAME% and $(ArgN), and no way around them.
func checkVariables(job schedule.Job) error {
	for _, path := range []string{job.Program, job.DataDir} {
		if strings.Count(path, "%") > 1 || strings.Contains(path, "$(") {
			return fault.Newf(fault.Conflict, "Le chemin « %s » contient des signes que le Planificateur de tâches remplace (« %%…%% » ou « $( »).", path).
				WithHint("Renommez ce dossier sans ces signes, puis recommencez.")
		}
	}
	return nil
}

// Remove takes the task away.
func (t *TaskScheduler) Remove(ctx context.Context, name string) error {
	found, err := t.Read(ctx, name)
	if err != nil || found == nil {
		return err
	}
	if output, err := t.Run(ctx, "schtasks", "/Delete", "/TN", name, "/F"); err != nil {
		return trouble("Windows n'a pas supprimé la tâche planifiée.", "Supprimez « "+name+" » dans le Planificateur de tâches, ou demandez à votre service informatique.", output, err)
	}
	return nil
}

// task describes a job ([MS-TSCH] 2.5, « Task Scheduler XML schema »): in the account's own
// session and so without a password, on batteries too, made up for when it was missed, never
// twice at once, cut after an hour.
func (t *TaskScheduler) task(job schedule.Job) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>So bank : synchronisation planifiée</Description>
    <Documentation>%s</Documentation>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
%s      <StartBoundary>2026-01-01T%s:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>%s</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>%s</Command>
      <Arguments>%s</Arguments>
    </Exec>
  </Actions>
</Task>
`, xmlText(marker(job)), repetition(job.Rhythm), start(job.Plan), xmlText(t.UserID), xmlText(job.Program), xmlText(commandLine(job.Arguments())))
}

func start(p schedule.Plan) string {
	if p.Rhythm == schedule.Daily {
		return p.At
	}
	return "00:00"
}

func repetition(r schedule.Rhythm) string {
	interval, repeats := map[schedule.Rhythm]string{schedule.Quarterly: "PT15M", schedule.Hourly: "PT1H"}[r]
	if !repeats {
		return ""
	}
	return fmt.Sprintf("      <Repetition>\n        <Interval>%s</Interval>\n        <Duration>P1D</Duration>\n      </Repetition>\n", interval)
}

// commandLine joins arguments so that a Windows program reads them back one by one.
func commandLine(args []string) string {
	words := make([]string, len(args))
	for i, arg := range args {
		words[i] = arg
		if strings.ContainsAny(arg, " \t\"&") || arg == "" {
			words[i] = quoted(arg)
		}
	}
	return strings.Join(words, " ")
}

// quoted follows CommandLineToArgvW: backslashes double only before a quotation mark.
func quoted(arg string) string {
	var b strings.Builder
	b.WriteByte('"')
	slashes := 0
	for i := range len(arg) {
		switch arg[i] {
		case '\\':
			slashes++
			continue
		case '"':
			b.WriteString(strings.Repeat(`\`, 2*slashes+1))
		default:
			b.WriteString(strings.Repeat(`\`, slashes))
		}
		slashes = 0
		b.WriteByte(arg[i])
	}
	return b.String() + strings.Repeat(`\`, 2*slashes) + `"`
}

// utf16File is a text as Windows reads it: UTF-16 with its mark, lines ended by CR LF.
func utf16File(text string) []byte {
	file := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
		file = binary.LittleEndian.AppendUint16(file, unit)
	}
	return file
}
