package desktop

import (
	"sobank/backend/account"
	"sobank/backend/mandate"
)

// Mandates is the papers of mandates, and the page that says who is waited for.
type Mandates struct{ desk *Desk }

// Propose says what a mandate to sign could hold, seen from one IBAN.
func (m *Mandates) Propose(accountID int64) (MandateProposal, error) {
	return ask(m.desk, func(v visit) (MandateProposal, error) {
		p, err := v.house.Mandates.Propose(v.ctx, v.actor, accountID)
		proposal := MandateProposal{Bank: p.Bank, Accounts: make([]MandateChoice, len(p.Accounts)), Missing: append([]string{}, p.Missing...)}
		for i, r := range p.Accounts {
			proposal.Accounts[i] = MandateChoice{AccountID: r.ID, IBANShown: shown(r.IBAN, r.Key), MandateName: r.Mandate.Status.French(), Able: p.Able[i]}
		}
		return proposal, err
	})
}

// Prepare makes the mandate to sign.
func (m *Mandates) Prepare(p MandatePaper) (DocumentRow, error) {
	return ask(m.desk.given(p), func(v visit) (DocumentRow, error) {
		d, err := v.house.Mandates.Prepare(v.ctx, v.actor, mandate.Request(p))
		return documentOf(d), err
	})
}

// PrepareAll makes the mandates of chosen IBANs, zipped at a path.
func (m *Mandates) PrepareAll(ids []int64, path string) (MandateBatch, error) {
	return ask(m.desk.given(ids, path), func(v visit) (MandateBatch, error) {
		b, err := v.house.Mandates.PrepareAll(v.ctx, v.actor, ids, path)
		return MandateBatch(b), err
	})
}

// Terminate makes the letter that ends mandates from a day on.
func (m *Mandates) Terminate(ids []int64, on string) (DocumentRow, error) {
	return ask(m.desk.given(ids, on), func(v visit) (DocumentRow, error) {
		defer m.desk.syncing.kick(false)
		d, err := v.house.Mandates.Terminate(v.ctx, v.actor, ids, on)
		return documentOf(d), err
	})
}

// PickScan lets the person choose a file to attach; "" when they close the dialog.
func (m *Mandates) PickScan() (string, error) {
	return ask(m.desk, func(visit) (string, error) {
		paths, err := m.desk.options.Dialogs.OpenFiles("Joindre un PDF, un JPEG ou un PNG")
		if len(paths) == 0 {
			return "", err
		}
		return paths[0], err
	})
}

// Attach keeps a signed scan, or the bank's own form.
func (m *Mandates) Attach(a MandateAttachment) (DocumentRow, error) {
	return ask(m.desk.given(a), func(v visit) (DocumentRow, error) {
		d, err := v.house.Mandates.Attach(v.ctx, v.actor, mandate.Attachment{AccountIDs: a.AccountIDs, Kind: mandate.Kind(a.Kind), Path: a.Path, SignedOn: a.SignedOn})
		return documentOf(d), err
	})
}

// Documents lists the papers of an IBAN's mandate, latest first.
func (m *Mandates) Documents(accountID int64) ([]DocumentRow, error) {
	return ask(m.desk, func(v visit) ([]DocumentRow, error) {
		list, err := v.house.Mandates.Documents(v.ctx, v.actor, accountID)
		rows := make([]DocumentRow, len(list))
		for i, d := range list {
			rows[i] = documentOf(d)
		}
		return rows, err
	})
}

// PickPath lets the person choose where to write; "" when they close the dialog.
func (m *Mandates) PickPath(name string) (string, error) {
	return ask(m.desk.given(name), func(visit) (string, error) {
		return m.desk.options.Dialogs.SaveFile("Enregistrer une copie", name)
	})
}

// SaveCopy writes a paper where the person chose. Nothing opens it.
func (m *Mandates) SaveCopy(id int64, path string) error {
	return do(m.desk.given(path), func(v visit) error { return v.house.Mandates.SaveCopy(v.ctx, v.actor, id, path) })
}

// Board counts the mandates by status, with who must act.
func (m *Mandates) Board() (MandateBoard, error) {
	return ask(m.desk, func(v visit) (MandateBoard, error) {
		b, err := v.house.Mandates.Board(v.ctx, v.actor)
		board := MandateBoard{Groups: make([]MandateGroup, len(b.Groups)), ClientDays: b.ClientDays, BankDays: b.BankDays}
		for i, g := range b.Groups {
			who := mandate.WaitsFor(g.Status)
			board.Groups[i] = MandateGroup{Status: string(g.Status), Name: g.Status.French(), Who: string(who), WhoName: who.French(), Count: g.Count, Days: g.Days, Due: g.Due}
		}
		return board, err
	})
}

// Waits gives a page of the mandates on their way.
func (m *Mandates) Waits(q WaitQuery) (WaitPage, error) {
	return ask(m.desk.given(q), func(v visit) (WaitPage, error) {
		list, total, err := v.house.Mandates.Waits(v.ctx, v.actor, mandate.WaitQuery{Search: q.Search, Statuses: named[account.Status](q.Statuses),
			FirmIDs: q.FirmIDs, OnlyDue: q.OnlyDue, Offset: q.Offset, Limit: q.Limit})
		page := WaitPage{Rows: make([]WaitRow, len(list)), Total: total}
		for i, w := range list {
			page.Rows[i] = waitOf(w)
		}
		return page, err
	})
}

// Remind notes « Relance faite ».
func (m *Mandates) Remind(ids []int64) error {
	return do(m.desk.given(ids), func(v visit) error { return v.house.Mandates.Remind(v.ctx, v.actor, ids) })
}

// Reminders lists the reminders of an IBAN's mandate, latest first.
func (m *Mandates) Reminders(accountID int64) ([]ReminderRow, error) {
	return ask(m.desk, func(v visit) ([]ReminderRow, error) {
		list, err := v.house.Mandates.Reminders(v.ctx, v.actor, accountID)
		rows := make([]ReminderRow, len(list))
		for i, r := range list {
			rows[i] = ReminderRow{Name: r.Status.French(), On: r.On.String(), By: r.By}
		}
		return rows, err
	})
}

// Letter is the text that reminds the client or the bank.
func (m *Mandates) Letter(accountID int64) (ReminderLetter, error) {
	return ask(m.desk, func(v visit) (ReminderLetter, error) {
		l, err := v.house.Mandates.ReminderLetter(v.ctx, v.actor, accountID)
		return ReminderLetter{To: l.To, Subject: l.Subject, Body: l.Body, AccountIDs: append([]int64{}, l.AccountIDs...)}, err
	})
}

func documentOf(d mandate.Document) DocumentRow {
	return DocumentRow{ID: d.ID, Kind: string(d.Kind), KindName: d.Kind.French(), Name: d.Name, Type: d.Type, Sha256: d.SHA256, Size: d.Size, By: d.By, At: at(d.At)}
}

func waitOf(w mandate.Wait) WaitRow {
	who := mandate.WaitsFor(w.Mandate.Status)
	return WaitRow{AccountID: w.ID, IBANShown: shown(w.IBAN, w.Key), Bank: bankOf(w.BankCode), ClientID: w.ClientID, ClientName: w.ClientName, FirmName: w.FirmName,
		Status: string(w.Mandate.Status), Name: w.Mandate.Status.French(), Dots: w.Mandate.Status.Dots(), Since: w.Mandate.Since.String(), Who: string(who),
		WhoName: who.French(), Days: w.Days, RemindedOn: w.RemindedOn.String(), Reminders: w.Reminders, Due: w.Due}
}
