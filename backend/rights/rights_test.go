package rights

import (
	"slices"
	"strings"
	"testing"

	"sobank/backend/fault"
)

// The firms of the tests: the actor's, another one, and « no firm ».
const (
	own, other, noFirm int64 = 7, 8, 0
)

// who may do something, as the table of PRODUCT.md « Rights » says it.
type who struct {
	collaborateur, superviseur, systeme bool // the Administrateur may do everything
}

var (
	everyone       = who{collaborateur: true, superviseur: true}
	everyoneAndCLI = who{collaborateur: true, superviseur: true, systeme: true}
	superviseurs   = who{superviseur: true}
	superCLI       = who{superviseur: true, systeme: true}
	admins         = who{}
	adminsAndCLI   = who{systeme: true}
)

// table restates PRODUCT.md, so that a change of the code alone is seen.
var table = map[Action]who{
	See:             everyoneAndCLI,
	Import:          everyoneAndCLI,
	Sync:            everyoneAndCLI,
	TakeDownload:    everyone,
	Export:          everyone,
	SendAgain:       everyone,
	EditClients:     everyone,
	Associate:       everyone,
	PrepareMandate:  everyone,
	ReleaseUnproven: everyone,

	EditFirm:        superviseurs,
	EditConnectors:  superviseurs,
	DecideMandate:   superviseurs,
	Release:         superviseurs,
	UndoAnyImport:   superviseurs,
	SeeConfidential: superCLI,

	ManageFirms:    admins,
	ManageStaff:    admins,
	ManageSettings: admins,
	ReadJournal:    admins,
	Restore:        admins,
	Provision:      admins,
	Backup:         adminsAndCLI,
	Verify:         adminsAndCLI,

	ExportClient: superviseurs,
	Erase:        admins,
	PurgeAside:   adminsAndCLI,
	SeeUnowned:   adminsAndCLI,
}

func TestRights(t *testing.T) {
	for _, action := range Actions() {
		want, listed := table[action]
		if !listed {
			t.Errorf("%s is not in this test's table: say who may do it", action)
		}
		cases := []struct {
			name                  string
			standing              Standing
			ownFirm, others, none bool
		}{
			{"Collaborateur", staffOf(Collaborateur), want.collaborateur, false, false},
			{"Superviseur", staffOf(Superviseur), want.superviseur, false, false},
			{"Administrateur", staffOf(Administrateur), true, true, true},
			{"Système", Standing{Actor: Systeme("compta")}, want.systeme, want.systeme, want.systeme},
			{"someone without a profile", staffOf(""), false, false, false},
			{"a profile that does not exist", staffOf("directeur"), false, false, false},
			{"nobody", Standing{}, false, false, false},
		}
		for _, c := range cases {
			t.Run(string(action)+"/"+c.name, func(t *testing.T) {
				wantMay(t, c.standing, action, own, c.ownFirm)
				wantMay(t, c.standing, action, other, c.others)
				wantMay(t, c.standing, action, noFirm, c.none)
				if got := c.standing.Can(action); got != (c.ownFirm || c.others) {
					t.Errorf("Can is %v", got)
				}
			})
		}
	}
	if len(table) != len(Actions()) {
		t.Errorf("the program knows %d actions, this test %d", len(Actions()), len(table))
	}
}

func TestAnActionThatNobodyDefined(t *testing.T) {
	for _, s := range []Standing{staffOf(Collaborateur), staffOf(Administrateur), {Actor: Systeme("compta")}} {
		if s.Can("teleport") || s.May("teleport", own) == nil {
			t.Errorf("%+v may do it", s)
		}
	}
}

func TestRefusalsSayWhoCan(t *testing.T) {
	cases := []struct {
		name       string
		standing   Standing
		action     Action
		firm       int64
		says, hint string
	}{
		{"to a Collaborateur before a Superviseur's action", staffOf(Collaborateur), EditConnectors, own, "Superviseur ou Administrateur", "ce profil"},
		{"to a Superviseur before an Administrateur's action", staffOf(Superviseur), ManageStaff, own, "profil Administrateur", "ce profil"},
		{"to a Superviseur of another firm", staffOf(Superviseur), EditConnectors, other, "n'appartenez pas à ce cabinet", "Administrateur"},
		{"to the command line", Standing{Actor: Systeme("compta")}, TakeDownload, own, "demande une personne", "--user"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := fault.From(c.standing.May(c.action, c.firm))
			if f.Code != fault.Refused || !strings.Contains(f.Message, c.says) || !strings.Contains(f.Hint, c.hint) {
				t.Errorf("got %q, hint %q", f.Message, f.Hint)
			}
		})
	}
}

func TestWhatTheCommandLineNeedsAPersonFor(t *testing.T) {
	system := Standing{Actor: Systeme("compta")}
	for _, a := range []Action{TakeDownload, Restore, ManageSettings} { // purge is a setting's matter
		t.Run(string(a), func(t *testing.T) { wantMay(t, system, a, own, false) })
	}
	t.Run("a profile slipped in beside « Système » changes nothing", func(t *testing.T) {
		wantMay(t, Standing{Actor: Systeme("compta"), Profile: Administrateur}, Restore, own, false)
	})
}

func TestMember(t *testing.T) {
	cases := []struct {
		name     string
		standing Standing
		firm     int64
		want     bool
	}{
		{"a Superviseur reaches each of their firms", Standing{Profile: Superviseur, Firms: []int64{3, own}}, own, true},
		{"and no other", Standing{Profile: Superviseur, Firms: []int64{3, own}}, other, false},
		{"who belongs to no firm reaches none", Standing{Profile: Superviseur}, own, false},
		{"an Administrateur reaches firms they do not belong to", Standing{Profile: Administrateur}, other, true},
		{"« Système » reaches all", Standing{Actor: Systeme("compta")}, other, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.standing.Member(c.firm); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestProfiles(t *testing.T) {
	for p, want := range map[Profile]string{Collaborateur: "Collaborateur", Superviseur: "Superviseur", Administrateur: "Administrateur"} {
		if !p.Valid() || p.French() != want {
			t.Errorf("%s: valid %v, %q", p, p.Valid(), p.French())
		}
	}
	for _, p := range []Profile{"", "Superviseur", "root"} {
		if p.Valid() {
			t.Errorf("%q is taken for a profile", p)
		}
	}
	t.Run("a higher profile may do all that a lower one may", func(t *testing.T) {
		for _, a := range Actions() {
			c, s, m := staffOf(Collaborateur).Can(a), staffOf(Superviseur).Can(a), staffOf(Administrateur).Can(a)
			if c && !s || s && !m {
				t.Errorf("%s: %v, %v, %v", a, c, s, m)
			}
		}
	})
}

func TestActionsComeInOrder(t *testing.T) {
	if a := Actions(); !slices.IsSorted(a) || len(slices.Compact(a)) != len(Actions()) {
		t.Errorf("got %v", a)
	}
}

func staffOf(p Profile) Standing {
	return Standing{Actor: Actor{StaffID: 1, SessionID: "s"}, Profile: p, Firms: []int64{own}}
}

func wantMay(tb testing.TB, s Standing, a Action, firm int64, want bool) {
	tb.Helper()
	err := s.May(a, firm)
	if (err == nil) != want {
		tb.Errorf("firm %d: got %v, want allowed %v", firm, err, want)
	}
	if err != nil && fault.CodeOf(err) != fault.Refused {
		tb.Errorf("firm %d: refused with %v", firm, err)
	}
}
