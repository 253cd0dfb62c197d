package staff_test

import (
	"strings"
	"sync"
	"testing"

	"sobank/backend/fault"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/staff"
	"sobank/backend/vault"
	"sobank/backend/wiring/wiringtest"
)

const newPassword = "autres mots, tout autres"

// house is a firm with an Administrateur and a Collaborateur, and another firm.
type house struct {
	*wiringtest.Bench
	firm, other  int64
	admin, clerk rights.Actor
}

func mustHouse(t *testing.T) *house {
	t.Helper()
	h := &house{Bench: wiringtest.MustOpen(t, t.TempDir())}
	h.MustApply(provision.Plan{Firms: []provision.Firm{{Name: "Cabinet"}, {Name: "Autre cabinet"}}})
	h.firm, h.other = h.MustFirm("Cabinet"), h.MustFirm("Autre cabinet")
	h.admin = h.MustJoin("admin@cabinet.fr", rights.Administrateur)
	h.clerk = h.MustJoin(email, rights.Collaborateur, h.firm)
	return h
}

func (h *house) person(profile rights.Profile) staff.Person {
	return staff.Person{Name: " Dominique ", Email: " Dominique@Cabinet.FR ", Profile: profile, Firms: []int64{h.firm, h.other, h.firm}}
}

func (h *house) entries(t *testing.T, action string) string {
	t.Helper()
	return mustText(t, h.Bench, "SELECT count(*) FROM journal WHERE action = '"+action+"'")
}

func TestCreate(t *testing.T) {
	h := mustHouse(t)
	row, err := h.Staff.Create(background, h.admin, h.person(rights.Superviseur), newPassword)
	if err != nil || row.Name != "Dominique" || row.Email != "dominique@cabinet.fr" || !row.Active || !row.LastSignInAt.IsZero() ||
		strings.Join(row.FirmNames, ", ") != "Autre cabinet, Cabinet" {
		t.Fatalf("got %+v, %v", row, err)
	}
	session, err := h.Staff.SignIn(background, row.Email, newPassword, false)
	if err != nil {
		t.Fatal(err)
	}
	if standing, _, err := h.Staff.Standing(background, session.Actor); err != nil || standing.Profile != rights.Superviseur || !standing.Member(h.other) {
		t.Errorf("%+v, %v", standing, err)
	}
	if row, err := h.Staff.Get(background, h.admin, row.ID); err != nil || !row.LastSignInAt.Equal(h.Clock.Now()) {
		t.Errorf("last sign-in %+v, %v", row, err)
	}
	if n := h.entries(t, "staff.create"); n != "1" {
		t.Errorf("%s entries", n)
	}
	boss := h.MustJoin("s@cabinet.fr", rights.Superviseur, h.firm)
	for name, c := range map[string]struct {
		actor    rights.Actor
		change   func(*staff.Person)
		password string
		code     fault.Code
		field    string
	}{
		"RefusesCollaborateur":           {h.clerk, nil, newPassword, fault.Refused, ""},
		"RefusesSuperviseur":             {boss, nil, newPassword, fault.Refused, ""},
		"RefusesSysteme":                 {h.Systeme(), nil, newPassword, fault.Refused, ""},
		"an e-mail that is taken":        {h.admin, func(p *staff.Person) { p.Email = "DOMINIQUE@cabinet.fr" }, newPassword, fault.Conflict, "email"},
		"a password that is too short":   {h.admin, nil, "court", fault.Invalid, "password"},
		"a Collaborateur of no firm":     {h.admin, func(p *staff.Person) { p.Firms = nil }, newPassword, fault.Invalid, "firmIds"},
		"a firm that does not exist":     {h.admin, func(p *staff.Person) { p.Firms = []int64{999} }, newPassword, fault.Invalid, "firmIds"},
		"a profile that does not exist":  {h.admin, func(p *staff.Person) { p.Profile = "chef" }, newPassword, fault.Invalid, "profile"},
		"no name, without a person made": {h.admin, func(p *staff.Person) { p.Name = " " }, newPassword, fault.Invalid, "name"},
	} {
		t.Run(name, func(t *testing.T) {
			p := h.person(rights.Collaborateur)
			p.Email = "autre@cabinet.fr"
			if c.change != nil {
				c.change(&p)
			}
			_, err := h.Staff.Create(background, c.actor, p, c.password)
			if fault.CodeOf(err) != c.code || fault.From(err).Field != c.field {
				t.Errorf("got %v on %q", err, fault.From(err).Field)
			}
		})
	}
	if _, n, err := h.Staff.List(background, h.admin, staff.Query{}); err != nil || n != 4 {
		t.Errorf("%d people, %v", n, err)
	}
}

