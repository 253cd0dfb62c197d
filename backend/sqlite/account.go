package sqlite

import (
	"database/sql"
	"errors"

	"sobank/backend/account"
	"sobank/backend/civil"
	"sobank/backend/fault"
	"sobank/backend/firm"
	"sobank/backend/iban"
	"sobank/backend/rights"
	"sobank/backend/statement"
)

var _ account.Tx = (*Tx)(nil)

const accountFrom = ` FROM account a JOIN client c ON c.id = a.client_id JOIN firm f ON f.id = a.firm_id
	JOIN mandate m ON m.account_id = a.id LEFT JOIN connector k ON k.id = a.connector_id
	LEFT JOIN staff r ON r.id = c.responsable_id`

const accountRow = `SELECT a.id, a.key, ifnull(a.iban, ''), a.firm_id, a.client_id, a.holder, a.currency, a.collect_from, a.ledger_account,
	a.journal_code, ifnull(a.connector_id, 0), a.partner_folder, c.name, c.reference, c.siret, f.name, m.status, m.since, ifnull(k.name, ''), ifnull(k.partner, ''), ifnull(r.name, ''),
	(SELECT count(*) FROM statement s WHERE s.account_id = a.id), (SELECT max(s.end_on) FROM statement s WHERE s.account_id = a.id)` + accountFrom

func scanAccount(scan func(...any) error) (r account.Row, err error) {
	var number, status string
	var from, since, last sql.NullString
	err = scan(&r.ID, &r.Key, &number, &r.FirmID, &r.ClientID, &r.Holder, &r.Currency, &from, &r.LedgerAccount,
		&r.JournalCode, &r.ConnectorID, &r.PartnerFolder, &r.ClientName, &r.Reference, &r.SIRET, &r.FirmName, &status, &since,
		&r.ConnectorName, &r.Partner, &r.Responsable, &r.Statements, &last)
	if err != nil {
		return r, err
	}
	var errs [3]error
	r.CollectFrom, errs[0] = day(from)
	r.Mandate.Since, errs[1] = day(since)
	r.LastOn, errs[2] = day(last)
	r.IBAN, r.Mandate.Status, r.BankCode = iban.IBAN(number), account.Status(status), account.BankCode(r.Key)
	return r, errors.Join(errs[:]...)
}

var accountSorts = map[string]string{
	"iban": "a.iban", "bank": "a.key", "client": "c.name_folded", "reference": "c.reference", "siret": "c.siret",
	"firm": "f.name", "status": "m.status", "connector": "k.name",
	"responsable": "fold(ifnull(r.name, ''))",
}

// Accounts lists a page of the known accounts that the standing may see.
func (tx *Tx) Accounts(s rights.Standing, q account.Query) (found []account.Row, total int, err error) {
	f := accountFilter(s, q)
	if _, err := tx.one("SELECT count(*)"+accountFrom+f.where(), f.args, &total); err != nil {
		return nil, 0, err
	}
	order, ok := accountSorts[q.Sort]
	if !ok {
		order = "c.name_folded"
	}
	offset, limit := page(q.Offset, q.Limit)
	// Chosen first, read after: sorting reads every column of all that it sorts, and an account's
	// statements are counted one by one.
	order = " ORDER BY " + order + direction(q.Desc) + ", c.name_folded, a.id"
	query := accountRow + " WHERE a.id IN (SELECT a.id" + accountFrom + f.where() + order + " LIMIT ? OFFSET ?)" + order
	err = tx.each(query, append(f.args, limit, offset), func(rows *sql.Rows) error {
		r, err := scanAccount(rows.Scan)
		found = append(found, r)
		return err
	})
	return found, total, err
}

func accountFilter(s rights.Standing, q account.Query) *filter {
	f := &filter{}
	visibleClient(f, s, "a.firm_id")
	mine(f, s, q.Mine)
	in(f, "a.firm_id", q.FirmIDs)
	in(f, "ifnull(c.responsable_id, 0)", q.ResponsableIDs)
	in(f, "m.status", q.Statuses)
	in(f, "ifnull(a.connector_id, 0)", q.ConnectorIDs)
	if q.ClientID != 0 {
		f.add("a.client_id = ?", q.ClientID)
	}
	if q.Search != "" {
		compact := like(iban.Normalize(digitsOrSelf(q.Search)))
		f.add(`(a.iban LIKE ? ESCAPE '\' OR c.name_folded LIKE ? ESCAPE '\' OR c.siret LIKE ? ESCAPE '\')`,
			compact, like(statement.Fold(q.Search)), compact)
	}
	return f
}

