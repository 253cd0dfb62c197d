package desktop

import (
	"sobank/backend/fault"
	"sobank/backend/page"
)

// Links is what the window shows in the system's own programs: its browser, its mail.
type Links struct{ desk *Desk }

// Open has the system open an address that the program cites, or the draft of a message.
func (l *Links) Open(address string) error {
	return do(l.desk.given(address), func(visit) error {
		allowed, err := page.Link(address)
		if err != nil {
			return err
		}
		if l.desk.options.Browse == nil {
			return fault.New(fault.Unreadable, "Cette fenêtre ne peut rien ouvrir hors de So bank.").WithHint("Copiez le texte, puis collez-le où il faut.")
		}
		l.desk.options.Browse(allowed)
		return nil
	})
}
