package sqlite

import (
	"slices"
	"strings"

	"sobank/backend/statement"
)

// needles are the texts that somebody is known by, folded and without what may stand between
// their letters.
type needles []string

// How long a needle must be: a shorter one would be found everywhere.
const (
	shortest       = 5
	shortestNumber = 7
)

var between = strings.NewReplacer(" ", "", "_", "", "-", "", ".", "", "/", "")

func (n *needles) add(texts ...string) {
	for _, text := range texts {
		if text = between.Replace(statement.Fold(text)); len(text) >= shortest && !slices.Contains(*n, text) {
			*n = append(*n, text)
		}
	}
}

// legal are the words of a legal form: files are often named without it.
var legal = []string{"sarl", "sas", "sasu", "sa", "eurl", "ei", "eirl", "sci", "scp", "scm", "selarl", "selas", "snc", "scop", "gie", "ste", "societe", "ets", "etablissements"}

// addName adds a name, whole and without its legal form.
func (n *needles) addName(name string) {
	n.add(name, strings.Join(slices.DeleteFunc(strings.Fields(statement.Fold(name)), func(word string) bool { return slices.Contains(legal, word) }), " "))
}

// addAccount adds an account's key, bank/branch/number, whole and its number alone.
func (n *needles) addAccount(key string) {
	n.add(key)
	if parts := strings.Split(key, "/"); len(parts) == 3 && len(strings.TrimLeft(parts[2], "0")) >= shortestNumber {
		n.add(strings.TrimLeft(parts[2], "0"))
	}
}

// eachMention gives, needle by needle, the condition that a column holds it.
func (tx *Tx) eachMention(n needles, column string, use func(condition string, args []any) error) error {
	plain := "fold(" + column + ")"
	for _, sign := range []string{" ", "_", "-", ".", "/"} {
		plain = "replace(" + plain + ", '" + sign + "', '')"
	}
	for _, needle := range n {
		if err := use(column+" <> '' AND "+plain+` LIKE ? ESCAPE '\'`, []any{like(needle)}); err != nil {
			return err
		}
	}
	return nil
}

// unname takes out of what stays the names that identify the client: of files of several, of
// downloads, of what partners answered about a file of several.
func (e *erasing) unname() error {
	for _, where := range []struct{ table, column, instead string }{
		{"file", "name", "'fichier n° ' || id"},
		{"file_warning", "message", "'Anomalie sur un client effacé depuis.'"},
		{"shipment", "name", "'envoi n° ' || id"},
		{"shipment", "manifest", "''"},
		{"source_file", "filed_as", "''"},
		{"source_file", "reason", "'Motif effacé avec un client.'"},
		{"source_file", "hint", "''"},
		{"delivery", "message", "'Réponse effacée avec un client.'"},
		{"delivery", "hint", "''"},
		{"delivery_attempt", "message", "'Réponse effacée avec un client.'"},
		{"delivery_attempt", "partner_message", "''"},
		{"connector", "trouble", "'Motif effacé avec un client.'"},
		{"connector", "trouble_hint", "''"},
		{"table_mapping", "name", "'Tableau n° ' || id"},
	} {
		if err := e.tx.eachMention(e.names, where.column, func(condition string, args []any) error {
			_, err := e.tx.exec("UPDATE "+where.table+" SET "+where.column+" = "+where.instead+" WHERE "+condition, args...)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
