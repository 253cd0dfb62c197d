-- +goose Up
-- The gaps, and what does not prove its balances, of a year of all accounts.
CREATE INDEX statement_gap ON statement (account_id, start_on, expected_on) WHERE state = 'interruption';
CREATE INDEX statement_doubt ON statement (account_id, end_on) WHERE state IN ('incoherent', 'unverifiable', 'conflict');

-- +goose Down
DROP INDEX statement_doubt;
DROP INDEX statement_gap;
