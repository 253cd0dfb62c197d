//go:build unix

package deliver_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/simulator"
	"sobank/backend/statement"
	"sobank/backend/wiring/wiringtest"
)

var (
	chaosRuns = flag.Int("chaos", 12, "how many random schedules TestChaos runs")
	chaosSeed = flag.Uint64("chaos.seed", 0, "the seed of TestChaos; 0: another one each time")
)

// TestChaos lets everything fail. A schedule is a firm with some connectors of every kind, to
// which files are imported while partners refuse, cut, lose answers, go away and come back with
// another certificate, while the disk is full, and while the process is killed at any moment.
// Then all is well again, a person answers what only a person can, and each statement that may
// leave is at its partner exactly once, no other is, and the data file says the same.
//
//	go test -run TestChaos ./backend/deliver -chaos 1000 -chaos.seed 42
func TestChaos(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	seed := *chaosSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	var total tally
	for n := range *chaosRuns {
		ok := t.Run(fmt.Sprintf("schedule %d of seed %d", n, seed), func(t *testing.T) { total.add(schedule(t, rand.New(rand.NewPCG(seed, uint64(n))))) })
		if !ok {
			break
		}
	}
	t.Logf("seed %d: %s", seed, total)
}

// tally counts what happened.
type tally struct {
	Schedules, Processes, Kills, Faults, Statements, Answers int
	Kinds                                                    map[string]int
}

func (t *tally) add(u tally) {
	t.Schedules, t.Processes, t.Kills = t.Schedules+1, t.Processes+u.Processes, t.Kills+u.Kills
	t.Faults, t.Statements, t.Answers = t.Faults+u.Faults, t.Statements+u.Statements, t.Answers+u.Answers
	if t.Kinds == nil {
		t.Kinds = map[string]int{}
	}
	for k, n := range u.Kinds {
		t.Kinds[k] += n
	}
}

func (t tally) String() string {
	return fmt.Sprintf("%d schedules, %d processes, %d kills, %d faults, %d statements once each, %d answers of a person; connectors %v",
		t.Schedules, t.Processes, t.Kills, t.Faults, t.Statements, t.Answers, t.Kinds)
}

// arena is one schedule.
type arena struct {
	*bench
	r       *rand.Rand
	clerk   rights.Actor
	chief   rights.Actor
	my      *simulator.MyUnisoft
	inqom   *simulator.Inqom
	server  *simulator.SFTP
	wrong   *httptest.Server // https with a certificate that nobody trusts
	tools   []*tool
	secrets map[int64]map[string]string
	given   map[int]int // statements imported of an account
	child   atomic.Pointer[os.Process]
	tally   tally
	struck  atomic.Int64
}

// tool is a connector of the schedule, with where its files stand.
type tool struct {
	name, kind, dir string
	accounts        []int // numbers of their IBANs; the last one's mandate is not approved
	settings        map[string]any
	secrets         map[string]string
	id              int64
}

const chaosRounds = 4

func schedule(t *testing.T, r *rand.Rand) tally {
	a := newArena(t, r)
	for range 1 + r.IntN(chaosRounds) {
		a.importSome()
		a.breakSome()
		a.process()
		a.meddle()
		a.Clock.Advance(time.Duration(r.IntN(7200)) * time.Second)
	}
	a.heal()
	a.settle()
	a.check()
	a.tally.Faults = int(a.struck.Load())
	return a.tally
}

