package window

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// The window's sizes, in logical pixels.
const (
	MinWidth      = 1024
	MinHeight     = 640
	defaultWidth  = 1360
	defaultHeight = 860
)

// Place is where a person left the window, in logical pixels. X and Y count from the
// corner of the monitor it was on: the runtime tells no more.
type Place struct {
	X         int  `json:"x"`
	Y         int  `json:"y"`
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
	Placed    bool `json:"placed"` // false: let the system choose
}

// Screen is a monitor's size in logical pixels.
type Screen struct{ Width, Height int }

// PlaceFile is the file of this person's place, in their own configuration folder: a data
// folder may be shared by several. It is "" when the system names no such folder.
func PlaceFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "So bank", "window.json")
}

// Load reads the place kept in path. A missing or damaged file gives the default place.
func Load(path string) Place {
	p := Place{Width: defaultWidth, Height: defaultHeight}
	data, err := os.ReadFile(path) // #nosec G304 -- the program's own file
	if err != nil {
		return p
	}
	var kept Place
	if json.Unmarshal(data, &kept) != nil || kept.Width < MinWidth || kept.Height < MinHeight {
		return p
	}
	return kept
}

// Save keeps the place in path for the next start. The folder is the person's own.
func (p Place) Save(path string) error {
	data, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode the window's place: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("keep the window's place: %w", err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return fmt.Errorf("keep the window's place: %w", err)
	}
	return nil
}

// On is the place as it can be shown on a screen: no larger than it, and left to the system
// when its corner would be out of sight. It says nothing of a screen of unknown size.
func (p Place) On(s Screen) Place {
	if s.Width <= 0 || s.Height <= 0 {
		p.Placed = false
		return p
	}
	p.Width = min(p.Width, max(s.Width, MinWidth))
	p.Height = min(p.Height, max(s.Height, MinHeight))
	const grip = 80 // what must stay in sight to take the title bar
	if p.X < 0 || p.Y < 0 || p.X+grip > s.Width || p.Y+grip > s.Height {
		p.Placed = false
	}
	return p
}
