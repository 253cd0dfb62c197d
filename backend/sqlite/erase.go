package sqlite

import (
	"database/sql"

	"sobank/backend/civil"
	"sobank/backend/privacy"
)

// Erase takes away all of a scope. What SQLite gives back is overwritten with zeros, and Wipe
// leaves nothing of it in the file.
func (tx *Tx) Erase(scope privacy.Scope) (privacy.Counts, error) {
	held, err := tx.Holding(scope)
	if err != nil || scope.ClientID == 0 && held.Statements+held.Files+held.Shared == 0 {
		return held.Counts, err
	}
	if _, err := tx.exec("PRAGMA secure_delete = ON"); err != nil {
		return held.Counts, err
	}
	e := erasing{tx: tx, going: goingOf(scope), client: scope.ClientID}
	for _, step := range []func() error{e.name, e.list, e.unsend, e.unsee, e.unread, e.unfile, e.forget, e.unname, e.settle} {
		if err := step(); err != nil {
			return held.Counts, err
		}
	}
	return held.Counts, e.notePending()
}

// What is to be cleaned: after a client, the copies of the file too.
const (
	wipeClient = "client"
	wipeAside  = "aside"
)

func (e *erasing) notePending() error {
	before, err := e.tx.Setting(privacy.PendingWipe)
	if err != nil {
		return err
	}
	what := wipeAside
	if e.client != 0 || before == wipeClient {
		what = wipeClient
	}
	return e.tx.SetSetting(privacy.PendingWipe, what)
}

// erasing is a scope on its way out. What goes is named in temporary tables first: the queries of
// the scope answer otherwise once some of it is gone.
type erasing struct {
	tx *Tx
	going
	client   int64 // 0: under « Sans IBAN »
	names    needles
	accounts []int64 // those of statements that go
}

// run runs statements that take no argument.
func (e *erasing) run(queries ...string) error {
	for _, q := range queries {
		if _, err := e.tx.exec(q); err != nil {
			return err
		}
	}
	return nil
}

// name reads what the client is known by, before it is gone.
func (e *erasing) name() (err error) {
	if e.client != 0 {
		e.names, err = e.tx.needlesOf(e.client)
	}
	return err
}

func (e *erasing) list() error {
	for table, query := range map[string]string{"going_account": e.going.accounts, "going_advice": e.advices, "going_document": e.documents, "leaving": e.statements} {
		columns := "(id INTEGER PRIMARY KEY)"
		if table == "leaving" {
			columns = "(id INTEGER PRIMARY KEY, entangled INTEGER)" // as a file that goes names them
		}
		if err := e.run("CREATE TEMP TABLE IF NOT EXISTS "+table+" "+columns, "DELETE FROM temp."+table); err != nil {
			return err
		}
		if _, err := e.tx.exec("INSERT INTO temp."+table+" (id) "+query, e.arg); err != nil {
			return err
		}
	}
	if err := e.run(
		"CREATE TEMP TABLE IF NOT EXISTS staying (id INTEGER PRIMARY KEY)", "DELETE FROM temp.staying",
		"CREATE TEMP TABLE IF NOT EXISTS touched_file (id INTEGER PRIMARY KEY)", "DELETE FROM temp.touched_file",
		"INSERT INTO temp.touched_file SELECT file_id FROM sighting WHERE statement_id IN (SELECT id FROM leaving) UNION SELECT file_id FROM advice WHERE id IN (SELECT id FROM going_advice)",
		"CREATE TEMP TABLE IF NOT EXISTS touched_shipment (id INTEGER PRIMARY KEY)", "DELETE FROM temp.touched_shipment",
	); err != nil {
		return err
	}
	var err error
	e.accounts, err = e.tx.ids("SELECT DISTINCT account_id FROM statement WHERE id IN (SELECT id FROM leaving)")
	return err
}

// unsend takes away deliveries and the bytes that left. What others' statements left with stays
// sent; its archive can no longer be made again, nor its download.
func (e *erasing) unsend() error {
	if err := e.tx.dropUnsent("d.state IN ('to_send', 'to_retry', 'refused', 'cancelled') AND d.statement_id IN (SELECT id FROM leaving)"); err != nil {
		return err
	}
	return e.run(
		"INSERT INTO temp.touched_shipment SELECT DISTINCT shipment_id FROM shipment_statement WHERE statement_id IN (SELECT id FROM leaving)",
		// What the partner took of the whole says nothing of a part, unless it took all.
		`UPDATE shipment SET manifest = '', integrated = (SELECT CASE WHEN shipment.integrated = sum(s.own) THEN ifnull(sum(s.own) FILTER (WHERE s.id NOT IN (SELECT id FROM leaving)), 0) END
			FROM shipment_statement x JOIN statement s ON s.id = x.statement_id WHERE x.shipment_id = shipment.id) WHERE id IN (SELECT id FROM touched_shipment)`,
		"DELETE FROM download_file WHERE download_id IN (SELECT id FROM download WHERE shipment_id IN (SELECT id FROM touched_shipment))",
		"DELETE FROM shipment_statement WHERE statement_id IN (SELECT id FROM leaving)",
		"DELETE FROM delivery WHERE statement_id IN (SELECT id FROM leaving)",
		`DELETE FROM shipment WHERE id IN (SELECT id FROM touched_shipment) AND NOT EXISTS (SELECT 1 FROM shipment_statement x WHERE x.shipment_id = shipment.id)
			AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.shipment_id = shipment.id) AND NOT EXISTS (SELECT 1 FROM download d WHERE d.shipment_id = shipment.id)`,
	)
}

