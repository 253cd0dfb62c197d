package roster

import (
	"strings"
	"unicode"

	"sobank/backend/fault"
	"sobank/backend/sheet"
	"sobank/backend/statement"
)

// Field is a column of a list.
type Field string

// The columns, in the order of the template.
const (
	Firm        Field = "firm"
	Name        Field = "name"
	Reference   Field = "reference"
	SIRET       Field = "siret"
	Responsable Field = "responsable"
	IBAN        Field = "iban"
	Holder      Field = "holder"
	Ledger      Field = "ledger"
	Journal     Field = "journal"
	CollectFrom Field = "collect_from"
	Mandate     Field = "mandate"
	MandateOn   Field = "mandate_on"
	Connector   Field = "connector"
)

// column is a field as lists name it: the template's title first.
type column struct {
	field  Field
	names  []string
	sample string
	width  int
}

var columns = []column{
	{Firm, []string{"Cabinet", "Nom du cabinet"}, "Cabinet 1", 20},
	{Name, []string{"Dénomination sociale", "Dénomination", "Raison sociale", "Client", "Nom du client", "Société", "Nom"}, "Entreprise 1", 30},
	{Reference, []string{"Référence dossier", "Référence", "Réf", "Réf dossier", "Code dossier", "N° dossier", "Dossier", "Code client"}, "J-001", 18},
	{SIRET, []string{"SIRET", "SIREN", "N° SIRET", "Numéro SIRET", "SIRET ou SIREN"}, "419 444 492 00016", 20},
	{Responsable, []string{"Responsable", "E-mail du responsable", "Responsable (e-mail)", "Responsable e-mail", "Collaborateur", "Gestionnaire"}, "", 26},
	{IBAN, []string{"IBAN", "Compte bancaire", "N° IBAN"}, "FR76 30004 45856 45856523322 08", 36},
	{Holder, []string{"Titulaire", "Titulaire du compte"}, "", 26},
	{Ledger, []string{"Compte 512", "512", "Compte comptable", "Compte de banque", "Compte général"}, "512000", 14},
	{Journal, []string{"Journal", "Code journal"}, "BQ1", 10},
	{CollectFrom, []string{"Début de collecte", "Début collecte", "Date de début", "Collecte à partir du"}, "01/01/2026", 18},
	{Mandate, []string{"Statut du mandat", "Statut mandat", "Mandat", "Statut"}, "approuvé", 18},
	{MandateOn, []string{"Date du mandat", "Date mandat", "Approuvé le", "Date d'approbation"}, "05/01/2026", 16},
	{Connector, []string{"Connecteur", "Logiciel", "Outil"}, "", 18},
}

// French is a column's title.
func (f Field) French() string {
	for _, c := range columns {
		if c.field == f {
			return c.names[0]
		}
	}
	return string(f)
}

// Template is an empty list with one line that shows how it is filled.
func Template() sheet.Table {
	t := sheet.Table{Name: "Clients et IBAN", Rows: [][]sheet.Cell{nil}}
	for _, c := range columns {
		t.Columns = append(t.Columns, sheet.Column{Title: c.names[0], Width: c.width})
		t.Rows[0] = append(t.Rows[0], sheet.Text(c.sample))
	}
	return t
}

// fold is a title without case, accents nor punctuation.
func fold(title string) string {
	words := strings.FieldsFunc(statement.Fold(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, " ")
}

func fieldsByName() map[string]Field {
	known := map[string]Field{}
	for _, c := range columns {
		for _, name := range c.names {
			known[fold(name)] = c.field
		}
	}
	return known
}

// header is which column of a file holds which field.
type header struct {
	at      map[Field]int
	ignored []string // titles that are none of ours
	line    int      // its index among the lines
	twice   error    // two columns say the same thing
}

// headerWithin is how far down the header may stand: some lists have a title above it.
const headerWithin = 10

// findHeader recognises the header: the first line that names the clients or the IBANs.
// Errors: Invalid when there is none, or a column stands twice.
func findHeader(lines []sheet.Line) (header, error) {
	known := fieldsByName()
	for i, line := range lines[:min(headerWithin, len(lines))] {
		h := readHeader(known, line)
		_, names := h.at[Name]
		_, ibans := h.at[IBAN]
		if len(h.at) > 1 && (names || ibans) {
			h.line = i
			return h, h.twice
		}
	}
	return header{}, fault.New(fault.Invalid, "Aucune ligne de titres n'a été reconnue : il faut au moins « Dénomination sociale » ou « IBAN », et une autre colonne.").
		WithHint("Partez du modèle à télécharger ; l'ordre des colonnes est libre.")
}

func readHeader(known map[string]Field, line sheet.Line) header {
	h := header{at: map[Field]int{}}
	for i, title := range line.Cells {
		field, ours := known[fold(title)]
		if !ours {
			if title != "" {
				h.ignored = append(h.ignored, title)
			}
			continue
		}
		if before, twice := h.at[field]; twice {
			h.twice = fault.Newf(fault.Invalid, "Les colonnes « %s » et « %s » disent la même chose : gardez-en une.", line.Cells[before], title)
		}
		h.at[field] = i
	}
	return h
}

// Row is a line of a list: what it gives of each field.
type Row struct {
	Line  int // 1-based in the file
	Cells map[Field]string
}

func (h header) row(line sheet.Line) Row {
	r := Row{Line: line.Number, Cells: map[Field]string{}}
	for field, i := range h.at {
		if i < len(line.Cells) && line.Cells[i] != "" {
			r.Cells[field] = line.Cells[i]
		}
	}
	return r
}

// List is a file that was read.
type List struct {
	Rows    []Row
	Ignored []string // titles of columns that are none of ours
}

// Read recognises the columns of a list. Errors: Invalid.
func Read(lines []sheet.Line) (List, error) {
	h, err := findHeader(lines)
	if err != nil {
		return List{}, err
	}
	list := List{Ignored: h.ignored}
	for _, line := range lines[h.line+1:] {
		if r := h.row(line); len(r.Cells) > 0 {
			list.Rows = append(list.Rows, r)
		}
	}
	if len(list.Rows) == 0 {
		return list, fault.New(fault.Invalid, "Ce fichier n'a aucune ligne sous ses titres.").WithHint("Remplissez le modèle, une ligne par IBAN.")
	}
	return list, nil
}
