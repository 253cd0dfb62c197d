package sqlite

import (
	"database/sql"
	"errors"
	"time"

	"sobank/backend/firm"
	"sobank/backend/receive"
	"sobank/backend/rights"
)

var _ receive.Tx = (*Tx)(nil)

// AllSources lists the sources of the firms that the standing reaches, by name.
func (tx *Tx) AllSources(s rights.Standing) (sources []firm.Connector, err error) {
	var f filter
	f.add("removed_at IS NULL")
	in(&f, "partner", firm.SourceKeys())
	visible(&f, s, "firm_id")
	err = tx.each(connectorRow+f.where()+" ORDER BY name, id", f.args, func(rows *sql.Rows) error {
		c, err := scanConnector(rows.Scan)
		sources = append(sources, c)
		return err
	})
	return sources, err
}

// LookStatus completes a status with how looking into the source went.
func (tx *Tx) LookStatus(st *receive.Status) error {
	var tried, looked, next, taken sql.NullString
	_, err := tx.one("SELECT tried_at, looked_at, problem, problem_hint, failures, next_at, stopped FROM source_look WHERE source_id = ?", []any{st.Source.ID},
		&tried, &looked, &st.Problem, &st.ProblemHint, &st.Failures, &next, &st.Stopped)
	if err != nil {
		return err
	}
	_, err = tx.one(`SELECT ifnull(sum(outcome = 'seen'), 0), ifnull(sum(outcome <> 'seen'), 0), ifnull(sum(outcome IN ('rejected', 'partly')), 0), max(taken_at)
		FROM source_file WHERE source_id = ?`, []any{st.Source.ID}, &st.Waiting, &st.Taken, &st.Rejected, &taken)
	if err != nil {
		return err
	}
	if st.Unnoticed, err = tx.Unnoticed(st.Source.ID); err != nil {
		return err
	}
	var errs [4]error
	st.TriedAt, errs[0] = moment(tried)
	st.LookedAt, errs[1] = moment(looked)
	st.NextAt, errs[2] = moment(next)
	st.LastTakenAt, errs[3] = moment(taken)
	return errors.Join(errs[:]...)
}

// TakeSource takes a source for an owner, unless another one has it.
func (tx *Tx) TakeSource(sourceID int64, owner string, until time.Time, alive func(owner string) (bool, error)) (taken bool, err error) {
	var holder, lease string
	if _, err := tx.one("SELECT lease_owner, lease_until FROM source_look WHERE source_id = ?", []any{sourceID}, &holder, &lease); err != nil {
		return false, err
	}
	if holder != "" && holder != owner {
		lives, unknown := alive(holder)
		if unknown == nil && lives || unknown != nil && lease > tx.instant() {
			return false, nil
		}
	}
	_, err = tx.exec(`INSERT INTO source_look (source_id, lease_owner, lease_until) VALUES (?, ?, ?)
		ON CONFLICT (source_id) DO UPDATE SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until`, sourceID, owner, instant(until))
	return err == nil, err
}

// HasSource reports whether a source is the owner's.
func (tx *Tx) HasSource(sourceID int64, owner string) (bool, error) {
	return tx.one("SELECT 1 FROM source_look WHERE source_id = ? AND lease_owner = ?", []any{sourceID, owner}, new(int))
}

// FreeSource gives a source back.
func (tx *Tx) FreeSource(sourceID int64, owner string) error {
	_, err := tx.exec("UPDATE source_look SET lease_owner = '', lease_until = '' WHERE source_id = ? AND lease_owner = ?", sourceID, owner)
	return err
}

// NoteLook keeps how a try went.
func (tx *Tx) NoteLook(sourceID int64, s *receive.Setback, next time.Time) error {
	if s == nil {
		_, err := tx.exec(`INSERT INTO source_look (source_id, tried_at, looked_at, next_at) VALUES (?1, ?2, ?2, ?3)
			ON CONFLICT (source_id) DO UPDATE SET tried_at = ?2, looked_at = ?2, problem = '', problem_hint = '', failures = 0, next_at = ?3, stopped = 0`,
			sourceID, tx.instant(), instantOrNull(next))
		return err
	}
	_, err := tx.exec(`INSERT INTO source_look (source_id, tried_at, problem, problem_hint, failures, next_at, stopped) VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6)
		ON CONFLICT (source_id) DO UPDATE SET tried_at = ?2, problem = ?3, problem_hint = ?4, failures = failures + 1, next_at = ?5, stopped = ?6`,
		sourceID, tx.instant(), s.Message, s.Hint, instantOrNull(next), s.Stops)
	return err
}

func instantOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return instant(t)
}

const sourceFileRow = `SELECT id, source_id, path, size, modified_at, seen_at, outcome, sha256, ifnull(file_id, 0), statements, operations,
	reason, hint, taken_at, filed, filed_as FROM source_file`

