-- +goose Up
-- The days of an account's statements and what they are, read off the index alone: « Couverture »
-- goes through those of all accounts, and lists count by state and period.
DROP INDEX statement_account;
CREATE INDEX statement_account ON statement (account_id, end_on, start_on, operations, state, expected_on);

-- +goose Down
DROP INDEX statement_account;
CREATE INDEX statement_account ON statement (account_id, end_on, start_on);
