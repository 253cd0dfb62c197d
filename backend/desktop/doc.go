// Package desktop holds the structs that Wails binds to the window, one file a screen.
// Each method is thin: parse, call the service, shape the answer. Types here hold only
// what crosses the bridge unharmed: no time.Time, no context, no float, no generics.
package desktop
