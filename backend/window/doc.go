// Package window knows of the window what must be settled before the window exists: do
// the arguments ask for it or for a command, is there a display to open it on, and where
// did this person leave it.
//
//	asked, isWindow := window.Parse(os.Args[1:])
//	if isWindow && window.NoDisplay() { … }
package window
