package inqom

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/simulator"
)

func TestMatch(t *testing.T) {
	add := func(f simulator.InqomFolder) func(*world) {
		return func(w *world) {
			if f.FirmID == 0 {
				f.FirmID = 28
			}
			w.AddFolder(f)
		}
	}
	both := func(all ...func(*world)) func(*world) {
		return func(w *world) {
			for _, one := range all {
				one(w)
			}
		}
	}
	card := func(siret, reference, chosen string) deliver.AccountCard {
		return deliver.AccountCard{SIRET: siret, Reference: reference, PartnerFolder: chosen}
	}
	for _, c := range []struct {
		name string
		with func(*world)
		card deliver.AccountCard
		want string // a folder, or a code
	}{
		{"by SIRET", nil, card("73282932000074", "", ""), "4512"},
		{"by SIRET among those of a SIREN", add(simulator.InqomFolder{ID: 5, Siren: "732829320", Nic: "00082"}), card("73282932000074", "", ""), "4512"},
		{"by SIRET, its zeros lost", add(simulator.InqomFolder{ID: 5, Siren: "005520135", Nic: "00025", NumbersInsteadOfStrings: true}), card("00552013500025", "", ""), "5"},
		{"by SIREN when the establishment is another", nil, card("73282932000999", "", ""), "4512"},
		{"by SIREN alone", nil, card("732829320", "", ""), "4512"},
		{"by SIREN of a folder without NIC", add(simulator.InqomFolder{ID: 5, Siren: "413682725"}), card("41368272500011", "", ""), "5"},
		{"not by a SIREN of several", add(simulator.InqomFolder{ID: 5, Siren: "732829320", Nic: "00082"}), card("73282932000999", "", ""), "DOSSIER-A-CHOISIR"},
		{"by reference among those of a SIREN", add(simulator.InqomFolder{ID: 5, Siren: "732829320", Nic: "00082", ExternalID: "J-015"}), card("73282932000999", "j-015", ""), "5"},
		{"not by a SIRET that stands twice", add(simulator.InqomFolder{ID: 5, Siren: "732829320", Nic: "00074"}), card("73282932000074", "", ""), "DOSSIER-A-CHOISIR"},
		{"by reference", nil, card("", " f-003 ", ""), "4513"},
		{"by reference of a folder without SIREN", nil, card("41368272500011", "F-003", ""), "4513"},
		{"not by a reference of another company", nil, card("41368272500011", "J-014", ""), "DOSSIER-A-CHOISIR"},
		{"not by nothing", nil, card("", "", ""), "DOSSIER-A-CHOISIR"},
		{"not by an empty reference", add(simulator.InqomFolder{ID: 5}), card("41368272500011", "", ""), "DOSSIER-A-CHOISIR"},
		{"not by a part of a SIRET", nil, card("7328293", "", ""), "DOSSIER-A-CHOISIR"},
		{"as chosen", nil, card("73282932000074", "", "4513"), "4513"},
		{"not as chosen once it is gone", func(w *world) { w.RemoveFolder(4513) }, card("73282932000074", "", "4513"), "DOSSIER-INTROUVABLE"},
		{"not as chosen once it is closed", add(simulator.InqomFolder{ID: 4513, Status: "Closed"}), card("", "", "4513"), "DOSSIER-INTROUVABLE"},
		{"as chosen, of an unknown status", add(simulator.InqomFolder{ID: 4513, Status: "Pending"}), card("", "", "4513"), "4513"},
		{"not in a closed folder", add(simulator.InqomFolder{ID: 4512, Siren: "732829320", Nic: "00074", Status: "archived"}), card("73282932000074", "", ""), "DOSSIER-A-CHOISIR"},
		{"past a closed folder", add(simulator.InqomFolder{ID: 5, Siren: "732829320", Nic: "00074", Status: "Closed"}), card("73282932000074", "", ""), "4512"},
		{"not in a folder of an unknown status", add(simulator.InqomFolder{ID: 4512, Siren: "732829320", Nic: "00074", Status: "Pending"}), card("73282932000074", "", ""), "DOSSIER-A-CHOISIR"},
		{"nor past one", add(simulator.InqomFolder{ID: 5, Siren: "732829320", Nic: "00074", Status: "Pending"}), card("73282932000074", "", ""), "DOSSIER-A-CHOISIR"},
		{"in any of several firms", both(func(w *world) { w.AddFirm(simulator.InqomFirm{ID: 29, Name: "Deux", Type: "Pme"}) },
			add(simulator.InqomFolder{ID: 5, FirmID: 29, Siren: "413682725", Nic: "00011"})), card("41368272500011", "", ""), "5"},
		{"once in a firm that is named twice", func(w *world) { w.AddFirm(simulator.InqomFirm{ID: 28, Type: "Pme"}) }, card("73282932000074", "", ""), "4512"},
		{"not in a firm of another user", both(func(w *world) { w.AddFirm(simulator.InqomFirm{ID: 29, User: "x"}) },
			add(simulator.InqomFolder{ID: 5, FirmID: 29, Siren: "413682725", Nic: "00011"})), card("41368272500011", "", ""), "DOSSIER-A-CHOISIR"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, simulator.InqomOptions{})
			if c.with != nil {
				c.with(w)
			}
			m := w.match(t, c.card)
			if !strings.HasPrefix(c.want, "DOSSIER-") {
				wantFolder(t, m, c.want)
				return
			}
			wantSetback(t, m.Setback, deliver.Refused, c.want, false)
			if m.Folder != "" || !strings.Contains(m.Setback.Hint, "« Détails » de l'IBAN") {
				t.Errorf("got %+v", m)
			}
		})
	}
	t.Run("of a user who reaches no firm is the connector's trouble", func(t *testing.T) {
		server := scripted(t, nil)
		usual := accessTo(server.URL, nil)
		for name, body := range map[string]string{"empty": `[]`, "null": `null`, "of folders alone": `[{"Id":4512,"AccessType":"AccountingFolder","Status":"Active"}]`, "of no number": `[{"Id":"../x","AccessType":"Company"}]`} {
			server := scripted(t, map[string]http.HandlerFunc{pathFirms: says(200, body)})
			usual.Settings["base_url"], usual.Settings["auth_url"] = server.URL, server.URL
			m := New(Options{}, &place{}).Match(t.Context(), usual, jardins())
			if m.Setback.Code != "AUCUN-DOSSIER" || !m.Setback.Trouble {
				t.Errorf("%s: got %+v", name, m)
			}
		}
	})
}

