package desktop

import (
	"fmt"

	"sobank/backend/deliver"
	"sobank/backend/firm"
)

// Connectors is the card « Connecteurs So bank » of a firm, and a connector's page.
type Connectors struct{ desk *Desk }

// Partners is the catalogue, in the order of the choice.
func (c *Connectors) Partners() ([]Partner, error) {
	return ask(c.desk, func(visit) ([]Partner, error) {
		rows := make([]Partner, len(firm.Partners))
		for i, p := range firm.Partners {
			rows[i] = partnerOf(p)
		}
		return rows, nil
	})
}

// List gives a firm's connectors by name, with how they stand.
func (c *Connectors) List(firmID int64) ([]ConnectorRow, error) {
	return ask(c.desk, func(v visit) ([]ConnectorRow, error) {
		list, err := v.house.Firms.ListConnectors(v.ctx, v.actor, firmID)
		if err != nil {
			return nil, err
		}
		rows := make([]ConnectorRow, len(list))
		for i, one := range list {
			status, err := v.house.Deliveries.Status(v.ctx, v.actor, one.ID)
			if err != nil {
				return nil, err
			}
			rows[i] = connectorRow(one, status)
		}
		return rows, nil
	})
}

// Get gives one connector with its settings, never its secrets.
func (c *Connectors) Get(id int64) (ConnectorDetails, error) {
	return ask(c.desk, func(v visit) (ConnectorDetails, error) { return connectorDetails(v, id) })
}

func connectorDetails(v visit, id int64) (ConnectorDetails, error) {
	c, mayEdit, err := v.house.Firms.GetConnector(v.ctx, v.actor, id)
	if err != nil {
		return ConnectorDetails{}, err
	}
	status, err := v.house.Deliveries.Status(v.ctx, v.actor, id)
	partner, _ := firm.PartnerOf(c.Partner)
	return ConnectorDetails{Row: connectorRow(c, status), Partner: partnerOf(partner), Settings: settingsOf(c, partner),
		OSAccounts: append([]string{}, status.OSAccounts...), HereToo: status.HereToo, TestedAt: at(status.TestedAt), CanEdit: mayEdit}, err
}

// Add adds a connector to a firm; an empty name takes the partner's, numbered when taken.
func (c *Connectors) Add(firmID int64, partner, name string) (ConnectorRow, error) {
	return ask(c.desk.given(partner, name), func(v visit) (ConnectorRow, error) {
		added, err := v.house.Firms.AddConnector(v.ctx, v.actor, firmID, partner, name)
		if err != nil {
			return ConnectorRow{}, err
		}
		status, err := v.house.Deliveries.Status(v.ctx, v.actor, added.ID)
		return connectorRow(added, status), err
	})
}

// change does something to a connector, has what became due delivered, and gives it back as
// it stands.
func (c *Connectors) change(id int64, work func(visit) error, given ...any) (ConnectorDetails, error) {
	return ask(c.desk.given(given...), func(v visit) (ConnectorDetails, error) {
		if err := work(v); err != nil {
			return ConnectorDetails{}, err
		}
		c.desk.syncing.kick(false)
		c.desk.receiving.kick()
		return connectorDetails(v, id)
	})
}

// Save changes a connector's name, settings and pause.
func (c *Connectors) Save(form ConnectorForm) (ConnectorDetails, error) {
	return c.change(form.ID, func(v visit) error {
		_, err := v.house.Firms.SaveConnector(v.ctx, v.actor, firm.ConnectorForm(form))
		return err
	}, form)
}

// SetSecrets keeps credentials in the keychain of this session; an empty one stays as it is.
func (c *Connectors) SetSecrets(id int64, secrets map[string]string) (ConnectorDetails, error) {
	return c.change(id, func(v visit) error {
		_, err := v.house.Firms.SetSecrets(v.ctx, v.actor, id, secrets)
		return err
	}, secrets)
}

// ForgetSecrets takes this session's credentials of a connector away.
func (c *Connectors) ForgetSecrets(id int64) (ConnectorDetails, error) {
	return c.change(id, func(v visit) error {
		_, err := v.house.Firms.ForgetSecrets(v.ctx, v.actor, id)
		return err
	})
}

// Test tries the connection without delivering anything. One that goes well has what waited
// for it delivered.
func (c *Connectors) Test(id int64) (ConnectorTrial, error) {
	return ask(c.desk, func(v visit) (ConnectorTrial, error) {
		found, err := test(v, id)
		trial := ConnectorTrial{OK: found.OK, Steps: make([]TrialStep, len(found.Steps)), Code: found.Code, RequestID: found.RequestID}
		for i, s := range found.Steps {
			trial.Steps[i] = TrialStep(s)
		}
		trial.Questions = questionsOf(found.Questions)
		if found.OK {
			c.desk.syncing.kick(false)
			c.desk.receiving.kick()
		}
		return trial, err
	})
}

