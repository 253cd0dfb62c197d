// Package provision sets an installation up: the first start in the window, and the setup
// file of IT departments, support and tests.
//
//	done, err := setup.Apply(ctx, actor, plan, secrets)
package provision

import (
	"context"
	"time"

	"sobank/backend/account"
	"sobank/backend/client"
	"sobank/backend/firm"
	"sobank/backend/staff"
)

// Plan is the setup file. Names are those of the file.
type Plan struct {
	Firms []Firm `json:"firms"`
}

// Firm is a firm of the plan, found again by its name.
type Firm struct {
	Name       string      `json:"name"`
	SIRET      string      `json:"siret"`
	Staff      []Member    `json:"staff"`
	Connectors []Connector `json:"connectors"`
	Clients    []Client    `json:"clients"`
}

// Member is a staff member, found again by e-mail.
type Member struct {
	Name    string `json:"name"`
	Email   string `json:"email"`
	Profile string `json:"profile"` // collaborateur, superviseur, administrateur
}

// Connector is a connector, found again by its name in the firm.
type Connector struct {
	Name     string         `json:"name"`
	Partner  string         `json:"partner"` // a key of the catalogue: myunisoft, inqom, fizen, fulll, dossier, sftp
	Settings map[string]any `json:"settings"`
}

// Client is a client, found again by its SIRET in the firm, else by its name.
type Client struct {
	Name      string    `json:"name"`
	SIRET     string    `json:"siret"`
	Reference string    `json:"reference"`
	Accounts  []Account `json:"accounts"`
}

// Account is a bank account, found again by its IBAN.
type Account struct {
	IBAN          string `json:"iban"`
	Connector     string `json:"connector"` // by name; "" for none
	Mandate       string `json:"mandate"`   // créé, à signer, signé, transmis, approuvé; "" leaves it
	PartnerFolder string `json:"partner_folder"`
}

// Secrets come apart from the plan, on standard input.
type Secrets struct {
	Connectors map[string]map[string]string `json:"connectors"` // by connector name, then by secret name
	Staff      map[string]string            `json:"staff"`      // first passwords, by e-mail
}

// Done counts what a plan added.
type Done struct {
	Firms      int      `json:"firms"`
	Staff      int      `json:"staff"`
	Connectors int      `json:"connectors"`
	Clients    int      `json:"clients"`
	Accounts   int      `json:"accounts"`
	Notices    []string `json:"notices"` // French sentences about what deserves a look
}

// Store keeps what is set up. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Tx is what setting up needs of a transaction.
type Tx interface {
	firm.Tx
	staff.Tx
	client.Tx
	account.Tx
	// ClientLike finds a firm's client by SIRET, else by name; 0 when there is none.
	ClientLike(firmID int64, siret, name string) (int64, error)
}

// Vault keeps secrets, as a firm's connectors need it.
type Vault = firm.Vault

// Service sets installations up.
type Service struct {
	Store     Store
	Firms     *firm.Service
	Vault     func() (Vault, error) // opened when a secret is to be kept
	Now       func() time.Time
	OSAccount string
}
