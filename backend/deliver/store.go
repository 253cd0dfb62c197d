package deliver

import (
	"context"
	"time"

	"sobank/backend/civil"
	"sobank/backend/firm"
	"sobank/backend/journal"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

// Store keeps the queue. Each call is one transaction.
type Store interface {
	Read(context.Context, func(Tx) error) error
	Write(context.Context, func(Tx) error) error
}

// Vault keeps secrets.
type Vault interface {
	Get(name string) (string, error)
	Set(name, secret string) error
	Delete(name string) error
}

// Due is a delivery that may be taken now.
type Due struct {
	DeliveryID  int64
	StatementID int64
	ConnectorID int64
	ShipmentID  int64 // 0: not frozen yet
	Account     AccountCard
	Matched     bool // the account's company was found at the partner
	FirmName    string
	Start, End  civil.Date
	Currency    string
	Decimals    int
	Opening     *int64 // minor units; nil: not given
	Closing     *int64
	Own, Lines  int // operations it brings, lines of its block
	Unreadable  int
	Doubt       Doubt
	Tries       int
	Alone       bool // it leaves with no other
}

func (d Due) lines() statement.Lines {
	return statement.Lines{Block: d.Lines, Own: d.Own, Unreadable: d.Unreadable}
}

// Flight is what is on its way: deliveries of one shipment, an attempt of each, and whose they are.
type Flight struct {
	Deliveries []int64
	Attempts   []int64
	Owner      string
}

// Tx is what delivering needs of a transaction.
type Tx interface {
	journal.Recorder
	statement.Leaving
	// Standing reads what the actor is now. Unauthenticated when the session has ended.
	Standing(rights.Actor) (rights.Standing, error)
	// Installation is the name under which this data folder's secrets are kept.
	Installation() (string, error)

	// Connector reads a connector that was not removed. NotFound when there is none.
	Connector(id int64) (firm.Connector, error)
	// Working lists the connectors with something to deliver from this OS account: not paused,
	// set up, with credentials here when they need some, of the given firms (nil: all). Those
	// in trouble only when asked for, or when the cause may go by itself.
	Working(osAccount string, firms []int64, troubled bool) ([]firm.Connector, error)
	// Reached reads a connector as it is reached from an OS account, with a stamp that another
	// setting, or credentials given again, change. NotFound when it was removed.
	Reached(id int64, osAccount string) (c firm.Connector, stamp string, err error)
	// DropCredentials says that an OS account's keychain has not a connector's credentials.
	DropCredentials(connectorID int64, osAccount string) error
	// Keyless lists the connectors with something that waits whose credentials are not on an
	// OS account.
	Keyless(s rights.Standing, osAccount string) ([]Keyless, error)
	// ConnectorStatus is a connector as it stands for an OS account.
	ConnectorStatus(id int64, osAccount string) (Status, error)
	// SetTrouble keeps what stops a connector; an empty code says that nothing does.
	SetTrouble(connectorID int64, code, message, hint string) error
	// Troubles says of each connector in trouble what stops it, by name.
	Troubles(rights.Standing) ([]string, error)
	// Resting lists the connectors whose partner failed too often and is left alone.
	Resting(rights.Standing) ([]Resting, error)
	// SetNotBefore keeps until when the partner asked to wait.
	SetNotBefore(connectorID int64, at time.Time) error
	// NoteTested keeps that the connection was tested well.
	NoteTested(connectorID int64) error
	// NoteSuccess keeps that a statement arrived.
	NoteSuccess(connectorID int64) error

	// Abandoned gives back deliveries that a process left when it ended: those in flight
	// whose owner is not alive, or whose lease is over where alive cannot tell (an error).
	Abandoned(connectorID int64, alive func(owner string) (bool, error)) error
	// Flying lists the connectors with something in flight.
	Flying() ([]int64, error)
	// NextDue is the connector's oldest delivery that may be taken now, keeping the order
	// of each account; found is false when there is none, or when another process works on
	// this connector. wait is the instant of the next one, zero when nothing waits.
	NextDue(connectorID int64) (d Due, wait time.Time, found bool, err error)
	// Along lists the deliveries that may leave with a due one, itself first, at most so many, in
	// the order of each account and without a gap in it.
	Along(d Due, reach Reach, most int) ([]Due, error)
	// Sharing lists the deliveries whose fate is one: those of a shipment that may have arrived.
	Sharing(deliveryID int64) ([]int64, error)
	// FrozenAs reads what a shipment is called, and its statements, without its bytes.
	FrozenAs(shipmentID int64) (name string, statements []int64, err error)
	// Shipment reads what was frozen, with its bytes.
	Shipment(id int64) (Shipment, error)
	// ShipmentOperations counts the operations that a shipment's statements bring.
	ShipmentOperations(id int64) (int, error)
	// FreezeShipment keeps what leaves for deliveries, in the order of its parts.
	FreezeShipment(deliveries []int64, s Shipment) (id int64, err error)
	// StartAttempt puts deliveries in flight under a lease and opens an attempt of each.
	StartAttempt(deliveries []int64, owner string, until time.Time) (Flight, error)
	// NoteSent keeps that the last bytes of an attempt leave: from now on there is a doubt.
	// Conflict when a delivery is not the owner's any more, or the attempt has ended.
	NoteSent(Flight) error
	// EndAttempt records what came of it, frees the owner's lease, and settles the statements'
	// places. When another process took a delivery over meanwhile, only an arrival counts.
	EndAttempt(f Flight, r Receipt, took time.Duration, nextTry time.Time) error
	// SplitUp makes deliveries due now, each alone.
	SplitUp(deliveries []int64) error
	// Matched remembers where a connector found an account's company, and whether it takes the
	// account's statements; kept is false when the account has gone to another connector, or
	// somebody chose another company, meanwhile.
	Matched(connectorID int64, of AccountCard, folder string, ready bool) (kept bool, err error)
	// Unmatched makes an account's company looked for again before its next delivery.
	Unmatched(connectorID, accountID int64) error
	// Waiting lists an account's deliveries that wait at a connector and surely never arrived.
	Waiting(connectorID, accountID int64) ([]int64, error)
	// NoteFailure counts a failure of the partner's, and from some number on leaves it alone
	// for a while.
	NoteFailure(connectorID int64) error
	// NoteAnswer says that the partner answered as it should: it has not failed any more.
	NoteAnswer(connectorID int64) error
	// Withdraw cancels deliveries that wait and surely never arrived; their statements are held.
	Withdraw(deliveries ...int64) error

	// Deliveries lists a page of what the standing may see, and the count of the whole list.
	Deliveries(rights.Standing, Query) ([]Row, int, error)
	// Delivery reads one. NotFound when there is none, or not for this standing.
	Delivery(rights.Standing, int64) (Details, error)
	// DeliveryCounts counts by state what the standing may see, or keeps (mine).
	DeliveryCounts(s rights.Standing, mine bool) (map[State]int, error)
	// Requeue makes deliveries due now: refused, to check, to retry or withdrawn ones. It gives
	// their accounts, which are to be settled afterwards.
	Requeue(deliveryIDs ...int64) (accounts []int64, err error)
	// ResumeConnector takes a connector out of trouble and makes due now what waits for its next
	// try, and what was refused for the cause that stopped it.
	ResumeConnector(connectorID int64) error
	// RequeueConnector takes a connector out of trouble and makes due now what waits for a
	// retry, and what was refused, since what it needs has changed.
	RequeueConnector(connectorID int64) error
	// Hindrance is why a delivery's statement would not leave now if it had not begun to: what
	// its account or itself gives against it, "" when nothing does.
	Hindrance(deliveryID int64) (statement.Reason, error)
	// Answer keeps in a delivery's history what a person did about it, and why.
	Answer(deliveryID, staffID int64, outcome, reason string) error
	// Resolve ends the doubt of a delivery that is to be checked: it arrived, or it surely did
	// not and waits again. The accounts, which it gives, are to be settled afterwards.
	Resolve(deliveries []int64, arrived bool) (accounts []int64, err error)
	// SettleFirm derives again the places of all statements of a firm.
	SettleFirm(firmID int64) error
	// Settle derives again state and place of the accounts' statements.
	Settle(accounts ...int64) error
}