func TestPeopleList(t *testing.T) {
	h := mustHouse(t)
	for _, name := range []string{"Élodie", "Zoé", "adrien"} {
		p := staff.Person{Name: name, Email: name[len(name)-2:] + "@x.fr", Profile: rights.Superviseur, Firms: []int64{h.firm}}
		if _, err := h.Staff.Create(background, h.admin, p, newPassword); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		query staff.Query
		want  string
	}{
		"by name, whatever the accents": {staff.Query{}, "admin@cabinet.fr, adrien, camille@cabinet.fr, Élodie, Zoé"},
		"the other way":                 {staff.Query{Sort: "name", Desc: true, Limit: 2}, "Zoé, Élodie"},
		"searched without accents":      {staff.Query{Search: "ELO"}, "Élodie"},
		"searched by e-mail":            {staff.Query{Search: "camille@"}, "camille@cabinet.fr"},
		"by profile":                    {staff.Query{Sort: "profile", Desc: true, Limit: 1}, "admin@cabinet.fr"},
		"a percent sign finds nothing":  {staff.Query{Search: "%"}, ""},
		"a page":                        {staff.Query{Offset: 3, Limit: 1}, "Élodie"},
		"an unknown order is none":      {staff.Query{Sort: "1; DROP TABLE staff", Limit: 1}, "admin@cabinet.fr"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, _, err := h.Staff.List(background, h.admin, c.query)
			var names []string
			for _, r := range rows {
				names = append(names, r.Name)
			}
			if got := strings.Join(names, ", "); err != nil || got != c.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
	t.Run("RefusesCollaborateur", func(t *testing.T) {
		_, _, err := h.Staff.List(background, h.clerk, staff.Query{})
		wantFault(t, err, fault.Refused, "Administrateur")
		_, err = h.Staff.Get(background, h.clerk, h.clerk.StaffID)
		wantFault(t, err, fault.Refused, "Administrateur")
	})
}

func TestChange(t *testing.T) {
	h := mustHouse(t)
	p := staff.Person{ID: h.clerk.StaffID, Name: "Camille M.", Email: "cm@cabinet.fr", Profile: rights.Superviseur, Firms: []int64{h.other}}
	row, err := h.Staff.Change(background, h.admin, p)
	if err != nil || row.Name != "Camille M." || row.Email != "cm@cabinet.fr" || row.Profile != rights.Superviseur || len(row.Firms) != 1 || !row.Active {
		t.Fatalf("got %+v, %v", row, err)
	}
	t.Run("counts at once", func(t *testing.T) {
		standing, _, err := h.Staff.Standing(background, h.clerk)
		if err != nil || standing.Member(h.firm) || !standing.Member(h.other) || standing.Profile != rights.Superviseur {
			t.Errorf("%+v, %v", standing, err)
		}
	})
	t.Run("leaves the password", func(t *testing.T) {
		if _, err := h.Staff.SignIn(background, "cm@cabinet.fr", wiringtest.Password, false); err != nil {
			t.Error(err)
		}
	})
	t.Run("RefusesSuperviseur", func(t *testing.T) {
		p.Profile = rights.Administrateur
		_, err := h.Staff.Change(background, h.clerk, p)
		wantFault(t, err, fault.Refused, "Administrateur")
	})
	t.Run("somebody who does not exist", func(t *testing.T) {
		p.ID = 999
		_, err := h.Staff.Change(background, h.admin, p)
		wantFault(t, err, fault.NotFound, "")
	})
	t.Run("an e-mail that is taken", func(t *testing.T) {
		p.ID, p.Email = h.clerk.StaffID, "admin@cabinet.fr"
		_, err := h.Staff.Change(background, h.admin, p)
		wantFault(t, err, fault.Conflict, "déjà")
	})
}

func TestDeactivate(t *testing.T) {
	h := mustHouse(t)
	remembered := mustSignIn(t, h.Bench, true)
	row, err := h.Staff.SetActive(background, h.admin, h.clerk.StaffID, false)
	if err != nil || row.Active {
		t.Fatalf("%+v, %v", row, err)
	}
	for _, actor := range []rights.Actor{h.clerk, remembered.Actor} {
		_, err := h.Firms.List(background, actor)
		wantFault(t, err, fault.Unauthenticated, "terminée")
	}
	_, err = h.Staff.Resume(background)
	wantFault(t, err, fault.NotFound, "")
	_, err = h.Staff.SignIn(background, email, wiringtest.Password, false)
	wantFault(t, err, fault.Unauthenticated, "faux")
	t.Run("reactivated they sign in anew: what ended stays ended", func(t *testing.T) {
		if row, err := h.Staff.SetActive(background, h.admin, h.clerk.StaffID, true); err != nil || !row.Active {
			t.Fatal(row, err)
		}
		_, err := h.Firms.List(background, h.clerk)
		wantFault(t, err, fault.Unauthenticated, "terminée")
		if _, err := h.Staff.SignIn(background, email, wiringtest.Password, false); err != nil {
			t.Error(err)
		}
	})
	if n := h.entries(t, "staff.deactivate") + h.entries(t, "staff.reactivate"); n != "11" {
		t.Errorf("entries %s", n)
	}
	t.Run("nobody themself, an Administrateur neither", func(t *testing.T) {
		h.MustJoin("a2@cabinet.fr", rights.Administrateur)
		_, err := h.Staff.SetActive(background, h.admin, h.admin.StaffID, false)
		wantFault(t, err, fault.Refused, "vous-même")
	})
	t.Run("RefusesCollaborateur", func(t *testing.T) {
		session := mustSignIn(t, h.Bench, false)
		_, err := h.Staff.SetActive(background, session.Actor, h.admin.StaffID, false)
		wantFault(t, err, fault.Refused, "Administrateur")
	})
	t.Run("somebody who does not exist", func(t *testing.T) {
		_, err := h.Staff.SetActive(background, h.admin, 999, false)
		wantFault(t, err, fault.NotFound, "")
	})
}

func TestTheLastAdministrateurStays(t *testing.T) {
	h := mustHouse(t)
	demoted := staff.Person{ID: h.admin.StaffID, Name: "A", Email: "admin@cabinet.fr", Profile: rights.Superviseur, Firms: []int64{h.firm}}
	_, err := h.Staff.Change(background, h.admin, demoted)
	wantFault(t, err, fault.Refused, "dernier Administrateur")
	t.Run("one who is deactivated does not count", func(t *testing.T) {
		gone := h.MustJoin("a2@cabinet.fr", rights.Administrateur)
		if _, err := h.Staff.SetActive(background, h.admin, gone.StaffID, false); err != nil {
			t.Fatal(err)
		}
		_, err := h.Staff.Change(background, h.admin, demoted)
		wantFault(t, err, fault.Refused, "dernier Administrateur")
	})
	t.Run("with another one they may go", func(t *testing.T) {
		h.MustJoin("a3@cabinet.fr", rights.Administrateur)
		if row, err := h.Staff.Change(background, h.admin, demoted); err != nil || row.Profile != rights.Superviseur {
			t.Errorf("%+v, %v", row, err)
		}
	})
}

// TestTwoAdministrateursAtOnce has two windows, each with its own data file open, take the
// other one's rights or their own away at the same moment: one of them always stays.
func TestTwoAdministrateursAtOnce(t *testing.T) {
	for name, act := range map[string]func(*house, *wiringtest.Bench, rights.Actor, rights.Actor) error{
		"each deactivates the other": func(_ *house, w *wiringtest.Bench, me, other rights.Actor) error {
			_, err := w.Staff.SetActive(background, me, other.StaffID, false)
			return err
		},
		"each steps down": func(h *house, w *wiringtest.Bench, me, _ rights.Actor) error {
			p := staff.Person{ID: me.StaffID, Name: "A", Email: strings.ToLower(me.SessionID) + "@x.fr", Profile: rights.Superviseur, Firms: []int64{h.firm}}
			_, err := w.Staff.Change(background, me, p)
			return err
		},
		"each demotes the other": func(h *house, w *wiringtest.Bench, me, other rights.Actor) error {
			p := staff.Person{ID: other.StaffID, Name: "A", Email: strings.ToLower(other.SessionID) + "@x.fr", Profile: rights.Superviseur, Firms: []int64{h.firm}}
			_, err := w.Staff.Change(background, me, p)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := mustHouse(t)
			second := h.MustJoin("a2@cabinet.fr", rights.Administrateur)
			window := wiringtest.MustOpenWith(t, h.DataDir, vault.Memory())
			errs := make([]error, 2)
			start := make(chan struct{})
			var both sync.WaitGroup
			for i, c := range []struct {
				window    *wiringtest.Bench
				me, other rights.Actor
			}{{h.Bench, h.admin, second}, {window, second, h.admin}} {
				both.Go(func() {
					<-start
					errs[i] = act(h, c.window, c.me, c.other)
				})
			}
			close(start)
			both.Wait()
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Errorf("one goes, one is refused: %v, %v", errs[0], errs[1])
			}
			if n := mustText(t, h.Bench, "SELECT count(*) FROM staff WHERE profile = 'administrateur' AND active = 1"); n != "1" {
				t.Errorf("%s Administrateurs left", n)
			}
		})
	}
}

