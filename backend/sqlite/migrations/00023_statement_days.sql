-- +goose Up
-- The days of an account's statements and what they are, read off the index alone: « Couverture »
-- goes through those of all accounts, and lists count by state and period.
DROP INDEX statement_account;
CREATE INDEX statement_account ON statement (account_id, end_on, start_on, operations, state, expected_on);

-- What is not as usual is rare: it is counted and found without the rest.
CREATE INDEX statement_state ON statement (state, account_id) WHERE state <> 'conforming';

-- +goose Down
DROP INDEX statement_state;
DROP INDEX statement_account;
CREATE INDEX statement_account ON statement (account_id, end_on, start_on);
