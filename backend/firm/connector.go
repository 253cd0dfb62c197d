package firm

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"sobank/backend/fault"
	"sobank/backend/journal"
	"sobank/backend/rights"
)

// ConnectorTx is what connectors need of a transaction.
type ConnectorTx interface {
	// Connectors lists a firm's connectors by name, without those that were removed, nor sources.
	Connectors(firmID int64) ([]Connector, error)
	// Sources lists a firm's sources by name.
	Sources(firmID int64) ([]Connector, error)
	// Connector reads a connector, or a source, that was not removed. NotFound when there is none.
	Connector(id int64) (Connector, error)
	// InsertConnector adds a connector under an id that never was another's. Conflict when
	// the firm has one of that name.
	InsertConnector(Connector) (int64, error)
	// UpdateConnector changes name, settings and pause. Conflict when the name is taken.
	UpdateConnector(Connector) error
	// ConnectorUsers lists the IBANs that are associated with a connector; of confidential
	// clients that the standing may not see it gives their number.
	ConnectorUsers(s rights.Standing, connectorID int64) (Users, error)
	// RemoveConnector takes a connector away and frees its name: for good when it never had
	// a delivery, else hidden, so that its deliveries stay readable. Conflict while one of
	// them is in flight, to be checked, or in doubt.
	RemoveConnector(id int64) error
	// Credentials lists the OS accounts in whose keychain a connector's credentials are.
	Credentials(connectorID int64) ([]string, error)
	// NoteCredentials says that they are in an OS account's keychain.
	NoteCredentials(connectorID int64, osAccount string) error
	// DropCredentials says that they no longer are.
	DropCredentials(connectorID int64, osAccount string) error
	// RequeueConnector takes a connector out of trouble and makes due now what waits for a
	// retry, and what was refused for a fault of the connector.
	RequeueConnector(connectorID int64) error
	// Installation is the name under which this data folder's secrets are kept. A write
	// transaction makes it when there is none; a read transaction answers "".
	Installation() (string, error)
}

// maxName bounds a connector's name, in characters.
const maxName = 100

// checkName trims a connector's name. Errors: Invalid.
func checkName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) {
		return "", fault.Newf(fault.Invalid, "Le nom du connecteur est vide, ou trop long (%d caractères au plus).", maxName).WithField("name")
	}
	return name, nil
}