func TestResetPassword(t *testing.T) {
	h := mustHouse(t)
	mustExec(t, h.Bench, "UPDATE staff SET failed_sign_ins = 20, retry_after = '2099-01-01T00:00:00Z' WHERE email = '"+email+"'")
	if err := h.Staff.ResetPassword(background, h.admin, h.clerk.StaffID, newPassword); err != nil {
		t.Fatal(err)
	}
	_, err := h.Firms.List(background, h.clerk)
	wantFault(t, err, fault.Unauthenticated, "terminée")
	_, err = h.Staff.SignIn(background, email, wiringtest.Password, false)
	wantFault(t, err, fault.Unauthenticated, "faux")
	if _, err := h.Staff.SignIn(background, email, newPassword, false); err != nil {
		t.Error(err)
	}
	if n := h.entries(t, "staff.reset_password"); n != "1" {
		t.Errorf("%s entries", n)
	}
	for name, c := range map[string]struct {
		actor    rights.Actor
		id       int64
		password string
		code     fault.Code
	}{
		"RefusesCollaborateur":        {h.MustJoin("c2@cabinet.fr", rights.Collaborateur, h.firm), h.clerk.StaffID, newPassword, fault.Refused},
		"one's own":                   {h.admin, h.admin.StaffID, newPassword, fault.Refused},
		"too short":                   {h.admin, h.clerk.StaffID, "court", fault.Invalid},
		"somebody who does not exist": {h.admin, 999, newPassword, fault.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			wantFault(t, h.Staff.ResetPassword(background, c.actor, c.id, c.password), c.code, "")
		})
	}
}

