package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"sobank/backend/deliver"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

const deliveryFrom = ` FROM delivery d JOIN statement s ON s.id = d.statement_id JOIN account a ON a.id = s.account_id
	JOIN connector k ON k.id = d.connector_id JOIN firm f ON f.id = k.firm_id LEFT JOIN client c ON c.id = a.client_id
	LEFT JOIN shipment h ON h.id = d.shipment_id`

const deliveryRow = `SELECT d.id, d.statement_id, a.id, ifnull(a.iban, ''), a.key, f.id, f.name, ifnull(c.name, ''), k.id, k.name, k.partner,
	s.start_on, s.end_on, s.own, d.state, d.doubt, d.withdrawn AND d.connector_id IS a.connector_id, h.integrated, (SELECT count(*) FROM shipment_statement x WHERE x.shipment_id = h.id),
	ifnull((SELECT sum(o.own) FROM shipment_statement x JOIN statement o ON o.id = x.statement_id WHERE x.shipment_id = h.id), 0), d.code, d.message, d.hint, d.request_id, ifnull(h.name, ''), d.next_try_at,
	d.updated_at, d.tries, ifnull(h.sha256, ''), ifnull(h.size, 0), h.frozen_at` + deliveryFrom

func scanDelivery(scan func(...any) error) (d deliver.Details, err error) {
	var number, state string
	var start, end, next, updated, frozen sql.NullString
	var integrated sql.NullInt64
	err = scan(&d.ID, &d.StatementID, &d.AccountID, &number, &d.Key, &d.FirmID, &d.FirmName, &d.ClientName, &d.ConnectorID, &d.ConnectorName,
		&d.Partner, &start, &end, &d.Operations, &state, &d.Doubt, &d.Withdrawn, &integrated, &d.Together, &d.All, &d.Code, &d.Message, &d.Hint, &d.RequestID, &d.FileName, &next,
		&updated, &d.Tries, &d.SHA256, &d.Size, &frozen)
	if err != nil {
		return d, err
	}
	d.IBAN, d.State = iban.IBAN(number), deliver.State(state)
	if integrated.Valid {
		n := int(integrated.Int64)
		d.Integrated = &n
	}
	var errs [5]error
	d.Start, errs[0] = day(start)
	d.End, errs[1] = day(end)
	d.NextTryAt, errs[2] = moment(next)
	d.UpdatedAt, errs[3] = moment(updated)
	d.FrozenAt, errs[4] = moment(frozen)
	return d, errors.Join(errs[:]...)
}

// moment reads an instant that may be NULL.
func moment(s sql.NullString) (time.Time, error) {
	if !s.Valid || s.String == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, s.String)
}

func deliveryFilter(s rights.Standing, q deliver.Query) *filter {
	f := &filter{}
	visibleClient(f, s, "k.firm_id")
	mine(f, s, q.Mine)
	in(f, "k.firm_id", q.FirmIDs)
	in(f, "d.state", q.States)
	in(f, "d.connector_id", q.ConnectorIDs)
	if q.AccountID != 0 {
		f.add("s.account_id = ?", q.AccountID)
	}
	if q.Search != "" {
		compact := like(iban.Normalize(digitsOrSelf(q.Search)))
		f.add(`(a.iban LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\')`, compact, like(statement.Fold(q.Search)))
	}
	return f
}

// Deliveries lists a page of what the standing may see, latest change first.
func (tx *Tx) Deliveries(s rights.Standing, q deliver.Query) (found []deliver.Row, total int, err error) {
	f := deliveryFilter(s, q)
	if _, err := tx.one("SELECT count(*)"+deliveryFrom+f.where(), f.args, &total); err != nil {
		return nil, 0, err
	}
	offset, limit := page(q.Offset, q.Limit)
	err = tx.each(deliveryRow+f.where()+" ORDER BY d.updated_at DESC, d.id DESC LIMIT ? OFFSET ?", append(f.args, limit, offset), func(rows *sql.Rows) error {
		d, err := scanDelivery(rows.Scan)
		found = append(found, d.Row)
		return err
	})
	return found, total, err
}