// freeName is the partner's name, numbered when the firm has it already: rule 1 lets a
// partner stand twice.
func freeName(name string, taken []Connector) string {
	free := name
	for n := 2; slices.ContainsFunc(taken, func(c Connector) bool { return strings.EqualFold(c.Name, free) }); n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

// everyName lists what a firm's names are taken by: connectors and sources share them.
func everyName(tx Tx, firmID int64) ([]Connector, error) {
	connectors, err := tx.Connectors(firmID)
	if err != nil {
		return nil, err
	}
	sources, err := tx.Sources(firmID)
	return append(connectors, sources...), err
}

// AddConnector adds a connector in a transaction that has checked the rights; without a name
// it takes the partner's, numbered when that is taken. Errors: Invalid for an unknown partner
// or a setting, Conflict for a name taken in the firm.
func AddConnector(tx Tx, actor rights.Actor, c Connector) (Connector, error) {
	partner, ok := PartnerOf(c.Partner)
	if !ok {
		return Connector{}, fault.Newf(fault.Invalid, "« %s » n'est pas un partenaire connu.", c.Partner).WithField("partner").
			WithHint("Choisissez " + strings.Join(keys(), ", ") + ".")
	}
	taken, err := everyName(tx, c.FirmID)
	if err != nil {
		return Connector{}, err
	}
	if c.Settings, err = partner.clean(c.Settings); err != nil {
		return Connector{}, err
	}
	if strings.TrimSpace(c.Name) == "" {
		c.Name = freeName(partner.Name, taken)
	}
	if c.Name, err = checkName(c.Name); err != nil {
		return Connector{}, err
	}
	if err := mustNotMeet(tx, c); err != nil {
		return Connector{}, err
	}
	if c.ID, err = tx.InsertConnector(c); err != nil {
		return Connector{}, err
	}
	return c, record(tx, actor, "connector.create", c, nil)
}

// ChangeConnector brings a connector to another name, other settings or another pause, in a
// transaction that has checked the rights; nothing is written when nothing differs. New
// settings may mend what stopped it. Errors: Invalid with the field, Conflict for a name taken,
// or another place while the fate of a delivery is not known, or a folder that is watched.
func ChangeConnector(tx Tx, actor rights.Actor, before, after Connector) (Connector, error) {
	partner, _ := PartnerOf(before.Partner)
	after.ID, after.FirmID, after.Partner = before.ID, before.FirmID, before.Partner
	var err error
	if after.Settings, err = partner.clean(after.Settings); err != nil {
		return before, err
	}
	if after.Name, err = checkName(after.Name); err != nil {
		return before, err
	}
	changed := changes(before, after)
	if len(changed) == 0 {
		return before, nil
	}
	if err := mayMove(tx, before, after); err != nil {
		return before, err
	}
	if err := mustNotMeet(tx, after); err != nil {
		return before, err
	}
	if err := tx.UpdateConnector(after); err != nil {
		return before, err
	}
	if err := forgetElsewhere(tx, before, after); err != nil {
		return before, err
	}
	if !sameSettings(before, after) {
		if err := mended(tx, after); err != nil {
			return before, err
		}
	}
	return after, record(tx, actor, "connector.update", after, map[string]any{"changed": changed})
}

// mayMove keeps statements going where they went as long as the fate of one is not known: it may
// be there already, and would arrive a second time elsewhere. Errors: Conflict.
func mayMove(tx Tx, before, after Connector) error {
	partner, _ := PartnerOf(before.Partner)
	i := slices.IndexFunc(partner.Settings, func(f Field) bool {
		return f.Where && (before.Asks(f) || after.Asks(f)) && before.differs(after)(f.Key)
	})
	if i < 0 {
		return nil
	}
	_, open, err := tx.ConnectorUse(before.ID)
	if err != nil || open == 0 {
		return err
	}
	return fault.Newf(fault.Conflict, "« %s » ne peut pas changer : des envois de ce connecteur (%d) sont en route, ou à vérifier.", partner.Settings[i].Label, open).
		WithField(partner.Settings[i].Key).WithHint("Dites d'abord dans « Envois » s'ils y sont : ailleurs, ils arriveraient une seconde fois.")
}

// forgetElsewhere says that nobody's keychain has credentials for a new address: they are
// given again, by those who trust it.
func forgetElsewhere(tx Tx, before, after Connector) error {
	if before.Address() == after.Address() {
		return nil
	}
	accounts, err := tx.Credentials(after.ID)
	if err != nil {
		return err
	}
	for _, name := range accounts {
		if err := tx.DropCredentials(after.ID, name); err != nil {
			return err
		}
	}
	return nil
}

// changes names what differs, for the journal: never a value.
func changes(before, after Connector) (names []string) {
	if before.Name != after.Name {
		names = append(names, "name")
	}
	if before.Paused != after.Paused {
		names = append(names, "paused")
	}
	all := map[string]any{}
	maps.Copy(all, before.Settings)
	maps.Copy(all, after.Settings)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if !reflect.DeepEqual(before.Settings[key], after.Settings[key]) {
			names = append(names, "settings."+key)
		}
	}
	return names
}

func sameSettings(a, b Connector) bool {
	a.Name, a.Paused = b.Name, b.Paused
	return len(changes(a, b)) == 0
}

// mended lets go what waited for a connector to be set up, or to be put right.
func mended(tx Tx, c Connector) error {
	if err := tx.RequeueConnector(c.ID); err != nil {
		return err
	}
	return tx.SettleFirm(c.FirmID)
}

func record(tx Tx, actor rights.Actor, action string, c Connector, facts map[string]any) error {
	return tx.Record(journal.Entry{Actor: actor, Action: action, FirmID: c.FirmID, Object: "connector", ObjectID: c.ID, Facts: facts})
}
