package window_test

import (
	"os"
	"path/filepath"
	"testing"

	"sobank/backend/window"
)

func TestPlaceIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "So bank", "window.json")
	want := window.Place{X: 40, Y: 60, Width: 1200, Height: 800, Placed: true}
	if err := want.Save(path); err != nil {
		t.Fatal(err)
	}
	if got := window.Load(path); got != want {
		t.Errorf("Load = %+v, want %+v", got, want)
	}
}

func TestDamagedPlaceIsForgotten(t *testing.T) {
	fresh := window.Load(filepath.Join(t.TempDir(), "missing"))
	for _, content := range []string{"", "{", `{"width":3,"height":2}`, `{"width":-1}`} {
		path := filepath.Join(t.TempDir(), "window.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := window.Load(path); got != fresh || got.Width < window.MinWidth {
			t.Errorf("Load(%q) = %+v, want %+v", content, got, fresh)
		}
	}
}

func TestPlaceStaysInSight(t *testing.T) {
	screen := window.Screen{Width: 1920, Height: 1080}
	for _, c := range []struct {
		name   string
		x, y   int
		placed bool
	}{
		{"Inside", 100, 100, true},
		{"LeftOfIt", -500, 100, false},
		{"AboveIt", 100, -40, false},
		{"RightOfIt", 1900, 100, false},
		{"BelowIt", 100, 1070, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := window.Place{X: c.x, Y: c.y, Width: 1200, Height: 800, Placed: true}.On(screen)
			if p.Placed != c.placed {
				t.Errorf("placed = %v, want %v", p.Placed, c.placed)
			}
		})
	}
	t.Run("LargerThanTheScreen", func(t *testing.T) {
		p := window.Place{Width: 3000, Height: 2000, Placed: true}.On(screen)
		if p.Width != screen.Width || p.Height != screen.Height {
			t.Errorf("size = %d×%d", p.Width, p.Height)
		}
	})
	t.Run("UnknownScreen", func(t *testing.T) {
		if p := (window.Place{Placed: true}).On(window.Screen{}); p.Placed {
			t.Error("placed on a screen of unknown size")
		}
	})
}
