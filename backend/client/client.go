// Package client holds the client companies of the firms.
//
//	saved, err := clients.Save(ctx, actor, client.Client{FirmID: 1, Name: "Jardins SARL"})
package client

import (
	"context"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/siren"
)

// Client is a company whose books a firm keeps.
type Client struct {
	ID            int64
	FirmID        int64
	Name          string     // « Dénomination sociale »
	SIRET         string     // 14 digits, 9 for a SIREN alone, or ""
	Reference     string     // « Référence dossier »
	ResponsableID int64      // 0: nobody
	StandInID     int64      // « Suppléant », while the responsable is away; 0: nobody
	StandInUntil  civil.Date // the last day of it
	Confidential  bool       // « dossier confidentiel »
	Address       string
	Postcode      string
	City          string
	Email         string // where the client is reminded of what waits for them
	Signatory     Signatory
}

// Signatory is who signs for a client.
type Signatory struct {
	Name    string // « Camille Martin »
	Quality string // « gérante »
}

// Row is a client in a list.
type Row struct {
	Client
	FirmName    string
	Responsable string
	StandIn     string
	Accounts    int
}

// Query filters, sorts and pages a list of clients.
type Query struct {
	Search         string
	Sort           string // name, siret, reference, firm, responsable, accounts
	Desc           bool
	FirmIDs        []int64 // empty: all that the actor reaches
	ResponsableIDs []int64 // 0 stands for nobody
	Mine           bool    // « Mes dossiers »: those that the actor keeps
	Offset, Limit  int
}

// Store keeps clients. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what clients need of a transaction.
type Tx interface {
	journal.Recorder
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Clients lists a page of what the standing may see, with the count of the whole list.
	Clients(rights.Standing, Query) ([]Row, int, error)
	// Client reads one. NotFound when there is none, or not for this standing.
	Client(rights.Standing, int64) (Row, error)
	// InsertClient adds one and returns its id.
	InsertClient(Client) (int64, error)
	// UpdateClient changes one; its firm stays.
	UpdateClient(Client) error
	// InTeam reports whether a person may be given a client of a firm.
	InTeam(firmID, staffID int64) (bool, error)
}

// Service is what one may do with clients.
type Service struct{ Store Store }

// List gives a page of the clients that the actor may see.
func (s *Service) List(ctx context.Context, actor rights.Actor, q Query) (rows []Row, total int, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		rows, total, err = tx.Clients(standing, q)
		return err
	})
	return rows, total, err
}

// Get reads one client. Errors: NotFound, also for one that the actor may not see.
func (s *Service) Get(ctx context.Context, actor rights.Actor, id int64) (row Row, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		row, err = tx.Client(standing, id)
		return err
	})
	return row, err
}

// Save creates (ID 0) or changes a client. Errors: Invalid with the field, Refused, NotFound.
func (s *Service) Save(ctx context.Context, actor rights.Actor, c Client) (row Row, err error) {
	if c, err = c.clean(); err != nil {
		return Row{}, err
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		standing, err := tx.Standing(actor)
		if err != nil {
			return err
		}
		if c.ID == 0 {
			c.ID, err = create(tx, standing, c)
		} else {
			err = change(tx, standing, c)
		}
		if err != nil {
			return err
		}
		row, err = tx.Client(standing, c.ID)
		return err
	})
	return row, err
}

func create(tx Tx, standing rights.Standing, c Client) (int64, error) {
	if err := standing.May(rights.EditClients, c.FirmID); err != nil {
		return 0, err
	}
	if err := mayAssign(tx, standing, Client{FirmID: c.FirmID}, c); err != nil {
		return 0, err
	}
	return Add(tx, standing.Actor, c)
}

func change(tx Tx, standing rights.Standing, c Client) error {
	before, err := tx.Client(standing, c.ID)
	if err != nil {
		return err
	}
	if err := standing.May(rights.EditClients, before.FirmID); err != nil {
		return err
	}
	c.FirmID = before.FirmID
	if err := mayAssign(tx, standing, before.Client, c); err != nil {
		return err
	}
	if err := tx.UpdateClient(c); err != nil {
		return err
	}
	return tx.Record(journal.Entry{Actor: standing.Actor, Action: "client.update", FirmID: c.FirmID, Object: "client", ObjectID: c.ID,
		Facts: assigned(before.Client, c)})
}

// Add inserts a client in a transaction that has checked the rights.
func Add(tx Tx, actor rights.Actor, c Client) (int64, error) {
	c, err := c.clean()
	if err != nil {
		return 0, err
	}
	if c.FirmID == 0 {
		return 0, fault.New(fault.Invalid, "Le cabinet du client manque.").WithField("firmId")
	}
	id, err := tx.InsertClient(c)
	if err != nil {
		return 0, err
	}
	return id, tx.Record(journal.Entry{Actor: actor, Action: "client.create", FirmID: c.FirmID, Object: "client", ObjectID: id,
		Facts: assigned(Client{}, c)})
}

func (c Client) clean() (Client, error) {
	if c.StandInID == 0 {
		c.StandInUntil = 0
	}
	c.Name, c.Reference = strings.TrimSpace(c.Name), strings.TrimSpace(c.Reference)
	if c.Name == "" {
		return c, fault.New(fault.Invalid, "La dénomination sociale est vide.").WithField("name")
	}
	if len(c.Name) > 300 || len(c.Reference) > 100 {
		return c, fault.New(fault.Invalid, "La dénomination sociale ou la référence est trop longue.").WithField("name")
	}
	if err := c.cleanContact(); err != nil {
		return c, err
	}
	digits := strings.Join(strings.Fields(c.SIRET), "")
	switch len(digits) {
	case 0:
		c.SIRET = ""
	case 9:
		s, err := siren.ParseSIREN(digits)
		if err != nil {
			return c, err
		}
		c.SIRET = string(s)
	default:
		s, err := siren.ParseSIRET(c.SIRET)
		if err != nil {
			return c, err
		}
		c.SIRET = string(s)
	}
	return c, nil
}

// cleanContact trims where the client is and who signs for them. Errors: Invalid with the field.
func (c *Client) cleanContact() error {
	for field, text := range map[string]*string{"address": &c.Address, "postcode": &c.Postcode, "city": &c.City, "email": &c.Email,
		"signatoryName": &c.Signatory.Name, "signatoryQuality": &c.Signatory.Quality} {
		if *text = strings.TrimSpace(*text); len(*text) > 300 {
			return fault.New(fault.Invalid, "Ce champ est trop long.").WithField(field)
		}
	}
	if c.Email != "" && !mailbox(c.Email) {
		return fault.Newf(fault.Invalid, "« %s » n'a pas la forme d'une adresse e-mail.", c.Email).WithField("email")
	}
	return nil
}

// mailbox reports whether a text looks like one e-mail address: what it is given to would
// take a second one, or a header, for granted.
func mailbox(s string) bool {
	name, domain, ok := strings.Cut(s, "@")
	return ok && name != "" && strings.Contains(domain, ".") && !strings.ContainsAny(s, " \t\r\n,;<>?&\"") && !strings.Contains(domain, "@")
}
