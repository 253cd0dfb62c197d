package provision

import (
	"maps"
	"slices"
	"strings"

	"sobank/backend/fault"
	"sobank/backend/firm"
)

// connectors adds or brings up to date a firm's connectors and keeps their secrets. It
// returns all of the firm's by name, folded.
func (a *application) connectors(firmID int64, planned []Connector) (map[string]int64, error) {
	known, err := a.tx.Connectors(firmID)
	if err != nil {
		return nil, err
	}
	byName := map[string]firm.Connector{}
	for _, c := range known {
		byName[folded(c.Name)] = c
	}
	for _, p := range planned {
		if p.Name = strings.TrimSpace(p.Name); p.Name == "" {
			p.Name, _ = firm.PartnerName(p.Partner)
		}
		c, err := a.connector(firmID, p, byName)
		if err != nil {
			return nil, about("connecteur", p.Name, err)
		}
		byName[folded(p.Name)] = c
	}
	ids := map[string]int64{}
	for name, c := range byName {
		ids[name] = c.ID
	}
	return ids, nil
}

// folded is how the names of connectors are compared, here as in the data file.
func folded(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// connector adds one, or brings its settings to the plan's; its pause is not the plan's.
func (a *application) connector(firmID int64, p Connector, known map[string]firm.Connector) (c firm.Connector, err error) {
	if partner, ok := firm.PartnerOf(p.Partner); ok && partner.Mode == firm.Receive {
		return c, fault.Newf(fault.Invalid, "« %s » est une réception de relevés, que le fichier ne prévoit pas : ajoutez-la page « Cabinet(s) ».", partner.Name).WithField("partner")
	}
	planned := firm.Connector{FirmID: firmID, Partner: p.Partner, Name: p.Name, Settings: p.Settings}
	c, found := known[folded(p.Name)]
	if found {
		if c.Partner != p.Partner {
			return c, otherPartner(c)
		}
		planned.Name, planned.Paused, planned.Settings = c.Name, c.Paused, c.Over(p.Settings)
		c, err = firm.ChangeConnector(a.tx, a.actor, c, planned)
	} else {
		a.done.Connectors++
		c, err = firm.AddConnector(a.tx, a.actor, planned)
	}
	if err != nil {
		return c, err
	}
	return c, a.keepSecrets(c)
}

// keepSecrets keeps what standard input gives under a connector's name. The same name in two
// firms of the plan takes the same secrets: who writes the plan gave both that one name, and
// a firm that the plan does not name is never touched.
func (a *application) keepSecrets(c firm.Connector) error {
	secrets := a.asked(c, a.secretsOf(c))
	if len(secrets) == 0 {
		return nil
	}
	vault, err := a.Vault()
	if err != nil {
		return err
	}
	installation, err := a.tx.Installation()
	if err != nil {
		return err
	}
	safe := &firm.Safe{Vault: vault, Installation: installation, Connector: c}
	complete, err := safe.Keep(secrets)
	if err != nil {
		return err
	}
	a.safes = append(a.safes, safe)
	accounts, err := a.tx.Credentials(c.ID)
	if err != nil {
		return err
	}
	if !complete {
		a.notice("connecteur « %s » : il manque encore des identifiants, rien ne partira avant.", c.Name)
	}
	if !safe.Changed() && complete == slices.Contains(accounts, a.OSAccount) {
		return nil
	}
	return firm.NoteSecrets(a.tx, a.actor, c, a.OSAccount, complete)
}

// secretsOf is what is given for a connector, and remembers that its name was met.
func (a *application) secretsOf(c firm.Connector) map[string]string {
	for _, name := range slices.Sorted(maps.Keys(a.secrets.Connectors)) {
		if folded(name) == folded(c.Name) {
			a.met[name] = true
			return a.secrets.Connectors[name]
		}
	}
	return nil
}

// asked is what the partner asks for with the connector's settings as they are; of anything else
// only the key is told, since a setup that serves several versions may give more than this one
// knows.
func (a *application) asked(c firm.Connector, secrets map[string]string) map[string]string {
	partner, _ := firm.PartnerOf(c.Partner)
	fields := c.Secrets()
	kept := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(secrets)) {
		if slices.ContainsFunc(fields, func(f firm.Field) bool { return f.Key == key }) {
			kept[key] = secrets[key]
		} else {
			a.notice("connecteur « %s » : %s ne demande pas d'identifiant « %s », il n'est pas gardé.", c.Name, partner.Name, key)
		}
	}
	return kept
}

// warnUnmet says which secrets were given for nobody: a name that is spelt otherwise, often.
func (a *application) warnUnmet() {
	for _, name := range slices.Sorted(maps.Keys(a.secrets.Connectors)) {
		if !a.met[name] {
			a.notice("identifiants « %s » : le fichier ne nomme aucun connecteur ainsi, ils ne sont pas gardés.", name)
		}
	}
}

func otherPartner(c firm.Connector) error {
	name, _ := firm.PartnerName(c.Partner)
	return fault.Newf(fault.Conflict, "il existe déjà, pour %s : un connecteur ne change pas de partenaire.", name).WithField("partner")
}
