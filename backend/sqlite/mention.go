package sqlite

import (
	"database/sql"
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

// in reports whether a text holds one of them.
func (n needles) in(text string) bool {
	text = between.Replace(statement.Fold(text))
	return slices.ContainsFunc(n, func(needle string) bool { return strings.Contains(text, needle) })
}

// mention is a column of a table that may hold what a client is known by. Texts are folded and
// looked through here: doing it in SQL would fold each as many times as there are needles.
type mention struct {
	table, column string
	key           string // of the table; "" for its rowid
	instead       string // what is put in its place, as SQL; "" takes the row away
}

// unname takes out of what stays the names that identify the client: of files of several, of
// downloads, of what partners answered about a file of several; and the rows that are only about it.
func (e *erasing) unname() error {
	if len(e.names) == 0 {
		return nil
	}
	for _, m := range []mention{
		{table: "saved_search", column: "name"},
		{table: "registry_answer", column: "question", key: "source || '/' || question"},
		{table: "registry_answer", column: "answer", key: "source || '/' || question"},
		{table: "source_file", column: "path"},
		{"source_file", "filed_as", "", "''"},
		{"source_file", "reason", "", "'Motif effacé avec un client.'"},
		{"source_file", "hint", "", "''"},
		{"file", "name", "", "'fichier n° ' || id"},
		{"file_warning", "message", "file_id || '/' || position", "'Anomalie sur un client effacé depuis.'"},
		{"shipment", "name", "", "'envoi n° ' || id"},
		{"shipment", "manifest", "", "''"},
		{"delivery", "message", "", "'Réponse effacée avec un client.'"},
		{"delivery", "hint", "", "''"},
		{"delivery_attempt", "message", "", "'Réponse effacée avec un client.'"},
		{"delivery_attempt", "partner_message", "", "''"},
		{"connector", "trouble", "", "'Motif effacé avec un client.'"},
		{"connector", "trouble_hint", "", "''"},
		{"table_mapping", "name", "", "'Tableau n° ' || id"},
	} {
		if err := e.strike(m); err != nil {
			return err
		}
	}
	return nil
}

// strike deals with the rows of one.
func (e *erasing) strike(m mention) error {
	if m.key == "" {
		m.key = "rowid"
	}
	var keys []any
	err := e.tx.each("SELECT "+m.key+", "+m.column+" FROM "+m.table+" WHERE "+m.column+" <> ''", nil, func(rows *sql.Rows) error {
		var key any
		var text string
		err := rows.Scan(&key, &text)
		if e.names.in(text) {
			keys = append(keys, key)
		}
		return err
	})
	if err != nil {
		return err
	}
	query := "DELETE FROM " + m.table
	if m.instead != "" {
		query = "UPDATE " + m.table + " SET " + m.column + " = " + m.instead
	}
	for _, key := range keys {
		if _, err := e.tx.exec(query+" WHERE "+m.key+" = ?", key); err != nil {
			return err
		}
	}
	return nil
}