// unsee takes away the banks' bytes of the statements, and gives the lines that a statement which
// stays shows too to that one, as undoing an import does.
func (e *erasing) unsee() error {
	if err := e.run(`UPDATE temp.leaving SET entangled = EXISTS (SELECT 1 FROM echo e WHERE e.statement_id = leaving.id)
		OR EXISTS (SELECT 1 FROM operation o JOIN echo e ON e.operation_id = o.id WHERE o.statement_id = leaving.id)
		OR EXISTS (SELECT 1 FROM operation o JOIN operation z ON z.account_id = -o.account_id AND z.booked_on = o.booked_on WHERE o.statement_id = leaving.id)`,
		"DELETE FROM sighting WHERE statement_id IN (SELECT id FROM leaving)"); err != nil {
		return err
	}
	if e.client != 0 {
		return nil // its accounts go whole
	}
	r := removal{tx: e.tx, accounts: e.accounts, leaving: map[int64]bool{}, days: map[int64][]civil.Date{}}
	if err := r.entangledDays(); err != nil {
		return err
	}
	return r.merge()
}

func (e *erasing) unread() error {
	return e.run(
		"DELETE FROM operation WHERE statement_id IN (SELECT id FROM leaving)", // with its notes, echoes and words to search
		"DELETE FROM statement WHERE id IN (SELECT id FROM leaving)",
		"DELETE FROM advice WHERE id IN (SELECT id FROM going_advice)",
		"DELETE FROM document WHERE id IN (SELECT id FROM going_document)",
		"DELETE FROM account WHERE id IN (SELECT id FROM going_account)", // with its mandate, aliases, reminders
	)
}

// unfile takes away the files that held nothing else. Of the others the statements stay; what lay
// between them may be about anybody, and serves only to give the whole file back.
func (e *erasing) unfile() error {
	const empty = `id IN (SELECT id FROM touched_file) AND NOT EXISTS (SELECT 1 FROM sighting x WHERE x.file_id = file.id)
		AND NOT EXISTS (SELECT 1 FROM advice n WHERE n.file_id = file.id)`
	if err := e.run("DELETE FROM file WHERE " + empty); err != nil {
		return err
	}
	_, err := e.tx.exec("UPDATE file SET rest = x'', erased_at = ? WHERE id IN (SELECT id FROM touched_file)", e.tx.instant())
	return err
}

// forget takes away the client itself, and the searches that are for it.
func (e *erasing) forget() error {
	if e.client == 0 {
		return nil
	}
	if err := e.forgetSearches(); err != nil {
		return err
	}
	_, err := e.tx.exec("DELETE FROM client WHERE id = ?", e.client)
	return err
}

// settle derives again what stays of accounts that lost statements.
func (e *erasing) settle() error {
	var stay []int64
	for _, id := range e.accounts {
		var one int64
		found, err := e.tx.one("SELECT id FROM account WHERE id = ?", []any{id}, &one)
		if err != nil {
			return err
		}
		if found {
			stay = append(stay, id)
		}
	}
	if err := e.tx.Settle(stay...); err != nil {
		return err
	}
	_, err := e.tx.exec("PRAGMA secure_delete = OFF")
	return err
}

// Identifies reports whether a text holds what a client is known by.
func (tx *Tx) Identifies(clientID int64, text string) (bool, error) {
	names, err := tx.needlesOf(clientID)
	return names.in(text), err
}

// needlesOf reads what a client is known by.
func (tx *Tx) needlesOf(clientID int64) (n needles, err error) {
	var name, siret, signatory, email string
	if _, err := tx.one("SELECT name, siret, signatory_name, email FROM client WHERE id = ?", []any{clientID}, &name, &siret, &signatory, &email); err != nil {
		return nil, err
	}
	n.addName(name)
	n.add(signatory, email, siret, siret[:min(9, len(siret))])
	err = tx.each(`SELECT a.key, ifnull(a.iban, ''), a.holder FROM account a WHERE a.client_id = ?1
		UNION SELECT x.key, ifnull(x.iban, ''), '' FROM account_alias x JOIN account a ON a.id = x.account_id WHERE a.client_id = ?1`, []any{clientID}, func(rows *sql.Rows) error {
		var key, iban, holder string
		err := rows.Scan(&key, &iban, &holder)
		n.addAccount(key)
		n.add(iban)
		n.addName(holder)
		return err
	})
	return n, err
}
