package desktop

import (
	"runtime"

	"sobank/backend/settings"
)

// Settings is the page « Réglages »: what an Administrateur sets for the installation.
type Settings struct{ desk *Desk }

// Get gives the settings, and whether one may change them.
func (s *Settings) Get() (SettingsPage, error) {
	return ask(s.desk, func(v visit) (SettingsPage, error) {
		now, mayEdit, err := v.house.Settings.Get(v.ctx, v.actor)
		return SettingsPage{Values: SettingsForm(now), CanEdit: mayEdit}, err
	})
}

// Save changes those that differ.
func (s *Settings) Save(form SettingsForm) (SettingsForm, error) {
	return ask(s.desk.given(form), func(v visit) (SettingsForm, error) {
		saved, err := v.house.Settings.Save(v.ctx, v.actor, settings.Settings(form))
		return SettingsForm(saved), err
	})
}

// Disk says whether what the data lies on is known to be in the clear, for a notice at the start.
func (s *Settings) Disk() (DiskState, error) {
	return ask(s.desk, func(v visit) (DiskState, error) {
		return DiskState{Clear: v.house.DiskInClear(v.ctx), System: runtime.GOOS}, nil
	})
}
