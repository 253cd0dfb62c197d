package inqom

import (
	"reflect"
	"strings"
	"testing"

	"sobank/backend/deliver"
	"sobank/backend/simulator"
)

// said is a trial's steps, those that failed marked.
func said(t deliver.Trial) string {
	var all []string
	for _, s := range t.Steps {
		mark := ""
		if !s.OK {
			mark = "✗ "
		}
		all = append(all, mark+s.Message)
	}
	return strings.Join(all, "\n")
}

func TestTrial(t *testing.T) {
	t.Run("says what is right, then what the place says", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.AddFolder(simulator.InqomFolder{ID: 5, FirmID: 28, Status: "Closed"}) // since the list was read
		w.place.trial.Questions = []deliver.Question{{Setting: "host_key", Sentence: "Est-ce la clé ?", Answers: []deliver.Answer{{Value: "k", Label: "Oui"}}}}
		trial := w.client.Test(t.Context(), w.access)
		want := "L'adresse de connexion " + w.URL() + " répond.\n" +
			"Inqom accepte l'utilisateur « " + testUser + " » et l'identifiant d'API.\n" +
			"L'adresse de l'API " + w.URL() + " répond.\n" +
			"Les dossiers du cabinet sont lisibles (2).\n" +
			"1 dossier fermé est laissé de côté.\n" +
			"1 dossier n'a pas de SIREN.\n" +
			"La place est là."
		if !trial.OK || said(trial) != want || len(trial.Questions) != 1 {
			t.Errorf("got %+v\n%s", trial, said(trial))
		}
	})
	t.Run("is the place's in the end", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.place.trial = deliver.Trial{Steps: []deliver.TrialStep{{Message: "Le dossier est introuvable.", Hint: "Recréez-le."}}, Code: "DOSSIER", RequestID: "r"}
		trial := w.client.Test(t.Context(), w.access)
		if trial.OK || trial.Code != "DOSSIER" || trial.RequestID != "r" || !strings.HasSuffix(said(trial), "✗ Le dossier est introuvable.") {
			t.Errorf("got %+v", trial)
		}
	})
	for _, c := range []struct {
		name  string
		spoil func(*world)
		code  string
		steps int // that passed
	}{
		{"credentials that are not there", func(w *world) { delete(w.access.Secrets, "inqom_password") }, "IDENTIFIANTS", 0},
		{"nobody there", func(w *world) { _ = w.Close() }, "INJOIGNABLE", 0},
		{"another password", func(w *world) { w.access.Secrets["inqom_password"] = "x" }, "invalid_grant", 1},
		{"another secret", func(w *world) { w.access.Secrets["client_secret"] = "x" }, "invalid_client", 1},
		{"an API that answers a page", func(w *world) { w.Fail(simulator.Fault{Kind: simulator.HTML, Route: simulator.InqomAccess}) }, "HTTP-502", 3},
		{"folders that cannot be read", func(w *world) {
			w.Fail(simulator.Fault{Kind: simulator.Refuse, Status: 403, Route: simulator.InqomFolders})
		}, "HTTP-403", 3},
		{"no folder", func(w *world) { w.RemoveFolder(4512); w.RemoveFolder(4513) }, "AUCUN-DOSSIER", 3},
	} {
		t.Run("stops at "+c.name, func(t *testing.T) {
			w := newWorld(t, simulator.InqomOptions{})
			c.spoil(w)
			trial := w.client.Test(t.Context(), w.access)
			if trial.OK || trial.Code != c.code || len(trial.Steps) != c.steps+1 || len(w.place.given) != 0 {
				t.Errorf("got %+v\n%s", trial, said(trial))
			}
			if last := trial.Steps[len(trial.Steps)-1]; last.OK || last.Hint == "" || strings.Contains(last.Hint, "de lui-même") {
				t.Errorf("got %+v", last)
			}
		})
	}
}

func TestPlace(t *testing.T) {
	w := newWorld(t, simulator.InqomOptions{})
	sent := 0
	r := w.client.Deliver(t.Context(), w.access, deliver.Parcel{Name: "4512_x.zip"}, func() error { sent++; return nil })
	if r.State != deliver.Deposited || r.Message != "4512_x.zip" || sent != 1 {
		t.Errorf("got %+v", r)
	}
	files, err := w.client.Shelved(t.Context(), w.access)
	if err != nil || len(files) != 1 {
		t.Errorf("got %+v, %v", files, err)
	}
	w.client.Test(t.Context(), w.access)
	if len(w.place.given) != 3 {
		t.Fatalf("the place was asked %d times", len(w.place.given))
	}
	for _, a := range w.place.given {
		if !reflect.DeepEqual(a.Secrets, map[string]string{"password": testPlace}) || a.Session != nil || a.Settings["folder"] != "/x" || a.ConnectorID != 7 {
			t.Errorf("the place got %+v", a)
		}
	}
	if w.access.Secrets["inqom_password"] != testPassword {
		t.Error("the access was changed")
	}
	t.Run("that cannot be looked into says so", func(t *testing.T) {
		blind := struct{ deliver.Partner }{w.place}
		if _, err := New(Options{}, blind).Shelved(t.Context(), w.access); err == nil {
			t.Error("lists files")
		}
	})
	t.Run("takes what leaves while Inqom does not answer", func(t *testing.T) {
		_ = w.Close()
		if r := w.client.Deliver(t.Context(), w.access, deliver.Parcel{}, func() error { return nil }); r.State != deliver.Deposited {
			t.Errorf("got %+v", r)
		}
	})
}
