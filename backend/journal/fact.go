package journal

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sobank/backend/civil"
	"sobank/backend/rights"
)

// Fact is one thing more that an entry says, in words.
type Fact struct{ Label, Value string }

// factKind is how a fact reads: its label and, when it is an identifier, of what.
type factKind struct{ label, object string }

// factKinds has a line for every fact that the program records.
var factKinds = map[string]factKind{
	"accounts":       {"IBAN", "account"}, // a count, or which
	"before":         {"Connecteur d'avant", "connector"},
	"changed":        {"Ce qui a changé", ""},
	"client":         {"Client", "client"},
	"client_before":  {"Client d'avant", "client"},
	"clients":        {"Clients", ""},
	"complete":       {"Identifiants au complet", ""},
	"confidential":   {"Dossier confidentiel", ""},
	"credentials":    {"Avec les identifiants", ""},
	"connector":      {"Connecteur", "connector"},
	"connectors":     {"Connecteurs retirés", ""},
	"current":        {"Remplace le numéro d'avant", ""},
	"firms":          {"Cabinets", "firm"},
	"from":           {"Depuis", "firm"}, // a firm, or a day
	"handed_over":    {"IBAN passés à un autre connecteur", ""},
	"format":         {"Format", ""},
	"made_at":        {"Sauvegarde du", ""},
	"mark":           {"Marque", ""},
	"new_operations": {"Opérations nouvelles", ""},
	"on":             {"Le", ""},
	"operations":     {"Opérations", ""},
	"papers":         {"Documents", ""},
	"profile":        {"Profil", ""},
	"responsable":    {"Responsable", "staff"},
	"rhythm":         {"Rythme", ""},
	"rows":           {"Lignes", ""},
	"sha256":         {"Empreinte SHA-256", ""},
	"stand_in":       {"Remplaçant", "staff"},
	"stand_in_until": {"Remplaçant jusqu'au", ""},
	"statements":     {"Relevés", ""},
	"terminations":   {"Résiliations demandées", ""},
	"to":             {"Nouveau connecteur", "connector"},
	"tries":          {"Essais d'affilée", ""},
	"until":          {"Jusqu'au", ""},
	"years":          {"Années", ""},
}

// KnownFact reports whether a fact has its label.
func KnownFact(name string) bool { _, ok := factKinds[name]; return ok }

// LabelOf is the label of a fact, its name when this program does not know it.
func LabelOf(name string) string {
	if kind, ok := factKinds[name]; ok {
		return kind.label
	}
	return name
}

// factsOf puts an entry's facts in words, in order of label. Identifiers get the names of
// what they named then.
func factsOf(tx Tx, r Row) (list []Fact, err error) {
	for _, name := range slices.Sorted(maps.Keys(r.Facts)) {
		kind, ok := factKinds[name]
		if !ok {
			kind.label = name
		}
		value, err := (teller{tx, r}).tell(name, kind.object, r.Facts[name])
		if err != nil {
			return nil, err
		}
		if value != "" {
			list = append(list, Fact{kind.label, value})
		}
	}
	slices.SortStableFunc(list, func(a, b Fact) int { return strings.Compare(a.Label, b.Label) })
	return list, nil
}

type teller struct {
	tx Tx
	r  Row
}

func (t teller) tell(name, object string, value any) (string, error) {
	switch v := value.(type) {
	case json.Number:
		if object == "" || name == "accounts" {
			return v.String(), nil
		}
		return t.name(object, v)
	case []any:
		return t.all(name, object, v)
	case bool:
		return map[bool]string{true: "oui", false: "non"}[v], nil
	case string:
		return inWords(name, v), nil
	}
	return "", nil // null: nothing to say
}

// all tells a list; the numbers in it are identifiers.
func (t teller) all(name, object string, values []any) (string, error) {
	texts := make([]string, len(values))
	for i, v := range values {
		var err error
		if n, ok := v.(json.Number); ok && object != "" {
			texts[i], err = t.name(object, n)
		} else {
			texts[i], err = t.tell(name, object, v)
		}
		if err != nil {
			return "", err
		}
	}
	return strings.Join(texts, ", "), nil
}

func (t teller) name(object string, number json.Number) (string, error) {
	id, err := number.Int64()
	if err != nil || id == 0 {
		return "aucun", nil
	}
	name, err := t.tx.JournalName(object, id, t.r.At)
	return erasedOr(name, id), err
}

// installation names the settings of the installation.
var installation = map[string]string{
	"support_name": "nom du support", "support_email": "e-mail du support", "support_phone": "téléphone du support",
	"reminder_client_days": "délai de relance du client", "reminder_bank_days": "délai de relance de la banque", "alert_days": "délai de l'alerte de relevé en retard",
	"lock_minutes": "délai de verrouillage",
	"aside_days":   "durée de « Sans IBAN »",
}

func inWords(name, text string) string {
	if day, err := civil.Parse(text); err == nil {
		return day.French()
	}
	switch setting, isSetting := strings.CutPrefix(text, "settings."); {
	case name == "profile":
		return rights.Profile(text).French()
	case isSetting:
		return fmt.Sprintf("réglage « %s »", setting)
	case name == "changed" && installation[text] != "":
		return installation[text]
	case text == "name":
		return "nom"
	case text == "paused":
		return "pause"
	}
	return text
}