// Account reads a known account that the standing may see.
func (tx *Tx) Account(s rights.Standing, id int64) (account.Row, error) {
	var f filter
	f.add("a.id = ?", id)
	visibleClient(&f, s, "a.firm_id")
	r, err := scanAccount(tx.conn.QueryRowContext(tx.ctx, accountRow+f.where(), f.args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = notFound("Cet IBAN n'existe pas, ou vous n'y avez pas accès.")
	}
	return r, err
}

// AccountKeyed finds a known account by its key or an alias.
func (tx *Tx) AccountKeyed(key string) (a account.Account, err error) {
	var number string
	found, err := tx.one(`SELECT a.id, a.key, ifnull(a.iban, ''), a.firm_id, a.client_id, ifnull(a.connector_id, 0), a.partner_folder
		FROM account a WHERE a.client_id IS NOT NULL AND (a.key = ? OR a.id = (SELECT account_id FROM account_alias WHERE key = ?))`,
		[]any{key, key}, &a.ID, &a.Key, &number, &a.FirmID, &a.ClientID, &a.ConnectorID, &a.PartnerFolder)
	if err == nil && !found {
		err = notFound("Cet IBAN n'est pas connu.")
	}
	a.IBAN = iban.IBAN(number)
	return a, err
}

// Asides lists the accounts of « Sans IBAN » that the standing may see.
func (tx *Tx) Asides(s rights.Standing) (found []account.Aside, err error) {
	var f filter
	f.add("a.client_id IS NULL")
	visible(&f, s, "a.firm_id")
	if !s.Can(rights.SeeUnowned) {
		f.add("a.firm_id IS NOT NULL")
	}
	query := `SELECT a.id, a.key, ifnull(a.iban, ''), ifnull(a.firm_id, 0), ifnull(f.name, ''), count(s.id), ifnull(sum(s.own), 0),
		min(s.start_on), max(s.end_on) FROM account a LEFT JOIN firm f ON f.id = a.firm_id JOIN statement s ON s.account_id = a.id` +
		f.where() + " GROUP BY a.id ORDER BY max(s.end_on) DESC, a.key"
	err = tx.each(query, f.args, func(rows *sql.Rows) error {
		var a account.Aside
		var number string
		var first, last sql.NullString
		if err := rows.Scan(&a.ID, &a.Key, &number, &a.FirmID, &a.FirmName, &a.Statements, &a.Operations, &first, &last); err != nil {
			return err
		}
		a.IBAN = iban.IBAN(number)
		var errFirst, errLast error
		a.FirstOn, errFirst = day(first)
		a.LastOn, errLast = day(last)
		found = append(found, a)
		return errors.Join(errFirst, errLast)
	})
	return found, err
}

// ClientFirm is the firm of a client that the standing may see.
func (tx *Tx) ClientFirm(s rights.Standing, clientID int64) (int64, error) {
	c, err := tx.Client(s, clientID)
	return c.FirmID, err
}

// InsertAccount adds a known account, taking over the statements that are aside for its
// key in its firm, or in no firm.
func (tx *Tx) InsertAccount(a account.Account) (int64, error) {
	if _, err := tx.AccountKeyed(a.Key); fault.CodeOf(err) != fault.NotFound {
		if err == nil {
			err = knownIBAN(a)
		}
		return 0, err
	}
	var aside int64
	found, err := tx.one(`SELECT id FROM account WHERE key = ? AND client_id IS NULL AND (firm_id = ? OR firm_id IS NULL)
		ORDER BY firm_id IS NULL LIMIT 1`, []any{a.Key, a.FirmID}, &aside)
	if err != nil {
		return 0, err
	}
	values := []any{string(a.IBAN), a.FirmID, a.ClientID, a.Holder, a.Currency, orNull(a.CollectFrom), a.LedgerAccount, a.JournalCode, a.PartnerFolder}
	if found {
		if err := tx.joinAsides(a, aside); err != nil {
			return 0, err
		}
		_, err = tx.exec(`UPDATE account SET iban = ?, firm_id = ?, client_id = ?, holder = ?, currency = ?, collect_from = ?,
			ledger_account = ?, journal_code = ?, partner_folder = ? WHERE id = ?`, append(values, aside)...)
		return aside, ibanTaken(a, err)
	}
	id, err := tx.insert(`INSERT INTO account (iban, firm_id, client_id, holder, currency, collect_from, ledger_account, journal_code,
		partner_folder, key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(values, a.Key, tx.instant())...)
	return id, ibanTaken(a, err)
}

// joinAsides brings the statements of the other account aside for the key (its firm's and
// that of no firm may both be there) into one account.
func (tx *Tx) joinAsides(a account.Account, into int64) error {
	var other int64
	found, err := tx.one("SELECT id FROM account WHERE key = ? AND client_id IS NULL AND (firm_id = ? OR firm_id IS NULL) AND id <> ?",
		[]any{a.Key, a.FirmID, into}, &other)
	if err != nil || !found {
		return err
	}
	var days []civil.Date
	err = tx.each("SELECT DISTINCT booked_on FROM operation WHERE account_id IN (?1, -?1) ORDER BY 1", []any{other}, func(rows *sql.Rows) error {
		var on string
		if err := rows.Scan(&on); err != nil {
			return err
		}
		d, err := civil.Parse(on)
		days = append(days, d)
		return err
	})
	if err != nil {
		return err
	}
	for _, query := range []string{"UPDATE statement SET account_id = ? WHERE account_id = ?", "UPDATE operation SET account_id = iif(account_id < 0, -?1, ?1) WHERE account_id IN (?2, -?2)"} {
		if _, err := tx.exec(query, into, other); err != nil {
			return err
		}
	}
	if _, err := tx.exec("DELETE FROM account WHERE id = ?", other); err != nil {
		return err
	}
	return tx.mergeDays(into, days, nil, nil)
}

// ibanTaken turns a broken UNIQUE into a sentence.
func ibanTaken(a account.Account, err error) error {
	if !isUnique(err) {
		return err
	}
	return knownIBAN(a)
}

func knownIBAN(a account.Account) error {
	return fault.Newf(fault.Conflict, "L'IBAN %s existe déjà dans So bank.", a.IBAN.Format()).WithField("iban").
		WithHint("Cherchez-le dans la liste des IBANS ; il est peut-être dans un autre cabinet.")
}

// UpdateAccount changes an account; its IBAN, client and firm stay.
func (tx *Tx) UpdateAccount(a account.Account) error {
	_, err := tx.exec(`UPDATE account SET holder = ?, currency = ?, collect_from = ?, ledger_account = ?, journal_code = ?, partner_folder = ?
		WHERE id = ?`, a.Holder, a.Currency, orNull(a.CollectFrom), a.LedgerAccount, a.JournalCode, a.PartnerFolder, a.ID)
	return err
}

// SetMandate moves a mandate and keeps the step.
func (tx *Tx) SetMandate(actor rights.Actor, accountID int64, m account.Mandate, note string) error {
	_, err := tx.exec(`INSERT INTO mandate (account_id, status, since) VALUES (?, ?, ?)
		ON CONFLICT (account_id) DO UPDATE SET status = excluded.status, since = excluded.since`, accountID, string(m.Status), m.Since.String())
	if err != nil {
		return err
	}
	_, err = tx.exec("INSERT INTO mandate_step (account_id, status, since, staff_id, note, at) VALUES (?, ?, ?, ?, ?, ?)",
		accountID, string(m.Status), m.Since.String(), orNull(actor.StaffID), note, tx.instant())
	return err
}

// MandateSteps lists the steps of an account's mandate, latest first.
func (tx *Tx) MandateSteps(accountID int64) (steps []account.Step, err error) {
	err = tx.each(`SELECT m.status, m.since, m.note, m.at, ifnull(p.name, 'Système') FROM mandate_step m LEFT JOIN staff p ON p.id = m.staff_id
		WHERE m.account_id = ? ORDER BY m.id DESC`, []any{accountID}, func(rows *sql.Rows) error {
		var s account.Step
		var status string
		var since, at sql.NullString
		if err := rows.Scan(&status, &since, &s.Note, &at, &s.By); err != nil {
			return err
		}
		s.Status = account.Status(status)
		var errSince, errAt error
		s.Since, errSince = day(since)
		s.At, errAt = moment(at)
		steps = append(steps, s)
		return errors.Join(errSince, errAt)
	})
	return steps, err
}

// SetConnector associates an account with a connector, or with none (0). The composite key
// keeps an account to its firm's connectors; it does not know which were removed, nor which are
// sources, that nothing is delivered to.
func (tx *Tx) SetConnector(accountID, connectorID int64) error {
	result, err := tx.exec(`UPDATE account SET connector_id = ?1,
		partner_folder = CASE WHEN connector_id IS NULL OR connector_id IS ?1 THEN partner_folder ELSE '' END WHERE id = ?2
		AND (?1 IS NULL OR EXISTS (SELECT 1 FROM connector k WHERE k.id = ?1 AND k.removed_at IS NULL AND k.partner NOT IN (`+marks(len(firm.Sources))+`)))`,
		append([]any{orNull(connectorID), accountID}, list(firm.SourceKeys())...)...)
	if err == nil {
		var changed int64
		if changed, err = result.RowsAffected(); err != nil || changed == 1 {
			return err
		}
	}
	if err == nil || isForeignKey(err) {
		return fault.New(fault.Conflict, "Ce connecteur n'est pas dans la liste des connecteurs du cabinet de cet IBAN.").
			WithField("connectorId").WithHint("Un Superviseur peut l'y ajouter, page « Cabinet(s) ».").WithCause(err)
	}
	return err
}

// RequeueAccount makes an account's deliveries due that were refused with one of the codes.
func (tx *Tx) RequeueAccount(accountID int64, codes ...string) error {
	if len(codes) == 0 {
		return nil
	}
	_, err := tx.exec(`UPDATE delivery SET state = 'to_send', tries = 0, next_try_at = NULL, updated_at = ? WHERE state = 'refused'
		AND statement_id IN (SELECT id FROM statement WHERE account_id = ?) AND code IN (`+marks(len(codes))+")",
		append([]any{tx.instant(), accountID}, list(codes)...)...)
	return err
}

// AwaitingDownload counts the statements of accounts that wait for download.
func (tx *Tx) AwaitingDownload(accounts ...int64) (total int, err error) {
	for _, id := range accounts {
		var n int
		if _, err := tx.one("SELECT count(*) FROM statement WHERE account_id = ? AND place = 'downloadable'", []any{id}, &n); err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}