// test tries a connector, or a source.
func test(v visit, id int64) (deliver.Trial, error) {
	c, _, err := v.house.Firms.GetConnector(v.ctx, v.actor, id)
	if err != nil {
		return deliver.Trial{}, err
	}
	if c.Receives() {
		return v.house.Receptions.Test(v.ctx, v.actor, id)
	}
	return v.house.Deliveries.Test(v.ctx, v.actor, id)
}

func questionsOf(asked []deliver.Question) []TrialQuestion {
	rows := make([]TrialQuestion, len(asked))
	for i, q := range asked {
		rows[i] = TrialQuestion{Setting: q.Setting, Sentence: q.Sentence, Answers: make([]PartnerOption, len(q.Answers))}
		for j, a := range q.Answers {
			rows[i].Answers[j] = PartnerOption(a)
		}
	}
	return rows
}

// Folders lists the companies at the partner that match a search.
func (c *Connectors) Folders(id int64, search string) ([]PartnerFolder, error) {
	return ask(c.desk.given(search), func(v visit) ([]PartnerFolder, error) {
		found, err := v.house.Deliveries.Folders(v.ctx, v.actor, id, search)
		rows := make([]PartnerFolder, len(found))
		for i, f := range found {
			rows[i] = PartnerFolder{ID: f.ID, Name: f.Name, Siret: f.SIRET, Reference: f.Reference}
		}
		return rows, err
	})
}

// Remove takes a connector away while no IBAN of its firm uses it.
func (c *Connectors) Remove(id int64) error {
	return do(c.desk, func(v visit) error { return v.house.Firms.RemoveConnector(v.ctx, v.actor, id) })
}

// PickFolder opens the system's dialog; "" when it is closed.
func (c *Connectors) PickFolder() (string, error) {
	return ask(c.desk, func(visit) (string, error) {
		return c.desk.options.Dialogs.OpenFolder("Choisir un dossier")
	})
}

func partnerOf(p firm.Partner) Partner {
	return Partner{Key: p.Key, Name: p.Name, Mode: string(p.Mode), ModeName: p.Mode.French(), Other: p.Other, Settings: fieldsOf(p.Settings), Secrets: fieldsOf(p.Secrets),
		Steps: append([]string{}, p.Steps...), Limits: append([]string{}, p.Limits...)}
}

func fieldsOf(fields []firm.Field) []PartnerField {
	rows := make([]PartnerField, len(fields))
	for i, f := range fields {
		rows[i] = PartnerField{Key: f.Key, Label: f.Label, Help: f.Help, Kind: string(f.Kind), Required: f.Required, Default: f.Default,
			Options: optionsOf(f.Options), When: PartnerCondition(f.When), Or: f.Or}
	}
	return rows
}

func optionsOf(options []firm.Option) []PartnerOption {
	rows := make([]PartnerOption, len(options))
	for i, o := range options {
		rows[i] = PartnerOption(o)
	}
	return rows
}

// settingsOf are the settings that the window shows: those of the catalogue.
func settingsOf(c firm.Connector, partner firm.Partner) map[string]string {
	settings := map[string]string{}
	for _, f := range partner.Settings {
		settings[f.Key] = c.Setting(f.Key)
	}
	return settings
}

func connectorRow(c firm.Connector, st deliver.Status) ConnectorRow {
	partner, _ := firm.PartnerOf(c.Partner)
	return ConnectorRow{ID: c.ID, FirmID: c.FirmID, Partner: c.Partner, PartnerName: partner.Name, Name: c.Name, Mode: string(partner.Mode),
		ModeName: partner.Mode.French(), Paused: c.Paused, Missing: missingSentence(c, st), Trouble: st.Trouble, TroubleHint: st.TroubleHint,
		NotBefore: at(st.NotBefore), RestingUntil: at(st.RestingUntil), Failures: st.Failures, LastSuccessAt: at(st.LastSuccessAt), Accounts: st.Accounts, Counts: deliveryCounts(st.Counts)}
}

// missingSentence is the banner until settings and credentials are there: what is typed first,
// then what a test settles.
func missingSentence(c firm.Connector, st deliver.Status) string {
	partner, _ := firm.PartnerOf(c.Partner)
	name, nothing := partner.Name, "rien ne part"
	if c.Receives() {
		name, nothing = c.Name, "rien n'est relevé"
	}
	switch {
	case st.MissingSetting != "" && !c.Unsettled():
		return fmt.Sprintf("Il manque « %s » : %s encore.", st.MissingSetting, nothing)
	case st.NeedsSecrets && len(st.OSAccounts) == 0:
		return fmt.Sprintf("Il manque les identifiants de %s : %s encore.", name, nothing)
	case st.MissingSetting != "":
		return fmt.Sprintf("Il reste à confirmer « %s » : testez la connexion, %s avant.", st.MissingSetting, nothing)
	}
	return ""
}
