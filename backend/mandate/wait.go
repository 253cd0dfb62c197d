package mandate

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/settings"
)

// Party is who must act for a mandate to go on.
type Party string

// The parties.
const (
	Client Party = "client"
	Firm   Party = "firm"
	Bank   Party = "bank"
	Nobody Party = "" // approved, or ended
)

var partyFrench = map[Party]string{Client: "Client", Firm: "Cabinet", Bank: "Banque"}

// French is the party on screen, "" for nobody.
func (p Party) French() string { return partyFrench[p] }

// waitsFor says who must act, by status.
var waitsFor = map[account.Status]Party{
	account.Created: Firm, account.ToSign: Client, account.Signed: Firm, account.Sent: Bank, account.Rejected: Firm,
	account.Suspended: Firm, account.TerminationAsked: Bank,
}

// WaitsFor is who must act on a mandate.
func WaitsFor(s account.Status) Party { return waitsFor[s] }

// Way lists the statuses of mandates that wait for somebody, in the order of their life.
func Way() []account.Status {
	return []account.Status{account.Created, account.ToSign, account.Signed, account.Sent, account.Rejected, account.Suspended, account.TerminationAsked}
}

// Wait is a mandate that waits for somebody.
type Wait struct {
	account.Row
	RemindedOn civil.Date // last reminder since it waits, zero without one
	Reminders  int        // since it waits
	Days       int        // it waits for
	Due        bool       // a reminder is due
}

// Group is the mandates of one status.
type Group struct {
	Status account.Status
	Count  int
	Oldest civil.Date // since when the first one waits
	Days   int        // the first one waits for
	Due    int        // those whose reminder is due
}

// WaitQuery filters and pages what waits.
type WaitQuery struct {
	Search        string
	Statuses      []account.Status // empty: all of Way
	FirmIDs       []int64
	OnlyDue       bool
	Offset, Limit int
}

// Limits says since when a wait is too long: one that began on that day or later, or whose
// last reminder did, is not.
type Limits struct {
	Today  civil.Date
	Client civil.Date
	Bank   civil.Date
}

// Board is who is waited for, at a glance.
type Board struct {
	Groups     []Group // of each status of Way, and « Approuvé »
	ClientDays int     // the setting reminder_client_days
	BankDays   int     // the setting reminder_bank_days
}

func (s *Service) limits(tx Tx) (l Limits, clientDays, bankDays int, err error) {
	now, err := settings.Read(tx)
	if err != nil {
		return l, 0, 0, err
	}
	today := civil.Of(s.Now())
	clientDays, bankDays = now.ReminderClientDays, now.ReminderBankDays
	return Limits{Today: today, Client: today.AddDays(-clientDays), Bank: today.AddDays(-bankDays)}, clientDays, bankDays, nil
}

// Board counts the mandates that the actor may see, by status.
func (s *Service) Board(ctx context.Context, actor rights.Actor) (b Board, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		limits, clientDays, bankDays, err := s.limits(tx)
		if err != nil {
			return err
		}
		b.ClientDays, b.BankDays = clientDays, bankDays
		groups, err := tx.WaitGroups(standing, limits)
		for _, status := range append(Way(), account.Approved) {
			b.Groups = append(b.Groups, groupOf(groups, status, limits.Today))
		}
		return err
	})
	return b, err
}

func groupOf(groups []Group, status account.Status, today civil.Date) Group {
	for _, g := range groups {
		if g.Status == status {
			g.Days = g.Oldest.DaysUntil(today)
			return g
		}
	}
	return Group{Status: status}
}

// Waits lists a page of the mandates on their way, with the count of the whole list.
func (s *Service) Waits(ctx context.Context, actor rights.Actor, q WaitQuery) (list []Wait, total int, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		limits, _, _, err := s.limits(tx)
		if err != nil {
			return err
		}
		list, total, err = tx.Waits(standing, q, limits)
		for i := range list {
			list[i].Days = list[i].Mandate.Since.DaysUntil(limits.Today)
		}
		return err
	})
	return list, total, err
}

// Reminder is a reminder that was made.
type Reminder struct {
	Status account.Status // of the mandate then
	On     civil.Date
	By     string
	At     time.Time
}

// Reminders lists those of an account, latest first. Errors: NotFound.
func (s *Service) Reminders(ctx context.Context, actor rights.Actor, accountID int64) (list []Reminder, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if _, err := tx.Account(standing, accountID); err != nil {
			return err
		}
		list, err = tx.Reminders(accountID)
		return err
	})
	return list, err
}