func newArena(t *testing.T, r *rand.Rand) *arena {
	t.Helper()
	b := &bench{Bench: wiringtest.MustOpen(t, t.TempDir()), t: t}
	a := &arena{bench: b, r: r, secrets: map[int64]map[string]string{}, given: map[int]int{}, tally: tally{Kinds: map[string]int{}}}
	if err := b.SetSetting(background, "installation", "chaos"); err != nil {
		t.Fatal(err)
	}
	a.startPartners()
	kinds := []string{"myunisoft", "cabinet", "inqom", "folder", "sftp", "merged"}
	r.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
	plan := provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}}
	secrets := provision.Secrets{Connectors: map[string]map[string]string{}}
	numbers := 0
	for _, kind := range kinds[:1+r.IntN(3)] {
		one := a.tool(kind)
		plan.Firms[0].Connectors = append(plan.Firms[0].Connectors, provision.Connector{Name: one.name, Partner: partnerOfKind[kind], Settings: one.settings})
		client := provision.Client{Name: "Client " + kind, SIRET: "73282932000074", Reference: "J-014"}
		for n := range 2 + r.IntN(3) {
			mandate := "approuvé"
			if n == 0 {
				mandate = "signé"
			}
			one.accounts = append([]int{numbers}, one.accounts...)
			client.Accounts = append(client.Accounts, provision.Account{IBAN: string(wiringtest.IBAN(numbers)), Connector: one.name, Mandate: mandate})
			numbers++
		}
		plan.Firms[0].Clients = append(plan.Firms[0].Clients, client)
		if len(one.secrets) > 0 {
			secrets.Connectors[one.name] = one.secrets
		}
		a.tools = append(a.tools, one)
		a.tally.Kinds[kind]++
	}
	if _, err := b.Provision.Apply(background, b.Systeme(), plan, secrets); err != nil {
		t.Fatal(err)
	}
	for _, one := range a.tools {
		one.id = b.MustConnector("Cabinet", one.name).ID
		if len(one.secrets) > 0 {
			a.secrets[one.id] = one.secrets
		}
	}
	a.clerk, a.chief = b.clerk(), b.chief()
	return a
}

var partnerOfKind = map[string]string{"myunisoft": "myunisoft", "cabinet": "myunisoft", "inqom": "inqom", "folder": "dossier", "sftp": "sftp", "merged": "fulll"}

func (a *arena) startPartners() {
	t := a.t
	t.Helper()
	a.my = wiringtest.MustPartner(t, a.Clock.Now)
	society := simulator.Society{ID: 1203, Name: "Client", SIRET: "73282932000074", Reference: "J-014"}
	for n := range 20 {
		society.RIBs = append(society.RIBs, simulator.RIB{IBAN: wiringtest.IBAN(n)})
	}
	a.my.AddSociety(society)
	a.my.AllowSignIn(wiringtest.PartnerSecret, "cabinet@exemple.fr", "mot-de-passe", simulator.Entity{ID: 7, Label: "Cabinet"})
	a.inqom = simulator.NewInqom(simulator.InqomOptions{Now: a.Clock.Now, PerSecond: simulator.NoLimit})
	a.inqom.Allow(simulator.InqomUser{ClientID: "sobank", ClientSecret: "secret-d-api", Username: "cabinet@exemple.fr", Password: "mot-de-passe"})
	a.inqom.AddFirm(simulator.InqomFirm{ID: 3, Name: "Cabinet"})
	a.inqom.AddFolder(simulator.InqomFolder{ID: 901, FirmID: 3, Name: "Client", Siren: "732829320", Nic: "00074"})
	if err := a.inqom.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.inqom.Close() })
	var err error
	if a.server, err = simulator.NewSFTP(t.TempDir(), "depot", "mot-de-passe"); err == nil {
		err = a.server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.server.Close() })
	a.wrong = httptest.NewTLSServer(nil)
	t.Cleanup(a.wrong.Close)
}

// tool makes a connector of a kind, with a form of its own.
func (a *arena) tool(kind string) *tool {
	one := &tool{name: "Outil " + kind, kind: kind, dir: a.t.TempDir(), secrets: map[string]string{}}
	form := []string{firm.FormSingle, firm.FormClient, firm.FormAll, firm.FormMerged}[a.r.IntN(4)]
	host, port := a.server.Address()
	switch kind {
	case "myunisoft":
		one.settings = map[string]any{"base_url": a.my.URL()}
		one.secrets = map[string]string{"third_party_secret": wiringtest.PartnerSecret, "token": wiringtest.FirmToken}
	case "cabinet":
		one.settings = map[string]any{"base_url": a.my.URL(), "auth_url": a.my.AuthURL(), "access": "firm", "mail": "cabinet@exemple.fr"}
		one.secrets = map[string]string{"third_party_secret": wiringtest.PartnerSecret, "password": "mot-de-passe"}
	case "inqom":
		one.settings = map[string]any{"base_url": a.inqom.URL(), "auth_url": a.inqom.URL(), "client_id": "sobank", "username": "cabinet@exemple.fr",
			"folder": one.dir, "form": []string{firm.FormSingle, firm.FormClient}[a.r.IntN(2)]}
		one.secrets = map[string]string{"client_secret": "secret-d-api", "inqom_password": "mot-de-passe"}
	case "sftp":
		one.dir = a.server.Dir()
		one.settings = map[string]any{"host": host, "port": port, "user": "depot", "host_key": pinned(a.server), "form": form}
		one.secrets = map[string]string{"password": "mot-de-passe"}
	case "merged":
		one.settings = map[string]any{"folder": one.dir}
	default:
		one.settings = map[string]any{"folder": one.dir, "form": form}
	}
	return one
}

