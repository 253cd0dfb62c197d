package sqlite

import (
	"database/sql"

	"sobank/backend/schedule"
)

var _ schedule.Tx = (*Tx)(nil)

// Planned is the plan of each account of the machine that has one.
func (tx *Tx) Planned() (map[string]schedule.Plan, error) {
	all := map[string]schedule.Plan{}
	err := tx.each("SELECT os_account, rhythm, at FROM schedule", nil, func(rows *sql.Rows) error {
		var account, rhythm string
		var p schedule.Plan
		err := rows.Scan(&account, &rhythm, &p.At)
		p.Rhythm = schedule.Rhythm(rhythm)
		all[account] = p
		return err
	})
	return all, err
}

// SetPlanned notes an account's plan; nil: it has none.
func (tx *Tx) SetPlanned(osAccount string, plan *schedule.Plan) error {
	if plan == nil {
		_, err := tx.exec("DELETE FROM schedule WHERE os_account = ?", osAccount)
		return err
	}
	_, err := tx.exec(`INSERT INTO schedule (os_account, rhythm, at, set_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (os_account) DO UPDATE SET rhythm = excluded.rhythm, at = excluded.at, set_at = excluded.set_at`,
		osAccount, string(plan.Rhythm), plan.At, tx.instant())
	return err
}

// LastRun is the last run of an account without a window, the zero Run when none was noted.
func (tx *Tx) LastRun(osAccount string) (r schedule.Run, err error) {
	var at sql.NullString
	var outcome string
	_, err = tx.one("SELECT ended_at, outcome, tried, message FROM schedule_run WHERE os_account = ?", []any{osAccount}, &at, &outcome, &r.Tried, &r.Message)
	if err != nil {
		return r, err
	}
	r.Outcome = schedule.Outcome(outcome)
	r.At, err = moment(at)
	return r, err
}

// SetLastRun notes a run.
func (tx *Tx) SetLastRun(osAccount string, r schedule.Run) error {
	_, err := tx.exec(`INSERT INTO schedule_run (os_account, ended_at, outcome, tried, message) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (os_account) DO UPDATE SET ended_at = excluded.ended_at, outcome = excluded.outcome, tried = excluded.tried, message = excluded.message`,
		osAccount, instant(r.At), string(r.Outcome), r.Tried, r.Message)
	return err
}
