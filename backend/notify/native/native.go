// Package native shows notifications where there is no window: by D-Bus or notify-send on
// Linux, the toasts of Windows, AppleScript on macOS. It is the only importer of beeep.
//
//	err := native.Notifier{}.Notify("So bank", "2 envois refusés chez MyUnisoft – ouvrez So bank")
package native

import (
	"fmt"

	"github.com/gen2brain/beeep"
)

// Notifier shows notifications under the program's name.
type Notifier struct{}

// Notify shows one. It fails where nothing shows them.
func (Notifier) Notify(title, text string) error {
	beeep.AppName = title
	if err := beeep.Notify(title, text, ""); err != nil {
		return fmt.Errorf("native: notify: %w", err)
	}
	return nil
}
