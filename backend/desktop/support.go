package desktop

import (
	"path/filepath"
	"strings"

	"sobank/backend/support"
)

// Support is « contacter le support ».
type Support struct{ desk *Desk }

// Prepare gathers what the support needs about one IBAN, or about all that one sees (0).
func (s *Support) Prepare(accountID int64) (SupportCase, error) {
	return ask(s.desk, func(v visit) (SupportCase, error) {
		c, err := v.house.Supports.Prepare(v.ctx, v.actor, support.Request{AccountID: accountID, Version: s.desk.options.Version})
		if err != nil {
			return SupportCase{}, err
		}
		shown := SupportCase{Name: c.Contact.SupportName, Phone: c.Contact.SupportPhone, To: c.Letter.To, Subject: c.Letter.Subject, Body: c.Letter.Body,
			ArchiveName: c.Name, Token: c.Token, Files: make([]SupportFile, len(c.Files))}
		for i, f := range c.Files {
			shown.Files[i] = SupportFile(f)
		}
		return shown, nil
	})
}

// Save asks where the archive goes, then writes the one that was shown there; "" when the
// person closes the dialog.
func (s *Support) Save(token, name string) (string, error) {
	return ask(s.desk.given(token, name), func(v visit) (string, error) {
		path, err := s.desk.options.Dialogs.SaveFile("Enregistrer l'archive pour le support", filepath.Base(name))
		if err != nil || path == "" {
			return "", err
		}
		if !strings.EqualFold(filepath.Ext(path), ".zip") {
			path += ".zip"
		}
		return path, v.house.Supports.Save(v.ctx, v.actor, token, path)
	})
}
