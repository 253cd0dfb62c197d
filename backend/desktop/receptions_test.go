package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/receive"
	"sobank/backend/rights"
	"sobank/backend/wiring/wiringtest"
)

// told are the events that the window got, by name.
type told struct {
	mu     sync.Mutex
	events []string
}

func (e *told) emit(name string, data any) {
	text, _ := json.Marshal(data)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = append(e.events, fmt.Sprintf("%s %s", name, text))
}

// TestReceivingTellsTheWindow: what comes in is shown as it comes, then everything is read again,
// and what is due leaves.
func TestReceivingTellsTheWindow(t *testing.T) {
	b, watched, heard := wiringtest.MustOpen(t, t.TempDir()), t.TempDir(), &told{}
	b.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}}})
	boss := b.MustJoin("s@a.fr", rights.Superviseur, b.MustFirm("Cabinet"))
	c, err := b.Firms.AddConnector(context.Background(), boss, b.MustFirm("Cabinet"), firm.SourceFolder, "")
	if err == nil {
		_, err = b.Firms.SaveConnector(context.Background(), boss, firm.ConnectorForm{ID: c.ID, Name: c.Name, Settings: map[string]string{"folder": watched}})
	}
	if err != nil {
		t.Fatal(err)
	}
	d := New(Options{Emit: heard.emit})
	d.house = b.House
	d.sit(boss, false)
	close(d.opened)
	wiringtest.MustWrite(t, filepath.Join(watched, "mars.txt"), wiringtest.Days(wiringtest.IBAN(0), 2)...)

	d.receiving.run(t.Context(), receive.Scope{Asked: true, SourceID: c.ID})

	has := func(want string) bool {
		return slices.ContainsFunc(heard.events, func(e string) bool { return e == want })
	}
	if len(heard.events) < 3 || !has("data:changed null") || heard.events[len(heard.events)-2] != `reception:state {"running":[]}` {
		t.Errorf("told %q", heard.events)
	}
	if !slices.ContainsFunc(heard.events, func(e string) bool {
		return e == fmt.Sprintf(`reception:state {"running":[{"sourceId":%d,"source":"Dossier surveillé","name":"","size":0,"fetched":0,"importing":false,"taken":0,"left":0}]}`, c.ID)
	}) {
		t.Errorf("told %q", heard.events)
	}
	if len(d.syncing.kicks) != 1 {
		t.Error("what came in is not sent")
	}
	page, err := (&Receptions{d}).Get(c.ID)
	if err != nil || len(page.Files) != 1 || page.Files[0].Outcome != "imported" || page.Files[0].Statements != 2 || page.Files[0].FileID == 0 || !page.CanLook {
		t.Errorf("%+v, %v", page, err)
	}
	if page.Row.Place != watched || page.Row.LookedAt == "" || page.Connector.Row.Mode != "receive" {
		t.Errorf("%+v", page.Row)
	}
}

// TestStoppingEndsALook: the run is over at once, and what it had not read stays.
func TestStoppingEndsALook(t *testing.T) {
	r := newReceiving(New(Options{}))
	ctx, cancel := context.WithCancel(t.Context())
	r.keep(&cancel, true)
	r.halt()
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Second):
		t.Error("it goes on")
	}
}

// TestWhoIsElsewhereSeesNothingOfIt: what is under way is shown to the firm's people alone.
func TestWhoIsElsewhereSeesNothingOfIt(t *testing.T) {
	w := mustWorld(t)
	d := w.open(t, "Collaborateur")
	d.receiving.at[w.source] = receive.Progress{SourceID: w.source, Source: "Dossier surveillé", Name: "secret.txt"}
	for _, name := range sortedKeys(callers) {
		d.sit(w.actors[callers[name]], callers[name] == seated)
		state, err := (&Receptions{d}).State()
		member := callers[name] >= collaborateur
		if member && (err != nil || len(state.Running) != 1) || !member && err == nil && len(state.Running) != 0 {
			t.Errorf("%s sees %+v, %v", name, state, err)
		}
	}
}