func (tx *Tx) sourceFiles(query string, args ...any) (records []receive.Record, err error) {
	err = tx.each(query, args, func(rows *sql.Rows) error {
		var r receive.Record
		var modified, outcome string
		var seen, taken sql.NullString
		err := rows.Scan(&r.ID, &r.SourceID, &r.Path, &r.Size, &modified, &seen, &outcome, &r.SHA256, &r.FileID, &r.Statements, &r.Operations,
			&r.Reason, &r.Hint, &taken, &r.Filed, &r.FiledAs)
		if err != nil {
			return err
		}
		r.Outcome = receive.Outcome(outcome)
		var errs [3]error
		r.ModifiedAt, errs[0] = time.Parse(time.RFC3339Nano, modified)
		r.SeenAt, errs[1] = moment(seen)
		r.TakenAt, errs[2] = moment(taken)
		records = append(records, r)
		return errors.Join(errs[:]...)
	})
	return records, err
}

// KnownFiles gives the latest record of each path of a source.
func (tx *Tx) KnownFiles(sourceID int64) (map[string]receive.Record, error) {
	records, err := tx.sourceFiles(sourceFileRow+" WHERE id IN (SELECT max(id) FROM source_file WHERE source_id = ? GROUP BY path)", sourceID)
	known := make(map[string]receive.Record, len(records))
	for _, r := range records {
		known[r.Path] = r
	}
	return known, err
}

// NoteSeen keeps that files were seen as they are, and forgets the waiting ones that are gone or
// have changed.
func (tx *Tx) NoteSeen(sourceID int64, anew, all []receive.Found) error {
	there := map[string]receive.Found{}
	for _, f := range all {
		there[f.Path] = f
	}
	waiting, err := tx.sourceFiles(sourceFileRow+" WHERE source_id = ? AND outcome = 'seen'", sourceID)
	if err != nil {
		return err
	}
	again := map[string]bool{}
	for _, f := range anew {
		again[f.Path] = true
	}
	for _, r := range waiting {
		if f, ok := there[r.Path]; ok && f.Same(r.Found) && !again[r.Path] {
			continue
		}
		if err := tx.ForgetFile(r.ID); err != nil {
			return err
		}
	}
	for _, f := range anew {
		_, err := tx.exec("INSERT INTO source_file (source_id, path, size, modified_at, seen_at, outcome) VALUES (?, ?, ?, ?, ?, 'seen')",
			sourceID, f.Path, f.Size, f.ModifiedAt.UTC().Format(time.RFC3339Nano), tx.instant())
		if err != nil {
			return err
		}
	}
	return nil
}

// NoteTaken keeps what became of a file that was seen. Its import may have been undone already.
func (tx *Tx) NoteTaken(r receive.Record) (int64, error) {
	var id int64
	found, err := tx.one(`UPDATE source_file SET outcome = ?, sha256 = ?, file_id = (SELECT id FROM file WHERE id = ?), statements = ?, operations = ?,
		reason = ?, hint = ?, taken_at = ?, filed = 0, filed_as = '' WHERE id = ? RETURNING id`,
		[]any{string(r.Outcome), r.SHA256, r.FileID, r.Statements, r.Operations, r.Reason, r.Hint, instant(r.TakenAt), r.ID}, &id)
	if err == nil && !found {
		err = notFound("Ce fichier n'est plus connu de sa réception.")
	}
	return id, err
}

// NoteFiled keeps under which name a file lies.
func (tx *Tx) NoteFiled(recordID int64, as string) error {
	_, err := tx.exec("UPDATE source_file SET filed = 1, filed_as = ? WHERE id = ?", as, recordID)
	return err
}

// SourceFiles lists what a source showed: those that wait, then those taken, latest first.
func (tx *Tx) SourceFiles(sourceID int64, limit int) ([]receive.Record, error) {
	return tx.sourceFiles(sourceFileRow+" WHERE source_id = ? ORDER BY outcome = 'seen' DESC, taken_at DESC, id DESC LIMIT ?", sourceID, limit)
}

// SourceFile reads one record.
func (tx *Tx) SourceFile(id int64) (receive.Record, error) {
	records, err := tx.sourceFiles(sourceFileRow+" WHERE id = ?", id)
	if err == nil && len(records) == 0 {
		err = notFound("Ce fichier n'est plus connu de sa réception.")
	}
	if err != nil {
		return receive.Record{}, err
	}
	return records[0], nil
}

const unnoticed = "source_id = ? AND outcome IN ('rejected', 'partly') AND noticed_at IS NULL"

// Unnoticed counts a source's rejected files that nobody saw yet. One needs nobody once its path
// brought a file that was read, or its bytes were imported otherwise.
func (tx *Tx) Unnoticed(sourceID int64) (n int, err error) {
	_, err = tx.one("SELECT count(*) FROM source_file f WHERE "+unnoticed+`
		AND NOT EXISTS (SELECT 1 FROM source_file l WHERE l.source_id = f.source_id AND l.path = f.path AND l.id > f.id AND l.outcome IN ('imported', 'duplicate'))
		AND NOT EXISTS (SELECT 1 FROM file i WHERE i.sha256 = f.sha256)`, []any{sourceID}, &n)
	return n, err
}

// Notice says that a source's rejected files were seen.
func (tx *Tx) Notice(sourceID int64) error {
	_, err := tx.exec("UPDATE source_file SET noticed_at = ? WHERE "+unnoticed, tx.instant(), sourceID)
	return err
}

// ForgetFile forgets a record.
func (tx *Tx) ForgetFile(id int64) error {
	_, err := tx.exec("DELETE FROM source_file WHERE id = ?", id)
	return err
}
