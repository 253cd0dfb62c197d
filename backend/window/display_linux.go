//go:build !bindings

package window

import "os"

// NoDisplay reports that there is no screen to open a window on.
func NoDisplay() bool {
	return os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == ""
}