// Remind notes « Relance faite » on mandates that wait for a client or a bank, all or none.
// Errors: Refused, NotFound, Invalid, Conflict for one that waits for neither.
func (s *Service) Remind(ctx context.Context, actor rights.Actor, ids []int64) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		standing, rows, err := chosen(tx, actor, ids)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := remind(tx, standing, r); err != nil {
				return err
			}
		}
		return nil
	})
}

func remind(tx Tx, standing rights.Standing, r account.Row) error {
	if err := standing.May(rights.PrepareMandate, r.FirmID); err != nil {
		return err
	}
	if p := WaitsFor(r.Mandate.Status); p != Client && p != Bank {
		return fault.Newf(fault.Conflict, "Le mandat de %s est « %s » : il n'attend ni le client, ni la banque.", r.IBAN.Format(), r.Mandate.Status.French())
	}
	if err := tx.AddReminder(standing.Actor, r); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: standing.Actor, Action: "mandate.remind", FirmID: r.FirmID, Object: "account", ObjectID: r.ID})
}

// Letter is a text to send by e-mail.
type Letter struct {
	To         string // "" when not known
	Subject    string
	Body       string
	AccountIDs []int64 // whose mandates it is about
}

// ReminderLetter is the text that reminds the one that a mandate waits for, for all of the
// client's mandates that wait likewise. It shows no whole IBAN: an e-mail is read on its way.
// Errors: NotFound, Conflict for one that waits for neither client nor bank.
func (s *Service) ReminderLetter(ctx context.Context, actor rights.Actor, accountID int64) (l Letter, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err := tx.Account(standing, accountID)
		if err != nil {
			return err
		}
		rows, _, err := tx.Accounts(standing, account.Query{ClientID: row.ClientID, Statuses: []account.Status{row.Mandate.Status}, Sort: "iban"})
		if err != nil {
			return err
		}
		if WaitsFor(row.Mandate.Status) == Bank {
			rows = atSameBank(rows, row)
		}
		f, err := s.gather(tx, standing, rows, "")
		if err != nil {
			return err
		}
		l, err = letter(f, row)
		return err
	})
	return l, err
}

// atSameBank keeps the accounts at the same bank: another bank is not told of them.
func atSameBank(rows []account.Row, row account.Row) (kept []account.Row) {
	for _, r := range rows {
		if bankKey(r) == bankKey(row) {
			kept = append(kept, r)
		}
	}
	return kept
}

func letter(f facts, row account.Row) (Letter, error) {
	var b strings.Builder
	b.WriteString("Bonjour,\n\n")
	l := Letter{AccountIDs: idsOf(f.rows)}
	switch row.Mandate.Status {
	case account.ToSign:
		l.To, l.Subject = f.client.Email, "Votre mandat de collecte des relevés attend votre signature"
		fmt.Fprintf(&b, "Le mandat qui nous permet de recevoir vos relevés de compte vous attend depuis le %s. Il concerne :\n%s\n", row.Mandate.Since.French(), f.masked())
		b.WriteString("Merci de nous le renvoyer daté et signé. Nous restons à votre disposition pour toute question, ou pour vous le faire parvenir de nouveau.\n")
	case account.Sent, account.TerminationAsked:
		what := "le mandat de collecte des relevés"
		if row.Mandate.Status == account.TerminationAsked {
			what = "la résiliation du mandat de collecte des relevés"
		}
		l.Subject = "Demande en attente : " + what + " de " + f.client.Name
		fmt.Fprintf(&b, "Nous vous avons adressé %s de notre client %s le %s, pour :\n%s\n", what, f.client.Name, row.Mandate.Since.French(), f.masked())
		b.WriteString("Merci de nous dire où en est cette demande, et ce qui lui manquerait.\n")
	default:
		return l, fault.Newf(fault.Conflict, "Ce mandat est « %s » : il n'attend ni le client, ni la banque.", row.Mandate.Status.French())
	}
	fmt.Fprintf(&b, "\nBien cordialement,\n%s\n", f.firm.Name)
	l.Body = b.String()
	return l, nil
}

// masked names the accounts by their bank and last four characters.
func (f facts) masked() string {
	var b strings.Builder
	for _, r := range f.rows {
		number, name := string(r.IBAN), bankName(r)
		if name == "" {
			name = "compte à l'étranger"
		}
		fmt.Fprintf(&b, "- %s, compte qui se termine par %s\n", name, number[max(0, len(number)-4):])
	}
	return b.String()
}
