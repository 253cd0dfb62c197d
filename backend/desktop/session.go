package desktop

import (
	"encoding/json"

	"sobank/backend/demo"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/provision"
	"sobank/backend/rights"
)

// Session is the first start, signing in and out.
type Session struct{ desk *Desk }

// Start is what the window needs before anyone has signed in. Its error says why the data
// folder could not be opened.
func (s *Session) Start() (Start, error) {
	return guarded(s.desk, func(v visit) (Start, error) {
		start := Start{Version: s.desk.options.Version, DataDir: v.house.DataDir}
		none, err := v.house.Staff.None(v.ctx)
		if err != nil {
			return start, err
		}
		start.FirstStart = none
		if start.Demo, err = signInOfDemo(v); err != nil || v.actor.SessionID == "" {
			return start, err
		}
		me, err := whoIs(v)
		if fault.CodeOf(err) == fault.Unauthenticated {
			s.desk.setActor(rights.Actor{})
			return start, nil
		}
		start.Me = &me
		return start, err
	})
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
	return guarded(s.desk, func(v visit) (Me, error) {
		first := provision.First{Firm: firm.Card{Name: f.FirmName, SIRET: f.Siret}, Name: f.Name, Email: f.Email, Password: f.Password}
		if err := v.house.Provision.FirstStart(v.ctx, first); err != nil {
			return Me{}, err
		}
		return s.signIn(v, f.Email, f.Password)
	})
}

// SignIn opens a session.
func (s *Session) SignIn(email, password string) (Me, error) {
	return guarded(s.desk, func(v visit) (Me, error) { return s.signIn(v, email, password) })
}

func (s *Session) signIn(v visit, email, password string) (Me, error) {
	session, err := v.house.Staff.SignIn(v.ctx, email, password)
	if err != nil {
		return Me{}, err
	}
	v.actor = session.Actor
	s.desk.setActor(session.Actor)
	return whoIs(v)
}

// SignOut ends the session.
func (s *Session) SignOut() error {
	return do(s.desk, func(v visit) error {
		s.desk.setActor(rights.Actor{})
		return v.house.Staff.SignOut(v.ctx, v.actor)
	})
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
	me := Me{StaffID: person.ID, Name: person.Name, Email: person.Email, Profile: string(standing.Profile),
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