// importSome imports files of some accounts, more statements each time.
func (a *arena) importSome() {
	for _, one := range a.tools {
		for _, n := range one.accounts {
			more := a.r.IntN(4)
			if more == 0 {
				continue
			}
			days := wiringtest.Days(wiringtest.IBAN(n), a.given[n]+more)
			a.give(days[a.given[n]:]...)
			a.given[n] += more
		}
	}
}

// strike tells that a fault was met, and may kill the process that met it.
func (a *arena) strike(kill bool) func() {
	return func() {
		a.struck.Add(1)
		if p := a.child.Load(); kill && p != nil {
			_ = p.Kill()
		}
	}
}

// breakSome lines up faults of every kind.
func (a *arena) breakSome() {
	for range a.r.IntN(6) {
		kill := a.r.IntN(3) == 0
		a.my.Fail(a.fault(kill))
		a.inqom.Fail(a.fault(kill))
		a.server.Fail(a.serverFault(kill))
	}
}

func (a *arena) fault(kill bool) simulator.Fault {
	kinds := []simulator.FaultKind{simulator.Refuse, simulator.HTML, simulator.ResetBeforeBody, simulator.ResetInBody, simulator.ResetBeforeImport,
		simulator.ResetAfterImport, simulator.CutAnswer, simulator.HTMLAfterImport, simulator.HoldImport, simulator.HoldAnswer}
	done := make(chan struct{}) // what is held is let go at once, or is slow to come
	if a.r.IntN(2) == 0 {
		close(done)
	} else {
		time.AfterFunc(time.Duration(a.r.IntN(300))*time.Millisecond, func() { close(done) })
	}
	f := simulator.Fault{Kind: kinds[a.r.IntN(len(kinds))], Times: 1 + a.r.IntN(2), Release: done, Reached: a.strike(kill)}
	if a.r.IntN(3) == 0 {
		f.Route = simulator.AnyRoute
	}
	switch a.r.IntN(4) {
	case 0:
		f.Status, f.Code = 429, "ERR-TOO-MANY-REQUEST"
	case 1:
		f.Status, f.Code, f.RetryAfterSeconds = 429, "ERR-TOO-MANY-REQUEST", 1+a.r.IntN(20)
	case 2:
		f.Status, f.Code = 503, "ERR-API-UNDER-MAINTENANCE"
	}
	return f
}

func (a *arena) serverFault(kill bool) simulator.SFTPFault {
	f := simulator.SFTPFault{Reached: a.strike(kill)}
	switch a.r.IntN(6) {
	case 0:
		f.Refuse = true
	case 1:
		f.Stranger = true
	case 2:
		f.Locked = true
	case 3:
		f.CutAfterWritten = 1 + a.r.Int64N(12_000)
	default:
		f.CutAfterRead = 1 + a.r.Int64N(12_000)
	}
	return f
}

// process runs children that deliver what is due, one of which may be killed at a moment, or
// find the disk full.
func (a *arena) process() {
	for range 1 + a.r.IntN(3) {
		at, disk := 0, int64(0)
		switch a.r.IntN(4) {
		case 0, 1:
			at = 1 + a.r.IntN(60)
		case 2:
			disk = a.diskSize() + a.r.Int64N(40_000)
		}
		a.run(at, disk)
	}
}

func (a *arena) diskSize() int64 {
	info, err := os.Stat(filepath.Join(a.DataDir, "sobank.db-wal"))
	if err != nil {
		return 0
	}
	return info.Size()
}