func TestChangePassword(t *testing.T) {
	h := mustHouse(t)
	other := mustSignIn(t, h.Bench, true)
	err := h.Staff.ChangePassword(background, h.clerk, "faux", newPassword)
	wantFault(t, err, fault.Invalid, "actuel est faux")
	if fault.From(err).Field != "current" {
		t.Errorf("on %q", fault.From(err).Field)
	}
	wantFault(t, h.Staff.ChangePassword(background, h.clerk, wiringtest.Password, "court"), fault.Invalid, "12")
	if err := h.Staff.ChangePassword(background, h.clerk, wiringtest.Password, newPassword); err != nil {
		t.Fatal(err)
	}
	t.Run("this window stays, the others end", func(t *testing.T) {
		if _, err := h.Firms.List(background, h.clerk); err != nil {
			t.Error(err)
		}
		_, err := h.Firms.List(background, other.Actor)
		wantFault(t, err, fault.Unauthenticated, "terminée")
		_, err = h.Staff.Resume(background)
		wantFault(t, err, fault.NotFound, "")
	})
	if _, err := h.Staff.SignIn(background, email, newPassword, false); err != nil {
		t.Error(err)
	}
	t.Run("RefusesSysteme", func(t *testing.T) {
		wantFault(t, h.Staff.ChangePassword(background, h.Systeme(), "x", newPassword), fault.NotFound, "")
	})
}

func TestColleagues(t *testing.T) {
	h := mustHouse(t)
	h.MustJoin("ailleurs@autre.fr", rights.Superviseur, h.other)
	both := h.MustJoin("deux@cabinet.fr", rights.Superviseur, h.firm, h.other)
	list, err := h.Staff.Colleagues(background, h.clerk)
	var names []string
	for _, c := range list {
		names = append(names, c.Name)
		if c.ID == both.StaffID && (len(c.Firms) != 1 || c.Firms[0] != h.firm) {
			t.Errorf("it tells of a firm that is not theirs: %+v", c)
		}
	}
	if got := strings.Join(names, ", "); err != nil || got != "admin@cabinet.fr, camille@cabinet.fr, deux@cabinet.fr" {
		t.Errorf("got %s, %v", got, err)
	}
	if list, err := h.Staff.Colleagues(background, h.admin); err != nil || len(list) != 4 {
		t.Errorf("an Administrateur sees %d, %v", len(list), err)
	}
}
