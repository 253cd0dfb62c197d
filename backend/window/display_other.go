//go:build !linux || bindings

package window

// NoDisplay is false: Windows and macOS always have a screen, and the program that writes
// the bindings (tag bindings) opens no window.
func NoDisplay() bool { return false }