func (a *arena) run(at int, disk int64) {
	secrets, err := json.Marshal(a.secrets)
	if err != nil {
		a.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(background, 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestChaosChild$", "-test.timeout=100s")
	cmd.Env = append(os.Environ(), chaosData+"="+a.DataDir, chaosAt+"="+strconv.Itoa(at), chaosNow+"="+a.Clock.Now().Format(time.RFC3339),
		chaosSecrets+"="+string(secrets), chaosDisk+"="+strconv.FormatInt(disk, 10))
	out := &safeBuffer{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		a.t.Fatal(err)
	}
	a.child.Store(cmd.Process)
	err = cmd.Wait()
	a.child.Store(nil)
	a.tally.Processes++
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && !exit.Exited() {
		a.tally.Kills++
		return
	}
	if err != nil && disk == 0 {
		a.t.Fatalf("the child failed by itself: %v\n%s", err, out)
	}
}

// meddle is what people do meanwhile.
func (a *arena) meddle() {
	one := a.tools[a.r.IntN(len(a.tools))]
	switch a.r.IntN(7) {
	case 0:
		a.my.Revoke(wiringtest.FirmToken)
		a.inqom.RevokeTokens()
		a.my.EndTokens()
	case 1:
		a.readdress(one, map[string]string{"base_url": a.wrong.URL})
	case 2:
		a.cancelSome()
	case 3:
		a.pause(one, true)
	case 4:
		a.away()
	case 5:
		if rows := a.rows(deliver.ToCheck, deliver.Refused); len(rows) > 0 {
			row := rows[a.r.IntN(len(rows))]
			if err := a.Deliveries.Retry(background, a.clerk, []int64{row.ID}, "à nouveau"); err != nil && fault.CodeOf(err) != fault.Conflict {
				a.t.Error(err)
			}
		}
	}
}

// readdress gives a connector another address, and its credentials for it; done is false when one
// of its deliveries may have arrived at the address that it has.
func (a *arena) readdress(one *tool, settings map[string]string) (done bool) {
	if one.settings["base_url"] == nil {
		return true
	}
	c, _, err := a.Firms.GetConnector(background, a.chief, one.id)
	if err != nil {
		a.t.Fatal(err)
	}
	_, err = a.Firms.SaveConnector(background, a.chief, firm.ConnectorForm{ID: one.id, Name: one.name, Settings: settings, Paused: c.Paused})
	if fault.CodeOf(err) == fault.Conflict {
		return false
	}
	if err != nil {
		a.t.Fatal(err)
	}
	if _, err := a.Firms.SetSecrets(background, a.chief, one.id, one.secrets); err != nil {
		a.t.Fatal(err)
	}
	a.struck.Add(1)
	return true
}

// clear answers for what may have arrived by a connector, so that it can go elsewhere.
func (a *arena) clear(one *tool) {
	if _, err := a.Engine.Run(background, deliver.Scope{Actor: a.Systeme(), Asked: true}); err != nil { // takes up what was cut
		a.t.Fatal(err)
	}
	for _, row := range a.rows(deliver.ToSend, deliver.ToRetry, deliver.ToCheck, deliver.Refused) {
		if row.ConnectorID != one.id || row.Doubt == deliver.NoDoubt && row.State != deliver.ToCheck {
			continue
		}
		err := a.Deliveries.Check(background, a.clerk, row.ID, a.arrived()[key(row.IBAN, row.End)] > 0, "vu dans l'outil")
		if err != nil && fault.CodeOf(err) != fault.Conflict {
			a.t.Error(err)
		}
		a.tally.Answers++
	}
}

// cancelSome cancels what waits, as a person would.
func (a *arena) cancelSome() {
	if rows := a.rows(deliver.ToSend, deliver.ToRetry); len(rows) > 0 {
		row := rows[a.r.IntN(len(rows))]
		if err := a.Deliveries.Cancel(background, a.clerk, []int64{row.ID}, "pas maintenant"); err != nil && fault.CodeOf(err) != fault.Conflict {
			a.t.Error(err)
		}
	}
}

func (a *arena) pause(one *tool, paused bool) {
	if _, err := a.Firms.SaveConnector(background, a.chief, firm.ConnectorForm{ID: one.id, Name: one.name, Paused: paused}); err != nil {
		a.t.Fatal(err)
	}
}

// away lets nobody answer for one process.
func (a *arena) away() {
	if err := a.server.Close(); err != nil {
		a.t.Fatal(err)
	}
	a.run(0, 0)
	if err := a.server.Start(); err != nil {
		a.t.Fatal(err)
	}
	a.struck.Add(1)
}

// heal makes all well again.
func (a *arena) heal() {
	a.my.Heal()
	a.inqom.Heal()
	a.server.Heal()
	a.my.Allow(wiringtest.PartnerSecret, wiringtest.FirmToken)
	for _, one := range a.tools {
		a.pause(one, false)
		if base, ok := one.settings["base_url"].(string); ok {
			if back := map[string]string{"base_url": base}; !a.readdress(one, back) {
				a.clear(one)
				if !a.readdress(one, back) {
					a.t.Errorf("%s cannot come back to its address", one.name)
				}
			}
		}
		if trial, err := a.Deliveries.Test(background, a.chief, one.id); err != nil || !trial.OK {
			a.t.Errorf("%s does not pass its test: %+v, %v", one.name, trial, err)
		}
	}
}

// settle runs until nothing waits any more; a person answers what is to be checked, and takes
// what was refused or cancelled again.
func (a *arena) settle() {
	for range 30 {
		a.Clock.Advance(time.Hour)
		if _, err := a.Engine.Run(background, deliver.Scope{Actor: a.Systeme(), Asked: true, Patience: time.Minute}); err != nil {
			a.t.Fatal(err)
		}
		open := a.rows(deliver.ToSend, deliver.ToRetry, deliver.InFlight, deliver.ToCheck, deliver.Refused)
		for _, row := range a.rows(deliver.Cancelled) {
			if row.Withdrawn {
				open = append(open, row)
			}
		}
		if len(open) == 0 {
			return
		}
		for _, row := range open {
			a.answer(row)
		}
	}
	for _, row := range a.rows(deliver.ToSend, deliver.ToRetry, deliver.ToCheck, deliver.Refused, deliver.Cancelled) {
		a.t.Logf("%s %s: %s %s %s, tries %d", row.ConnectorName, row.IBAN, row.State, row.Code, row.Message, row.Tries)
	}
	a.t.Errorf("it never ends: %v", a.states())
}

func (a *arena) answer(row deliver.Row) {
	d, err := a.Deliveries.Get(background, a.clerk, row.ID) // an answer for another one may be this one's
	if err != nil {
		a.t.Fatal(err)
	}
	switch {
	case d.State == deliver.ToCheck:
		err = a.Deliveries.Check(background, a.clerk, d.ID, a.arrived()[key(d.IBAN, d.End)] > 0, "vu dans l'outil")
	case d.State == deliver.Refused || d.State == deliver.Cancelled && d.Withdrawn:
		err = a.Deliveries.Retry(background, a.clerk, []int64{d.ID}, "réglé")
	default:
		return
	}
	a.tally.Answers++
	if err != nil && fault.CodeOf(err) != fault.Conflict {
		a.t.Error(err)
	}
}

// check compares what the partners have with what may leave.
func (a *arena) check() {
	got, want := a.arrived(), map[string]int{}
	for _, one := range a.tools {
		for i, n := range one.accounts {
			for _, d := range wiringtest.Days(wiringtest.IBAN(n), a.given[n]) {
				if i < len(one.accounts)-1 {
					want[key(d.IBAN, d.Closing.On)] = 1
				}
			}
		}
	}
	for k, n := range got {
		if want[k] != n {
			a.t.Errorf("%s is %d times at the partners, want %d", k, n, want[k])
		}
	}
	for k := range want {
		if got[k] == 0 {
			a.t.Errorf("%s is at no partner", k)
		}
	}
	a.tally.Statements = len(want)
	if p := a.places(); p[statement.Sent] != len(want) || p[statement.ToSend] != 0 {
		a.t.Errorf("places %v, want %d sent", p, len(want))
	}
	a.MustVerify()
	a.leftovers()
}