// Delivery reads one with its attempts, latest first.
func (tx *Tx) Delivery(s rights.Standing, id int64) (deliver.Details, error) {
	var f filter
	f.add("d.id = ?", id)
	visibleClient(&f, s, "k.firm_id")
	d, err := scanDelivery(tx.conn.QueryRowContext(tx.ctx, deliveryRow+f.where(), f.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return d, notFound("Cet envoi n'existe pas, ou vous n'y avez pas accès.")
	}
	if err != nil {
		return d, err
	}
	err = tx.each(`SELECT t.started_at, ifnull(t.duration_ms, 0), t.outcome, t.code, t.message, t.partner_message, t.request_id, ifnull(p.name, '')
		FROM delivery_attempt t LEFT JOIN staff p ON p.id = t.staff_id WHERE t.delivery_id = ? ORDER BY t.id DESC LIMIT 100`, []any{id}, func(rows *sql.Rows) error {
		var a deliver.Attempt
		var at sql.NullString
		var took int64
		if err := rows.Scan(&at, &took, &a.Outcome, &a.Code, &a.Message, &a.PartnerMessage, &a.RequestID, &a.By); err != nil {
			return err
		}
		a.Duration = time.Duration(took) * time.Millisecond
		a.At, err = moment(at)
		d.Attempts = append(d.Attempts, a)
		return err
	})
	return d, err
}

// DeliveryCounts counts by state what the standing may see, or keeps.
func (tx *Tx) DeliveryCounts(s rights.Standing, mine bool) (map[deliver.State]int, error) {
	f := deliveryFilter(s, deliver.Query{Mine: mine})
	return tx.countDeliveries(f)
}

func (tx *Tx) countDeliveries(f *filter) (map[deliver.State]int, error) {
	counts := map[deliver.State]int{}
	err := tx.each("SELECT d.state, count(*)"+deliveryFrom+f.where()+" GROUP BY d.state", f.args, func(rows *sql.Rows) error {
		var state string
		var n int
		err := rows.Scan(&state, &n)
		counts[deliver.State(state)] = n
		return err
	})
	return counts, err
}

// ConnectorStatus is a connector as it stands for an account of the operating system.
func (tx *Tx) ConnectorStatus(id int64, osAccount string) (st deliver.Status, err error) {
	c, err := tx.Connector(id)
	if err != nil {
		return st, err
	}
	st = deliver.Status{ConnectorID: id, NeedsSecrets: c.NeedsSecrets()}
	if f, missing := c.MissingSetting(); missing {
		st.MissingSetting = f.Label
	}
	if err := tx.health(&st); err != nil {
		return st, err
	}
	st.HereToo = !st.NeedsSecrets
	err = tx.each("SELECT os_account FROM connector_credential WHERE connector_id = ? ORDER BY os_account", []any{id}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		st.OSAccounts = append(st.OSAccounts, name)
		st.HereToo = st.HereToo || name == osAccount
		return err
	})
	if err != nil {
		return st, err
	}
	var f filter
	f.add("d.connector_id = ?", id)
	st.Counts, err = tx.countDeliveries(&f)
	return st, err
}

func (tx *Tx) health(st *deliver.Status) error {
	var notBefore, rests, success, tested sql.NullString
	_, err := tx.one(`SELECT trouble_code, trouble, trouble_hint, `+believed+`, failures, `+resting+`, last_success_at, tested_at,
		(SELECT count(*) FROM account a WHERE a.connector_id = k.id) FROM connector k WHERE id = ?`, []any{tx.instant(), tx.horizon(), tx.restHorizon(), st.ConnectorID},
		&st.TroubleCode, &st.Trouble, &st.TroubleHint, &notBefore, &st.Failures, &rests, &success, &tested, &st.Accounts)
	if err != nil {
		return err
	}
	var errs [4]error
	st.RestingUntil, errs[3] = moment(rests)
	st.NotBefore, errs[0] = moment(notBefore)
	st.LastSuccessAt, errs[1] = moment(success)
	st.TestedAt, errs[2] = moment(tested)
	return errors.Join(errs[:]...)
}

// Troubles says of each connector in trouble what stops it.
func (tx *Tx) Troubles(s rights.Standing) (sentences []string, err error) {
	f := &filter{}
	f.add("k.removed_at IS NULL AND k.trouble_code <> ''")
	visible(f, s, "k.firm_id")
	err = tx.each("SELECT k.name || ' : ' || k.trouble FROM connector k"+f.where()+" ORDER BY k.name", f.args, func(rows *sql.Rows) error {
		var sentence string
		err := rows.Scan(&sentence)
		sentences = append(sentences, sentence)
		return err
	})
	return sentences, err
}

// Resting lists the connectors whose partner failed too often, in the firms that the standing
// reaches.
func (tx *Tx) Resting(s rights.Standing) (list []deliver.Resting, err error) {
	f := &filter{}
	f.add("k.removed_at IS NULL AND k.paused = 0 AND k.trouble_code = ''")
	f.add("k.resting_until > ? AND k.resting_until <= ?", tx.instant(), tx.restHorizon())
	visible(f, s, "k.firm_id")
	err = tx.each("SELECT k.name, k.failures, k.resting_until FROM connector k"+f.where()+" ORDER BY k.name", f.args, func(rows *sql.Rows) error {
		var r deliver.Resting
		var until sql.NullString
		if err := rows.Scan(&r.Name, &r.Failures, &until); err != nil {
			return err
		}
		r.Until, err = moment(until)
		list = append(list, r)
		return err
	})
	return list, err
}

// Keyless lists the connectors with something that waits, in the firms that the standing
// reaches, whose credentials are not on an account of the operating system.
func (tx *Tx) Keyless(s rights.Standing, osAccount string) (list []deliver.Keyless, err error) {
	f := &filter{}
	f.add("k.removed_at IS NULL AND k.paused = 0")
	f.add("EXISTS (SELECT 1 FROM delivery d WHERE d.connector_id = k.id AND d.state IN ('to_send', 'to_retry'))")
	f.add("NOT EXISTS (SELECT 1 FROM connector_credential x WHERE x.connector_id = k.id AND x.os_account = ?)", osAccount)
	visible(f, s, "k.firm_id")
	var lacking []firm.Connector
	err = tx.each("SELECT k.id, k.name, k.partner, k.settings FROM connector k"+f.where()+" ORDER BY k.name", f.args, func(rows *sql.Rows) error {
		var c firm.Connector
		var settings string
		if err := rows.Scan(&c.ID, &c.Name, &c.Partner, &settings); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(settings), &c.Settings)
		if c.NeedsSecrets() {
			lacking = append(lacking, c)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, c := range lacking {
		accounts, err := tx.Credentials(c.ID)
		if err != nil {
			return nil, err
		}
		list = append(list, deliver.Keyless{Name: c.Name, OSAccounts: accounts})
	}
	return list, err
}
