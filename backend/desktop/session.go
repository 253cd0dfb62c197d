package desktop

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"sobank/backend/backup"
	"sobank/backend/client"
	"sobank/backend/demo"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
	"sobank/backend/wiring"
)

// Session is the first start, signing in and out.
type Session struct{ desk *Desk }

// Start is what the window needs before anyone has signed in, or behind a locked screen. Its
// error says why the data folder could not be opened.
func (s *Session) Start() (Start, error) {
	return guarded(s.desk, func(v visit) (Start, error) {
		start := Start{Version: s.desk.options.Version, DataDir: v.house.DataDir, CanRemember: v.house.Staff.CanRemember()}
		none, err := v.house.Staff.None(v.ctx)
		if err != nil {
			return start, err
		}
		start.FirstStart = none
		if start.LockAfter, err = v.house.Settings.LockMinutes(v.ctx); err != nil {
			return start, err
		}
		behind, err := v.house.ClockBehind(v.ctx)
		if err != nil {
			return start, err
		}
		start.ClockBehind = at(behind)
		if start.Demo, err = signInOfDemo(v); err != nil {
			return start, err
		}
		s.desk.greeted.Do(func() {
			if !s.desk.options.Started.IsZero() {
				slog.Info("the window is there", "after_ms", time.Since(s.desk.options.Started).Milliseconds())
			}
		})
		return s.withMe(v, start)
	})
}

// withMe adds who is there; a session that has ended is nobody's.
func (s *Session) withMe(v visit, start Start) (Start, error) {
	if v.actor = s.desk.seated(); v.actor.SessionID == "" {
		return start, nil
	}
	me, err := whoIs(v)
	if fault.CodeOf(err) == fault.Unauthenticated {
		s.desk.sit(rights.Actor{}, false)
		return start, nil
	}
	start.Me, start.Locked = &me, v.locked
	return start, err
}

func signInOfDemo(v visit) (*Demo, error) {
	text, err := v.house.Setting(v.ctx, demo.SettingName)
	if err != nil || text == "" {
		return nil, err
	}
	var d Demo
	return &d, json.Unmarshal([]byte(text), &d)
}

// CreateFirst makes the first firm and its Administrateur, and signs them in.
func (s *Session) CreateFirst(f FirstStart) (Me, error) {
	return guarded(s.desk.given(f), func(v visit) (Me, error) {
		first := provision.First{Firm: firm.Card{Name: f.FirmName, SIRET: f.Siret}, Name: f.Name, Email: f.Email, Password: f.Password}
		if err := v.house.Provision.FirstStart(v.ctx, first); err != nil {
			return Me{}, err
		}
		return s.signIn(v, f.Email, f.Password, false)
	})
}

// ChooseBackup asks for a backup's file where nobody is signed in, "" when the person closes the dialog.
func (s *Session) ChooseBackup() (path string, err error) {
	if err := s.desk.helpless(); err != nil {
		return "", err
	}
	return s.desk.chooseBackup()
}

// Rescue puts a backup into a data folder whose file cannot be opened, or that nobody works with yet. An
// Administrateur of the data in the backup gives their password. The answer is the folder where what was
// there now lies, "" without one.
func (s *Session) Rescue(path, key, email, password string) (was string, err error) {
	d := s.desk
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic in a bound method", "panic", p, "stack", string(debug.Stack()))
			err = fault.From(fmt.Errorf("panic: %v", p))
		}
	}()
	if err := d.given(path, key, email, password).check(); err != nil {
		return "", err
	}
	if err := d.helpless(); err != nil {
		return "", err
	}
	d.mu.Lock()
	ctx := d.ctx
	d.mu.Unlock()
	d.shut(ctx, fault.New(fault.Busy, "Une sauvegarde prend la place des données."))
	defer d.open(ctx)
	return wiring.Rescue(ctx, wiring.Options{DataDir: d.options.DataDir}, path, backup.Key{Text: key}, email, password, d.backups.tell)
}

// helpless refuses a data folder that somebody can sign in to.
func (d *Desk) helpless() error {
	v, err := d.present()
	if err != nil {
		return nil // it cannot be opened
	}
	none, err := v.house.Staff.None(v.ctx)
	if err == nil && !none {
		err = fault.New(fault.Conflict, "Les données de ce poste s'ouvrent.").WithHint("Connectez-vous comme Administrateur et restaurez depuis la page « Sauvegardes ».")
	}
	return err
}

// SignIn opens a session. With remember, this window opens signed in the next time, on this
// account of this machine.
func (s *Session) SignIn(email, password string, remember bool) (Me, error) {
	return guarded(s.desk.given(email, password), func(v visit) (Me, error) { return s.signIn(v, email, password, remember) })
}

func (s *Session) signIn(v visit, email, password string, remember bool) (Me, error) {
	session, err := v.house.Staff.SignIn(v.ctx, email, password, remember)
	if err != nil {
		return Me{}, err
	}
	v.actor = session.Actor
	s.desk.sit(session.Actor, false)
	me, err := whoIs(v)
	me.Notice = session.Notice
	return me, err
}

// Lock hides the window behind the password; every call but Start, Unlock and SignOut is
// refused.
func (s *Session) Lock() error {
	return do(s.desk, func(v visit) error {
		s.desk.sit(v.actor, true)
		return v.house.Staff.Lock(v.ctx, v.actor)
	})
}

// Unlock takes the password of who is signed in.
func (s *Session) Unlock(password string) (Me, error) {
	return guarded(s.desk.given(password), func(v visit) (Me, error) {
		if v.actor = s.desk.seated(); v.actor.SessionID == "" {
			return Me{}, nobody()
		}
		if err := v.house.Staff.Confirm(v.ctx, v.actor, password); err != nil {
			return Me{}, err
		}
		s.desk.sit(v.actor, false)
		return whoIs(v)
	})
}

// SignOut ends the session, behind a locked screen too: it is somebody else's turn.
func (s *Session) SignOut() error {
	_, err := guarded(s.desk, func(v visit) (struct{}, error) {
		actor := s.desk.seated()
		if actor.SessionID == "" {
			return struct{}{}, nobody()
		}
		s.desk.sit(rights.Actor{}, false)
		return struct{}{}, v.house.Staff.SignOut(v.ctx, actor)
	})
	return err
}

// ChangePassword changes one's own password; one's other windows are signed out.
func (s *Session) ChangePassword(current, password string) error {
	return do(s.desk.given(current, password), func(v visit) error { return v.house.Staff.ChangePassword(v.ctx, v.actor, current, password) })
}

func whoIs(v visit) (Me, error) {
	standing, person, err := v.house.Staff.Standing(v.ctx, v.actor)
	if err != nil {
		return Me{}, err
	}
	firms, err := v.house.Firms.List(v.ctx, v.actor)
	if err != nil {
		return Me{}, err
	}
	_, kept, err := v.house.Clients.List(v.ctx, v.actor, client.Query{Mine: true, Limit: 1})
	if err != nil {
		return Me{}, err
	}
	me := Me{StaffID: person.ID, Kept: kept, Name: person.Name, Email: person.Email, Profile: string(standing.Profile),
		ProfileName: standing.Profile.French(), Firms: make([]FirmName, len(firms)), Can: []string{}}
	for i, f := range firms {
		me.Firms[i] = FirmName{ID: f.ID, Name: f.Name}
	}
	for _, a := range rights.Actions() {
		if standing.Can(a) {
			me.Can = append(me.Can, string(a))
		}
	}
	return me, nil
}
