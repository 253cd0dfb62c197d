-- What doing in bulk needs to remember, and finds by.

-- +goose Up
-- The connector that a person asked to send a statement to, although it waited for download or
-- came before the start of collection. It counts while the account has that connector.
ALTER TABLE statement ADD COLUMN asked_connector_id INTEGER;
CREATE INDEX account_alias_account ON account_alias (account_id);
