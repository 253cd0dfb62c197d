package deliver

import (
	"context"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// AccountMissing is the code of a bank account that the partner does not know yet: it can be
// opened there from here. NoAccount is what the partner itself says then.
const (
	AccountMissing = "RIB-A-CREER"
	NoAccount      = "RIB13"
)

// Banking opens bank accounts at partners that keep some.
type Banking struct {
	Store  BankingStore
	Engine *Engine
	Now    func() time.Time
}

// BankingStore keeps accounts. Each call is one transaction.
type BankingStore interface {
	Read(context.Context, func(BankingTx) error) error
	Write(context.Context, func(BankingTx) error) error
}

// BankingTx is what opening an account needs of a transaction.
type BankingTx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Collected reads an account with its firm and connector (0: none). NotFound when there is
	// none, or not for this standing.
	Collected(s rights.Standing, accountID int64) (Collected, error)
	// Connector reads a connector that was not removed. NotFound when there is none.
	Connector(id int64) (firm.Connector, error)
	// RequeueAccount makes an account's deliveries due that were refused with one of the codes.
	RequeueAccount(accountID int64, codes ...string) error
	// Settle derives again state and place of the accounts' statements.
	Settle(accounts ...int64) error
}

// Collected is an account with what its statements leave by.
type Collected struct {
	AccountCard
	FirmID      int64
	ConnectorID int64
}

// Opening is what a person who opens an account at the partner decides on.
type Opening struct {
	Of       AccountCard // its company is known
	Partner  string      // its name
	Journals []BankJournal
}

// OpeningForm is what they decided.
type OpeningForm struct {
	AccountID int64
	JournalID string
	Label     string
	BIC       string // French IBANs do not say it
}

// Journals gives what an account is opened with: its company at the partner, found now when it
// was not before, and that company's bank journals (Superviseur of the account's firm). Errors:
// NotFound, Refused, Conflict for an account whose partner keeps none, and what the partner
// answers as a fault.
func (b *Banking) Journals(ctx context.Context, actor rights.Actor, accountID int64) (o Opening, err error) {
	w, err := b.window(ctx, actor, accountID)
	if err != nil {
		return o, err
	}
	o = Opening{Of: w.account.AccountCard, Partner: w.spec.Name}
	o.Journals, err = w.banker.Journals(ctx, w.access, o.Of.PartnerFolder)
	return o, err
}

// OpenAccount opens an account in its company at the partner, and has what waited for that
// delivered (Superviseur of the account's firm). Errors: those of Journals, Invalid.
func (b *Banking) OpenAccount(ctx context.Context, actor rights.Actor, form OpeningForm) error {
	form, err := form.clean()
	if err != nil {
		return err
	}
	w, err := b.window(ctx, actor, form.AccountID)
	if err != nil {
		return err
	}
	err = w.banker.OpenAccount(ctx, w.access, NewAccount{Of: w.account.AccountCard, BIC: form.BIC, JournalID: form.JournalID, Label: form.Label, Since: civil.Of(b.Now())})
	if err != nil {
		return err
	}
	// It is open there whatever the actor may by now: what was done is written down.
	return b.Store.Write(context.WithoutCancel(ctx), func(tx BankingTx) error {
		if err := tx.RequeueAccount(form.AccountID, AccountMissing, NoAccount); err != nil {
			return err
		}
		if err := tx.Settle(form.AccountID); err != nil {
			return err
		}
		return tx.Record(journal.Entry{Actor: actor, Action: "account.open_at_partner", FirmID: w.account.FirmID, Object: "account", ObjectID: form.AccountID,
			Facts: map[string]any{"connector": w.account.ConnectorID}})
	})
}

// window is where an account is opened.
type window struct {
	account Collected
	spec    firm.Partner
	banker  Banker
	access  Access
}

// window reads it for whoever may open accounts, and finds the account's company.
func (b *Banking) window(ctx context.Context, actor rights.Actor, accountID int64) (w window, err error) {
	var c firm.Connector
	err = b.Store.Read(ctx, func(tx BankingTx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if w.account, err = tx.Collected(standing, accountID); err != nil {
			return err
		}
		if err := standing.May(rights.EditConnectors, w.account.FirmID); err != nil {
			return err
		}
		if w.account.ConnectorID == 0 {
			return noBank("Cet IBAN n'est associé à aucun connecteur.")
		}
		c, err = tx.Connector(w.account.ConnectorID)
		return err
	})
	if err != nil {
		return w, err
	}
	w.spec, _ = firm.PartnerOf(c.Partner)
	partner := b.Engine.Partners[c.Partner]
	banker, ok := partner.(Banker)
	if !ok || !w.spec.Opens {
		return w, noBank(w.spec.Name + " ne tient pas de comptes bancaires que So bank puisse créer.")
	}
	w.banker = banker
	if w.access, err = b.Engine.Access(ctx, c); err != nil {
		return w, err
	}
	return w, w.find(ctx, partner)
}

func noBank(sentence string) error {
	return fault.New(fault.Conflict, sentence).WithHint("Associez l'IBAN à un connecteur MyUnisoft, page « IBAN ».")
}

// find asks the partner for the account's company when it is not known. That the account is
// missing is what it is asked for.
func (w *window) find(ctx context.Context, partner Partner) error {
	if w.account.PartnerFolder != "" {
		return nil
	}
	found := partner.Match(ctx, w.access, w.account.AccountCard)
	if found.Folder != "" {
		w.account.PartnerFolder = found.Folder
		return nil
	}
	code := fault.Conflict
	if found.Setback.State == ToRetry && !found.Setback.Trouble {
		code = fault.Busy
	}
	return fault.New(code, found.Setback.Message).WithHint(found.Setback.Hint)
}

// longestLabel bounds an account's label, in characters. What the partner takes is not
// documented.
const longestLabel = 50

// bic is the form of ISO 9362.
var bic = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`)

func (f OpeningForm) clean() (OpeningForm, error) {
	f.Label = strings.Join(strings.Fields(f.Label), " ")
	f.BIC = strings.ToUpper(strings.Join(strings.Fields(f.BIC), ""))
	switch {
	case f.JournalID == "":
		return f, fault.New(fault.Invalid, "Choisissez le journal de banque.").WithField("journalId")
	case f.Label == "" || utf8.RuneCountInString(f.Label) > longestLabel:
		return f, fault.Newf(fault.Invalid, "Donnez un libellé au compte (%d caractères au plus).", longestLabel).WithField("label")
	case !bic.MatchString(f.BIC):
		return f, fault.New(fault.Invalid, "Le BIC a 8 ou 11 caractères, comme BNPAFRPPXXX.").WithField("bic").WithHint("Il est sur le RIB, à côté de l'IBAN.")
	}
	return f, nil
}
