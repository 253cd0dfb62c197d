package privacy

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/deliver"
	"sobank/backend/journal"
	"sobank/backend/mandate"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// part is a table of what is kept about a client: a file of the export.
type part struct {
	key     string // of Tx.ClientLines
	name    string // of the file, without its extension
	says    string // what it is, for LISEZMOI.txt
	columns []field
}

// field is a column of a part. A money field takes two values: minor units, then decimals.
type field struct {
	title string
	width int
	cell  func(values []any) sheet.Cell
	takes int
}

func one(title string, width int, cell func(any) sheet.Cell) field {
	return field{title, width, func(v []any) sheet.Cell { return cell(v[0]) }, 1}
}

// words is a field of text, in the words that say gives it.
func words(title string, say ...func(string) string) field {
	return one(title, 24, func(v any) sheet.Cell {
		text := textOf(v)
		for _, s := range say {
			if said := s(text); text != "" && said != "" {
				text = said // what this program has no words for stays as it is
			}
		}
		return sheet.Text(text)
	})
}

func on(title string) field {
	return one(title, 12, func(v any) sheet.Cell {
		day, err := civil.Parse(textOf(v))
		if err != nil {
			return sheet.Text("")
		}
		return sheet.Day(day)
	})
}

// at is an instant, as the machine's clock says it.
func at(title string) field {
	return words(title, func(text string) string {
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return text
		}
		return t.Local().Format("02/01/2006 15:04:05")
	})
}

func count(title string) field {
	return one(title, 10, func(v any) sheet.Cell {
		n, _ := v.(int64)
		return sheet.Count(int(n))
	})
}

func amount(title string) field {
	return field{title, 14, func(v []any) sheet.Cell {
		minor, known := v[0].(int64)
		if !known {
			return sheet.Text("")
		}
		decimals, _ := v[1].(int64)
		return sheet.Money(minor, int(decimals))
	}, 2}
}

func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(v)
}

func (p part) sheetColumns() (columns []sheet.Column) {
	for _, f := range p.columns {
		columns = append(columns, sheet.Column{Title: f.title, Width: f.width})
	}
	return columns
}

func (p part) cells(values []any) []sheet.Cell {
	row := make([]sheet.Cell, len(p.columns))
	for i, f := range p.columns {
		row[i] = f.cell(values[:f.takes])
		values = values[f.takes:]
	}
	return row
}

func status(s string) string { return account.Status(s).French() }

// oneLine puts an operation's complements on a line.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " / ") }

// operations is the part that is written as workbooks too.
const operations = "operations"

// parts is every table of the export, in its order.
var parts = []part{
	{"card", "fiche-client", "la fiche du client", []field{words("Dénomination sociale"), words("SIRET"), words("Référence dossier"), words("Cabinet"),
		words("Adresse"), words("Code postal"), words("Ville"), words("E-mail"), words("Signataire"), words("Qualité du signataire"), words("Responsable"),
		words("Suppléant"), on("Suppléant jusqu'au"), words("Dossier confidentiel"), on("Fin de mission"), at("Créé le")}},
	{"accounts", "iban", "ses comptes, leur mandat et leur connecteur", []field{words("IBAN"), words("Titulaire"), words("Devise"), on("Début de collecte"), on("Clos le"),
		words("Compte 512"), words("Journal"), words("Connecteur"), words("Dossier chez le partenaire"), words("Autres numéros"), words("Mandat", status), on("Depuis le"), at("Ajouté le")}},
	{"mandates", "mandats-etapes", "les étapes de chaque mandat", []field{words("IBAN"), words("Étape", status), on("Depuis le"), words("Par"), words("Note"), at("Noté le")}},
	{"reminders", "mandats-relances", "les relances faites", []field{words("IBAN"), words("Mandat alors", status), on("Le"), words("Par")}},
	{"papers", "documents", "la liste des documents du dossier « documents »", []field{count("N°"), words("Nature", func(s string) string { return mandate.Kind(s).French() }), words("Fichier"),
		count("Octets"), words("SHA-256"), words("Par"), at("Le")}},
	{"statements", "releves", "la liste de ses relevés, avec ce qui en a été fait et noté", []field{count("N°"), words("IBAN"), on("Du"), on("Au"), amount("Solde initial"), amount("Solde final"), words("Devise"),
		count("Opérations"), count("Apportées"), words("État", func(s string) string { return statement.State(s).French() }), words("Place", func(s string) string { return statement.Place(s).French() }),
		words("Motif", func(s string) string { return statement.Reason(s).French() }), words("Format"), words("Fichiers reçus"), words("Remis par le client"), at("Reçu le"),
		words("Revue", func(s string) string { return statement.Mark(s).French() }), words("Note"), words("Par"), words("Motif du déblocage")}},
	{operations, "operations", "toutes ses opérations, avec leurs notes", []field{count("N° de relevé"), words("IBAN"), on("Date"), on("Date de valeur"), amount("Montant"), words("Devise"), words("Code"), words("Libellé"),
		words("Référence"), words("N° d'écriture"), words("Compléments", oneLine), amount("Solde après"), words("Note")}},
	{"advices", "avis", "ce que des avis d'opération (camt.054) disent de plus", []field{words("Compte"), on("Date"), amount("Montant"), words("Référence"), words("N° d'écriture"), words("Compléments", oneLine), words("Fichier")}},
	{"deliveries", "envois", "ses relevés remis à un partenaire", []field{count("N° de relevé"), words("IBAN"), on("Du"), on("Au"), words("Connecteur"), words("État", func(s string) string { return deliver.State(s).French() }),
		words("Fichier envoyé"), words("SHA-256"), words("Réponse"), words("N° de requête"), at("Créé le"), at("Changé le")}},
	{"attempts", "envois-essais", "chaque essai de ces envois", []field{count("N° de relevé"), words("IBAN"), at("Commencé le"), words("Issue", func(s string) string { return deliver.State(s).French() }), words("Code"), words("Réponse"),
		words("Mots du partenaire"), words("Par")}},
	{"downloads", "telechargements", "les fichiers globaux où sont ses relevés", []field{count("N°"), words("Fichier"), words("Format"), on("Du"), on("Au"), words("Par"), at("Le"), count("Relevés du client")}},
	{"journal", "journal", "ce que le journal dit de lui", []field{at("Le"), words("Par"), words("Action", journal.Words), words("Objet", object), count("N°"), words("Détails", facts)}},
}

// object is what an entry of the journal is about.
func object(name string) string {
	return map[string]string{"account": "IBAN", "statement": "relevé", "delivery": "envoi", "document": "document", "client": "client"}[name]
}

// facts puts an entry's facts on a line: « IBAN : 1, 2 ; Opérations : 12 ». Identifiers stay numbers.
func facts(text string) string {
	var values map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&values) != nil {
		return text
	}
	if len(values) == 0 {
		return " " // « {} » says nothing
	}
	said := make([]string, 0, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		said = append(said, journal.LabelOf(name)+" : "+plainly(values[name]))
	}
	return strings.Join(said, " ; ")
}

func plainly(value any) string {
	switch v := value.(type) {
	case nil:
		return "aucun"
	case bool:
		return map[bool]string{true: "oui", false: "non"}[v]
	case []any:
		texts := make([]string, len(v))
		for i, one := range v {
			texts[i] = plainly(one)
		}
		return strings.Join(texts, ", ")
	}
	return fmt.Sprint(value)
}