func TestFoldersAreKeptInMemory(t *testing.T) {
	t.Run("a thousand accounts are not a thousand questions", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		for n := range 1000 {
			w.AddFolder(simulator.InqomFolder{ID: int64(10_000 + n), FirmID: 28, Name: fmt.Sprint("Client ", n), Siren: fmt.Sprintf("9%08d", n), Nic: "00012"})
		}
		for n := range 1000 {
			wantFolder(t, w.match(t, deliver.AccountCard{SIRET: fmt.Sprintf("9%08d00012", n)}), fmt.Sprint(10_000+n))
		}
		if n := len(w.Requests()); n != 3 {
			t.Errorf("%d requests", n)
		}
	})
	t.Run("for some minutes", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		for _, step := range []struct {
			after time.Duration
			total int
		}{{0, 1}, {4 * time.Minute, 1}, {2 * time.Minute, 2}, {-time.Hour, 3}} {
			w.clock.advance(step.after)
			w.match(t, jardins())
			if n := w.asked(folders28); n != step.total {
				t.Errorf("after %v: read %d times, want %d", step.after, n, step.total)
			}
		}
	})
	t.Run("but nothing is refused by an old list", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.match(t, jardins())
		w.AddFolder(simulator.InqomFolder{ID: 5, FirmID: 28, Siren: "413682725", Nic: "00011"})
		w.clock.advance(time.Minute)
		wantFolder(t, w.match(t, deliver.AccountCard{SIRET: "41368272500011"}), "5")
		for range 20 {
			w.match(t, deliver.AccountCard{SIRET: "99999999900011"})
		}
		if n := w.asked(folders28); n != 2 {
			t.Errorf("read %d times", n)
		}
	})
	t.Run("and a firm that cannot be read leaves no half of one", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.AddFirm(simulator.InqomFirm{ID: 29, Name: "Deux"})
		w.AddFolder(simulator.InqomFolder{ID: 5, FirmID: 29, Siren: "732829320", Nic: "00074"})
		w.Fail(simulator.Fault{Kind: simulator.HoldImport, Route: simulator.InqomFolders, Release: closed()}, simulator.Fault{Kind: simulator.HTML, Route: simulator.InqomFolders})
		wantSetback(t, w.match(t, jardins()).Setback, deliver.ToRetry, "HTTP-502", false)
		wantSetback(t, w.match(t, deliver.AccountCard{SIRET: "73282932000074"}).Setback, deliver.Refused, "DOSSIER-A-CHOISIR", false)
	})
}

func closed() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

func TestFolders(t *testing.T) {
	w := newWorld(t, simulator.InqomOptions{})
	w.AddFolder(simulator.InqomFolder{ID: 5, FirmID: 28, Name: "Ancien client", Status: "Closed"})
	w.AddFolder(simulator.InqomFolder{ID: 6, FirmID: 28, Name: "École de voile", Siren: "413682725", Status: "Pending"})
	for search, want := range map[string]string{
		"": "École de voile (statut « Pending »), Fleurs de Brocéliande, Jardins SARL", "JARDINS": "Jardins SARL", "broceliande": "Fleurs de Brocéliande",
		"732 829 320 00074": "Jardins SARL", "732829320": "Jardins SARL", "413682725": "École de voile (statut « Pending »)", "41368272500011": "École de voile (statut « Pending »)",
		"f-003": "Fleurs de Brocéliande", "4513": "Fleurs de Brocéliande", "ancien": "", "73282932000082": "",
	} {
		list, err := w.client.Folders(t.Context(), w.access, search)
		var names []string
		for _, f := range list {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, ", "); err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", search, got, err, want)
		}
	}
	list, _ := w.client.Folders(t.Context(), w.access, "jardins")
	if list[0] != (deliver.Folder{ID: "4512", Name: "Jardins SARL", SIRET: "73282932000074", Reference: "J-014"}) {
		t.Errorf("got %+v", list[0])
	}
	t.Run("say which firm they are of, when there are several", func(t *testing.T) {
		w := newWorld(t, simulator.InqomOptions{})
		w.AddFirm(simulator.InqomFirm{ID: 29, Name: "Cabinet 2"})
		list, err := w.client.Folders(t.Context(), w.access, "jardins")
		if err != nil || list[0].Name != "Jardins SARL · Cabinet 1" {
			t.Errorf("got %+v, %v", list, err)
		}
	})
	t.Run("that a person made just now are there after half a minute", func(t *testing.T) {
		w.AddFolder(simulator.InqomFolder{ID: 7, FirmID: 28, Name: "Tout nouveau"})
		w.clock.advance(31 * time.Second)
		if list, err := w.client.Folders(t.Context(), w.access, "tout nouveau"); err != nil || len(list) != 1 {
			t.Errorf("got %+v, %v", list, err)
		}
	})
}
